"""The errors of a JSON Patch: what is wrong, with which operation, and where."""

from typing import Literal, TypeAlias

from kvid_composition.document.display import quote_text
from kvid_composition.document.errors import KvidCompositionError
from kvid_composition.document.limits import LimitError

__all__ = ["PatchError", "PatchErrorCode", "PatchLimitError"]

PatchErrorCode: TypeAlias = Literal[
    "INVALID_PATCH",  # no array of operations
    "INVALID_OPERATION",  # no object, or a member is missing or of a wrong type
    "UNKNOWN_OPERATION",  # `op` is none of the six
    "INVALID_POINTER",  # no JSON Pointer
    "INVALID_VALUE",  # a value that is no JSON
    "PATH_NOT_FOUND",  # there is nothing at the place, or nothing can be put there
    "MOVE_INTO_ITSELF",  # a value cannot become a part of itself
    "ROOT_REMOVED",  # without a root there is no document
    "TEST_FAILED",  # something else is there
    "TOO_MANY_OPERATIONS",
    "TOO_LARGE",
    "TOO_DEEP",
]


class PatchError(KvidCompositionError):
    """A JSON Patch that is none, or that does not apply; the document stays as it was.

    Attributes:
        code: what is wrong.
        operation_index: which operation; None for the patch as a whole.
        pointer: JSON Pointer to the place: into the patch for one that is malformed, else into
            the document.
        reason: what is wrong, as a sentence.
    """

    def __init__(
        self, code: PatchErrorCode, operation_index: int | None, pointer: str, reason: str
    ) -> None:
        which = "" if operation_index is None else f" in operation {operation_index}"
        place = quote_text(pointer) if pointer else "the root"
        super().__init__(f"{code}{which} at {place}: {reason}")
        self.code: PatchErrorCode = code
        self.operation_index = operation_index
        self.pointer = pointer
        self.reason = reason


class PatchLimitError(PatchError, LimitError):
    """A JSON Patch that asks for more than a limit allows.

    Attributes:
        limit: the name of the limit: an attribute of `Limits`.
    """

    def __init__(
        self,
        code: PatchErrorCode,
        operation_index: int | None,
        pointer: str,
        reason: str,
        limit: str,
    ) -> None:
        super().__init__(code, operation_index, pointer, reason)
        self.limit = limit

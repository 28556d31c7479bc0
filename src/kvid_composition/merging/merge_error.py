"""The errors of merging: what is asked for cannot be merged, decided or resolved."""

from typing import Literal, TypeAlias

from kvid_composition.document.errors import KvidCompositionError

__all__ = [
    "InputName",
    "MergeInputError",
    "MergeIntegrityError",
    "ResolutionError",
    "StrategyError",
]

InputName: TypeAlias = Literal["base", "ours", "theirs"]


class MergeInputError(KvidCompositionError):
    """An input that cannot be merged, since its ids do not tell what is what.

    Attributes:
        reason: what is wrong, as a sentence.
        pointer: JSON Pointer to what is at fault, into the input.
        input_name: which of the three it is.
    """

    def __init__(self, input_name: InputName, pointer: str, reason: str) -> None:
        super().__init__(f"{input_name} at {pointer or 'the root'}: {reason}")
        self.reason = reason
        self.pointer = pointer
        self.input_name = input_name


class StrategyError(KvidCompositionError):
    """A strategy that says nothing a merge could follow.

    Attributes:
        reason: what is wrong, as a sentence.
        pointer: JSON Pointer to what is at fault, into the strategy.
    """

    def __init__(self, pointer: str, reason: str) -> None:
        super().__init__(f"the strategy at {pointer or 'the root'}: {reason}")
        self.reason = reason
        self.pointer = pointer


class ResolutionError(KvidCompositionError):
    """A pick that names no open conflict, or no option of it.

    Attributes:
        conflict_id: the conflict that was named.
        option: the option that was named.
        reason: what is wrong, as a sentence.
    """

    def __init__(self, conflict_id: str, option: str, reason: str) -> None:
        super().__init__(f"{conflict_id}={option}: {reason}")
        self.conflict_id = conflict_id
        self.option = option
        self.reason = reason


class MergeIntegrityError(KvidCompositionError):
    """A merge came to a document with a broken reference that no input had.

    That is a fault of this library, never of the inputs: nothing is returned rather than that.

    Attributes:
        pointers: JSON Pointers to what would have been broken.
    """

    def __init__(self, pointers: tuple[str, ...]) -> None:
        super().__init__(f"the merge would break references at {', '.join(pointers)}")
        self.pointers = pointers

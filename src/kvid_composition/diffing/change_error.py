"""The error of a change that cannot be read or cannot be applied."""

from kvid_composition.document.errors import KvidCompositionError

__all__ = ["ChangeError"]


class ChangeError(KvidCompositionError):
    """A change that is no change, or that does not fit the document.

    Attributes:
        change_index: which change of the diff; None for the diff as a whole.
        pointer: JSON Pointer to what is at fault: into the JSON of the diff where it was being
            read, into the document where it was being applied.
        reason: what is wrong, as a sentence.
    """

    def __init__(self, change_index: int | None, pointer: str, reason: str) -> None:
        which = "the diff" if change_index is None else f"change {change_index}"
        super().__init__(f"{which} at {pointer or 'the root'}: {reason}")
        self.change_index = change_index
        self.pointer = pointer
        self.reason = reason

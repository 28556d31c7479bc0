"""Edit scripts: what somebody did to a composition, one edit after another, and what it came to.

A script keeps a ledger of the registers that its edits have touched, with what each held first and
last. It is the intent on record: a diff or a merge is held against it, never against itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from kvid_composition.testing.edits.of_items import (
    AdjustSound,
    ChangeSpeed,
    ChangeType,
    Restyle,
    Retext,
    ShiftItem,
    Slip,
    SwapAsset,
    ToggleDragging,
    Transform,
    TrimHead,
    TrimTail,
)
from kvid_composition.testing.edits.of_others import (
    ChangeDimensions,
    ChangeFps,
    HideTrack,
    MarkDeleted,
    MuteTrack,
    RelinkAsset,
    RemoveField,
    RenameAsset,
    RenameTrack,
    RespellNumber,
    SetField,
    UnmarkDeleted,
)
from kvid_composition.testing.edits.registers import Register, read_register
from kvid_composition.testing.edits.structure import (
    AddAsset,
    AddItem,
    AddTrack,
    DuplicateItem,
    MoveItem,
    MoveTrack,
    RemoveAsset,
    RemoveItem,
    RemoveTrack,
    ReorderItem,
    RippleTrack,
    SplitItem,
    UnlistItem,
)
from kvid_composition.testing.seeded.fields import Document

__all__ = ["Edit", "Entry", "Script", "apply_edits", "play_script"]

Edit: TypeAlias = (
    AddAsset
    | AddItem
    | AddTrack
    | AdjustSound
    | ChangeDimensions
    | ChangeFps
    | ChangeSpeed
    | ChangeType
    | DuplicateItem
    | HideTrack
    | MarkDeleted
    | MoveItem
    | MoveTrack
    | MuteTrack
    | RelinkAsset
    | RemoveAsset
    | RemoveField
    | RemoveItem
    | RemoveTrack
    | RenameAsset
    | RenameTrack
    | ReorderItem
    | RespellNumber
    | Restyle
    | Retext
    | RippleTrack
    | SetField
    | ShiftItem
    | Slip
    | SplitItem
    | SwapAsset
    | ToggleDragging
    | Transform
    | TrimHead
    | TrimTail
    | UnlistItem
    | UnmarkDeleted
)
"""All edits there are; each has `touches` and `apply_to`."""


class Entry(NamedTuple):
    """What a register held before the script, and what it holds after."""

    first: Any
    last: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """Edits of a composition, and what they came to.

    Attributes:
        before: the composition that is edited.
        edits: what is done to it.
        after: the composition that comes out.
        ledger: every register that an edit touched.
    """

    before: Document
    edits: tuple[Edit, ...]
    # Both follow from the others, and would hide them in a message.
    after: Document = field(repr=False)
    ledger: Mapping[Register, Entry] = field(repr=False)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The names of the edits' classes, such as TrimHead."""
        return tuple(type(edit).__name__ for edit in self.edits)


def apply_edits(document: Document, edits: Iterable[Edit]) -> Document:
    """Apply edits one after another; the given composition stays as it is.

    Raises:
        KeyError, ValueError: an entity or track is not there. Edits are made for what they edit.
    """
    for edit in edits:
        document = edit.apply_to(document)
    return document


def play_script(before: Document, edits: Iterable[Edit]) -> Script:
    """Apply edits and keep the ledger."""
    edits, document = tuple(edits), before
    first: dict[Register, Any] = {}
    for edit in edits:
        for register in edit.touches - first.keys():
            first[register] = read_register(document, register)
        document = edit.apply_to(document)
    ledger = {each: Entry(held, read_register(document, each)) for each, held in first.items()}
    return Script(before=before, edits=edits, after=document, ledger=ledger)

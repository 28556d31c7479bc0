"""Edit scripts: what somebody did to a composition, one edit after another, and what it came to.

A script keeps a ledger of the registers that its edits have touched, with what each held first and
last. It is the intent on record: a diff or a merge is held against it, never against itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from tests.strategies.edit_scripts_fields import (
    AdjustSound,
    ChangeDimensions,
    ChangeFps,
    ChangeSpeed,
    ChangeType,
    HideTrack,
    MuteTrack,
    RelinkAsset,
    RemoveField,
    RenameAsset,
    RenameTrack,
    RespellNumber,
    Restyle,
    Retext,
    SetField,
    ShiftItem,
    Slip,
    SwapAsset,
    ToggleDragging,
    Transform,
    TrimHead,
    TrimTail,
)
from tests.strategies.edit_scripts_registers import Register, read_register
from tests.strategies.edit_scripts_structure import (
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
from tests.strategies.random_compositions_fields import Document

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
    after: Document
    ledger: Mapping[Register, Entry]


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

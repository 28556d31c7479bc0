"""Lost edits: what the ledgers of two sides say was changed, and a merge that is clean lacks."""

from typing import Any, Final

from benchmarks.peers.merges.references import is_composition
from kvid_composition.document.values import is_array, is_object
from kvid_composition.testing.edits.registers import EXISTENCE, ORDER, PLACEMENT, Register
from kvid_composition.testing.three_ways.triple import Triple

__all__ = ["list_lost_edits"]

_ABSENT: Final = object()
_NOT_JUDGED: Final = frozenset(
    (
        # Both sides may have their say about a list.
        *(ORDER, "tracks", "items", "assets", "deletedAssets"),
        # What an editor only notes in passing.
        "isDraggingInTimeline",
    )
)
# One can move the start and the other the end: then both hold, and neither number does.
_COMPOSED: Final = frozenset(("from", "durationInFrames", EXISTENCE))


def list_lost_edits(triple: Triple, merged: Any) -> list[Register]:
    """List the registers in which a clean result has lost an edit.

    Only what cannot be argued about counts: the existence of items and assets, their fields, those
    of the root, and the tracks of items. One that exactly one side changed must be as that side
    has it. One that both changed, to different plain values, must not be in a clean result at all.
    """
    touched = sorted({*triple.ours.ledger, *triple.theirs.ledger}, key=str)
    return [each for each in touched if _is_judged(each) and _is_lost(triple, each, merged)]


def _is_judged(register: Register) -> bool:
    if register.kind == "track" or register.field in _NOT_JUDGED:
        return False
    # A merge may lengthen what it holds more in.
    return register != Register("composition", None, "durationInFrames")


def _is_lost(triple: Triple, register: Register, merged: Any) -> bool:
    base, ours, theirs = (_read(version, register) for version in triple.versions)
    changed = [side for side in (ours, theirs) if not is_same(base, side)]
    if len(changed) == 1:
        return not is_composition(merged) or not is_same(changed[0], _read(merged, register))
    if not changed or is_same(ours, theirs) or register.field in _COMPOSED:
        return False
    return not any(map(is_object, (base, ours, theirs)))


def _read(document: Any, register: Register) -> Any:
    """Read a register; of a placement, all tracks that list the item."""
    if register.field == PLACEMENT:
        return [track["id"] for track in document["tracks"] if register.id in track["items"]]
    entity = document
    if register.kind != "composition":
        entity = document[f"{register.kind}s"].get(register.id, _ABSENT)
    if register.field == EXISTENCE or entity is _ABSENT:
        return entity
    return entity.get(register.field, _ABSENT)


def is_same(one: Any, other: Any) -> bool:
    """Tell whether two values are one in JSON, where 1 is 1.0 and neither is true."""
    if is_object(one) and is_object(other):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if is_array(one) and is_array(other):
        return len(one) == len(other) and all(map(is_same, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)

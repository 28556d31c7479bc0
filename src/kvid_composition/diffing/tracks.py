"""The tracks: which came, went or moved, and what changed about each."""

from collections.abc import Iterator
from dataclasses import dataclass

from kvid_composition.diffing.changes import (
    Change,
    ContentReplaced,
    TrackAdded,
    TrackRemoved,
    TrackReordered,
)
from kvid_composition.diffing.fields import compare_track
from kvid_composition.diffing.making import Subject, make_value_change
from kvid_composition.diffing.placement import Placements, place_items
from kvid_composition.document.comparison import compare_members
from kvid_composition.document.pointer import format_pointer
from kvid_composition.document.sequences import pick_moved
from kvid_composition.document.values import MISSING, JsonObject, are_identical
from kvid_composition.model.aspects import Impact
from kvid_composition.model.entity import Entity
from kvid_composition.model.identity import TrackMap, is_list_of_ids, number_tracks

__all__ = ["TrackComparison", "compare_tracks"]


@dataclass(frozen=True, slots=True)
class TrackComparison:
    """What differs between the tracks of two versions.

    Attributes:
        changes: of the tracks themselves, by their ids.
        placements: where the lists that differ have each item.
    """

    changes: dict[str, list[Change]]
    placements: Placements


def compare_tracks(before: TrackMap, after: TrackMap, *, exact: bool) -> TrackComparison:
    """Compare the tracks of two versions, by their ids."""
    members = compare_members(before, after, exact=exact)
    relisted = {id_ for id_ in members.changed if not _list_the_same(before[id_], after[id_])}
    placements = place_items(before, after, before.keys() & after.keys() - relisted)
    old, new = number_tracks(before), number_tracks(after)
    moved = frozenset(pick_moved([i for i in before if i in new], [i for i in after if i in old]))
    changes: dict[str, list[Change]] = {
        id_: [_remove(id_, old[id_], before[id_])] for id_ in members.removed
    }
    for id_ in moved.union(members.changed, members.added):
        if id_ not in old:
            changes[id_] = [_add(id_, new[id_], after[id_])]
            continue
        subject = _name(id_, new[id_], old[id_])
        found: list[Change] = [_reorder(subject, old[id_], new[id_])] if id_ in moved else []
        found += compare_track(subject, before[id_], after[id_], exact=exact)
        if id_ in placements.opaque:
            found += _replace_list(subject, before[id_], after[id_])
        changes[id_] = found
    return TrackComparison(changes, placements)


def _list_the_same(before: JsonObject, after: JsonObject) -> bool:
    """Tell whether two versions of a track list the same ids in the same order."""
    return is_list_of_ids(before.get("items")) and before["items"] == after.get("items")


def _name(id_: str, new: int, old: int) -> Subject:
    return Subject(Entity("track", id_), ("tracks", new), ("tracks", old))


def _add(id_: str, index: int, track: JsonObject) -> TrackAdded:
    subject = _name(id_, index, index)
    return make_value_change(TrackAdded, subject, MISSING, track, index=index)


def _remove(id_: str, index: int, track: JsonObject) -> TrackRemoved:
    subject = _name(id_, index, index)
    return make_value_change(TrackRemoved, subject, track, MISSING, index=index)


def _reorder(subject: Subject, old: int, new: int) -> TrackReordered:
    return TrackReordered(
        entity=subject.entity,
        path=format_pointer(subject.path),
        path_before=format_pointer(subject.path_before),
        impact=Impact.VISIBLE,
        before={"index": old},
        after={"index": new},
    )


def _replace_list(subject: Subject, before: JsonObject, after: JsonObject) -> Iterator[Change]:
    """Give the change of a list that does not tell where each item is, if there is one."""
    old, new = before.get("items", MISSING), after.get("items", MISSING)
    if not are_identical(old, new):
        paths = (*subject.path, "items"), (*subject.path_before, "items")
        yield make_value_change(ContentReplaced, Subject(subject.entity, *paths), old, new)

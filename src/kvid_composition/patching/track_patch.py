"""Patching tracks: the fewest moves of tracks, and of items within and between their lists."""

from collections.abc import Iterator

from kvid_composition.document.comparison import compare_members
from kvid_composition.document.pointer import Path
from kvid_composition.document.sequences import Rearrangement
from kvid_composition.model.identity import TrackMap, number_tracks
from kvid_composition.patching.list_patch import TrackLists
from kvid_composition.patching.patch_steps import (
    Group,
    Step,
    make_addition,
    make_move,
    make_removal,
)
from kvid_composition.patching.value_patch import group_value

__all__ = ["patch_tracks"]


def patch_tracks(before: TrackMap, after: TrackMap) -> Iterator[Group]:
    """Give the steps that make the new tracks of the old ones.

    First tracks come and change places, then items move between the lists, then tracks go: each
    list is there while something is moved into it or out of it. The tracks' own members are last.
    """
    changed = compare_members(before, after, exact=True).changed
    order = Rearrangement(list(before), list(after))
    lists = TrackLists(before, after, changed)
    positions = number_tracks(after)
    yield _group(_bring_tracks(before, after, order, lists))
    paths: dict[str, Path] = {
        id_: ("tracks", order.locate(positions[id_]) if id_ in after else order.find(id_), "items")
        for id_ in lists.names
    }
    yield _group(lists.write_steps(paths))
    yield _group(_remove_tracks(before, after, order, lists))
    for id_ in changed:
        path, old, new = ("tracks", positions[id_]), before[id_], after[id_]
        if lists.lists(id_):
            old = {**old, "items": new["items"]}
        yield group_value(path, old, new)


def _group(steps: Iterator[Step]) -> Group:
    return Group(path=("tracks",), steps=list(steps))


def _bring_tracks(
    before: TrackMap, after: TrackMap, order: Rearrangement, lists: TrackLists
) -> Iterator[Step]:
    for id_ in order.incoming:
        if id_ in before:
            place = ("tracks", order.take(id_))
            path = ("tracks", order.insert(id_))
            yield make_move(place, path, ((*place, "id"), id_))
        else:
            value = lists.read_coming(id_, after[id_])
            yield make_addition(("tracks", order.insert(id_)), value)


def _remove_tracks(
    before: TrackMap, after: TrackMap, order: Rearrangement, lists: TrackLists
) -> Iterator[Step]:
    for id_ in order.outgoing:
        if id_ not in after:
            yield make_removal(("tracks", order.take(id_)), lists.read_going(id_, before[id_]))

"""Applying what a diff says of tracks and their lists: the new order, and the new lists."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, TypeAlias

from kvid_composition.diffing.change import Fields
from kvid_composition.diffing.change_error import ChangeError
from kvid_composition.diffing.changes import (
    Change,
    ContentReplaced,
    ItemAdded,
    ItemMoved,
    ItemRemoved,
    ItemReordered,
    TrackAdded,
    TrackRemoved,
    TrackReordered,
)
from kvid_composition.diffing.placement import Place
from kvid_composition.document.display import quote_text
from kvid_composition.document.limits import DEFAULT_LIMITS
from kvid_composition.document.pointer import format_pointer
from kvid_composition.document.values import JsonObject, are_equal, is_array, is_object
from kvid_composition.model.identity import TrackMap

__all__ = ["NumberedChanges", "reorder_tracks", "rewrite_lists"]

# No list is longer: a position beyond it means the end.
_LAST: Final = DEFAULT_LIMITS.nodes

NumberedChanges: TypeAlias = Iterable[tuple[int, Change]]
"""Changes with their positions in the diff."""


@dataclass(slots=True)
class _ListEdits:
    """What goes out of a list of ids, and what comes in; each with the change that says so.

    Attributes:
        taken: the changes, by the ids that go.
        put: for each id that comes its position in the finished list, and the change.
    """

    taken: dict[str, int] = field(default_factory=dict[str, int])
    put: list[tuple[int, str, int]] = field(default_factory=list[tuple[int, str, int]])

    def rewrite(self, listed: list[Any], where: str) -> list[Any]:
        """Give the finished list.

        Raises:
            ChangeError: an id that is to go is not there, or one that is to come is.
        """
        here = {entry for entry in listed if type(entry) is str}
        for id_, number in self.taken.items():
            if id_ not in here:
                raise ChangeError(number, where, f"{quote_text(id_)} is not listed here")
        kept = (entry for entry in listed if type(entry) is not str or entry not in self.taken)
        finished: list[Any] = []
        for index, id_, number in sorted(self.put):
            if id_ in here and id_ not in self.taken:
                raise ChangeError(number, where, f"{quote_text(id_)} is listed here already")
            finished += islice(kept, max(0, min(index, _LAST) - len(finished)))
            finished.append(id_)
        return [*finished, *kept]


def reorder_tracks(before: TrackMap, changes: NumberedChanges) -> dict[str, JsonObject]:
    """Give the tracks by id, front first, after tracks have come, gone and moved.

    Raises:
        ChangeError: the tracks are not those that the changes were made for.
    """
    edits = _ListEdits()
    added: dict[str, JsonObject] = {}
    for number, change in changes:
        id_ = str(change.entity.id)
        match change:
            case TrackAdded(after=track):
                if not is_object(track):
                    raise ChangeError(number, change.path, "a track is an object")
                edits.put.append((change.index, id_, number))
                added[id_] = track
            case TrackRemoved():
                edits.taken[id_] = number
                if not are_equal(before.get(id_), change.before):
                    raise ChangeError(number, change.path, "the track is not as it was")
            case TrackReordered():
                edits.taken[id_] = number
                edits.put.append((_read_index(change.after), id_, number))
            case _:
                pass
    ids = edits.rewrite(list(before), "/tracks")
    return {id_: added[id_] if id_ in added else before[id_] for id_ in ids}


def rewrite_lists(
    before: TrackMap, after: TrackMap, changes: NumberedChanges
) -> Iterator[tuple[str, list[Any]]]:
    """Give the new list of each track that both versions have, and in which items came or went.

    A list that is replaced whole is left out, and so is that of a new track: they are finished.

    Raises:
        ChangeError: the lists are not those that the changes were made for.
    """
    edits: dict[str, _ListEdits] = defaultdict(_ListEdits)
    replaced: set[str | None] = set()
    for number, change in changes:
        id_ = str(change.entity.id)
        if isinstance(change, ContentReplaced) and change.entity.kind == "track":
            replaced.add(change.entity.id)
        old, new = _read_places(change)
        if old is not None:
            _find_track(before, old.track_id, number)
            edits[old.track_id].taken[id_] = number
        if new is not None:
            _find_track(after, new.track_id, number)
            edits[new.track_id].put.append((new.index, id_, number))
    finished = replaced | (after.keys() - before.keys())
    for position, track_id in enumerate(after):
        if track_id not in edits or track_id in finished:
            continue
        where = format_pointer(("tracks", position, "items"))
        listed = before[track_id].get("items")
        if not is_array(listed):
            raise ChangeError(None, where, "this must be an array of ids")
        yield track_id, edits[track_id].rewrite(listed, where)


def _read_places(change: Change) -> tuple[Place | None, Place | None]:
    """Read where an item was listed, and where it is now, as far as a change says so."""
    match change:
        case ItemAdded(track_id=str(track_id)):
            return None, Place(track_id, _LAST if change.index is None else change.index)
        case ItemRemoved(track_id=str(track_id)):
            return Place(track_id, change.index or 0), None
        case ItemReordered(track_id=track_id):
            return Place(track_id, 0), Place(track_id, _read_index(change.after))
        case ItemMoved(before={"track_id": old}, after={"track_id": new}):
            return (
                Place(old, 0) if isinstance(old, str) else None,
                Place(new, _read_index(change.after)) if isinstance(new, str) else None,
            )
        case _:
            return None, None


def _read_index(side: Fields) -> int:
    index = side.get("index")
    return index if isinstance(index, int) else _LAST


def _find_track(tracks: TrackMap, track_id: str, number: int) -> None:
    if track_id not in tracks:
        raise ChangeError(number, "/tracks", f"there is no track {quote_text(track_id)}")

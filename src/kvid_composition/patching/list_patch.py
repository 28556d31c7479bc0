"""Patching the lists of tracks: an item that is on another track afterwards is one move."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kvid_composition.document.pointer import Path
from kvid_composition.document.sequences import Rearrangement
from kvid_composition.model.identity import TrackMap, is_list_of_ids
from kvid_composition.patching.patch_steps import Step, make_addition, make_move, make_removal

__all__ = ["TrackLists"]


class TrackLists:
    """The lists of tracks that changed, came or went, while items are moved about.

    A track that comes is added with its items, but for those that leave a track which stays; one
    that goes takes its items along, but for those that come to a track which stays. Of an item that
    is listed more than once, one listing is moved; the others are added and removed.
    """

    def __init__(self, before: TrackMap, after: TrackMap, changed: Iterable[str]) -> None:
        self._staying = {
            id_: Rearrangement(before[id_]["items"], after[id_]["items"])
            for id_ in changed
            if _lists_ids(before[id_]) and _lists_ids(after[id_])
        }
        self._coming = _part_lists(after, before, _collect_left(self._staying))
        self._going = _part_lists(before, after, _collect_came(self._staying))
        self._moves = {
            **{id_: Rearrangement(rest, after[id_]["items"]) for id_, rest in self._coming.items()},
            **self._staying,
            **{id_: Rearrangement(before[id_]["items"], rest) for id_, rest in self._going.items()},
        }
        leaving = ((id_, name) for id_, moves in self._moves.items() for name in moves.outgoing)
        self._leaving = dict.fromkeys(leaving)
        self._origins = {name: id_ for id_, name in reversed(self._leaving)}

    @property
    def names(self) -> Iterable[str]:
        """The tracks whose lists have steps of their own."""
        return self._moves

    def lists(self, id_: str) -> bool:
        """Tell whether a track that stays has its list patched here."""
        return id_ in self._staying

    def read_coming(self, id_: str, track: Any) -> Any:
        """Give a track that comes, without the items that are moved into it later."""
        return _relist(track, self._coming.get(id_))

    def read_going(self, id_: str, track: Any) -> Any:
        """Give a track that goes, without the items that have been moved out of it."""
        return _relist(track, self._going.get(id_))

    def write_steps(self, paths: Mapping[str, Path]) -> Iterator[Step]:
        """Give the steps of all lists, each of which has to be at its path meanwhile."""
        for id_, moves in self._moves.items():
            for name in moves.incoming:
                origin = id_ if (id_, name) in self._leaving else self._origins.get(name, id_)
                if (origin, name) in self._leaving:
                    del self._leaving[origin, name]
                    source = (*paths[origin], self._moves[origin].take(name))
                    path = (*paths[id_], moves.insert(name))
                    yield make_move(source, path, (source, name))
                else:
                    yield make_addition((*paths[id_], moves.insert(name)), name)
        for id_, name in self._leaving:
            yield make_removal((*paths[id_], self._moves[id_].take(name)), name)


def _lists_ids(track: Mapping[str, Any]) -> bool:
    return is_list_of_ids(track.get("items"))


def _collect_left(lists: Mapping[str, Rearrangement]) -> set[str]:
    """Collect the items that leave their lists."""
    return {name for moves in lists.values() for name in {*moves.outgoing} - {*moves.incoming}}


def _collect_came(lists: Mapping[str, Rearrangement]) -> set[str]:
    """Collect the items that come to lists, and leave none of them."""
    came = {name for moves in lists.values() for name in {*moves.incoming} - {*moves.outgoing}}
    return came - _collect_left(lists)


def _part_lists(tracks: TrackMap, others: TrackMap, moving: set[str]) -> dict[str, list[str]]:
    """Give the lists of tracks that only one version has, without what moves; each moves once."""
    lists: dict[str, list[str]] = {}
    for id_, track in tracks.items():
        if id_ not in others and _lists_ids(track):
            lists[id_] = [name for name in track["items"] if name not in moving]
            moving.difference_update(track["items"])
    return lists


def _relist(track: Any, items: list[str] | None) -> Any:
    return track if items is None else {**track, "items": items}

"""The lists of the tracks: which items moved to another track, or within their own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kvid_composition.diffing.changes import ItemMoved, ItemReordered
from kvid_composition.diffing.placement import Place, Placements
from kvid_composition.document.pointer import Path, format_pointer
from kvid_composition.document.sequences import pick_moved
from kvid_composition.document.values import JsonObject
from kvid_composition.model.aspects import Impact
from kvid_composition.model.entity import Entity

__all__ = ["ListedVersion", "find_moves"]


@dataclass(frozen=True, slots=True)
class ListedVersion:
    """One version of a composition whose tracks have ids of their own.

    Attributes:
        items: the items by id; empty where they are no object.
        positions: the position of each track, 0 being the front.
        places: where its items are listed, as far as that differs from the other version.
    """

    items: JsonObject
    positions: Mapping[str, int]
    places: Mapping[str, Place]

    def place_only_here(self, id_: str, other: "ListedVersion") -> Mapping[str, Any]:
        """Give the place of an item that the other version lacks; none if it lists the id."""
        return _write_place(None if id_ in other.places else self.places.get(id_))

    def locate_item(self, id_: str, elsewhere: Place | None) -> Path:
        """Give the narrowest place that this version has of an item, or of its listing.

        Args:
            id_: the item.
            elsewhere: where the other version lists it.
        """
        if id_ in self.items:
            return ("items", id_)
        place = self.places.get(id_)
        if place is not None:
            return (*self._locate_track(place.track_id), "items", place.index)
        return self._locate_track(elsewhere.track_id if elsewhere else "")

    def _locate_track(self, track_id: str) -> Path:
        position = self.positions.get(track_id)
        return ("tracks",) if position is None else ("tracks", position)


def find_moves(
    before: ListedVersion, after: ListedVersion, placements: Placements
) -> Iterator[ItemMoved | ItemReordered]:
    """Give the changes of what is listed where, but for items that came or went with it."""
    stayed: dict[str, list[str]] = {}
    for id_ in {**before.places, **after.places}:
        old, new = before.places.get(id_), after.places.get(id_)
        if old and new and old.track_id == new.track_id:
            stayed.setdefault(new.track_id, []).append(id_)
        elif not _comes_with_item(id_, before, after, old, new):
            yield _make_move(id_, before, after, old, new)
    for track_id, ids in stayed.items():
        if track_id not in placements.opaque:
            yield from _find_reordered(track_id, ids, before, after)


def _comes_with_item(
    id_: str, before: ListedVersion, after: ListedVersion, old: Place | None, new: Place | None
) -> bool:
    """Tell whether the item came or went, and its listing with it: that is one change."""
    came = old is None and id_ not in before.items and id_ in after.items
    went = new is None and id_ in before.items and id_ not in after.items
    return came or went


def _make_move(
    id_: str, before: ListedVersion, after: ListedVersion, old: Place | None, new: Place | None
) -> ItemMoved:
    return ItemMoved(
        entity=Entity("item", id_),
        path=format_pointer(after.locate_item(id_, old)),
        path_before=format_pointer(before.locate_item(id_, new)),
        impact=Impact.VISIBLE,
        before=_write_place(old),
        after=_write_place(new),
    )


def _write_place(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {"track_id": None, "index": None}
    return {"track_id": place.track_id, "index": place.index}


def _find_reordered(
    track_id: str, ids: list[str], before: ListedVersion, after: ListedVersion
) -> Iterator[ItemReordered]:
    """Give a change for each of the fewest items whose moving explains the new order."""
    later = sorted(ids, key=lambda id_: after.places[id_].index)
    for id_ in pick_moved(ids, later):
        yield ItemReordered(
            entity=Entity("item", id_),
            path=format_pointer(after.locate_item(id_, None)),
            path_before=format_pointer(before.locate_item(id_, None)),
            impact=Impact.VISIBLE,
            before={"index": before.places[id_].index},
            after={"index": after.places[id_].index},
            track_id=track_id,
        )

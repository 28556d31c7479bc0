"""Placement: which track lists an item, and where, in a version whose lists may be broken.

Only lists that differ between the versions are looked at id by id; of the others it only has to
be known that they do not list the same ids as well.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from kvid_composition.document.values import JsonObject, is_array
from kvid_composition.model.identity import TrackMap, is_list_of_ids

__all__ = [
    "Place",
    "Placements",
    "pick_listed",
    "place_items",
]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a track's list."""

    track_id: str
    index: int


@dataclass(frozen=True, slots=True)
class Placements:
    """The ids in the lists that differ between two versions.

    Attributes:
        before: the place of each id; without those that are listed twice in a version.
        after: the same for the other version.
        opaque: the tracks whose lists do not tell where each id is, in one of the versions.
    """

    before: Mapping[str, Place]
    after: Mapping[str, Place]
    opaque: frozenset[str]


def place_items(before: TrackMap, after: TrackMap, unchanged: Collection[str]) -> Placements:
    """Place the ids of all lists but those of some tracks, which are the same in both versions."""
    touched = [
        {id_: _number_ids(track) for id_, track in tracks.items() if id_ not in unchanged}
        for tracks in (before, after)
    ]
    doubtful = _find_doubtful(touched, [after[id_] for id_ in unchanged])
    opaque = frozenset(
        id_
        for tracks, lists in zip((before, after), touched, strict=True)
        for id_, ids in lists.items()
        if not is_list_of_ids(tracks[id_].get("items")) or not doubtful.isdisjoint(ids.values())
    )
    before_places, after_places = (_place(lists, doubtful) for lists in touched)
    return Placements(before_places, after_places, opaque)


def _number_ids(track: JsonObject) -> dict[int, str]:
    """Give the ids that a track lists, by their positions; what is no text is left out."""
    listed = track.get("items")
    entries = enumerate(listed) if is_array(listed) else ()
    return {index: entry for index, entry in entries if type(entry) is str}


def _find_doubtful(
    versions: Iterable[Mapping[str, dict[int, str]]], unchanged: Iterable[JsonObject]
) -> set[str]:
    """Find the ids that some version lists more than once."""
    doubtful: set[str] = set()
    touched: set[str] = set()
    for lists in versions:
        counts = Counter(chain.from_iterable(ids.values() for ids in lists.values()))
        doubtful.update(id_ for id_, count in counts.items() if count > 1)
        touched.update(counts)
    for track in unchanged if touched else ():
        doubtful.update(pick_listed(touched, track.get("items")))
    return doubtful


def pick_listed(ids: set[str], listed: object) -> set[str]:
    """Pick those of some ids that a track's list names, whatever else is in it."""
    if not is_array(listed):
        return set()
    try:
        return ids.intersection(listed)
    except TypeError:
        # An entry that is an object or an array cannot be looked up.
        return ids.intersection(entry for entry in listed if type(entry) is str)


def _place(lists: Mapping[str, dict[int, str]], doubtful: set[str]) -> dict[str, Place]:
    return {
        id_: Place(track_id, index)
        for track_id, ids in lists.items()
        for index, id_ in ids.items()
        if id_ not in doubtful
    }

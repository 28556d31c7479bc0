"""Ripples: equal shifts of all that follows on a track are one fact, not many."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain, groupby
from typing import NamedTuple

from kvid_composition.diffing.changes import ItemShifted, TrackRippled
from kvid_composition.diffing.numbers import is_number, is_whole
from kvid_composition.diffing.placement import pick_listed
from kvid_composition.document.pointer import format_pointer
from kvid_composition.document.values import JsonObject, is_object
from kvid_composition.model.aspects import Impact
from kvid_composition.model.entity import Entity
from kvid_composition.model.fields import Number
from kvid_composition.model.identity import TrackMap, is_list_of_ids, number_tracks

__all__ = ["find_ripples"]


class _Start(NamedTuple):
    """An item of a track, by the frame at which it started."""

    frame: Number
    id: str


def find_ripples(
    tracks_before: TrackMap,
    tracks_after: TrackMap,
    items: tuple[JsonObject, JsonObject],
    shifts: Mapping[str, ItemShifted],
) -> Iterator[TrackRippled]:
    """Give the tracks on which all items from a frame on were shifted alike; two at least.

    Args:
        tracks_before: the tracks by id, front first.
        tracks_after: the same.
        items: the items before, and after.
        shifts: the shifted items.
    """
    if len(shifts) < 2:
        return
    new = _pick_shifted(tracks_after, shifts, {}, {})
    old = _pick_shifted(tracks_before, shifts, tracks_after, new)
    doubtful = _find_listed_twice(old) | _find_listed_twice(new)
    positions = number_tracks(tracks_before)
    for position, (id_, track) in enumerate(tracks_after.items()):
        if len(new[id_]) < 2 or not doubtful.isdisjoint(new[id_]):
            continue
        common = _list_common(tracks_before.get(id_, {}).get("items"), track.get("items"))
        names = _collect_last([name for name in common if name in items[1]], items[0], shifts)
        if len(names) > 1:
            yield TrackRippled(
                entity=Entity("track", id_),
                path=format_pointer(("tracks", position)),
                path_before=format_pointer(("tracks", positions[id_])),
                impact=Impact.VISIBLE,
                before={name: shifts[name].before["from"] for name in names},
                after={name: shifts[name].after["from"] for name in names},
            )


def _pick_shifted(
    tracks: TrackMap,
    shifts: Mapping[str, ItemShifted],
    others: TrackMap,
    known: Mapping[str, set[str]],
) -> dict[str, set[str]]:
    """Pick the shifted items that each track lists; they are known for the other version's."""
    shifted = set(shifts)
    return {
        id_: known[id_] if track is others.get(id_) else pick_listed(shifted, track.get("items"))
        for id_, track in tracks.items()
    }


def _find_listed_twice(names: Mapping[str, set[str]]) -> set[str]:
    """Find what more than one track lists: it can ripple with neither."""
    counts = Counter(chain.from_iterable(names.values()))
    return {name for name, count in counts.items() if count > 1}


def _list_common(earlier: object, later: object) -> list[str]:
    """List the ids that a track has in both versions; none where a list does not tell."""
    if not is_list_of_ids(earlier) or not is_list_of_ids(later):
        return []
    kept = set(later)
    return [id_ for id_ in earlier if id_ in kept]


def _collect_last(
    ids: list[str], items: JsonObject, shifts: Mapping[str, ItemShifted]
) -> list[str]:
    """Collect the items from the last on back, while they have the same shift, in order of time."""
    if _ends_unshifted(ids, items, shifts):
        return []
    starts = sorted(
        _Start(frame, id_) for id_ in ids if is_number(frame := _read_start(items, id_))
    )
    collected: list[_Start] = []
    delta: Number | None = None
    for _, group in groupby(reversed(starts), key=lambda start: start.frame):
        # Items that start together ripple together, or the frame would not tell them apart.
        together = list(group)
        deltas = {_read_delta(shifts.get(start.id)) for start in together}
        if len(deltas) > 1 or None in deltas or (collected and delta not in deltas):
            break
        (delta,) = deltas
        collected += together
    return [start.id for start in reversed(collected)]


def _ends_unshifted(ids: list[str], items: JsonObject, shifts: Mapping[str, ItemShifted]) -> bool:
    """Tell whether an item that was not shifted starts with the last of the shifted, or later.

    Nearly every list is in order of time: from its end this is told at once, without sorting.
    """
    starts = (_read_start(items, id_) for id_ in ids if id_ in shifts)
    last = max(filter(is_number, starts), default=0)
    unshifted = (_read_start(items, id_) for id_ in reversed(ids) if id_ not in shifts)
    return any(is_number(start) and start >= last for start in unshifted)


def _read_start(items: JsonObject, id_: str) -> object:
    item = items.get(id_)
    return item.get("from") if is_object(item) else None


def _read_delta(shift: ItemShifted | None) -> Number | None:
    """Give the shift of an item, None where it has none in whole frames."""
    if shift is None or not all(map(is_whole, (shift.before["from"], shift.after["from"]))):
        return None
    return shift.delta

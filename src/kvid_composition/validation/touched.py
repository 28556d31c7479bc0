"""What an edit has touched: the entities that are not the very same as before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import is_, is_not
from typing import Any, Final

from kvid_composition.document.comparison import list_unshared
from kvid_composition.document.limits import Limits
from kvid_composition.document.scan import Survey, survey_document
from kvid_composition.document.values import are_all, are_identical, is_array, is_object
from kvid_composition.model.check import iterate_structure_faults

__all__ = ["Touched", "TouchedMembers", "TouchedTracks", "find_touched"]

# Where more is touched, to look at all of it is faster. A few are never more.
_FEW: Final = 64
_LARGEST_SHARE: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedMembers:
    """What an edit has touched of a map of entities.

    Attributes:
        names: keys of what is new or not the same, in the order of the later map.
        removed: keys of what is there no more.
        keeps_keys: the keys are the same, in the same order.
    """

    names: Sequence[str]
    removed: Sequence[str]
    keeps_keys: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedTracks:
    """What an edit has touched of the tracks.

    Attributes:
        positions: where the tracks now are that are new or not the same.
        gone: where tracks were that are there no more, or not the same.
        kept: where each of the others was, and where it now is.
    """

    positions: Sequence[int]
    gone: Sequence[int]
    kept: Mapping[int, int]

    @property
    def is_empty(self) -> bool:
        """Tell whether no track has changed or moved."""
        return not self.positions and not self.gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """What an edit has touched in a document.

    Attributes:
        items: of the items.
        assets: of the assets.
        tracks: of the tracks.
        more_values: how many values the document has gained.
    """

    items: TouchedMembers
    assets: TouchedMembers
    tracks: TouchedTracks
    more_values: int


def find_touched(before: Any, after: Any, limits: Limits) -> Touched | None:
    """Find what an edit has touched, and see that no part of that is unsound.

    Args:
        before: a document that is sound: plain JSON of the right shape.
        after: any value.
        limits: how large a document may be.

    Returns:
        What is touched; None where something is unsound, where tracks have changed places, or where
        so much is touched that one had better look at all of it.
    """
    if not (_is_composition(before) and _is_composition(after)):
        return None
    items = _compare_maps(before["items"], after["items"])
    assets = _compare_maps(before["assets"], after["assets"])
    tracks = _compare_tracks(before["tracks"], after["tracks"])
    if items is None or assets is None or tracks is None:
        return None
    old = survey_document(_cut_part(before, items, assets, tracks.gone), limits)
    part = _cut_part(after, items, assets, tracks.positions)
    new = survey_document(part, limits)
    if not old.is_plain or not _is_sound(part, new):
        return None
    kept = _keep_equal_tracks(before["tracks"], after["tracks"], tracks)
    if kept is None:
        return None
    return Touched(
        items=_drop_equal(before["items"], after["items"], items),
        assets=_drop_equal(before["assets"], after["assets"], assets),
        tracks=kept,
        more_values=new.values - old.values,
    )


def _is_composition(document: Any) -> bool:
    """Tell whether a value has the containers of a composition; never runs foreign code."""
    return (
        is_object(document)
        and are_all(str, document)
        and is_object(document.get("items"))
        and is_object(document.get("assets"))
        and is_array(document.get("tracks"))
    )


def _compare_maps(before: dict[Any, Any], after: dict[Any, Any]) -> TouchedMembers | None:
    if before is after:
        return TouchedMembers(names=(), removed=(), keeps_keys=True)
    keeps_keys = len(before) == len(after) and all(map(is_, before, after))
    removed: Sequence[str] = ()
    if keeps_keys:
        names = list(compress(after, map(is_not, after.values(), before.values())))
    elif not are_all(str, before) or not are_all(str, after):
        return None
    else:
        names = list_unshared(before, after)
        removed = list(before.keys() - after.keys())
        keeps_keys = len(before) == len(after) and list(before) == list(after)
    if len(names) + len(removed) > _FEW + len(after) // _LARGEST_SHARE:
        return None
    return TouchedMembers(names=names, removed=removed, keeps_keys=keeps_keys)


def _compare_tracks(before: list[Any], after: list[Any]) -> TouchedTracks | None:
    places = {id(track): position for position, track in enumerate(before)}
    if len(places) < len(before):
        return None
    kept: dict[int, int] = {}
    positions: list[int] = []
    for position, track in enumerate(after):
        place = places.get(id(track))
        if place is None or place in kept:
            positions.append(position)
        else:
            kept[place] = position
    gone = [place for place in places.values() if place not in kept]
    return TouchedTracks(positions=positions, gone=gone, kept=kept)


def _cut_part(
    document: dict[str, Any],
    items: TouchedMembers,
    assets: TouchedMembers,
    positions: Iterable[int],
) -> dict[str, Any]:
    """Give the document without the entities that are the same before and after."""
    return {
        **document,
        "tracks": [document["tracks"][position] for position in positions],
        "items": _pick(document["items"], items),
        "assets": _pick(document["assets"], assets),
    }


def _pick(entities: dict[str, Any], touched: TouchedMembers) -> dict[str, Any]:
    names = (*touched.names, *touched.removed)
    return {name: entities[name] for name in names if name in entities}


def _is_sound(part: dict[str, Any], survey: Survey) -> bool:
    if not survey.is_plain:
        return False
    return next(iter(iterate_structure_faults(part, survey.tables)), None) is None


def _drop_equal(
    before: dict[str, Any], after: dict[str, Any], touched: TouchedMembers
) -> TouchedMembers:
    """Pass by what is another object and yet the same: a document may have been read anew."""
    names = [
        name
        for name in touched.names
        if name not in before or not are_identical(before[name], after[name])
    ]
    return TouchedMembers(names=names, removed=touched.removed, keeps_keys=touched.keeps_keys)


def _keep_equal_tracks(
    before: list[Any], after: list[Any], touched: TouchedTracks
) -> TouchedTracks | None:
    """Pass by tracks that are other objects and yet the same; None where tracks changed places."""
    places = {before[place]["id"]: place for place in touched.gone}
    kept = dict(touched.kept)
    positions: list[int] = []
    for position in touched.positions:
        place = places.get(after[position]["id"])
        if place is None or place in kept or not are_identical(before[place], after[position]):
            positions.append(position)
        else:
            kept[place] = position
    ordered = dict(sorted(kept.items()))
    if list(ordered.values()) != sorted(ordered.values()):
        return None
    gone = [place for place in touched.gone if place not in kept]
    return TouchedTracks(positions=positions, gone=gone, kept=ordered)

"""Focusing: from what an edit has touched to everything that depends on it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from kvid_composition.document.values import JsonObject
from kvid_composition.model.fields import Number
from kvid_composition.model.focus import Focus
from kvid_composition.model.index import TrackEntries
from kvid_composition.validation.touched import Touched

__all__ = ["focus_on"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Uses:
    """Who uses some assets.

    Attributes:
        names: the items.
        assets: those of the assets that some item uses.
    """

    names: frozenset[str] = frozenset()
    assets: frozenset[str] = frozenset()


def focus_on(
    before: Any, after: Any, touched: Touched, *, length: Number, may_share: bool
) -> Focus:
    """Give what is to be looked at again after an edit.

    Args:
        before: the document before, which is sound.
        after: the document after, which is sound as well.
        touched: how they differ.
        length: the frame at which the last placed item ended before.
        may_share: whether two tracks may have listed the same item before.
    """
    items: dict[str, JsonObject] = after["items"]
    assets: dict[str, JsonObject] = after["assets"]
    changed = frozenset((*touched.items.names, *touched.items.removed))
    uses = _find_uses(before, after, touched)
    lists = _list_touched_ids(before, after, touched)
    tracks = _gather_tracks(after, touched, changed.union(uses.names, *lists), may_share=may_share)
    near = dict.fromkeys(chain(changed, uses.names, *lists, _list_ids(after, tracks)))
    shown = {name: items[name] for name in near if name in items}
    used = frozenset(map(_read_asset, shown.values()))
    names = used.union(uses.assets, touched.assets.names, _read_assets(before, touched))
    return Focus(
        items=shown,
        assets={name: assets[name] for name in names if name is not None and name in assets},
        tracks=tracks,
        used_elsewhere=uses.assets,
        length=_find_length(before, after, near, tracks, length),
        places_items=any(map(items.__contains__, _list_all_ids(after))),
    )


def _list_touched_ids(before: Any, after: Any, touched: Touched) -> list[list[str]]:
    """List what touched tracks list, and what they listed before."""
    old, new = before["tracks"], after["tracks"]
    return [old[place]["items"] for place in touched.tracks.gone] + [
        new[position]["items"] for position in touched.tracks.positions
    ]


def _find_uses(before: Any, after: Any, touched: Touched) -> _Uses:
    """Find who uses assets of which something has changed, or that somebody has ceased to use.

    That needs a look at every item, so it is spared where the touched items tell.
    """
    items = after["items"]
    changed = frozenset((*touched.assets.names, *touched.assets.removed))
    told = frozenset(_read_asset(items[name]) for name in touched.items.names)
    left = _read_assets(before, touched).union(_list_deleted(after)) - told
    wanted = (changed | left) - {None}
    if not wanted:
        return _Uses()
    pairs = [
        (name, asset)
        for name, item in items.items()
        if type(asset := item.get("assetId")) is str and asset in wanted
    ]
    return _Uses(
        names=frozenset(name for name, asset in pairs if asset in changed),
        assets=frozenset(asset for _, asset in pairs),
    )


def _read_assets(before: Any, touched: Touched) -> frozenset[str | None]:
    """Give the assets that touched items used before."""
    names = (*touched.items.names, *touched.items.removed)
    return frozenset(_read_asset(before["items"].get(name, {})) for name in names)


def _read_asset(item: JsonObject) -> str | None:
    """Give the asset that an item names; None where it names none."""
    asset = item.get("assetId")
    return asset if isinstance(asset, str) else None


def _list_deleted(document: Any) -> Iterator[str]:
    return (entry["assetId"] for entry in document.get("deletedAssets", ()))


def _gather_tracks(
    after: Any, touched: Touched, names: frozenset[str], *, may_share: bool
) -> list[TrackEntries]:
    """Gather the touched tracks, and those that list one of some items, or share one with them."""
    left = [TrackEntries(i, track, track["items"]) for i, track in enumerate(after["tracks"])]
    positions: Collection[int] = frozenset(touched.tracks.positions)
    gathered: list[TrackEntries] = []
    near = set(names)
    while found := [t for t in left if t.position in positions or not near.isdisjoint(t.item_ids)]:
        gathered += found
        if not may_share:
            break
        near.update(_list_ids(after, found))
        places = {t.position for t in gathered}
        left = [t for t in left if t.position not in places]
    return sorted(gathered, key=lambda track: track.position)


def _find_length(
    before: Any, after: Any, near: Iterable[str], tracks: Iterable[TrackEntries], length: Number
) -> Number:
    """Give the frame at which the last placed item ends; looked up only if that one was touched."""
    items = after["items"]
    shown = _end_last(items, _list_ids(after, tracks))
    if shown >= length:
        return shown
    if _end_last(before["items"], near) < length:
        return length
    return _end_last(items, _list_all_ids(after))


def _list_ids(document: Any, tracks: Iterable[TrackEntries]) -> Iterator[str]:
    return chain.from_iterable(document["tracks"][track.position]["items"] for track in tracks)


def _list_all_ids(document: Any) -> Iterator[str]:
    return chain.from_iterable(track["items"] for track in document["tracks"])


def _end_last(items: dict[str, Any], names: Iterable[str]) -> Number:
    """Give the frame at which the last of some items ends, 0 where there is none of them."""
    there = (items[name] for name in names if name in items)
    return max((item["from"] + item["durationInFrames"] for item in there), default=0)

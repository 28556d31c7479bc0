"""Compositions from a plain `random.Random`: varied, and made in a fraction of a millisecond.

They are as editors and agents write them: all item types and unknown ones, nested objects, unknown
fields at every level, floats beside integers, absent fields. No reference dangles, each item is on
one track, and the items of a track do not overlap. Not every field value is one that validation
would leave without a remark; `sound_compositions()` gives such.
"""

from collections.abc import Sequence
from random import Random
from typing import Final

from kvid_composition.testing.seeded.fields import (
    ASSET_FIELDS,
    ASSET_TYPES,
    COMMON_FIELDS,
    ITEM_FIELDS,
    KINDS_OF_ITEMS,
    TRACK_FIELDS,
    UNKNOWN_FIELDS,
    Document,
    draw_id,
    draw_value,
    pick,
)

__all__ = [
    "make_random_asset",
    "make_random_composition",
    "make_random_item",
    "make_random_track",
]

_KINDS_OF_SPARE_ASSETS: Final = (*ASSET_TYPES.values(), "lottie")


def make_random_item(random: Random, item_id: str, *, start: float, length: float) -> Document:
    """Make an item without an asset."""
    kind = pick(random, KINDS_OF_ITEMS)
    item: Document = {"id": item_id, "type": kind, "from": start, "durationInFrames": length}
    _fill(random, item, COMMON_FIELDS)
    _fill(random, item, ITEM_FIELDS.get(kind, ()))
    _add_unknown(random, item)
    return item


def make_random_asset(random: Random, asset_id: str, kind: str) -> Document:
    """Make an asset of a type."""
    asset: Document = {"id": asset_id, "type": kind}
    _fill(random, asset, ASSET_FIELDS)
    if kind in {"image", "video", "gif"}:
        asset |= {"width": 1920, "height": draw_value(random, "height")}
    if kind in {"video", "gif", "audio"}:
        asset["durationInSeconds"] = draw_value(random, "durationInSeconds")
    if kind == "caption":
        asset["captions"] = draw_value(random, "captions")
    _add_unknown(random, asset)
    return asset


def make_random_track(random: Random, track_id: str) -> Document:
    """Make an empty track."""
    track: Document = {"id": track_id, "items": []}
    _fill(random, track, TRACK_FIELDS)
    _add_unknown(random, track)
    return track


def make_random_composition(
    random: Random, *, items: int | None = None, tracks: int | None = None
) -> Document:
    """Make a composition.

    Args:
        random: where chance comes from; the same state gives the same composition.
        items: how many items; mostly a few, at most 20, unless given.
        tracks: how many tracks, at least 1; at most 4, unless given.
    """
    count = int(20 * random.random() ** 2) if items is None else items
    width = random.randrange(1, 5) if tracks is None else tracks
    document: Document = {
        key: draw_value(random, key) for key in ("fps", "compositionWidth", "compositionHeight")
    }
    names = _draw_names(random, width)
    document |= {"tracks": [make_random_track(random, name) for name in names]}
    document |= {"items": {}, "assets": {}}
    ends = [random.randrange(3) * 15] * width
    for name in _draw_names(random, count):
        row = int(random.random() * width)
        ends[row] = _add_item(random, document, document["tracks"][row], name, ends[row])
    _finish(random, document, max(ends))
    return document


def _draw_names(random: Random, count: int) -> list[str]:
    names = [draw_id(random, number) for number in range(count)]
    if random.random() < 0.5:
        random.shuffle(names)
    return names


def _add_item(random: Random, document: Document, track: Document, name: str, end: int) -> int:
    start = end + (pick(random, (1, 10, 45)) if random.random() < 0.3 else 0)
    length = random.randrange(1, 200)
    item = make_random_item(random, name, start=start, length=length)
    if random.random() < 0.05:
        item["from"], item["durationInFrames"] = start + 0.5, length - 0.5
    if random.random() < 0.05:
        item["from"] = float(item["from"])
    if item["type"] in ASSET_TYPES:
        item["assetId"] = _find_asset(random, document["assets"], ASSET_TYPES[item["type"]])
    document["items"][name] = item
    # Lists are in the order of insertion, which need not be that of time.
    count = len(track["items"])
    track["items"].insert(count if random.random() < 0.7 else random.randrange(count + 1), name)
    return start + length


def _find_asset(random: Random, assets: Document, kind: str) -> str:
    fitting = [name for name, asset in assets.items() if asset["type"] == kind]
    if fitting and random.random() < 0.6:
        return pick(random, fitting)
    return _add_asset(random, assets, kind)


def _add_asset(random: Random, assets: Document, kind: str) -> str:
    name = draw_id(random, len(assets))
    assets[name] = make_random_asset(random, name, kind)
    return name


def _finish(random: Random, document: Document, end: int) -> None:
    """Add assets that nobody uses, and members of the root."""
    while random.random() < 0.3:
        _add_asset(random, document["assets"], pick(random, _KINDS_OF_SPARE_ASSETS))
    if random.random() < 0.6:
        document["durationInFrames"] = max(end, 1) + random.randrange(2) * 30
    if random.random() < 0.2:
        document["deletedAssets"] = draw_value(random, "deletedAssets")
    _add_unknown(random, document)


def _fill(random: Random, holder: Document, keys: Sequence[str]) -> None:
    """Give about two fifths of the optional members a value."""
    for key in keys:
        if random.random() < 0.4:
            holder[key] = draw_value(random, key)


def _add_unknown(random: Random, holder: Document) -> None:
    if random.random() < 0.15:
        key = pick(random, UNKNOWN_FIELDS)
        holder.setdefault(key, draw_value(random, key))

"""Compositions without an error, of any size, drawn fast: the strategy to begin with.

`shapes` has slower ones, for what compositions can be beyond that.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Any, Final

from hypothesis import strategies as st

from kvid_composition.testing.seeded.fields import (
    ASSET_TYPES,
    COMMON_FIELDS,
    ITEM_FIELDS,
    PLAIN_VALUES,
    TRACK_FIELDS,
    Document,
)

__all__ = ["compositions"]

Members = tuple[tuple[str, Any], ...]


def _list_members(keys: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Give a key with one value after another, the first value of each key first."""
    for rank in range(10):
        for key in keys:
            values = (*_OBJECTS.get(key, ()), *PLAIN_VALUES.get(key, ()))
            if rank < len(values):
                yield key, values[rank]


_OBJECTS: Final[dict[str, tuple[Any, ...]]] = {
    "fontStyle": ({"variant": "normal", "weight": "400"}, {"variant": "italic", "weight": 700}),
    "background": ({"color": "#000000", "padding": 8}, None),
    "metadata": ({"n": 1}, {"tags": ["a", None], "inner": {"x": {"y": 0.5}}}),
    "x-note": ("", 1, 1.0, True, None, [0]),
}
_UNKNOWN: Final = ("metadata", "x-note")
_KINDS: Final = ("solid", "text", "image", "video", "audio", "gif", "captions", "chart")
_ITEM_MEMBERS: Final[dict[str, Members]] = {
    kind: (*_list_members((*COMMON_FIELDS, *ITEM_FIELDS.get(kind, ()), *_UNKNOWN)),)
    for kind in _KINDS
}
_TRACK_MEMBERS: Final = (*_list_members((*TRACK_FIELDS, *_UNKNOWN)),)
_ASSET_MEMBERS: Final = (*_list_members(("filename", "size", "mimeType", *_UNKNOWN)),)
_ROOT_MEMBERS: Final = (*_list_members(_UNKNOWN),)
_URLS: Final = ("https://example.com/a", "https://cdn.example.com/사진.png", None)
_STYLES: Final = ("{kind}-{number}", "{number}", "자막-{kind}-{number}", "{kind}/~{number}")


# A draw costs some 40 microseconds, and Hypothesis takes away at most five of them at once. So an
# item is drawn with three: type and track, length, and one number of which each digit chooses an
# option. 0 chooses nothing.
_ITEMS: Final = st.tuples(st.integers(0, 63), st.integers(1, 300), st.integers(0, 2**42 - 1))
_TRACKS: Final = st.integers(0, 2**12 - 1)
_ROOTS: Final = st.integers(0, 2**12 - 1)
_RATES: Final = st.sampled_from((30, 25, 60, 24, 29.97, 30.0))
_SIZES: Final = st.sampled_from(((1920, 1080), (1080, 1920), (640.0, 360)))
_FRACTIONS: Final = (0, 0.0, 0.5, 0)


@st.composite
def compositions(
    draw: st.DrawFn, *, min_items: int = 0, max_items: int = 8, max_tracks: int = 4
) -> Document:
    """Give compositions in which validation finds no error; warnings there may be.

    All item types and an unknown one, nested objects and unknown members, whole and fractional
    frames, `30` beside `30.0`. Items of one track do not overlap, and lists need not be in the
    order of time. They shrink to few items of type "solid", without optional members.

    Args:
        draw: given by Hypothesis.
        min_items: how many items there are at least.
        max_items: how many items there are at most.
        max_tracks: how many tracks there are at most, of at least one.
    """
    width, height = draw(_SIZES)
    document: Document = {
        "fps": draw(_RATES),
        "compositionWidth": width,
        "compositionHeight": height,
    }
    tracks = draw(st.lists(_TRACKS, min_size=1, max_size=max_tracks))
    document |= {"tracks": [_make_track(row, extras) for row, extras in enumerate(tracks, 1)]}
    document |= {"items": {}, "assets": {}}
    ends = [0.0] * len(tracks)
    for draft in draw(st.lists(_ITEMS, min_size=min_items, max_size=max_items)):
        _add_item(document, ends, *draft)
    return document | _make_root(draw(_ROOTS), max(ends))


def _make_root(extras: int, end: float) -> Document:
    """Make the optional members of the root; the stored length is no shorter than the whole."""
    root: Document = {}
    if extras % 2:
        root["durationInFrames"] = int(end) + 1
    if gone := extras // 2 % 4:
        root["deletedAssets"] = [{"assetId": f"gone-{n}", "remoteUrl": None} for n in range(gone)]
    return root | _choose_members(_ROOT_MEMBERS, extras // 8)


def _choose_members(members: Members, digits: int) -> Document:
    """Choose a member for each digit of a number, to the base of 64; none for the digit 0."""
    chosen: Document = {}
    while digits:
        if digits % 64:
            key, value = members[(digits % 64 - 1) % len(members)]
            chosen[key] = value
        digits //= 64
    return chosen


def _make_track(row: int, extras: int) -> Document:
    return {"id": f"track-{row}", "items": [], **_choose_members(_TRACK_MEMBERS, extras)}


def _add_item(document: Document, ends: list[float], what: int, length: int, extras: int) -> None:
    """Add an item behind the last one of a track, or with a gap; listed at its end, or before."""
    kind, row = _KINDS[what % 8], what // 8 % len(ends)
    members, oddity = extras % 2**24, extras // 2**24
    items, listed = document["items"], document["tracks"][row]["items"]
    name = _STYLES[oddity % 4].format(kind="item", number=len(items) + 1)
    start = math.ceil(ends[row]) + oddity // 64 % 64 + _FRACTIONS[oddity // 4 % 4]
    ends[row] = start + length
    item: Document = {"id": name, "type": kind, "from": start, "durationInFrames": length}
    if kind in ASSET_TYPES:
        item["assetId"] = _find_asset(document["assets"], ASSET_TYPES[kind], oddity // 2**12)
    items[name] = item | _choose_members(_ITEM_MEMBERS[kind], members)
    # A place counts from the end, so that 0 appends.
    listed.insert(max(0, len(listed) - oddity // 16 % 4), name)


def _find_asset(assets: Document, kind: str, oddity: int) -> str:
    """Take an asset that is there, or add one."""
    fitting = [name for name, asset in assets.items() if asset["type"] == kind]
    if fitting and oddity % 2:
        return fitting[oddity // 2 % len(fitting)]
    name = _STYLES[oddity // 2 % 4].format(kind="asset", number=len(assets) + 1)
    asset: Document = {"id": name, "type": kind, "remoteUrl": _URLS[oddity // 8 % 3]}
    assets[name] = asset | _choose_members(_ASSET_MEMBERS, oddity // 8)
    return name

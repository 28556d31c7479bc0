"""Large compositions from a seed: sound ones, and the shapes that tempt an algorithm to crawl.

A sound one has seven item types of 10 to 14 fields, assets for a third of the items, and no issue.
At 100,000 items it stands on 500 tracks and takes about 35 MB of JSON.
"""

import random
from collections.abc import Callable
from itertools import cycle
from typing import Any, Final

__all__ = ["SHAPES", "make_composition", "put_all_on_one_track"]

Document = dict[str, Any]

_ITEM_TYPES: Final = ("image", "video", "audio", "gif", "text", "captions", "solid")
_ASSET_TYPES: Final = {
    "image": ("image", "png"),
    "video": ("video", "mp4"),
    "audio": ("audio", "mp3"),
    "gif": ("gif", "gif"),
    "captions": ("caption", "json"),
}


def make_composition(items: int, *, seed: int = 1) -> Document:
    """Make a sound composition; the same seed and size give the same document."""
    rng = random.Random(seed)
    tracks = max(1, items // 200)
    document = _start(tracks)
    library = _stock_library(document["assets"], items // 3)
    ends = [0] * tracks
    for number in range(items):
        row = rng.randrange(tracks)
        item = _make_item(number, rng, library)
        item["from"], ends[row] = ends[row], ends[row] + item["durationInFrames"]
        document["items"][item["id"]] = item
        document["tracks"][row]["items"].append(item["id"])
    document["durationInFrames"] = max(ends)
    # An empty track is an issue; in small documents chance leaves some.
    document["tracks"] = [track for track in document["tracks"] if track["items"]]
    return document


def _start(tracks: int) -> Document:
    return {
        "fps": 30,
        "compositionWidth": 1920,
        "compositionHeight": 1080,
        "durationInFrames": 0,
        "tracks": [
            {"id": f"track-{n:06d}", "items": [], "hidden": False, "muted": False}
            for n in range(tracks)
        ],
        "items": {},
        "assets": {},
    }


def _stock_library(assets: Document, count: int) -> dict[str, "cycle[str]"]:
    """Fill `assets` and give, for each item type, its assets in an endless row: all get used."""
    by_type: dict[str, list[str]] = {kind: [] for kind in _ASSET_TYPES}
    for number, kind in zip(range(max(count, len(_ASSET_TYPES))), cycle(_ASSET_TYPES)):
        asset = _make_asset(number, kind)
        assets[asset["id"]] = asset
        by_type[kind].append(asset["id"])
    return {kind: cycle(ids) for kind, ids in by_type.items()}


def _make_asset(number: int, item_type: str) -> Document:
    kind, ending = _ASSET_TYPES[item_type]
    asset: Document = {
        "id": f"asset-{number:06d}",
        "type": kind,
        "filename": f"file-{number:06d}.{ending}",
        "size": 100_000 + number,
        "remoteUrl": f"https://cdn.example.com/media/{number:06d}/file.{ending}",
        "remoteFileKey": f"media/{number:06d}",
        "mimeType": f"{kind}/{ending}",
    }
    if kind in {"video", "gif", "audio"}:
        asset["durationInSeconds"] = 120.5
    if kind in {"image", "video", "gif"}:
        asset |= {"width": 1920, "height": 1080}
    if kind == "caption":
        asset["captions"] = [
            {"text": " word", "startMs": n * 300.5, "endMs": n * 300.5 + 250, "confidence": None}
            for n in range(4)
        ]
    return asset


def _make_item(number: int, rng: random.Random, library: dict[str, "cycle[str]"]) -> Document:
    kind = _ITEM_TYPES[number % len(_ITEM_TYPES)]
    item: Document = {
        "id": f"item-{number:06d}",
        "type": kind,
        "from": 0,
        "durationInFrames": rng.randrange(30, 300),
        "top": rng.randrange(1000),
        "left": round(rng.uniform(0, 1000), 2),
        "width": 640,
        "height": 360,
        "opacity": 1,
        "isDraggingInTimeline": False,
    }
    if kind in library:
        item["assetId"] = next(library[kind])
    return item | _EXTRAS[kind]


_TYPE: Final[Document] = {
    "color": "#ffffff",
    "fontFamily": "Roboto",
    "fontStyle": {"variant": "normal", "weight": "400"},
}
_EXTRAS: Final[dict[str, Document]] = {
    "image": {"keepAspectRatio": True, "borderRadius": 8},
    "video": {"videoStartFromInSeconds": 0, "playbackRate": 1.5, "decibelAdjustment": -3},
    "audio": {"audioStartFromInSeconds": 2.5, "playbackRate": 1, "decibelAdjustment": -6.5},
    "gif": {"playbackRate": 1},
    "text": {"text": "Hello, 안녕", **_TYPE},
    "captions": {"maxLines": 2, **_TYPE},
    "solid": {"color": "#101020"},
}


def _make_solids(count: int, *, step: int) -> list[Document]:
    return [
        {"id": f"item-{n:06d}", "type": "solid", "from": n * step, "durationInFrames": 30}
        for n in range(count)
    ]


def _place(items: list[Document], tracks: list[list[str]], **members: Any) -> Document:
    document = _start(0)
    document["durationInFrames"] = max(i["from"] + i["durationInFrames"] for i in items)
    document["tracks"] = [{"id": f"track-{n:06d}", "items": ids} for n, ids in enumerate(tracks)]
    document["items"] = {item["id"]: item for item in items}
    return document | members


def put_all_on_one_track(count: int) -> Document:
    """All items on one track, one after another."""
    items = _make_solids(count, step=30)
    return _place(items, [[item["id"] for item in items]])


def give_each_a_track(count: int) -> Document:
    """As many tracks as items."""
    items = _make_solids(count, step=0)
    return _place(items, [[item["id"]] for item in items])


def overlap_all(count: int) -> Document:
    """All items on one track, all at once."""
    items = _make_solids(count, step=0)
    return _place(items, [[item["id"] for item in items]])


def collide_all_ids(count: int) -> Document:
    """All tracks with one id, and item ids of which all but one can be taken for another."""
    items = _make_solids(count, step=0)
    for number, item in enumerate(items):
        letters = f"{number:020b}".translate({48: "a", 49: "A"})
        item["id"] = f"item-{letters}"
    document = _place(items, [[item["id"]] for item in items])
    for track in document["tracks"]:
        track["id"] = "track"
    return document


def share_one_asset(count: int) -> Document:
    """One asset, used by every item."""
    items = _make_solids(count, step=30)
    for item in items:
        item |= {"type": "image", "assetId": "asset-000000"}
    assets = {"asset-000000": _make_asset(0, "image")}
    return _place(items, [[item["id"] for item in items]], assets=assets)


SHAPES: Final[dict[str, Callable[[int], Document]]] = {
    "mixed": make_composition,
    "one track": put_all_on_one_track,
    "a track each": give_each_a_track,
    "all overlap": overlap_all,
    "ids collide": collide_all_ids,
    "one asset": share_one_asset,
}
"""The shapes on which cost must grow like the document, by name."""

"""Triples in which both editors add something under the same id."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final

from kvid_composition.testing.edits.desk import Desk, NothingFitsError
from kvid_composition.testing.edits.making import ALL_DRAWERS, DRAWERS, try_edits
from kvid_composition.testing.edits.script import Script
from kvid_composition.testing.edits.structure import AddAsset, AddItem, AddTrack
from kvid_composition.testing.seeded.compositions import (
    make_random_asset,
    make_random_item,
    make_random_track,
)
from kvid_composition.testing.seeded.fields import (
    ASSET_FIELDS,
    ASSET_TYPES,
    COMMON_FIELDS,
    TRACK_FIELDS,
    UNKNOWN_FIELDS,
    Document,
    draw_value,
    pick,
)
from kvid_composition.testing.three_ways.drawing import Pair, Room

__all__ = ["draw_same_add"]

_NAME: Final = "same"
_SAMENESS: Final = ("equal", "fields", "fields", "type")
_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "item": (*COMMON_FIELDS, "from", "text", "fontStyle", *UNKNOWN_FIELDS),
    "track": (*TRACK_FIELDS, *UNKNOWN_FIELDS),
    "asset": (*ASSET_FIELDS, *UNKNOWN_FIELDS),
}


def draw_same_add(room: Room) -> Pair:
    """Draw an item, track or asset that both sides add: equal, other fields, or another type."""
    kind = pick(room.random, ("item", "item", "track", "asset"))
    sameness = pick(room.random, _SAMENESS)
    entity = _MAKERS[kind](room)
    ours = _draw_side(room, "ours", kind, entity)
    if sameness == "type":
        entity = _MAKERS[kind](room)
    elif sameness == "fields":
        entity = _vary(room, kind, entity)
    return ours, _draw_side(room, "theirs", kind, entity)


def _draw_side(room: Room, mark: str, kind: str, entity: Document) -> Script:
    desk = room.seat(mark)
    with suppress(NothingFitsError):
        _ADDERS[kind](desk, entity)
    if desk.chance(0.5):
        try_edits(desk, ALL_DRAWERS, room.random.randrange(3))
    return desk.finish()


def _vary(room: Room, kind: str, entity: Document) -> Document:
    keys = (pick(room.random, _FIELDS[kind]) for _ in range(room.random.randrange(1, 4)))
    changes = {key: draw_value(room.random, key) for key in keys}
    if "from" in changes:
        changes["from"] = room.random.randrange(300)
    return {**entity, **changes}


def _make_item(room: Room) -> Document:
    random, assets = room.random, room.base["assets"]
    length = random.randrange(1, 90)
    item = make_random_item(random, _NAME, start=random.randrange(300), length=length)
    kind = ASSET_TYPES.get(item["type"])
    fitting = [name for name, asset in assets.items() if asset["type"] == kind]
    if fitting:
        item["assetId"] = pick(random, fitting)
    elif kind is not None:
        item["type"] = pick(random, ("text", "solid", "chart"))
    return item


def _make_track(room: Room) -> Document:
    return make_random_track(room.random, _NAME)


def _make_asset(room: Room) -> Document:
    kind = pick(room.random, (*ASSET_TYPES.values(), "lottie"))
    return make_random_asset(room.random, _NAME, kind)


def _add_item(desk: Desk, item: Document) -> None:
    track = desk.pick_track()
    index = desk.draw_index(track["items"])
    desk.make(AddItem(item_id=_NAME, item=item, track_id=track["id"], index=index))


def _add_track(desk: Desk, track: Document) -> None:
    desk.make(AddTrack(track=track, index=desk.draw_index(desk.document["tracks"])))
    for _ in range(desk.random.randrange(3)):
        name = desk.draw_id("item")
        item = {"id": name, "type": "solid", "from": 0, "durationInFrames": 30}
        desk.make(AddItem(item_id=name, item=item, track_id=_NAME, index=0))


def _add_asset(desk: Desk, asset: Document) -> None:
    desk.make(AddAsset(asset_id=_NAME, asset=asset))
    try_edits(desk, (DRAWERS["AddItem"], DRAWERS["SwapAsset"]), desk.random.randrange(3))


_MAKERS: Final[Mapping[str, Callable[[Room], Document]]] = {
    "item": _make_item,
    "track": _make_track,
    "asset": _make_asset,
}
_ADDERS: Final[Mapping[str, Callable[[Desk, Document], None]]] = {
    "item": _add_item,
    "track": _add_track,
    "asset": _add_asset,
}

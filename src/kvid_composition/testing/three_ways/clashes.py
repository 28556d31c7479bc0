"""Triples in which the editors get in each other's way: what one removes, or the same few items."""

from collections.abc import Mapping
from contextlib import suppress
from random import Random
from typing import Final

from kvid_composition.document.values import JsonValue
from kvid_composition.model.entity import Entity
from kvid_composition.testing.edits.desk import Desk, Drawer, NothingFitsError
from kvid_composition.testing.edits.making import DRAWERS, try_edits
from kvid_composition.testing.edits.of_items import Restyle
from kvid_composition.testing.edits.of_others import MarkDeleted, SetField
from kvid_composition.testing.edits.script import Edit, Script
from kvid_composition.testing.edits.structure import AddItem, MoveTrack, RemoveAsset, RemoveItem
from kvid_composition.testing.seeded.compositions import make_random_asset
from kvid_composition.testing.seeded.fields import ASSET_TYPES, Document, draw_value, pick
from kvid_composition.testing.three_ways.drawing import Pair, Room, draw_base, draw_wide_base

__all__ = ["draw_destructive", "draw_marked_base", "draw_same_spot"]

_KINDS_OF_ASSETS: Final = ("image", "video", "audio", "gif")
_SHOWN_BY: Final = {kind: item for item, kind in ASSET_TYPES.items()}
_INNER: Final[Mapping[str, Mapping[str, tuple[JsonValue, ...]]]] = {
    "fontStyle": {"variant": ("normal", "italic"), "weight": ("400", 400, "700")},
    "background": {"color": ("#ffffff", "#000000"), "padding": (0, 8, 12.5)},
    "metadata": {"n": (1, 2, None), "tags": ([], ["a"]), "inner": ({}, {"x": 1}, {"y": 2})},
}


def draw_marked_base(random: Random) -> Document:
    """Draw a composition that has an asset in no use, and notes one or two others as deleted."""
    base = draw_base(random) if random.random() < 0.6 else draw_wide_base(random)
    gone = [{"assetId": f"gone-{n}", "remoteUrl": None} for n in range(random.randrange(1, 3))]
    spare = make_random_asset(random, "spare", pick(random, _KINDS_OF_ASSETS))
    return {**base, "assets": {**base["assets"], "spare": spare}, "deletedAssets": gone}


def draw_destructive(room: Room) -> Pair:
    """Draw removals of tracks, items and assets, and work on those very ones on the other side."""
    random, base = room.random, room.base
    tracks = [Entity("track", track["id"]) for track in base["tracks"] if random.random() < 0.7]
    items = [Entity("item", name) for name in base["items"]]
    assets = [Entity("asset", name) for name in base["assets"] if random.random() < 0.7]
    doomed = [each for each in items if random.random() < 0.6]
    wrecked = _wreck(room, frozenset((*tracks, *doomed, *assets)))
    worked = room.draw_script(
        "ours", _WORK, random.randrange(1, 6), frozenset((*tracks, *items, *assets))
    )
    return room.toss(worked, wrecked)


def _wreck(room: Room, focus: frozenset[Entity]) -> Script:
    desk = room.seat("theirs", focus)
    try_edits(desk, _WRECKING, room.random.randrange(1, 7))
    return desk.finish()


def _draw_removal_with_users(desk: Desk) -> Edit:
    """Draw an asset to remove, after the items that show it."""
    asset = desk.pick_asset()
    items: dict[str, Document] = desk.document["items"]
    for name in [name for name, item in items.items() if item.get("assetId") == asset]:
        desk.make(RemoveItem(item_id=name))
    return RemoveAsset(asset_id=asset)


def _draw_mark_of_removed(desk: Desk) -> Edit:
    """Draw the note that an asset which the editor has removed is deleted."""
    gone = [name for name in desk.before["assets"] if name not in desk.document["assets"]]
    name = desk.pick(gone)
    url = desk.before["assets"][name].get("remoteUrl")
    return MarkDeleted(asset_id=name, entry={"assetId": name, "remoteUrl": url})


_WRECKING: Final[tuple[Drawer, ...]] = (
    *(DRAWERS["RemoveTrack"], DRAWERS["RemoveTrack"], DRAWERS["RemoveItem"]),
    *(DRAWERS["RemoveItem"], DRAWERS["RemoveAsset"], DRAWERS["UnlistItem"]),
    *(_draw_removal_with_users, _draw_removal_with_users, _draw_mark_of_removed),
)
_WORK: Final[tuple[Drawer, ...]] = tuple(
    DRAWERS[kind]
    for kind in (
        *("AddItem", "AddItem", "MoveItem", "MoveItem", "DuplicateItem", "SplitItem"),
        *("SwapAsset", "SwapAsset", "RelinkAsset", "RenameAsset", "ShiftItem", "SetField"),
        *("Restyle", "RenameTrack", "HideTrack", "ReorderItem", "MoveTrack", "ChangeType"),
    )
)


def draw_same_spot(room: Room) -> Pair:
    """Draw up to three edits of one sort on either side, of the same one or two things."""
    random = room.random
    theme, drawers = pick(random, _THEMES)
    focus = _draw_spot(random, room.base, theme)

    def draw(mark: str) -> Script:
        desk = room.seat(mark, focus)
        with suppress(NothingFitsError):
            try_edits(desk, drawers, random.randrange(1, 4))
        return desk.finish()

    return room.draw_pair(draw)


def _draw_spot(random: Random, document: Document, theme: str) -> frozenset[Entity]:
    """Draw one or two items, tracks or assets; "spare" is the asset that is in no use."""
    entities = {
        "item": [Entity("item", name) for name in document["items"]],
        "track": [Entity("track", track["id"]) for track in document["tracks"]],
        "asset": [Entity("asset", name) for name in document["assets"]],
        "spare": [Entity("asset", "spare")],
    }[theme]
    return frozenset(random.sample(entities, min(len(entities), random.randrange(1, 3))))


def _draw_nested(desk: Desk) -> Edit:
    """Draw a member of an object inside an item."""
    name = desk.pick_name()
    key = pick(desk.random, tuple(_INNER))
    inner = pick(desk.random, tuple(_INNER[key]))
    value = pick(desk.random, _INNER[key][inner])
    return Restyle(item_id=name, key=key, inner=inner, value=value)


def _draw_whole(desk: Desk) -> Edit:
    """Draw an object inside an item anew."""
    name, key = desk.pick_name(), pick(desk.random, tuple(_INNER))
    return SetField(target=Entity("item", name), key=key, value=draw_value(desk.random, key))


def _draw_asset_type(desk: Desk) -> Edit:
    """Draw another type of an asset: somebody has put another file in its place."""
    kind = pick(desk.random, _KINDS_OF_ASSETS)
    return SetField(target=Entity("asset", desk.pick_asset()), key="type", value=kind)


def _draw_use(desk: Desk) -> Edit:
    """Draw a new item that shows an asset."""
    asset = desk.pick_asset()
    kind = desk.document["assets"][asset].get("type")
    track, name = desk.pick_any_track(), desk.draw_id("item")
    item = {"id": name, "type": _SHOWN_BY.get(kind, "chart"), "from": 0, "durationInFrames": 30}
    item |= {"from": desk.random.randrange(600), "assetId": asset}
    return AddItem(item_id=name, item=item, track_id=track["id"], index=0)


def _draw_far_move(desk: Desk) -> Edit:
    """Draw a track to put in front of all others or behind them."""
    track = desk.pick_track()
    return MoveTrack(track_id=track["id"], index=pick(desk.random, (0, len(desk.before["tracks"]))))


def _draw_stored_length(desk: Desk) -> Edit:
    """Draw another length of the whole."""
    value = pick(desk.random, (30, 90, 90.0, 300, 300.5, 1200, None))
    return SetField(target=Entity("composition"), key="durationInFrames", value=value)


_TIME: Final = tuple(
    DRAWERS[kind]
    for kind in ("TrimHead", "TrimHead", "TrimTail", "TrimTail", "ShiftItem", "ChangeSpeed", "Slip")
)
_THEMES: Final[tuple[tuple[str, tuple[Drawer, ...]], ...]] = (
    ("item", _TIME),
    ("item", _TIME),
    ("item", (_draw_nested, _draw_nested, _draw_whole, DRAWERS["RemoveField"])),
    ("item", (DRAWERS["ChangeType"], DRAWERS["SwapAsset"], DRAWERS["SwapAsset"])),
    ("item", (DRAWERS["Transform"], DRAWERS["Retext"], DRAWERS["Restyle"], DRAWERS["SetField"])),
    ("item", (DRAWERS["MoveItem"], DRAWERS["ReorderItem"], DRAWERS["ToggleDragging"])),
    ("item", (_draw_stored_length, DRAWERS["TrimTail"])),
    ("item", (DRAWERS["MarkDeleted"], DRAWERS["UnmarkDeleted"], DRAWERS["RespellNumber"])),
    ("track", (DRAWERS["RenameTrack"], DRAWERS["HideTrack"], DRAWERS["MoveTrack"])),
    ("track", (_draw_far_move,)),
    ("asset", (DRAWERS["RelinkAsset"], DRAWERS["RenameAsset"], DRAWERS["RemoveAsset"])),
    ("spare", (_draw_asset_type, _draw_use, _draw_use)),
    ("spare", (DRAWERS["RemoveAsset"], _draw_use, DRAWERS["RenameAsset"])),
)

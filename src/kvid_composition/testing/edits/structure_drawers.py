"""Random edits by which things come, go and change places, and edits that undo earlier ones."""

from collections.abc import Callable, Mapping
from typing import Final

from kvid_composition.model.entity import Entity
from kvid_composition.testing.edits.desk import Desk, Drawer, find_source_key, is_number, read_speed
from kvid_composition.testing.edits.of_others import RemoveField, SetField
from kvid_composition.testing.edits.registers import (
    EXISTENCE,
    ORDER,
    PLACEMENT,
    find_place,
    find_track,
)
from kvid_composition.testing.edits.script import Edit
from kvid_composition.testing.edits.structure import (
    AddAsset,
    AddItem,
    AddTrack,
    DuplicateItem,
    MoveItem,
    MoveTrack,
    RemoveAsset,
    RemoveItem,
    RemoveTrack,
    ReorderItem,
    RippleTrack,
    SplitItem,
    UnlistItem,
)
from kvid_composition.testing.seeded.compositions import (
    make_random_asset,
    make_random_item,
    make_random_track,
)
from kvid_composition.testing.seeded.fields import ASSET_TYPES, Document, draw_value, pick

__all__ = ["DRAWERS_OF_STRUCTURE", "draw_undo"]

_DELTAS: Final = (30, -30, 15, 1, 45.0, 0.5)


def _draw_addition(desk: Desk) -> Edit:
    """Draw a new item, with an asset or without."""
    random, assets = desk.random, list(desk.document["assets"])
    start, length = random.randrange(300), random.randrange(1, 90)
    name = desk.draw_id("item")
    item = make_random_item(random, name, start=start, length=length)
    fitting = desk.list_fitting_assets(item["type"]) if item["type"] in ASSET_TYPES else []
    if fitting and desk.chance(0.9):
        item["assetId"] = pick(random, fitting)
    elif assets and desk.chance(0.2):
        item["assetId"] = pick(random, assets)
    if not desk.document["tracks"] or desk.chance(0.05):
        return AddItem(item_id=name, item=item, track_id=None, index=0)
    track = desk.pick_track()
    index = desk.draw_index(track["items"])
    return AddItem(item_id=name, item=item, track_id=track["id"], index=index)


def _draw_removal(desk: Desk) -> Edit:
    """Draw an item to remove."""
    name = desk.pick_name()
    return RemoveItem(item_id=name, careless=desk.chance(0.1))


def _draw_duplicate(desk: Desk) -> Edit:
    """Draw an item to copy to any track."""
    name, track = desk.pick_timed(), desk.pick_track()
    return DuplicateItem(
        item_id=name,
        copy_id=desk.draw_id("item"),
        delta=desk.document["items"][name]["durationInFrames"],
        track_id=track["id"],
        index=desk.draw_index(track["items"]),
    )


def _draw_split(desk: Desk) -> Edit:
    """Draw an item that stands on a track, to cut in two."""
    name = desk.pick_timed(lambda item: item["durationInFrames"] >= 2)
    desk.require(desk.is_listed(name))
    item, fps = desk.document["items"][name], desk.document.get("fps")
    frames = desk.random.randrange(1, int(item["durationInFrames"]))
    seconds = frames * read_speed(item) / (fps if is_number(fps) and fps > 0 else 30)
    return SplitItem(
        item_id=name,
        new_id=desk.draw_id("item"),
        frames=frames,
        source_key=find_source_key(item),
        seconds=seconds,
    )


def _draw_move(desk: Desk) -> Edit:
    """Draw an item, or an id that nothing has, and another track for it."""
    name = desk.pick_listed() if desk.chance(0.8) else desk.pick_name()
    track = desk.pick_track()
    desk.require(name not in track["items"])
    return MoveItem(item_id=name, track_id=track["id"], index=desk.draw_index(track["items"]))


def _draw_unlisting(desk: Desk) -> Edit:
    """Draw an id to take off its list."""
    return UnlistItem(item_id=desk.pick_listed())


def _draw_reorder(desk: Desk) -> Edit:
    """Draw an id and another place in its list."""
    track = desk.pick_track()
    desk.require(len(track["items"]) > 1)
    name, others = pick(desk.random, track["items"]), track["items"][1:]
    return ReorderItem(item_id=name, track_id=track["id"], index=desk.draw_index(others))


def _draw_ripple(desk: Desk) -> Edit:
    """Draw a track and a frame from which on its items shift."""
    track, items = desk.pick_track(), desk.document["items"]
    starts = {name: items[name].get("from") for name in track["items"] if name in items}
    timed = {name: start for name, start in starts.items() if is_number(start)}
    frame = desk.pick(sorted(timed.values()))
    late = tuple(name for name, start in timed.items() if start >= frame)
    return RippleTrack(track_id=track["id"], item_ids=late, delta=pick(desk.random, _DELTAS))


def _draw_new_track(desk: Desk) -> Edit:
    """Draw a new track, sometimes with items that were on none."""
    track = make_random_track(desk.random, desk.draw_id("track"))
    if desk.chance(0.5):
        track["items"] = [name for name in desk.document["items"] if not desk.is_listed(name)]
    return AddTrack(track=track, index=desk.draw_index(desk.document["tracks"]))


def _draw_track_removal(desk: Desk) -> Edit:
    """Draw a track to remove, seldom the last one."""
    track = desk.pick_track()
    desk.require(len(desk.document["tracks"]) > 1 or desk.chance(0.2))
    with_items = desk.chance(0.6)
    return RemoveTrack(track_id=track["id"], item_ids=tuple(track["items"]), with_items=with_items)


def _draw_track_move(desk: Desk) -> Edit:
    """Draw a track and another place for it."""
    track, others = desk.pick_track(), desk.document["tracks"][1:]
    return MoveTrack(track_id=track["id"], index=desk.draw_index(others))


def _draw_new_asset(desk: Desk) -> Edit:
    """Draw a new asset."""
    kind = pick(desk.random, (*ASSET_TYPES.values(), "lottie"))
    name = desk.draw_id("asset")
    return AddAsset(asset_id=name, asset=make_random_asset(desk.random, name, kind))


def _draw_unused_removal(desk: Desk) -> Edit:
    """Draw an asset to remove, mostly one that no item shows."""
    asset = desk.pick_asset()
    shown = {str(item.get("assetId")) for item in desk.document["items"].values()}
    desk.require(asset not in shown or desk.chance(0.2))
    return RemoveAsset(asset_id=asset)


def draw_undo(desk: Desk) -> Edit:
    """Draw a register that was touched, and give it back what it held before the first edit."""
    register = desk.pick(desk.touched)
    return _RETURNS.get(register.field, _rewrite)(
        desk, Entity(register.kind, register.id), register.field
    )


def _rewrite(desk: Desk, target: Entity, key: str) -> Edit:
    former = desk.recall(target)
    desk.require(desk.is_there(target))
    if key not in former:
        return RemoveField(target=target, key=key)
    return SetField(target=target, key=key, value=former[key])


def _revive(desk: Desk, target: Entity, _: str) -> Edit:
    """Draw the return of something that was removed, the same or a little different."""
    former = desk.recall(target)
    desk.require(not desk.is_there(target))
    if desk.chance(0.5):
        former = {**former, "name": draw_value(desk.random, "name")}
    match target.kind:
        case "asset":
            return AddAsset(asset=former, asset_id=str(target.id))
        case "track":
            index = desk.draw_index(desk.document["tracks"])
            return AddTrack(track={**former, "items": []}, index=index)
        case _:
            return _revive_item(desk, former, str(target.id))


def _revive_item(desk: Desk, former: Document, name: str) -> Edit:
    if not desk.document["tracks"] or desk.is_listed(name):
        return AddItem(item=former, item_id=name, track_id=None, index=0)
    track = desk.pick_track()
    index = desk.draw_index(track["items"])
    return AddItem(item=former, item_id=name, track_id=track["id"], index=index)


def _move_back(desk: Desk, target: Entity, _: str) -> Edit:
    """Draw the return of an item, or of an id that nothing has, to its former list."""
    name = str(target.id)
    track_id, index = find_place(desk.before, name)
    desk.require(desk.is_there(Entity("track", track_id)))
    return MoveItem(item_id=name, track_id=str(track_id), index=index or 0)


def _reorder_back(desk: Desk, target: Entity, _: str) -> Edit:
    """Draw the return of an entry of a list to its former index."""
    if target.kind == "composition":
        track_id = desk.pick_track()["id"]
        desk.recall(Entity("track", track_id))
        return MoveTrack(track_id=track_id, index=find_track(desk.before, track_id))
    desk.require(desk.is_there(target))
    name = desk.pick(desk.read(target)["items"])
    former, index = find_place(desk.before, name)
    desk.require(former == target.id)
    return ReorderItem(item_id=name, track_id=str(former), index=index or 0)


_RETURNS: Final[Mapping[str, Callable[[Desk, Entity, str], Edit]]] = {
    EXISTENCE: _revive,
    PLACEMENT: _move_back,
    ORDER: _reorder_back,
}

DRAWERS_OF_STRUCTURE: Final[Mapping[str, Drawer]] = {
    "AddAsset": _draw_new_asset,
    "AddItem": _draw_addition,
    "AddTrack": _draw_new_track,
    "DuplicateItem": _draw_duplicate,
    "MoveItem": _draw_move,
    "MoveTrack": _draw_track_move,
    "RemoveAsset": _draw_unused_removal,
    "RemoveItem": _draw_removal,
    "RemoveTrack": _draw_track_removal,
    "ReorderItem": _draw_reorder,
    "RippleTrack": _draw_ripple,
    "SplitItem": _draw_split,
    "UnlistItem": _draw_unlisting,
}
"""By the name of the edit, what draws one; each raises NothingFitsError where none can be made."""

"""Random edit scripts: edits as people and agents make them, and some that undo earlier ones."""

from collections.abc import Callable
from contextlib import suppress
from random import Random
from typing import Final

from kvid_composition.document.values import JsonValue
from kvid_composition.model.entity import Entity
from tests.strategies.edit_scripts import Edit, Script, play_script
from tests.strategies.edit_scripts_desk import (
    Desk,
    NothingFitsError,
    find_source_key,
    is_number,
    read_speed,
)
from tests.strategies.edit_scripts_fields import (
    AdjustSound,
    ChangeDimensions,
    ChangeFps,
    ChangeSpeed,
    ChangeType,
    HideTrack,
    MuteTrack,
    RelinkAsset,
    RemoveField,
    RenameAsset,
    RenameTrack,
    RespellNumber,
    Restyle,
    Retext,
    SetField,
    ShiftItem,
    Slip,
    SwapAsset,
    ToggleDragging,
    Transform,
    TrimHead,
    TrimTail,
)
from tests.strategies.edit_scripts_moved import (
    draw_addition,
    draw_duplicate,
    draw_move,
    draw_new_asset,
    draw_new_track,
    draw_removal,
    draw_reorder,
    draw_ripple,
    draw_split,
    draw_track_move,
    draw_track_removal,
    draw_undo,
    draw_unlisting,
    draw_unused_removal,
)
from tests.strategies.random_compositions_fields import (
    ASSET_FIELDS,
    COMMON_FIELDS,
    ITEM_FIELDS,
    KINDS_OF_ITEMS,
    TRACK_FIELDS,
    UNKNOWN_FIELDS,
    Document,
    draw_value,
    pick,
)

__all__ = ["make_random_script"]

_DELTAS: Final = (1, -1, 10, -15, 30, 30, -30, 45.0, 0.5, 100, 0)
_TIMES: Final = ("from", "durationInFrames")
_ODD_TIMES: Final = (None, "30", True, 0, 12, 12.0, 7.25)
_LAYOUT: Final = (*COMMON_FIELDS[:-1], "cropLeft", "cropRight")
_AMOUNTS: Final = (1, -10, 0.25, 100, 1.0)
_SOUND: Final = (
    *("decibelAdjustment", "audioFadeInDurationInSeconds", "audioFadeOutDurationInSeconds"),
)
_STYLE: Final = (
    *("color", "fontFamily", "fontStyle", "background", "fontSize", "borderRadius"),
    *("fadeInDurationInSeconds", "cameraMotion", "strokeColor", "align"),
)
_WEIGHTS: Final[tuple[JsonValue, ...]] = ("700", 400, 400.0)
_ROOT_FIELDS: Final = ("durationInFrames", "deletedAssets", "fps", "compositionWidth")
_CONTAINERS: Final = frozenset({"tracks", "items", "assets"})


def make_random_script(
    random: Random, before: Document, *, length: int | None = None, mark: str = "new"
) -> Script:
    """Draw a script for a composition that is sound, but for references that may dangle.

    Args:
        random: where chance comes from; the same state gives the same script.
        before: the composition that is edited.
        length: how many edits; mostly a few, at most 12, unless given. Where there is little to
            edit it can be fewer.
        mark: stands in all ids of what the script adds.
    """
    count = int(13 * random.random() ** 1.5) if length is None else length
    desk = Desk(random=random, before=before, document=before, mark=mark)
    for _ in range(4 * count):
        if len(desk.edits) == count:
            break
        with suppress(NothingFitsError):
            desk.make(pick(random, _DRAWERS)(desk))
    return play_script(before, desk.edits)


def _draw_shift(desk: Desk) -> Edit:
    name = desk.pick_timed()
    return ShiftItem(item_id=name, delta=pick(desk.random, _DELTAS))


def _draw_head(desk: Desk) -> Edit:
    name = desk.pick_timed()
    frames = _draw_frames(desk, name)
    return TrimHead(item_id=name, frames=frames, source=_draw_source(desk, name, frames))


def _draw_tail(desk: Desk) -> Edit:
    name = desk.pick_timed()
    return TrimTail(item_id=name, frames=_draw_frames(desk, name))


def _draw_frames(desk: Desk, name: str) -> int:
    """Draw how much is cut off an edge; below 0 for an extension."""
    length = desk.document["items"][name]["durationInFrames"]
    return desk.random.randrange(-20, max(2, int(min(length, 300))))


def _draw_source(desk: Desk, name: str, frames: float) -> dict[str, float]:
    """Draw how far the beginning moves in the medium: rightly, rounded, or wrongly."""
    item = desk.document["items"][name]
    key = find_source_key(item)
    if key is None:
        return {}
    fps = desk.document.get("fps")
    frame = read_speed(item) / (fps if is_number(fps) and fps > 0 else 30)
    right = frames * frame
    seconds = (
        *(right, right, right, round(right, 3), round(right, 2), right + 0.4 * frame),
        *(right + 0.6 * frame, right - 0.45 * frame, right - 3 * frame, 0),
    )
    return {key: pick(desk.random, seconds)}


def _draw_slip(desk: Desk) -> Edit:
    name = desk.pick_timed(lambda item: find_source_key(item) is not None)
    return Slip(item_id=name, source=_draw_source(desk, name, _draw_frames(desk, name)))


def _draw_speed(desk: Desk) -> Edit:
    name = desk.pick_timed(lambda item: item.get("type") in {"video", "audio", "gif"})
    rate = pick(desk.random, (0.5, 0.75, 1, 1.0, 1.25, 2, 3, 1.1))
    return ChangeSpeed(item_id=name, rate=rate, stretch=desk.chance(0.6))


def _draw_transform(desk: Desk) -> Edit:
    name = desk.pick_name()
    item = desk.document["items"][name]
    keys = [key for key in _LAYOUT if is_number(item.get(key, 0)) and desk.chance(0.3)]
    amounts = {key: pick(desk.random, _AMOUNTS) for key in keys}
    desk.require(bool(amounts))
    return Transform(item_id=name, amounts=amounts)


def _draw_style(desk: Desk) -> Edit:
    name = desk.pick_name()
    if desk.chance(0.3):
        weight: JsonValue = pick(desk.random, _WEIGHTS)
        return Restyle(item_id=name, key="fontStyle", inner="weight", value=weight)
    key = pick(desk.random, _STYLE)
    return Restyle(item_id=name, key=key, value=draw_value(desk.random, key))


def _draw_sound(desk: Desk) -> Edit:
    key = pick(desk.random, _SOUND)
    name = desk.pick_name(lambda item: item.get("type") in {"video", "audio"})
    return AdjustSound(item_id=name, key=key, value=draw_value(desk.random, key))


def _draw_text(desk: Desk) -> Edit:
    name = desk.pick_name(lambda item: "text" in item or item.get("type") == "text")
    return Retext(item_id=name, text=draw_value(desk.random, "text"))


def _draw_swap(desk: Desk) -> Edit:
    name, asset = desk.pick_name(), desk.pick_asset()
    return SwapAsset(item_id=name, asset_id=asset)


def _draw_type(desk: Desk) -> Edit:
    name = desk.pick_name()
    kind = pick(desk.random, KINDS_OF_ITEMS)
    old = find_source_key(desk.document["items"][name])
    new = find_source_key({"type": kind})
    renamed = (old, new) if old and new and desk.chance(0.7) else None
    return ChangeType(item_id=name, type=kind, renamed=renamed)


def _draw_dragging(desk: Desk) -> Edit:
    name = desk.pick_name()
    return ToggleDragging(item_id=name)


def _draw_track_edit(desk: Desk) -> Edit:
    track = desk.pick_track()
    edits: tuple[Edit, ...] = (
        RenameTrack(track_id=track["id"], name=draw_value(desk.random, "name")),
        HideTrack(track_id=track["id"], hidden=desk.chance(0.5)),
        MuteTrack(track_id=track["id"], muted=desk.chance(0.5)),
    )
    return pick(desk.random, edits)


def _draw_asset_edit(desk: Desk) -> Edit:
    asset = desk.pick_asset()
    if desk.chance(0.5):
        return RelinkAsset(asset_id=asset, url=draw_value(desk.random, "remoteUrl"))
    return RenameAsset(asset_id=asset, filename=draw_value(desk.random, "filename"))


def _draw_fps(desk: Desk) -> Edit:
    desk.require(desk.chance(0.5))
    return ChangeFps(fps=draw_value(desk.random, "fps"))


def _draw_dimensions(desk: Desk) -> Edit:
    desk.require(desk.chance(0.5))
    width = draw_value(desk.random, "compositionWidth")
    height = draw_value(desk.random, "compositionHeight")
    return ChangeDimensions(width=width, height=height)


def _draw_field(desk: Desk) -> Edit:
    target = desk.pick_entity()
    key = pick(desk.random, _list_keys(target, desk.read(target)))
    value = draw_value(desk.random, key)
    if key in _TIMES and target.kind == "item":
        value = pick(desk.random, _ODD_TIMES)
    return SetField(target=target, key=key, value=value)


def _list_keys(target: Entity, held: Document) -> tuple[str, ...]:
    kind = held.get("type")
    keys = {
        "composition": _ROOT_FIELDS,
        "track": TRACK_FIELDS,
        "asset": (*ASSET_FIELDS, "id", "type", "width", "captions"),
        "item": (*COMMON_FIELDS, *_TIMES, "id", "assetId"),
    }[target.kind]
    own = ITEM_FIELDS.get(kind, ()) if target.kind == "item" and isinstance(kind, str) else ()
    return (*keys, *own, *UNKNOWN_FIELDS)


def _draw_field_removal(desk: Desk) -> Edit:
    target = desk.pick_entity()
    key = _pick_member(desk, target)
    return RemoveField(target=target, key=key)


def _draw_respelling(desk: Desk) -> Edit:
    target = desk.pick_entity()
    key = _pick_member(desk, target)
    return RespellNumber(target=target, key=key)


def _pick_member(desk: Desk, target: Entity) -> str:
    identity = {"id", "items"} if target.kind == "track" else set[str]()
    avoided = _CONTAINERS if target.kind == "composition" else identity
    held: Document = desk.read(target)
    return desk.pick([key for key in held if key not in avoided])


_DRAWERS: Final[tuple[Callable[[Desk], Edit], ...]] = (
    *(_draw_shift, _draw_shift, _draw_head, _draw_head, _draw_tail, _draw_slip, _draw_speed),
    *(_draw_transform, _draw_style, _draw_sound, _draw_text, _draw_swap, _draw_type),
    *(_draw_dragging, _draw_track_edit, _draw_asset_edit, _draw_fps, _draw_dimensions),
    *(_draw_field, _draw_field, _draw_field_removal, _draw_respelling, _draw_respelling),
    *(draw_addition, draw_removal, draw_duplicate, draw_split, draw_move, draw_move),
    *(draw_reorder, draw_reorder, draw_unlisting, draw_ripple, draw_ripple),
    *(draw_new_track, draw_track_removal, draw_track_move, draw_new_asset, draw_unused_removal),
    *(draw_undo, draw_undo, draw_undo),
)

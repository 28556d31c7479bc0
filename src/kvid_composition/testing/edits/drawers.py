"""Random edits of members, as people and agents make them: what each drawer may draw."""

from collections.abc import Mapping
from typing import Final

from kvid_composition.document.values import JsonValue
from kvid_composition.model.entity import Entity
from kvid_composition.testing.edits.desk import (
    Desk,
    Drawer,
    find_source_key,
    is_number,
    read_speed,
)
from kvid_composition.testing.edits.of_items import (
    AdjustSound,
    ChangeSpeed,
    ChangeType,
    Restyle,
    Retext,
    ShiftItem,
    Slip,
    SwapAsset,
    ToggleDragging,
    Transform,
    TrimHead,
    TrimTail,
)
from kvid_composition.testing.edits.of_others import (
    ChangeDimensions,
    ChangeFps,
    HideTrack,
    MarkDeleted,
    MuteTrack,
    RelinkAsset,
    RemoveField,
    RenameAsset,
    RenameTrack,
    RespellNumber,
    SetField,
    UnmarkDeleted,
)
from kvid_composition.testing.edits.script import Edit
from kvid_composition.testing.seeded.fields import (
    ASSET_FIELDS,
    ASSET_TYPES,
    COMMON_FIELDS,
    ITEM_FIELDS,
    KINDS_OF_ITEMS,
    TRACK_FIELDS,
    UNKNOWN_FIELDS,
    Document,
    draw_value,
    pick,
)
from kvid_composition.testing.seeded.references import list_deleted

__all__ = ["DRAWERS_OF_MEMBERS"]

_DELTAS: Final = (1, -1, 10, -15, 30, 30, -30, 45.0, 0.5, 100, 0)
_TIMES: Final = ("from", "durationInFrames")
_PLAIN_TIMES: Final = (0, 12, 12.0, 30, 7.25, 240)
_ODD_TIMES: Final = (None, "30", True, True, 0, 12, 12.0, 7.25)
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
    name = desk.pick_name(lambda item: "assetId" in item or item.get("type") in ASSET_TYPES)
    fitting = desk.list_fitting_assets(desk.document["items"][name].get("type"))
    return SwapAsset(item_id=name, asset_id=desk.pick(fitting))


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


def _draw_track_name(desk: Desk) -> Edit:
    track = desk.pick_track()
    return RenameTrack(track_id=track["id"], name=draw_value(desk.random, "name"))


def _draw_hiding(desk: Desk) -> Edit:
    track = desk.pick_track()
    return HideTrack(track_id=track["id"], hidden=track.get("hidden") is not True)


def _draw_muting(desk: Desk) -> Edit:
    track = desk.pick_track()
    return MuteTrack(track_id=track["id"], muted=track.get("muted") is not True)


def _draw_link(desk: Desk) -> Edit:
    asset = desk.pick_asset()
    return RelinkAsset(asset_id=asset, url=draw_value(desk.random, "remoteUrl"))


def _draw_asset_name(desk: Desk) -> Edit:
    asset = desk.pick_asset()
    return RenameAsset(asset_id=asset, filename=draw_value(desk.random, "filename"))


def _draw_fps(desk: Desk) -> Edit:
    return ChangeFps(fps=draw_value(desk.random, "fps"))


def _draw_dimensions(desk: Desk) -> Edit:
    width = draw_value(desk.random, "compositionWidth")
    height = draw_value(desk.random, "compositionHeight")
    return ChangeDimensions(width=width, height=height)


def _draw_field(desk: Desk) -> Edit:
    target = desk.pick_entity()
    key = pick(desk.random, _list_keys(target, desk.read(target)))
    value = draw_value(desk.random, key)
    if key in _TIMES and target.kind == "item":
        value = pick(desk.random, _PLAIN_TIMES if desk.is_careful else _ODD_TIMES)
    return SetField(target=target, key=key, value=value)


def _list_keys(target: Entity, held: Document) -> tuple[str, ...]:
    kind = held.get("type")
    keys = {
        "composition": _ROOT_FIELDS,
        "track": TRACK_FIELDS,
        "asset": (*ASSET_FIELDS, "id", "type", "width", "captions"),
        "item": (*COMMON_FIELDS, *_TIMES, *_TIMES, "id", "assetId"),
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


def _draw_deleted(desk: Desk) -> Edit:
    """Draw an asset to note as deleted, mostly one that is gone: another editor's, or a former."""
    known = [*list_deleted(desk.document), "gone-0", "gone-1", "gone-2"]
    name = str(pick(desk.random, known)) if desk.chance(0.8) else desk.pick_asset()
    entry = {"assetId": name, "remoteUrl": draw_value(desk.random, "remoteUrl")}
    return MarkDeleted(asset_id=name, entry=entry)


def _draw_undeleted(desk: Desk) -> Edit:
    return UnmarkDeleted(asset_id=str(desk.pick(list_deleted(desk.document))))


def _pick_member(desk: Desk, target: Entity) -> str:
    identity = {"id", "items"} if target.kind == "track" else set[str]()
    avoided = _CONTAINERS if target.kind == "composition" else identity
    held: Document = desk.read(target)
    return desk.pick([key for key in held if key not in avoided])


DRAWERS_OF_MEMBERS: Final[Mapping[str, Drawer]] = {
    "AdjustSound": _draw_sound,
    "ChangeDimensions": _draw_dimensions,
    "ChangeFps": _draw_fps,
    "ChangeSpeed": _draw_speed,
    "ChangeType": _draw_type,
    "HideTrack": _draw_hiding,
    "MarkDeleted": _draw_deleted,
    "MuteTrack": _draw_muting,
    "RelinkAsset": _draw_link,
    "RemoveField": _draw_field_removal,
    "RenameAsset": _draw_asset_name,
    "RenameTrack": _draw_track_name,
    "RespellNumber": _draw_respelling,
    "Restyle": _draw_style,
    "Retext": _draw_text,
    "SetField": _draw_field,
    "ShiftItem": _draw_shift,
    "Slip": _draw_slip,
    "SwapAsset": _draw_swap,
    "ToggleDragging": _draw_dragging,
    "Transform": _draw_transform,
    "TrimHead": _draw_head,
    "TrimTail": _draw_tail,
    "UnmarkDeleted": _draw_undeleted,
}
"""By the name of the edit, what draws one; each raises NothingFitsError where none can be made."""

"""Items: what stands on the timeline, one class a type.

Fields carry their kind (`fields`), so a class is all there is to an item type. Every field but
`id`, `type`, `from` and `durationInFrames` may be absent; documents as small as that exist.
"""

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Discriminator, Tag

from kvid_composition.document.values import MISSING, is_object
from kvid_composition.model.aspects import (
    Geometry,
    Label,
    Length,
    Passing,
    Reference,
    Sound,
    Source,
    Speed,
    Start,
    Styling,
    Typing,
    Wording,
)
from kvid_composition.model.base import JsonModel
from kvid_composition.model.fields import (
    AnyObject,
    AnyValue,
    Decibels,
    Degrees,
    Flag,
    Frames,
    Maybe,
    Number,
    NumberKind,
    Pixels,
    PlaybackRate,
    Ratio,
    Seconds,
    SignedPixels,
    Text,
    Time,
    UnknownTypeKind,
    Weight,
)

__all__ = [
    "ITEM_MODELS",
    "AudioItem",
    "BaseItem",
    "CaptionsItem",
    "FontStyle",
    "GifItem",
    "ImageItem",
    "Item",
    "SolidItem",
    "TextItem",
    "UnknownItem",
    "VideoItem",
]


class FontStyle(JsonModel):
    """The cut of a font."""

    variant: Maybe[Text] = MISSING
    weight: Maybe[Weight] = MISSING


class BaseItem(JsonModel):
    """What every item has: its place in time, in frames, and on the canvas, in px from top left.

    `is_dragging_in_timeline` is a passing state of the editor that is saved all the same.
    """

    id: Text
    type: Typing[Text]
    from_frame: Start[Time]
    duration_in_frames: Length[Frames]
    top: Geometry[Maybe[SignedPixels]] = MISSING
    left: Geometry[Maybe[SignedPixels]] = MISSING
    width: Geometry[Maybe[Pixels]] = MISSING
    height: Geometry[Maybe[Pixels]] = MISSING
    opacity: Geometry[Maybe[Ratio]] = MISSING
    rotation: Geometry[Maybe[Degrees]] = MISSING
    is_dragging_in_timeline: Passing[Maybe[Flag]] = MISSING


class _Faded(BaseItem):
    """Picture that can fade, in seconds."""

    fade_in_duration_in_seconds: Styling[Maybe[Seconds]] = MISSING
    fade_out_duration_in_seconds: Styling[Maybe[Seconds]] = MISSING


class _Framed(_Faded):
    """Picture from an asset. Each crop is a ratio of its axis; a pair leaves a rest."""

    asset_id: Reference[Maybe[Text]] = MISSING
    keep_aspect_ratio: Label[Maybe[Flag]] = MISSING
    border_radius: Styling[Maybe[Pixels]] = MISSING
    crop_left: Geometry[Maybe[Ratio]] = MISSING
    crop_top: Geometry[Maybe[Ratio]] = MISSING
    crop_right: Geometry[Maybe[Ratio]] = MISSING
    crop_bottom: Geometry[Maybe[Ratio]] = MISSING
    brightness: Styling[Maybe[AnyValue]] = MISSING
    camera_motion: Styling[Maybe[AnyValue]] = MISSING
    motion_intensity: Styling[Maybe[AnyValue]] = MISSING


class _Sounding(BaseItem):
    """Sound from an asset: a gain in dB and fades in seconds, apart from those of a picture."""

    playback_rate: Speed[Maybe[PlaybackRate]] = MISSING
    decibel_adjustment: Sound[Maybe[Decibels]] = MISSING
    audio_fade_in_duration_in_seconds: Sound[Maybe[Seconds]] = MISSING
    audio_fade_out_duration_in_seconds: Sound[Maybe[Seconds]] = MISSING


class _Typeset(_Faded):
    """Text on the canvas."""

    color: Styling[Maybe[Text]] = MISSING
    align: Styling[Maybe[Text]] = MISSING
    font_family: Styling[Maybe[Text]] = MISSING
    font_style: Styling[Maybe[FontStyle]] = MISSING
    font_size: Styling[Maybe[Pixels]] = MISSING
    line_height: Styling[Maybe[Annotated[Number, NumberKind(unit="ratio")]]] = MISSING
    letter_spacing: Styling[Maybe[SignedPixels]] = MISSING
    direction: Styling[Maybe[Text]] = MISSING
    stroke_width: Styling[Maybe[SignedPixels]] = MISSING
    stroke_color: Styling[Maybe[Text]] = MISSING
    resize_on_edit: Label[Maybe[Flag]] = MISSING
    background: Styling[Maybe[AnyObject | None]] = MISSING


class ImageItem(_Framed):
    """A still picture."""

    type: Typing[Literal["image"]] = "image"


class VideoItem(_Framed, _Sounding):
    """A stretch of a video asset, from `video_start_from_in_seconds` on."""

    type: Typing[Literal["video"]] = "video"
    video_start_from_in_seconds: Source[Maybe[Seconds]] = MISSING


class AudioItem(_Sounding):
    """A stretch of sound, from `audio_start_from_in_seconds` on."""

    type: Typing[Literal["audio"]] = "audio"
    asset_id: Reference[Maybe[Text]] = MISSING
    audio_start_from_in_seconds: Source[Maybe[Seconds]] = MISSING


class GifItem(_Framed):
    """An animated picture; it loops when the item is longer."""

    type: Typing[Literal["gif"]] = "gif"
    gif_start_from_in_seconds: Source[Maybe[Seconds]] = MISSING
    playback_rate: Speed[Maybe[PlaybackRate]] = MISSING


class TextItem(_Typeset):
    """A text."""

    type: Typing[Literal["text"]] = "text"
    text: Wording[Maybe[Text]] = MISSING


class CaptionsItem(_Typeset):
    """The words of a caption asset, a page at a time."""

    type: Typing[Literal["captions"]] = "captions"
    asset_id: Reference[Maybe[Text]] = MISSING
    highlight_color: Styling[Maybe[Text]] = MISSING
    page_duration_in_milliseconds: Styling[Maybe[Annotated[Number, NumberKind(unit="ms")]]] = (
        MISSING
    )
    caption_start_in_seconds: Source[Maybe[Seconds]] = MISSING
    max_lines: Styling[Maybe[Annotated[Number, NumberKind()]]] = MISSING


class SolidItem(_Faded):
    """A plain colour."""

    type: Typing[Literal["solid"]] = "solid"
    color: Styling[Maybe[Text]] = MISSING
    keep_aspect_ratio: Label[Maybe[Flag]] = MISSING
    border_radius: Styling[Maybe[Pixels]] = MISSING


ITEM_MODELS: Final[dict[str, type[BaseItem]]] = {
    "image": ImageItem,
    "video": VideoItem,
    "audio": AudioItem,
    "gif": GifItem,
    "text": TextItem,
    "captions": CaptionsItem,
    "solid": SolidItem,
}
"""The item types that this library knows, by the value of `type`."""


class UnknownItem(BaseItem):
    """An item of a type that this library does not know: its common fields are checked."""

    type: Typing[Annotated[str, UnknownTypeKind(known=frozenset(ITEM_MODELS))]]


def _choose_model(item: object) -> str:
    kind = item.get("type") if is_object(item) else getattr(item, "type", None)
    return kind if isinstance(kind, str) and kind in ITEM_MODELS else "unknown"


Item: TypeAlias = Annotated[
    Annotated[ImageItem, Tag("image")]
    | Annotated[VideoItem, Tag("video")]
    | Annotated[AudioItem, Tag("audio")]
    | Annotated[GifItem, Tag("gif")]
    | Annotated[TextItem, Tag("text")]
    | Annotated[CaptionsItem, Tag("captions")]
    | Annotated[SolidItem, Tag("solid")]
    | Annotated[UnknownItem, Tag("unknown")],
    Discriminator(_choose_model),
]
"""Any item. A plain `type` discriminator would skip every other check of an unknown one."""

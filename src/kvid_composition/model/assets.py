"""Assets: the media that items show, play or read."""

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Discriminator, Tag

from kvid_composition.document.values import MISSING, is_object
from kvid_composition.model.aspects import Label, Link
from kvid_composition.model.base import JsonModel
from kvid_composition.model.fields import (
    AnyValue,
    Array,
    Bytes,
    Flag,
    Maybe,
    Milliseconds,
    Number,
    NumberKind,
    Pixels,
    Seconds,
    Text,
    UnknownTypeKind,
)

__all__ = [
    "ASSET_MODELS",
    "Asset",
    "AudioAsset",
    "BaseAsset",
    "Caption",
    "CaptionAsset",
    "DeletedAsset",
    "GifAsset",
    "ImageAsset",
    "UnknownAsset",
    "VideoAsset",
]


class Caption(JsonModel):
    """One word or phrase of a transcript, in milliseconds of its audio.

    Speech recognisers write fractions of milliseconds, words without length, and a space before
    the text.
    """

    text: Maybe[Text] = MISSING
    start_ms: Maybe[Milliseconds] = MISSING
    end_ms: Maybe[Milliseconds] = MISSING
    timestamp_ms: Maybe[Milliseconds | None] = MISSING
    confidence: Maybe[Annotated[Number, NumberKind(unit="ratio")] | None] = MISSING


class BaseAsset(JsonModel):
    """What every asset has. A `remote_url` of `None` says that the upload is pending."""

    id: Text
    type: Text
    remote_url: Link[Maybe[Text | None]] = MISSING
    remote_file_key: Label[Maybe[Text | None]] = MISSING
    filename: Label[Maybe[Text]] = MISSING
    size: Label[Maybe[Bytes]] = MISSING
    mime_type: Label[Maybe[Text]] = MISSING


class ImageAsset(BaseAsset):
    """A picture; the first one in a composition with a usable URL becomes its thumbnail."""

    type: Literal["image"] = "image"
    width: Maybe[Pixels] = MISSING
    height: Maybe[Pixels] = MISSING


class VideoAsset(BaseAsset):
    """A video file, with or without sound."""

    type: Literal["video"] = "video"
    width: Maybe[Pixels] = MISSING
    height: Maybe[Pixels] = MISSING
    duration_in_seconds: Maybe[Seconds] = MISSING
    has_audio_track: Maybe[Flag] = MISSING


class GifAsset(BaseAsset):
    """An animated picture; it loops."""

    type: Literal["gif"] = "gif"
    width: Maybe[Pixels] = MISSING
    height: Maybe[Pixels] = MISSING
    duration_in_seconds: Maybe[Seconds] = MISSING


class AudioAsset(BaseAsset):
    """A sound file."""

    type: Literal["audio"] = "audio"
    duration_in_seconds: Maybe[Seconds] = MISSING


class CaptionAsset(BaseAsset):
    """A transcript. Its type is `caption`; the type of the item that shows it is `captions`."""

    type: Literal["caption"] = "caption"
    captions: Maybe[Array[Caption]] = MISSING


class DeletedAsset(JsonModel):
    """The memory of an asset that the editor removed, kept so that its upload can be cleaned up."""

    asset_id: Text
    remote_url: Maybe[Text | None] = MISSING
    remote_file_key: Maybe[Text | None] = MISSING
    status_at_deletion: Maybe[AnyValue] = MISSING


ASSET_MODELS: Final[dict[str, type[BaseAsset]]] = {
    "image": ImageAsset,
    "video": VideoAsset,
    "gif": GifAsset,
    "audio": AudioAsset,
    "caption": CaptionAsset,
}
"""The asset types that this library knows, by the value of `type`."""


class UnknownAsset(BaseAsset):
    """An asset of a type that this library does not know: its common fields are checked."""

    type: Annotated[str, UnknownTypeKind(known=frozenset(ASSET_MODELS))]


def _choose_model(asset: object) -> str:
    kind = asset.get("type") if is_object(asset) else getattr(asset, "type", None)
    return kind if isinstance(kind, str) and kind in ASSET_MODELS else "unknown"


Asset: TypeAlias = Annotated[
    Annotated[ImageAsset, Tag("image")]
    | Annotated[VideoAsset, Tag("video")]
    | Annotated[GifAsset, Tag("gif")]
    | Annotated[AudioAsset, Tag("audio")]
    | Annotated[CaptionAsset, Tag("caption")]
    | Annotated[UnknownAsset, Tag("unknown")],
    Discriminator(_choose_model),
]
"""Any asset. A plain `type` discriminator would skip every other check of an unknown one."""

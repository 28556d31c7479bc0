"""The shapes of all entities, printed from the models by `make docs`: change those, not this.

To read them from the models themselves would take pydantic and a class for each, which is longer
than most documents take to be checked; docs/decisions/0020 has the figures.
"""

# fmt: off
# ruff: noqa: E501

from collections.abc import Mapping
from types import NoneType
from typing import Final

from kvid_composition.document.values import Missing
from kvid_composition.model.aspects import Aspect
from kvid_composition.model.fields import (
    AnyKind,
    FlagKind,
    NumberKind,
    ObjectKind,
    TextKind,
    UnknownTypeKind,
    WeightKind,
)
from kvid_composition.model.shape import Shape
from kvid_composition.model.specs import FieldSpec

__all__ = [
    "ASSET_SHAPES",
    "BASE_ASSET",
    "BASE_ITEM",
    "COMPOSITION",
    "DELETED_ASSET",
    "ITEM_SHAPES",
    "TRACK",
    "UNKNOWN_ASSET",
    "UNKNOWN_ITEM",
]

_ABSENT: Final = frozenset((Missing,))
_NULL: Final = frozenset((NoneType,))
_ARRAY: Final = frozenset((list,))
_FLAG: Final = frozenset((bool,))
_NUMBER: Final = frozenset((int, float))
_OBJECT: Final = frozenset((dict,))
_TEXT: Final = frozenset((str,))

_FONT_STYLE: Final = Shape((
    FieldSpec(key="variant", types=_TEXT | _ABSENT, kind=TextKind()),
    FieldSpec(key="weight", types=_NUMBER | _TEXT | _ABSENT, kind=WeightKind()),
))

_CAPTION: Final = Shape((
    FieldSpec(key="text", types=_TEXT | _ABSENT, kind=TextKind()),
    FieldSpec(key="startMs", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ms", at_least=0)),
    FieldSpec(key="endMs", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ms", at_least=0)),
    FieldSpec(key="timestampMs", types=_NUMBER | _ABSENT | _NULL, kind=NumberKind(unit="ms", at_least=0)),
    FieldSpec(key="confidence", types=_NUMBER | _ABSENT | _NULL, kind=NumberKind(unit="ratio")),
))

TRACK: Final = Shape((
    FieldSpec(key="id", types=_TEXT, kind=TextKind()),
    FieldSpec(key="items", types=_ARRAY, entries=FieldSpec(key="", types=_TEXT, kind=TextKind())),
    FieldSpec(key="trackType", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.LABEL),
    FieldSpec(key="name", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.LABEL),
    FieldSpec(key="hidden", types=_FLAG | _ABSENT, kind=FlagKind()),
    FieldSpec(key="muted", types=_FLAG | _ABSENT, kind=FlagKind()),
))

DELETED_ASSET: Final = Shape((
    FieldSpec(key="assetId", types=_TEXT, kind=TextKind()),
    FieldSpec(key="remoteUrl", types=_TEXT | _ABSENT | _NULL, kind=TextKind()),
    FieldSpec(key="remoteFileKey", types=_TEXT | _ABSENT | _NULL, kind=TextKind()),
    FieldSpec(key="statusAtDeletion", types=AnyKind.types | _ABSENT, kind=AnyKind()),
))

BASE_ITEM: Final = Shape((
    FieldSpec(key="id", types=_TEXT, kind=TextKind()),
    FieldSpec(key="type", types=_TEXT, kind=TextKind(), aspect=Aspect.TYPE),
    FieldSpec(key="from", types=_NUMBER, kind=NumberKind(unit="frames"), aspect=Aspect.START),
    FieldSpec(key="durationInFrames", types=_NUMBER, kind=NumberKind(unit="frames"), aspect=Aspect.LENGTH),
    FieldSpec(key="top", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px"), aspect=Aspect.GEOMETRY),
    FieldSpec(key="left", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px"), aspect=Aspect.GEOMETRY),
    FieldSpec(key="width", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.GEOMETRY),
    FieldSpec(key="height", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.GEOMETRY),
    FieldSpec(key="opacity", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio"), aspect=Aspect.GEOMETRY),
    FieldSpec(key="rotation", types=_NUMBER | _ABSENT, kind=NumberKind(unit="degrees"), aspect=Aspect.GEOMETRY),
    FieldSpec(key="isDraggingInTimeline", types=_FLAG | _ABSENT, kind=FlagKind(), aspect=Aspect.PASSING),
))
"""What every item has."""

ITEM_SHAPES: Final[Mapping[str, Shape]] = {
    "image": Shape((
        FieldSpec(key="id", types=_TEXT, kind=TextKind()),
        FieldSpec(key="type", types=_TEXT, aspect=Aspect.TYPE),
        FieldSpec(key="from", types=_NUMBER, kind=NumberKind(unit="frames"), aspect=Aspect.START),
        FieldSpec(key="durationInFrames", types=_NUMBER, kind=NumberKind(unit="frames"), aspect=Aspect.LENGTH),
        FieldSpec(key="top", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="left", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="width", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.GEOMETRY),
        FieldSpec(key="height", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.GEOMETRY),
        FieldSpec(key="opacity", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="rotation", types=_NUMBER | _ABSENT, kind=NumberKind(unit="degrees"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="isDraggingInTimeline", types=_FLAG | _ABSENT, kind=FlagKind(), aspect=Aspect.PASSING),
        FieldSpec(key="fadeInDurationInSeconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="s", at_least=0), aspect=Aspect.STYLE),
        FieldSpec(key="fadeOutDurationInSeconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="s", at_least=0), aspect=Aspect.STYLE),
        FieldSpec(key="assetId", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.REFERENCE),
        FieldSpec(key="keepAspectRatio", types=_FLAG | _ABSENT, kind=FlagKind(), aspect=Aspect.LABEL),
        FieldSpec(key="borderRadius", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.STYLE),
        FieldSpec(key="cropLeft", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="cropTop", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="cropRight", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="cropBottom", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="brightness", types=AnyKind.types | _ABSENT, kind=AnyKind(), aspect=Aspect.STYLE),
        FieldSpec(key="cameraMotion", types=AnyKind.types | _ABSENT, kind=AnyKind(), aspect=Aspect.STYLE),
        FieldSpec(key="motionIntensity", types=AnyKind.types | _ABSENT, kind=AnyKind(), aspect=Aspect.STYLE),
    )),
    "video": Shape((
        FieldSpec(key="id", types=_TEXT, kind=TextKind()),
        FieldSpec(key="type", types=_TEXT, aspect=Aspect.TYPE),
        FieldSpec(key="from", types=_NUMBER, kind=NumberKind(unit="frames"), aspect=Aspect.START),
        FieldSpec(key="durationInFrames", types=_NUMBER, kind=NumberKind(unit="frames"), aspect=Aspect.LENGTH),
        FieldSpec(key="top", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="left", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="width", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.GEOMETRY),
        FieldSpec(key="height", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.GEOMETRY),
        FieldSpec(key="opacity", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="rotation", types=_NUMBER | _ABSENT, kind=NumberKind(unit="degrees"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="isDraggingInTimeline", types=_FLAG | _ABSENT, kind=FlagKind(), aspect=Aspect.PASSING),
        FieldSpec(key="playbackRate", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio", above=0), aspect=Aspect.SPEED),
        FieldSpec(key="decibelAdjustment", types=_NUMBER | _ABSENT, kind=NumberKind(unit="dB"), aspect=Aspect.SOUND),
        FieldSpec(key="audioFadeInDurationInSeconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="s", at_least=0), aspect=Aspect.SOUND),
        FieldSpec(key="audioFadeOutDurationInSeconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="s", at_least=0), aspect=Aspect.SOUND),
        FieldSpec(key="fadeInDurationInSeconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="s", at_least=0), aspect=Aspect.STYLE),
        FieldSpec(key="fadeOutDurationInSeconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="s", at_least=0), aspect=Aspect.STYLE),
        FieldSpec(key="assetId", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.REFERENCE),
        FieldSpec(key="keepAspectRatio", types=_FLAG | _ABSENT, kind=FlagKind(), aspect=Aspect.LABEL),
        FieldSpec(key="borderRadius", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.STYLE),
        FieldSpec(key="cropLeft", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="cropTop", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="cropRight", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="cropBottom", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="brightness", types=AnyKind.types | _ABSENT, kind=AnyKind(), aspect=Aspect.STYLE),
        FieldSpec(key="cameraMotion", types=AnyKind.types | _ABSENT, kind=AnyKind(), aspect=Aspect.STYLE),
        FieldSpec(key="motionIntensity", types=AnyKind.types | _ABSENT, kind=AnyKind(), aspect=Aspect.STYLE),
        FieldSpec(key="videoStartFromInSeconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="s", at_least=0), aspect=Aspect.SOURCE),
    )),
    "audio": Shape((
        FieldSpec(key="id", types=_TEXT, kind=TextKind()),
        FieldSpec(key="type", types=_TEXT, aspect=Aspect.TYPE),
        FieldSpec(key="from", types=_NUMBER, kind=NumberKind(unit="frames"), aspect=Aspect.START),
        FieldSpec(key="durationInFrames", types=_NUMBER, kind=NumberKind(unit="frames"), aspect=Aspect.LENGTH),
        FieldSpec(key="top", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="left", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="width", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.GEOMETRY),
        FieldSpec(key="height", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.GEOMETRY),
        FieldSpec(key="opacity", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="rotation", types=_NUMBER | _ABSENT, kind=NumberKind(unit="degrees"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="isDraggingInTimeline", types=_FLAG | _ABSENT, kind=FlagKind(), aspect=Aspect.PASSING),
        FieldSpec(key="playbackRate", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio", above=0), aspect=Aspect.SPEED),
        FieldSpec(key="decibelAdjustment", types=_NUMBER | _ABSENT, kind=NumberKind(unit="dB"), aspect=Aspect.SOUND),
        FieldSpec(key="audioFadeInDurationInSeconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="s", at_least=0), aspect=Aspect.SOUND),
        FieldSpec(key="audioFadeOutDurationInSeconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="s", at_least=0), aspect=Aspect.SOUND),
        FieldSpec(key="assetId", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.REFERENCE),
        FieldSpec(key="audioStartFromInSeconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="s", at_least=0), aspect=Aspect.SOURCE),
    )),
    "gif": Shape((
        FieldSpec(key="id", types=_TEXT, kind=TextKind()),
        FieldSpec(key="type", types=_TEXT, aspect=Aspect.TYPE),
        FieldSpec(key="from", types=_NUMBER, kind=NumberKind(unit="frames"), aspect=Aspect.START),
        FieldSpec(key="durationInFrames", types=_NUMBER, kind=NumberKind(unit="frames"), aspect=Aspect.LENGTH),
        FieldSpec(key="top", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="left", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="width", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.GEOMETRY),
        FieldSpec(key="height", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.GEOMETRY),
        FieldSpec(key="opacity", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="rotation", types=_NUMBER | _ABSENT, kind=NumberKind(unit="degrees"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="isDraggingInTimeline", types=_FLAG | _ABSENT, kind=FlagKind(), aspect=Aspect.PASSING),
        FieldSpec(key="fadeInDurationInSeconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="s", at_least=0), aspect=Aspect.STYLE),
        FieldSpec(key="fadeOutDurationInSeconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="s", at_least=0), aspect=Aspect.STYLE),
        FieldSpec(key="assetId", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.REFERENCE),
        FieldSpec(key="keepAspectRatio", types=_FLAG | _ABSENT, kind=FlagKind(), aspect=Aspect.LABEL),
        FieldSpec(key="borderRadius", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.STYLE),
        FieldSpec(key="cropLeft", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="cropTop", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="cropRight", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="cropBottom", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="brightness", types=AnyKind.types | _ABSENT, kind=AnyKind(), aspect=Aspect.STYLE),
        FieldSpec(key="cameraMotion", types=AnyKind.types | _ABSENT, kind=AnyKind(), aspect=Aspect.STYLE),
        FieldSpec(key="motionIntensity", types=AnyKind.types | _ABSENT, kind=AnyKind(), aspect=Aspect.STYLE),
        FieldSpec(key="gifStartFromInSeconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="s", at_least=0), aspect=Aspect.SOURCE),
        FieldSpec(key="playbackRate", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio", above=0), aspect=Aspect.SPEED),
    )),
    "text": Shape((
        FieldSpec(key="id", types=_TEXT, kind=TextKind()),
        FieldSpec(key="type", types=_TEXT, aspect=Aspect.TYPE),
        FieldSpec(key="from", types=_NUMBER, kind=NumberKind(unit="frames"), aspect=Aspect.START),
        FieldSpec(key="durationInFrames", types=_NUMBER, kind=NumberKind(unit="frames"), aspect=Aspect.LENGTH),
        FieldSpec(key="top", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="left", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="width", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.GEOMETRY),
        FieldSpec(key="height", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.GEOMETRY),
        FieldSpec(key="opacity", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="rotation", types=_NUMBER | _ABSENT, kind=NumberKind(unit="degrees"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="isDraggingInTimeline", types=_FLAG | _ABSENT, kind=FlagKind(), aspect=Aspect.PASSING),
        FieldSpec(key="fadeInDurationInSeconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="s", at_least=0), aspect=Aspect.STYLE),
        FieldSpec(key="fadeOutDurationInSeconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="s", at_least=0), aspect=Aspect.STYLE),
        FieldSpec(key="color", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.STYLE),
        FieldSpec(key="align", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.STYLE),
        FieldSpec(key="fontFamily", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.STYLE),
        FieldSpec(key="fontStyle", types=_OBJECT | _ABSENT, aspect=Aspect.STYLE, members=_FONT_STYLE.specs),
        FieldSpec(key="fontSize", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.STYLE),
        FieldSpec(key="lineHeight", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio"), aspect=Aspect.STYLE),
        FieldSpec(key="letterSpacing", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px"), aspect=Aspect.STYLE),
        FieldSpec(key="direction", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.STYLE),
        FieldSpec(key="strokeWidth", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px"), aspect=Aspect.STYLE),
        FieldSpec(key="strokeColor", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.STYLE),
        FieldSpec(key="resizeOnEdit", types=_FLAG | _ABSENT, kind=FlagKind(), aspect=Aspect.LABEL),
        FieldSpec(key="background", types=_OBJECT | _ABSENT | _NULL, kind=ObjectKind(), aspect=Aspect.STYLE),
        FieldSpec(key="text", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.TEXT),
    )),
    "captions": Shape((
        FieldSpec(key="id", types=_TEXT, kind=TextKind()),
        FieldSpec(key="type", types=_TEXT, aspect=Aspect.TYPE),
        FieldSpec(key="from", types=_NUMBER, kind=NumberKind(unit="frames"), aspect=Aspect.START),
        FieldSpec(key="durationInFrames", types=_NUMBER, kind=NumberKind(unit="frames"), aspect=Aspect.LENGTH),
        FieldSpec(key="top", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="left", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="width", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.GEOMETRY),
        FieldSpec(key="height", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.GEOMETRY),
        FieldSpec(key="opacity", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="rotation", types=_NUMBER | _ABSENT, kind=NumberKind(unit="degrees"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="isDraggingInTimeline", types=_FLAG | _ABSENT, kind=FlagKind(), aspect=Aspect.PASSING),
        FieldSpec(key="fadeInDurationInSeconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="s", at_least=0), aspect=Aspect.STYLE),
        FieldSpec(key="fadeOutDurationInSeconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="s", at_least=0), aspect=Aspect.STYLE),
        FieldSpec(key="color", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.STYLE),
        FieldSpec(key="align", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.STYLE),
        FieldSpec(key="fontFamily", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.STYLE),
        FieldSpec(key="fontStyle", types=_OBJECT | _ABSENT, aspect=Aspect.STYLE, members=_FONT_STYLE.specs),
        FieldSpec(key="fontSize", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.STYLE),
        FieldSpec(key="lineHeight", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio"), aspect=Aspect.STYLE),
        FieldSpec(key="letterSpacing", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px"), aspect=Aspect.STYLE),
        FieldSpec(key="direction", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.STYLE),
        FieldSpec(key="strokeWidth", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px"), aspect=Aspect.STYLE),
        FieldSpec(key="strokeColor", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.STYLE),
        FieldSpec(key="resizeOnEdit", types=_FLAG | _ABSENT, kind=FlagKind(), aspect=Aspect.LABEL),
        FieldSpec(key="background", types=_OBJECT | _ABSENT | _NULL, kind=ObjectKind(), aspect=Aspect.STYLE),
        FieldSpec(key="assetId", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.REFERENCE),
        FieldSpec(key="highlightColor", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.STYLE),
        FieldSpec(key="pageDurationInMilliseconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ms"), aspect=Aspect.STYLE),
        FieldSpec(key="captionStartInSeconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="s", at_least=0), aspect=Aspect.SOURCE),
        FieldSpec(key="maxLines", types=_NUMBER | _ABSENT, kind=NumberKind(), aspect=Aspect.STYLE),
    )),
    "solid": Shape((
        FieldSpec(key="id", types=_TEXT, kind=TextKind()),
        FieldSpec(key="type", types=_TEXT, aspect=Aspect.TYPE),
        FieldSpec(key="from", types=_NUMBER, kind=NumberKind(unit="frames"), aspect=Aspect.START),
        FieldSpec(key="durationInFrames", types=_NUMBER, kind=NumberKind(unit="frames"), aspect=Aspect.LENGTH),
        FieldSpec(key="top", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="left", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="width", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.GEOMETRY),
        FieldSpec(key="height", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.GEOMETRY),
        FieldSpec(key="opacity", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="rotation", types=_NUMBER | _ABSENT, kind=NumberKind(unit="degrees"), aspect=Aspect.GEOMETRY),
        FieldSpec(key="isDraggingInTimeline", types=_FLAG | _ABSENT, kind=FlagKind(), aspect=Aspect.PASSING),
        FieldSpec(key="fadeInDurationInSeconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="s", at_least=0), aspect=Aspect.STYLE),
        FieldSpec(key="fadeOutDurationInSeconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="s", at_least=0), aspect=Aspect.STYLE),
        FieldSpec(key="color", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.STYLE),
        FieldSpec(key="keepAspectRatio", types=_FLAG | _ABSENT, kind=FlagKind(), aspect=Aspect.LABEL),
        FieldSpec(key="borderRadius", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.STYLE),
    )),
}
"""The item types that are known, by `type`."""

UNKNOWN_ITEM: Final = Shape((
    FieldSpec(key="id", types=_TEXT, kind=TextKind()),
    FieldSpec(key="type", types=_TEXT, kind=UnknownTypeKind(known=frozenset(("audio", "captions", "gif", "image", "solid", "text", "video"))), aspect=Aspect.TYPE),
    FieldSpec(key="from", types=_NUMBER, kind=NumberKind(unit="frames"), aspect=Aspect.START),
    FieldSpec(key="durationInFrames", types=_NUMBER, kind=NumberKind(unit="frames"), aspect=Aspect.LENGTH),
    FieldSpec(key="top", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px"), aspect=Aspect.GEOMETRY),
    FieldSpec(key="left", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px"), aspect=Aspect.GEOMETRY),
    FieldSpec(key="width", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.GEOMETRY),
    FieldSpec(key="height", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0), aspect=Aspect.GEOMETRY),
    FieldSpec(key="opacity", types=_NUMBER | _ABSENT, kind=NumberKind(unit="ratio"), aspect=Aspect.GEOMETRY),
    FieldSpec(key="rotation", types=_NUMBER | _ABSENT, kind=NumberKind(unit="degrees"), aspect=Aspect.GEOMETRY),
    FieldSpec(key="isDraggingInTimeline", types=_FLAG | _ABSENT, kind=FlagKind(), aspect=Aspect.PASSING),
))

BASE_ASSET: Final = Shape((
    FieldSpec(key="id", types=_TEXT, kind=TextKind()),
    FieldSpec(key="type", types=_TEXT, kind=TextKind()),
    FieldSpec(key="remoteUrl", types=_TEXT | _ABSENT | _NULL, kind=TextKind(), aspect=Aspect.LINK),
    FieldSpec(key="remoteFileKey", types=_TEXT | _ABSENT | _NULL, kind=TextKind(), aspect=Aspect.LABEL),
    FieldSpec(key="filename", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.LABEL),
    FieldSpec(key="size", types=_NUMBER | _ABSENT, kind=NumberKind(unit="bytes", at_least=0), aspect=Aspect.LABEL),
    FieldSpec(key="mimeType", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.LABEL),
))
"""What every asset has."""

ASSET_SHAPES: Final[Mapping[str, Shape]] = {
    "image": Shape((
        FieldSpec(key="id", types=_TEXT, kind=TextKind()),
        FieldSpec(key="type", types=_TEXT),
        FieldSpec(key="remoteUrl", types=_TEXT | _ABSENT | _NULL, kind=TextKind(), aspect=Aspect.LINK),
        FieldSpec(key="remoteFileKey", types=_TEXT | _ABSENT | _NULL, kind=TextKind(), aspect=Aspect.LABEL),
        FieldSpec(key="filename", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.LABEL),
        FieldSpec(key="size", types=_NUMBER | _ABSENT, kind=NumberKind(unit="bytes", at_least=0), aspect=Aspect.LABEL),
        FieldSpec(key="mimeType", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.LABEL),
        FieldSpec(key="width", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0)),
        FieldSpec(key="height", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0)),
    )),
    "video": Shape((
        FieldSpec(key="id", types=_TEXT, kind=TextKind()),
        FieldSpec(key="type", types=_TEXT),
        FieldSpec(key="remoteUrl", types=_TEXT | _ABSENT | _NULL, kind=TextKind(), aspect=Aspect.LINK),
        FieldSpec(key="remoteFileKey", types=_TEXT | _ABSENT | _NULL, kind=TextKind(), aspect=Aspect.LABEL),
        FieldSpec(key="filename", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.LABEL),
        FieldSpec(key="size", types=_NUMBER | _ABSENT, kind=NumberKind(unit="bytes", at_least=0), aspect=Aspect.LABEL),
        FieldSpec(key="mimeType", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.LABEL),
        FieldSpec(key="width", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0)),
        FieldSpec(key="height", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0)),
        FieldSpec(key="durationInSeconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="s", at_least=0)),
        FieldSpec(key="hasAudioTrack", types=_FLAG | _ABSENT, kind=FlagKind()),
    )),
    "gif": Shape((
        FieldSpec(key="id", types=_TEXT, kind=TextKind()),
        FieldSpec(key="type", types=_TEXT),
        FieldSpec(key="remoteUrl", types=_TEXT | _ABSENT | _NULL, kind=TextKind(), aspect=Aspect.LINK),
        FieldSpec(key="remoteFileKey", types=_TEXT | _ABSENT | _NULL, kind=TextKind(), aspect=Aspect.LABEL),
        FieldSpec(key="filename", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.LABEL),
        FieldSpec(key="size", types=_NUMBER | _ABSENT, kind=NumberKind(unit="bytes", at_least=0), aspect=Aspect.LABEL),
        FieldSpec(key="mimeType", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.LABEL),
        FieldSpec(key="width", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0)),
        FieldSpec(key="height", types=_NUMBER | _ABSENT, kind=NumberKind(unit="px", at_least=0)),
        FieldSpec(key="durationInSeconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="s", at_least=0)),
    )),
    "audio": Shape((
        FieldSpec(key="id", types=_TEXT, kind=TextKind()),
        FieldSpec(key="type", types=_TEXT),
        FieldSpec(key="remoteUrl", types=_TEXT | _ABSENT | _NULL, kind=TextKind(), aspect=Aspect.LINK),
        FieldSpec(key="remoteFileKey", types=_TEXT | _ABSENT | _NULL, kind=TextKind(), aspect=Aspect.LABEL),
        FieldSpec(key="filename", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.LABEL),
        FieldSpec(key="size", types=_NUMBER | _ABSENT, kind=NumberKind(unit="bytes", at_least=0), aspect=Aspect.LABEL),
        FieldSpec(key="mimeType", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.LABEL),
        FieldSpec(key="durationInSeconds", types=_NUMBER | _ABSENT, kind=NumberKind(unit="s", at_least=0)),
    )),
    "caption": Shape((
        FieldSpec(key="id", types=_TEXT, kind=TextKind()),
        FieldSpec(key="type", types=_TEXT),
        FieldSpec(key="remoteUrl", types=_TEXT | _ABSENT | _NULL, kind=TextKind(), aspect=Aspect.LINK),
        FieldSpec(key="remoteFileKey", types=_TEXT | _ABSENT | _NULL, kind=TextKind(), aspect=Aspect.LABEL),
        FieldSpec(key="filename", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.LABEL),
        FieldSpec(key="size", types=_NUMBER | _ABSENT, kind=NumberKind(unit="bytes", at_least=0), aspect=Aspect.LABEL),
        FieldSpec(key="mimeType", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.LABEL),
        FieldSpec(key="captions", types=_ARRAY | _ABSENT, entries=FieldSpec(key="", types=_OBJECT, members=_CAPTION.specs)),
    )),
}
"""The asset types that are known, by `type`."""

UNKNOWN_ASSET: Final = Shape((
    FieldSpec(key="id", types=_TEXT, kind=TextKind()),
    FieldSpec(key="type", types=_TEXT, kind=UnknownTypeKind(known=frozenset(("audio", "caption", "gif", "image", "video")))),
    FieldSpec(key="remoteUrl", types=_TEXT | _ABSENT | _NULL, kind=TextKind(), aspect=Aspect.LINK),
    FieldSpec(key="remoteFileKey", types=_TEXT | _ABSENT | _NULL, kind=TextKind(), aspect=Aspect.LABEL),
    FieldSpec(key="filename", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.LABEL),
    FieldSpec(key="size", types=_NUMBER | _ABSENT, kind=NumberKind(unit="bytes", at_least=0), aspect=Aspect.LABEL),
    FieldSpec(key="mimeType", types=_TEXT | _ABSENT, kind=TextKind(), aspect=Aspect.LABEL),
))

COMPOSITION: Final = Shape((
    FieldSpec(key="fps", types=_NUMBER, kind=NumberKind(unit="fps", above=0), aspect=Aspect.RATE),
    FieldSpec(key="compositionWidth", types=_NUMBER, kind=NumberKind(unit="px", at_least=1, whole=True), aspect=Aspect.CANVAS),
    FieldSpec(key="compositionHeight", types=_NUMBER, kind=NumberKind(unit="px", at_least=1, whole=True), aspect=Aspect.CANVAS),
    FieldSpec(key="durationInFrames", types=_NUMBER | _ABSENT, kind=NumberKind(unit="frames")),
    FieldSpec(key="tracks", types=_ARRAY, entries=FieldSpec(key="", types=_OBJECT, members=TRACK.specs)),
    FieldSpec(key="items", types=_OBJECT),
    FieldSpec(key="assets", types=_OBJECT),
    FieldSpec(key="deletedAssets", types=_ARRAY | _ABSENT, aspect=Aspect.LABEL, entries=FieldSpec(key="", types=_OBJECT, members=DELETED_ASSET.specs)),
))

"""What the members of a composition are called, and values that they may have.

The lists of fields are the tests' own reading of the format, apart from the library's models.
"""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any, Final, TypeVar

__all__ = [
    "ASSET_FIELDS",
    "ASSET_TYPES",
    "COMMON_FIELDS",
    "ITEM_FIELDS",
    "KEYS_OF_SPEED",
    "KEYS_OF_START_IN_SOURCE",
    "KINDS_OF_ITEMS",
    "PLAIN_VALUES",
    "TRACK_FIELDS",
    "UNKNOWN_FIELDS",
    "Document",
    "draw_id",
    "draw_value",
    "pick",
]

Document = dict[str, Any]

_T = TypeVar("_T")

COMMON_FIELDS: Final = (
    *("top", "left", "width", "height", "opacity", "rotation", "isDraggingInTimeline"),
)
_FADES: Final = ("fadeInDurationInSeconds", "fadeOutDurationInSeconds")
_PICTURE: Final = (
    *(*_FADES, "keepAspectRatio", "borderRadius"),
    *("cropLeft", "cropTop", "cropRight", "cropBottom"),
    *("brightness", "cameraMotion", "motionIntensity"),
)
_SOUND: Final = (
    *("playbackRate", "decibelAdjustment"),
    *("audioFadeInDurationInSeconds", "audioFadeOutDurationInSeconds"),
)
_TYPE: Final = (
    *(*_FADES, "color", "align", "fontFamily", "fontStyle", "fontSize", "lineHeight"),
    *("letterSpacing", "direction", "strokeWidth", "strokeColor", "resizeOnEdit", "background"),
)

ITEM_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "image": _PICTURE,
    "video": (*_PICTURE, *_SOUND, "videoStartFromInSeconds"),
    "audio": (*_SOUND, "audioStartFromInSeconds"),
    "gif": (*_PICTURE, "playbackRate", "gifStartFromInSeconds"),
    "text": (*_TYPE, "text"),
    "captions": (
        *(*_TYPE, "highlightColor", "pageDurationInMilliseconds"),
        *("captionStartInSeconds", "maxLines"),
    ),
    "solid": (*_FADES, "color", "keepAspectRatio", "borderRadius"),
}
"""What an item of each known type may have beside the common fields and `assetId`."""

KEYS_OF_START_IN_SOURCE: Final[Mapping[str, str]] = {
    "video": "videoStartFromInSeconds",
    "audio": "audioStartFromInSeconds",
    "gif": "gifStartFromInSeconds",
    "captions": "captionStartInSeconds",
}
"""By item type, the field that says where in its medium an item begins."""

KEYS_OF_SPEED: Final[Mapping[str, str]] = dict.fromkeys(("video", "audio", "gif"), "playbackRate")
"""By item type, the field that says how fast the medium plays."""

ASSET_TYPES: Final[Mapping[str, str]] = {
    "image": "image",
    "video": "video",
    "audio": "audio",
    "gif": "gif",
    "captions": "caption",
}
"""By item type, the type of the asset that it shows."""

ASSET_FIELDS: Final = ("remoteUrl", "remoteFileKey", "filename", "size", "mimeType")
TRACK_FIELDS: Final = ("trackType", "name", "hidden", "muted")

KINDS_OF_ITEMS: Final = (*ITEM_FIELDS, "video", "text", "image", "chart", "keyword-overlay")

_FRAGMENTS: Final = ("item-{}", "{}", "자막-{}", "a/b~{}", "새 항목 {}", "i{}", "0{}")
_TEXTS: Final = ("안녕하세요", "한국어 자막 ✨", "", "Hello", "줄\n바꿈", "e\u0301", " \U0001f469")
_COLORS: Final = ("#ffffff", "#101020", "rgba(0,0,0,0.5)", "빨강")
_PIXELS: Final = (0, 12, 640, 360.5, 1920, 1080.0, 33.333333)
_SECONDS: Final = (0, 0.5, 1, 1.0, 2.25, 0.033)
_RATIOS: Final = (0, 1, 0.5, 1.0, 0.25, 0.333)
_FLAGS: Final = (True, False)
_ANYTHING: Final = (0, 1, 1.0, True, False, None, "1", "", -0.0, 0.0, "값", 2, 1e16)

PLAIN_VALUES: Final[Mapping[str, tuple[Any, ...]]] = {
    **dict.fromkeys(("top", "left"), (*_PIXELS, -40)),
    **dict.fromkeys(("width", "height", "fontSize", "borderRadius"), _PIXELS),
    **dict.fromkeys(("letterSpacing", "strokeWidth"), (0, 1, 2.0, -1.5)),
    **dict.fromkeys((*_FADES, *_SOUND[2:], *KEYS_OF_START_IN_SOURCE.values()), _SECONDS),
    **dict.fromkeys(("opacity", "brightness", "lineHeight"), _RATIOS),
    **dict.fromkeys(("cropLeft", "cropTop", "cropRight", "cropBottom"), (0, 0.1, 0.25, 0.0)),
    **dict.fromkeys(("color", "strokeColor", "highlightColor"), _COLORS),
    **dict.fromkeys(("hidden", "muted", "isDraggingInTimeline", "hasAudioTrack"), _FLAGS),
    **dict.fromkeys(("keepAspectRatio", "resizeOnEdit"), _FLAGS),
    "rotation": (0, 90, -12.5, 720, 0.0),
    "playbackRate": (0.5, 1, 1.0, 1.5, 2, 1.1),
    "decibelAdjustment": (0, -3, -6.5, 2.0),
    "cameraMotion": ("zoom-in", "pan-left", "없음"),
    "motionIntensity": ("low", "high"),
    "align": ("left", "center", "right"),
    "direction": ("ltr", "rtl"),
    "fontFamily": ("Roboto", "나눔고딕", "Noto Sans KR"),
    "pageDurationInMilliseconds": (1200, 800.5),
    "maxLines": (1, 2, 2.0),
    "text": _TEXTS,
    "trackType": ("video", "audio", "text"),
    "name": ("Main", "배경", "", "자막"),
    "remoteUrl": ("https://cdn.example.com/a.png", "https://example.com/사진.mp4", None, ""),
    "remoteFileKey": ("media/1", None),
    "filename": ("clip.mp4", "사진.png", "a b.gif"),
    "size": (0, 100_000, 2.0),
    "mimeType": ("video/mp4", "image/png"),
    "fps": (24, 25, 30, 60, 29.97, 30.0),
    "compositionWidth": (1920, 1080, 1920.0, 641),
    "compositionHeight": (1080, 1920, 1080.0, 361),
    "durationInSeconds": (5, 12.5, 600.0),
}

"""By the name of a member, values that it may have; objects apart."""

_NESTED: Final[Mapping[str, Callable[[Random], Any]]] = {
    "fontStyle": lambda random: {
        "variant": pick(random, ("normal", "italic")),
        "weight": pick(random, ("400", 400, 400.0, "700")),
    },
    "background": lambda random: (
        {"color": pick(random, _COLORS), "padding": pick(random, _PIXELS)}
        if random.random() < 0.7
        else None
    ),
    "metadata": lambda random: {
        "tags": [pick(random, _ANYTHING), {"작성자": pick(random, _TEXTS)}],
        "n": pick(random, _ANYTHING),
        "inner": {"x": {"y": pick(random, _ANYTHING)}},
    },
    "deletedAssets": lambda random: [
        {"assetId": f"gone-{n}", "remoteUrl": pick(random, PLAIN_VALUES["remoteUrl"])}
        for n in range(random.randrange(3))
    ],
    "captions": lambda random: [
        {"text": pick(random, _TEXTS), "startMs": n * 300.5, "endMs": n * 300 + 250}
        for n in range(random.randrange(3))
    ],
}
UNKNOWN_FIELDS: Final = ("metadata", "zIndex", "x-note", "from_frame", "playbackRate", "~/")


def pick(random: Random, options: Sequence[_T]) -> _T:
    """Choose one of some, faster than `Random.choice`.

    Chance of another class says itself how it chooses: Hypothesis shrinks to the first option.
    """
    if type(random) is Random:
        return options[int(random.random() * len(options))]
    return options[random.randrange(len(options))]


def draw_value(random: Random, key: str) -> Any:
    """Draw a value that the member of this name may have; anything for a name nobody knows."""
    nested = _NESTED.get(key)
    return pick(random, PLAIN_VALUES.get(key, _ANYTHING)) if nested is None else nested(random)


def draw_id(random: Random, number: int) -> str:
    """Draw an id that no other number gives."""
    return pick(random, _FRAGMENTS).format(number)

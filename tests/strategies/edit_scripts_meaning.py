"""What the change of a field is called and how much it matters: the tests' own table."""

from collections.abc import Mapping
from typing import Any, Final

from kvid_composition.document.values import MISSING, is_object
from kvid_composition.testing.seeded.fields import (
    ITEM_FIELDS,
    KEYS_OF_SPEED,
    KEYS_OF_START_IN_SOURCE,
)

__all__ = ["IMPACTS", "PASSING", "TIME", "find_meaning", "list_time_keys"]

IMPACTS: Final = ("cosmetic", "visible", "structural")
"""From the mildest on."""

TIME: Final = "time"
"""Stands for whichever type the change of an item's time has."""

PASSING: Final = "isDraggingInTimeline"

_COMMON: Final = {
    "from": TIME,
    "durationInFrames": TIME,
    "type": "ItemTypeChanged",
    "assetId": "AssetSwapped",
    **dict.fromkeys(("top", "left", "width", "height", "opacity", "rotation"), "ItemTransformed"),
}
_BY_KEY: Final = {
    **dict.fromkeys(("cropLeft", "cropTop", "cropRight", "cropBottom"), "ItemTransformed"),
    "text": "TextChanged",
    "decibelAdjustment": "AudioChanged",
    "audioFadeInDurationInSeconds": "AudioChanged",
    "audioFadeOutDurationInSeconds": "AudioChanged",
    "keepAspectRatio": "ItemPropertyChanged",
    "resizeOnEdit": "ItemPropertyChanged",
    **dict.fromkeys((*KEYS_OF_START_IN_SOURCE.values(), *KEYS_OF_SPEED.values()), TIME),
}
_COSMETIC: Final[Mapping[str, frozenset[str]]] = {
    "composition": frozenset({"deletedAssets"}),
    "track": frozenset({"trackType", "name"}),
    "asset": frozenset({"remoteFileKey", "filename", "size", "mimeType"}),
}
_STRUCTURAL: Final[Mapping[str, str]] = {
    "fps": "FpsChanged",
    "compositionWidth": "DimensionsChanged",
    "compositionHeight": "DimensionsChanged",
}


def find_meaning(kind: str, key: str, before: Any, after: Any) -> tuple[str, str]:
    """Give the type and the impact of a change of one field, given both versions of the entity."""
    match kind:
        case "composition" if key in _STRUCTURAL:
            return _STRUCTURAL[key], "structural"
        case "composition":
            return "CompositionPropertyChanged", _weigh(kind, key)
        case "track":
            return "TrackPropertyChanged", _weigh(kind, key)
        case "asset" if key == "remoteUrl":
            return "AssetRelinked", "visible"
        case "asset":
            return "AssetPropertyChanged", _weigh(kind, key)
        case _:
            return _find_meaning_in_item(key, before, after)


def _weigh(kind: str, key: str) -> str:
    return "cosmetic" if key in _COSMETIC[kind] else "visible"


def _find_meaning_in_item(key: str, before: Any, after: Any) -> tuple[str, str]:
    if key == PASSING:
        return "ItemPropertyChanged", "cosmetic"
    if key in _COMMON:
        return _COMMON[key], "visible"
    if not any(key in ITEM_FIELDS.get(_read_type(item), ()) for item in (before, after)):
        return "ItemPropertyChanged", "visible"
    meaning = _BY_KEY.get(key, "StyleChanged")
    return meaning, "cosmetic" if meaning == "ItemPropertyChanged" else "visible"


def _read_type(item: Any) -> str:
    kind = item.get("type", MISSING) if is_object(item) else MISSING
    return kind if isinstance(kind, str) else ""


def list_time_keys(item: Any) -> tuple[str | None, str | None]:
    """Give the fields that tell an item's place in its medium and its speed, as its type has."""
    kind = _read_type(item)
    return KEYS_OF_START_IN_SOURCE.get(kind), KEYS_OF_SPEED.get(kind)

"""The documents that tests share."""

import json
from pathlib import Path
from random import Random
from typing import Any

from kvid_composition.document.values import is_array, is_object

__all__ = ["SAMPLES", "SEED_EXAMPLE", "read_sample", "shuffle_keys", "sound_document"]

SAMPLES = Path(__file__).parent / "samples"

SEED_EXAMPLE: dict[str, Any] = {
    "fps": 30,
    "compositionWidth": 1920,
    "compositionHeight": 1080,
    "tracks": [{"id": "track-1", "trackType": "video", "name": "Main", "items": ["item-1"]}],
    "items": {
        "item-1": {
            "id": "item-1",
            "type": "video",
            "assetId": "asset-1",
            "from": 0,
            "durationInFrames": 150,
        }
    },
    "assets": {
        "asset-1": {
            "id": "asset-1",
            "type": "video",
            "remoteUrl": "https://cdn.kvid.ai/.../clip.mp4",
            "durationInSeconds": 5,
        }
    },
}
"""The composition of the API page, "Patch the composition"."""


def read_sample(name: str) -> dict[str, Any]:
    """Read one of the sample documents, fresh at each call."""
    document: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
    return document


def sound_document() -> dict[str, Any]:
    """Give a document with every item and asset type and without any issue."""
    document = read_sample("synthetic-editor-starter-all-types")
    document["durationInFrames"] = 210
    return document


def shuffle_keys(value: Any, random: Random) -> Any:
    """Give the same value with the keys of all its objects in another order."""
    if is_array(value):
        return [shuffle_keys(part, random) for part in value]
    if not is_object(value):
        return value
    keys = list(value)
    random.shuffle(keys)
    return {key: shuffle_keys(value[key], random) for key in keys}

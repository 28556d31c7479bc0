"""What the rules' counter-examples are built of: small sound parts, to be changed in one place."""

from typing import Any

from kvid_composition.document.values import JsonObject

__all__ = ["sketch_asset", "sketch_composition", "sketch_item"]


def sketch_composition(**members: Any) -> JsonObject:
    """Give a sound composition of one second with one solid, with other members where named."""
    return {
        "fps": 30,
        "compositionWidth": 1920,
        "compositionHeight": 1080,
        "durationInFrames": 30,
        "tracks": [{"id": "main", "items": ["a"]}],
        "items": {"a": sketch_item()},
        "assets": {},
        **members,
    }


def sketch_item(**members: Any) -> JsonObject:
    """Give a solid of one second with the id "a", with other members where named."""
    return {"id": "a", "type": "solid", "from": 0, "durationInFrames": 30, **members}


def sketch_asset(**members: Any) -> JsonObject:
    """Give a picture with the id "pic", with other members where named."""
    return {
        "id": "pic",
        "type": "image",
        "filename": "pic.png",
        "remoteUrl": "https://example.com/pic.png",
        **members,
    }

"""A composition as a timeline of OpenTimelineIO, for its own comparison."""

from importlib import import_module
from typing import Any

__all__ = ["make_timeline"]


def make_timeline(document: dict[str, Any]) -> Any:
    """Make a timeline with as many tracks and clips, which carry all fields of the items."""
    otio: Any = import_module("opentimelineio")
    rate = document["fps"]
    timeline = otio.schema.Timeline(name="composition")
    for track in document["tracks"]:
        clips = [_make_clip(otio, document["items"][name], rate) for name in track["items"]]
        timeline.tracks.append(otio.schema.Track(name=track["id"], children=clips))
    return timeline


def _make_clip(otio: Any, item: dict[str, Any], rate: float) -> Any:
    start = otio.opentime.RationalTime(0, rate)
    length = otio.opentime.RationalTime(item["durationInFrames"], rate)
    return otio.schema.Clip(
        name=item["id"],
        media_reference=otio.schema.ExternalReference(target_url=item.get("assetId", "")),
        source_range=otio.opentime.TimeRange(start, length),
        metadata={"kvid": item},
    )

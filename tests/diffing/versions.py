"""A small composition of which tests make other versions."""

from typing import Any

from kvid_composition import detach
from kvid_composition.diffing.changes import Change
from kvid_composition.diffing.diff import diff_compositions

__all__ = ["Document", "edit", "list_types", "only_change", "rework", "sample"]

Document = dict[str, Any]


def sample() -> Document:
    """Give three tracks: a front title, a main track with three clips, an empty one."""
    return {
        "fps": 30,
        "compositionWidth": 1080,
        "compositionHeight": 1920,
        "tracks": [
            {"id": "front", "items": ["title"], "name": "Titles"},
            {"id": "main", "items": ["a", "b", "c"]},
            {"id": "rear", "items": []},
        ],
        "items": {
            "title": {
                "id": "title",
                "type": "text",
                "from": 0,
                "durationInFrames": 60,
                "text": "Hi",
            },
            "a": _clip("a", 0),
            "b": _clip("b", 100),
            "c": _clip("c", 200),
        },
        "assets": {
            "beach": {"id": "beach", "type": "video", "remoteUrl": "https://example.com/b.mp4"},
            "hill": {"id": "hill", "type": "video", "remoteUrl": "https://example.com/h.mp4"},
        },
    }


def _clip(name: str, start: int) -> Document:
    return {
        "id": name,
        "type": "video",
        "assetId": "beach",
        "from": start,
        "durationInFrames": 100,
        "videoStartFromInSeconds": 1,
    }


def rework() -> Document:
    """Make a version in which something of every kind has changed."""
    later = sample()
    later["fps"] = 25
    del later["tracks"][0]
    later["tracks"].reverse()
    later["tracks"].insert(1, {"id": "new", "items": ["title", "fresh"]})
    later["tracks"][2] |= {"muted": True, "items": ["c", "a"]}
    del later["items"]["b"], later["items"]["a"]["videoStartFromInSeconds"]
    later["items"]["fresh"] = {"id": "fresh", "type": "solid", "from": 0, "durationInFrames": 5}
    later["items"]["c"]["from"] = 230.5
    del later["assets"]["hill"]
    later["assets"]["beach"]["remoteUrl"] = None
    later["assets"]["pic"] = {"id": "pic", "type": "image"}
    return later


def edit(document: Document, *path: Any, to: Any) -> Document:
    """Give another version in which the value at a path is another one; None stays None."""
    version: Any = detach(document)
    holder = version
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = to
    return dict(version)


def only_change(before: object, after: object, *, exact: bool = False) -> Change:
    """Give the one change between two versions."""
    (change,) = diff_compositions(before, after, exact=exact).changes  # type: ignore[arg-type]
    return change


def list_types(before: object, after: object, *, exact: bool = False) -> list[str]:
    """List the types of all changes between two versions."""
    diff = diff_compositions(before, after, exact=exact)  # type: ignore[arg-type]
    return [change.type for change in diff.changes]

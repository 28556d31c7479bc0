"""Identity: tracks by their ids, and lists of ids that tell where each id is."""

from collections.abc import Mapping
from typing import Any, TypeAlias, TypeGuard

from kvid_composition.document.values import is_array, is_object

__all__ = ["TrackMap", "identify_tracks", "is_list_of_ids", "number_tracks"]

TrackMap: TypeAlias = dict[str, Any]
"""The tracks by their ids, front first."""


def identify_tracks(tracks: object) -> TrackMap | None:
    """Give the tracks by their ids; None where not every track has one of its own."""
    if not is_array(tracks):
        return None
    ids: list[Any] = [track.get("id") if is_object(track) else None for track in tracks]
    if not is_list_of_ids(ids):
        return None
    return dict(zip(ids, tracks, strict=True))


def number_tracks(tracks: TrackMap) -> Mapping[str, int]:
    """Give the position of each track; 0 is the front."""
    return {id_: position for position, id_ in enumerate(tracks)}


def is_list_of_ids(value: object) -> TypeGuard[list[str]]:
    """Tell whether a value is a list of texts, each of them once."""
    if not is_array(value) or not all(type(entry) is str for entry in value):
        return False
    return len(set(value)) == len(value)

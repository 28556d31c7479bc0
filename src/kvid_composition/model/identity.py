"""Identity: entities by their ids, and lists of ids that tell where each id is."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias, TypeGuard

from kvid_composition.document.values import is_array, is_object

__all__ = [
    "ENTITY_READERS",
    "TrackMap",
    "identify_tracks",
    "is_list_of_ids",
    "list_item_ids",
    "number_tracks",
    "pair_entities",
    "read_track_id",
]

TrackMap: TypeAlias = dict[str, Any]
"""The tracks by their ids, front first."""


def identify_tracks(tracks: object) -> TrackMap | None:
    """Give the tracks by their ids; None where not every track has one of its own."""
    if not is_array(tracks):
        return None
    ids = list(map(read_track_id, tracks))
    if not is_list_of_ids(ids):
        return None
    return dict(zip(ids, tracks, strict=True))


def _identify_members(value: object) -> dict[str, Any] | None:
    return value if is_object(value) else None


_TEXTS: Final = frozenset((str,))

ENTITY_READERS: Final[Mapping[str, Callable[[object], dict[str, Any] | None]]] = {
    "tracks": identify_tracks,
    "items": _identify_members,
    "assets": _identify_members,
}
"""The top-level members that hold entities; a reader gives None for what identifies none."""


def pair_entities(
    before: Mapping[str, Any], after: Mapping[str, Any], key: str
) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Give the entities that a member holds in two versions; None where one does not tell."""
    read = ENTITY_READERS[key]
    old, new = read(before.get(key)), read(after.get(key))
    return None if old is None or new is None else (old, new)


def read_track_id(track: object) -> str | None:
    """Give the id of a track; None where it has none that is a text."""
    id_ = track.get("id") if is_object(track) else None
    return id_ if type(id_) is str else None


def list_item_ids(track: object) -> list[str]:
    """List the ids that a track lists; what is no text is left out."""
    listed = track.get("items") if is_object(track) else None
    return [entry for entry in listed if type(entry) is str] if is_array(listed) else []


def number_tracks(tracks: TrackMap) -> Mapping[str, int]:
    """Give the position of each track; 0 is the front."""
    return {id_: position for position, id_ in enumerate(tracks)}


def is_list_of_ids(value: object) -> TypeGuard[list[str]]:
    """Tell whether a value is a list of texts, each of them once."""
    if not is_array(value) or not _TEXTS.issuperset(map(type, value)):
        return False
    return len(set(value)) == len(value)

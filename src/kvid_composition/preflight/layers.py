"""Layers: the entities that were sent, laid over those that are there."""

from collections.abc import Collection, Mapping
from typing import Any

from kvid_composition.document.values import JsonObject, is_array, is_object
from kvid_composition.model.identity import list_item_ids, read_track_id
from kvid_composition.model.shape import Shape
from kvid_composition.model.shape_table import TRACK
from kvid_composition.preflight.losses import map_entities

__all__ = ["lacks_members", "lay_entities", "lay_tracks"]


def lacks_members(sent: JsonObject, before: JsonObject, shape: Shape) -> bool:
    """Tell whether an object is only a part: it lacks what it must have, and what is there has."""
    return any(key in before and key not in sent for key in shape.required)


def lay_entities(
    before: JsonObject, sent: JsonObject, shape: Shape, deleted: Collection[str]
) -> JsonObject:
    """Lay a map of entities over one that is there; of what is not sent, only the deleted goes.

    Args:
        before: the entities that are there.
        sent: the entities that were sent.
        shape: what an entity must have; a part of one is laid over the members that are there.
        deleted: ids of entities that are to go.
    """
    kept = {id_: entity for id_, entity in before.items() if id_ not in deleted}
    return kept | {id_: _lay_entity(before.get(id_), part, shape) for id_, part in sent.items()}


def _lay_entity(before: Any, sent: Any, shape: Shape) -> Any:
    if is_object(before) and is_object(sent) and lacks_members(sent, before, shape):
        return {**before, **sent}
    return sent


def lay_tracks(before: Any, sent: Any) -> Any:
    """Lay tracks over those that are there, by id; new ones become the rearmost.

    Tracks keep their places, unless all of them are sent: then they stand as they were sent. An
    item that no track sent lists stays on its track, so that nothing becomes unplaced. What is no
    array cannot be laid over and is given as it was sent.
    """
    if not is_array(before) or not is_array(sent):
        return sent
    known: Mapping[Any, Any] = map_entities(before)
    parts: Mapping[Any, Any] = map_entities(sent)
    placed = {entry for part in parts.values() for entry in list_item_ids(part)}
    if known.keys() <= parts.keys():
        return [_lay_track(known.get(read_track_id(part)), part, placed) for part in sent]
    laid = [_lay_track(track, parts.get(read_track_id(track)), placed) for track in before]
    return laid + [part for part in sent if read_track_id(part) not in known]


def _lay_track(before: Any, part: Any, placed: Collection[str]) -> Any:
    """Lay a track over the one that is there; either may be None, and what is broken stays so."""
    whole = before if part is None else _lay_entity(before, part, TRACK)
    if not _has_list(before) or not _has_list(whole):
        return whole
    sent = list_item_ids(part)
    own = frozenset(sent)
    stays = [entry for entry in before["items"] if not _is_in(entry, placed) or _is_in(entry, own)]
    if _has_list(part) and all(_is_in(entry, own) for entry in stays):
        return whole
    there = frozenset(list_item_ids(before))
    # Whoever sends a part of the list sends a part of the track.
    return {**before, **whole, "items": stays + [entry for entry in sent if entry not in there]}


def _has_list(track: Any) -> bool:
    return is_object(track) and is_array(track.get("items"))


def _is_in(entry: Any, ids: Collection[str]) -> bool:
    # What is no text may not even be hashable.
    return type(entry) is str and entry in ids

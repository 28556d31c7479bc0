"""Losses: what is gone after an operation that never said that it deletes it."""

from collections.abc import Iterator, Mapping
from itertools import filterfalse
from typing import Any

from kvid_composition.document.pointer import format_pointer
from kvid_composition.document.values import JsonObject, is_array, is_object
from kvid_composition.model.identity import ENTITY_READERS, read_track_id
from kvid_composition.patching.operations import (
    DeleteItem,
    MergeComposition,
    Operation,
    ReplaceComposition,
)

__all__ = ["find_losses", "list_named", "map_entities"]


def find_losses(current: object, operation: Operation, result: JsonObject) -> tuple[str, ...]:
    """Find the tracks, items and assets that an operation loses.

    Lost is what the current document has and the result has not, unless the operation names it as
    deleted: `delete_item` names its item, an entry in the `deletedAssets` that are *sent* names its
    asset. Nothing can name a track. An entry that is no object, and a track without an id that is a
    text, is nothing that could be missed.

    Args:
        current: the document before, of any shape.
        operation: what is to be sent.
        result: what the operation makes of `current`.

    Returns:
        JSON Pointers into `current`, in its order.
    """
    if not is_object(current):
        return ()
    named = list_named(operation)
    return tuple(
        format_pointer((key, step))
        for key, member in current.items()
        if key in ENTITY_READERS and member is not result.get(key)
        for step in _list_lost(member, result.get(key), named.get(key, frozenset()))
    )


def _list_lost(before: object, after: object, named: frozenset[str]) -> list[str] | list[int]:
    """List the steps to the entities of one member that the other has not."""
    there = map_entities(after)
    gone = [i for i in filterfalse(there.__contains__, map_entities(before)) if i not in named]
    if is_array(before):
        ids = frozenset(gone)
        return [position for position, track in enumerate(before) if read_track_id(track) in ids]
    return gone


def map_entities(member: object) -> Mapping[str, JsonObject]:
    """Map what a top-level member holds: items and assets by their keys, tracks by their ids.

    Of two tracks with one id, the later counts.
    """
    if is_array(member):
        named = ((read_track_id(track), track) for track in member)
        return {id_: track for id_, track in named if id_ is not None}
    if not is_object(member):
        return {}
    if all(map(is_object, member.values())):
        return member
    return {id_: entity for id_, entity in member.items() if is_object(entity)}


def list_named(operation: Operation) -> Mapping[str, frozenset[str]]:
    """List the ids that an operation names as deleted, by the member that holds them."""
    match operation:
        case DeleteItem():
            return {"items": frozenset((operation.item_id,))}
        case ReplaceComposition() | MergeComposition():
            return {"assets": frozenset(_list_deleted(operation.composition.get("deletedAssets")))}
        case _:
            return {}


def _list_deleted(entries: Any) -> Iterator[str]:
    for entry in entries if is_array(entries) else ():
        id_ = entry.get("assetId") if is_object(entry) else None
        if type(id_) is str:
            yield id_

"""Renaming: giving an entity of one side another id, with everything that names it."""

from collections.abc import Iterable
from typing import Any

from kvid_composition.document.values import JsonObject, is_object
from kvid_composition.merging.versions import Side, Version, read_version
from kvid_composition.model.entity import Entity

__all__ = ["rename_entities"]


def rename_entities(ours: Side, theirs: Side, entities: Iterable[Entity]) -> Side:
    """Give entities of theirs ids that nothing else has."""
    side = theirs
    for entity in entities:
        new = _find_free_id(entity, (ours.base, ours.version, side.version))
        document = _rename(side.version.document, entity, new)
        side = Side(side.name, side.base, read_version(side.name, document))
    return side


def _find_free_id(entity: Entity, versions: Iterable[Version]) -> str:
    taken: set[str] = set()
    for version in versions:
        taken.update(version.list_entities(entity.kind))
        if entity.kind == "item":
            # An id that is listed without an item is taken as well.
            taken.update(version.placements)
    candidate, number = f"{entity.id}-theirs", 2
    while candidate in taken:
        candidate, number = f"{entity.id}-theirs-{number}", number + 1
    return candidate


def _rename(document: JsonObject, entity: Entity, new: str) -> JsonObject:
    old = str(entity.id)
    match entity.kind:
        case "track":
            return {**document, "tracks": _rename_in(document["tracks"], "id", old, new)}
        case "asset":
            items = {
                id_: _rename_member(item, "assetId", old, new)
                for id_, item in _read_map(document, "items").items()
            }
            return {**_rename_key(document, "assets", old, new), "items": items}
        case _:
            tracks = [_rename_listed(track, old, new) for track in _read_list(document, "tracks")]
            return {**_rename_key(document, "items", old, new), "tracks": tracks}


def _read_map(document: JsonObject, key: str) -> dict[str, Any]:
    entities = document.get(key)
    return entities if is_object(entities) else {}


def _read_list(document: JsonObject, key: str) -> Any:
    listed: Any = document.get(key, [])
    return listed


def _rename_key(document: JsonObject, key: str, old: str, new: str) -> JsonObject:
    entities: JsonObject = {}
    for id_, entity in _read_map(document, key).items():
        if id_ == old:
            entities[new] = _rename_member(entity, "id", old, new)
        else:
            entities[id_] = entity
    return {**document, key: entities}


def _rename_in(entities: Any, key: str, old: str, new: str) -> list[Any]:
    return [_rename_member(entity, key, old, new) for entity in entities]


def _rename_member(entity: Any, key: str, old: str, new: str) -> Any:
    if is_object(entity) and entity.get(key) == old:
        return {**entity, key: new}
    return entity


def _rename_listed(track: Any, old: str, new: str) -> Any:
    listed = track.get("items", [])
    if old not in listed:
        return track
    return {**track, "items": [new if id_ == old else id_ for id_ in listed]}

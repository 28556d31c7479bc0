"""Registers: the places of a composition that an edit can change, each by its name.

A register is a field of an entity, or one of three that are no field: that the entity exists, the
track that an item is on, and the order of a list.
"""

from typing import Any, Final, NamedTuple

from kvid_composition.document.values import MISSING
from kvid_composition.model.entity import Entity, EntityKind
from kvid_composition.testing.seeded.fields import Document

__all__ = [
    "EXISTENCE",
    "ORDER",
    "PLACEMENT",
    "Register",
    "drop_entity",
    "find_place",
    "find_track",
    "list_on_track",
    "put_entity",
    "put_track",
    "read_entity",
    "read_register",
    "unlist",
]

EXISTENCE: Final = "(existence)"
PLACEMENT: Final = "(placement)"
ORDER: Final = "(order)"


class Register(NamedTuple):
    """One independent part of a composition.

    `field` is a member's name, or EXISTENCE (its value is the whole entity), PLACEMENT (of an item:
    the id of its track), ORDER (of a track: the list of its items; of the composition: the ids of
    its tracks).
    """

    kind: EntityKind
    id: str | None
    field: str


def read_register(document: Document, register: Register) -> Any:
    """Read what a register holds; MISSING where there is nothing."""
    if register.field == PLACEMENT:
        return find_place(document, str(register.id))[0]
    held = read_entity(document, Entity(register.kind, register.id))
    if register.field == EXISTENCE or held is MISSING:
        return held
    if register.field == ORDER:
        return [each["id"] for each in document["tracks"]] if held is document else held["items"]
    return held.get(register.field, MISSING)


def read_entity(document: Document, entity: Entity) -> Any:
    """Give a whole entity, MISSING if there is none."""
    match entity.kind:
        case "composition":
            return document
        case "track":
            return next((t for t in document["tracks"] if t["id"] == entity.id), MISSING)
        case "item" | "asset":
            return document[f"{entity.kind}s"].get(entity.id, MISSING)


def find_track(document: Document, track_id: str) -> int:
    """Give the index of a track."""
    return [track["id"] for track in document["tracks"]].index(track_id)


def find_place(document: Document, item_id: str) -> tuple[str | None, int | None]:
    """Give the track that lists an item and the index in its list; None where none does."""
    for track in document["tracks"]:
        if item_id in track["items"]:
            return track["id"], track["items"].index(item_id)
    return None, None


def put_entity(document: Document, entity: Entity, value: Document) -> Document:
    """Give the composition with an entity put in, over the one that stands there."""
    match entity.kind:
        case "composition":
            return value
        case "track":
            return put_track(document, value)
        case "item" | "asset":
            key = f"{entity.kind}s"
            return {**document, key: {**document[key], entity.id: value}}


def drop_entity(document: Document, entity: Entity) -> Document:
    """Give the composition without an item or asset."""
    key = f"{entity.kind}s"
    return {**document, key: {k: v for k, v in document[key].items() if k != entity.id}}


def put_track(document: Document, track: Document) -> Document:
    """Give the composition with a track in the place of the one with its id."""
    tracks = [track if each["id"] == track["id"] else each for each in document["tracks"]]
    return {**document, "tracks": tracks}


def list_on_track(document: Document, track_id: str, index: int, item_id: str) -> Document:
    """Give the composition with an id on a track's list; an index past the end means the end."""
    track = document["tracks"][find_track(document, track_id)]
    items = [*track["items"][:index], item_id, *track["items"][index:]]
    return put_track(document, {**track, "items": items})


def unlist(document: Document, item_id: str) -> Document:
    """Give the composition with an id on no list."""
    tracks = [
        {**track, "items": [name for name in track["items"] if name != item_id]}
        if item_id in track["items"]
        else track
        for track in document["tracks"]
    ]
    return {**document, "tracks": tracks}

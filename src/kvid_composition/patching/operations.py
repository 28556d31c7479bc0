"""The operations of the API's PATCH: two that its page documents, and five finer ones.

All are pure: the document given stays as it is, and parts that do not change are shared.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias, TypeGuard, get_args

from kvid_composition.document.display import describe_value, quote_text
from kvid_composition.document.errors import KvidCompositionError
from kvid_composition.document.values import (
    MISSING,
    JsonObject,
    is_array,
    is_object,
    read_members,
)
from kvid_composition.document.walk import name_type
from kvid_composition.model.documented import Documented
from kvid_composition.patching.plain import write_composition, write_entity

__all__ = [
    "OPERATION_NAMES",
    "AddAsset",
    "AddItem",
    "AddTrack",
    "DeleteItem",
    "MergeComposition",
    "Operation",
    "OperationError",
    "ReplaceComposition",
    "UpdateItem",
    "apply_operation",
    "merge_composition",
    "parse_operation",
    "replace_composition",
    "write_operation",
]

OperationErrorCode: TypeAlias = Literal["UNKNOWN_OPERATION", "INVALID_REQUEST", "BROKEN_DOCUMENT"]


class OperationError(KvidCompositionError):
    """An operation that cannot be understood or cannot be applied.

    Attributes:
        code: UNKNOWN_OPERATION; INVALID_REQUEST where the body is at fault; BROKEN_DOCUMENT where
            the current document lacks the part to be changed.
        pointer: JSON Pointer to what is at fault: into the body, for BROKEN_DOCUMENT into the
            document.
    """

    def __init__(self, code: OperationErrorCode, pointer: str, reason: str) -> None:
        super().__init__(f"{code} at {pointer or 'the root'}: {reason}")
        self.code: OperationErrorCode = code
        self.pointer = pointer
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ReplaceComposition:
    """Overwrite the whole composition."""

    composition: JsonObject
    name: Literal["replace"] = field(default="replace", init=False)


@dataclass(frozen=True, slots=True)
class MergeComposition:
    """Replace each top-level member that is sent, whole; the others stay. Nothing is merged deeper.

    A `merge` that sends a part of `items` therefore loses all other items.
    """

    composition: JsonObject
    name: Literal["merge"] = field(default="merge", init=False)


@dataclass(frozen=True, slots=True)
class AddItem:
    """Put an item into `items` and its id at the end of a track's list."""

    track_id: str
    item: JsonObject
    name: Literal["add_item"] = field(default="add_item", init=False)


@dataclass(frozen=True, slots=True)
class UpdateItem:
    """Replace members of an item, each whole; an item that is not there is passed by."""

    item_id: str
    updates: JsonObject
    name: Literal["update_item"] = field(default="update_item", init=False)


@dataclass(frozen=True, slots=True)
class DeleteItem:
    """Take an item out of `items` and of every track; one that is not there is passed by."""

    item_id: str
    name: Literal["delete_item"] = field(default="delete_item", init=False)


@dataclass(frozen=True, slots=True)
class AddTrack:
    """Put a track behind all others."""

    track: JsonObject
    name: Literal["add_track"] = field(default="add_track", init=False)


@dataclass(frozen=True, slots=True)
class AddAsset:
    """Put an asset into `assets`."""

    asset: JsonObject
    name: Literal["add_asset"] = field(default="add_asset", init=False)


Operation: TypeAlias = (
    ReplaceComposition | MergeComposition | AddItem | UpdateItem | DeleteItem | AddTrack | AddAsset
)
"""Any operation of a PATCH."""

_JSON_TYPES: Final = (dict, list, str, int, float, bool, type(None))

_OBJECT: Final = "an object"
_TEXT: Final = "a text"
_CHECKS: Final[Mapping[str, Callable[[object], bool]]] = {
    _OBJECT: is_object,
    _TEXT: lambda value: type(value) is str,
}

_MEMBERS: Final[Mapping[str, tuple[Callable[..., Operation], Mapping[str, str]]]] = {
    "replace": (ReplaceComposition, {"composition": _OBJECT}),
    "merge": (MergeComposition, {"composition": _OBJECT}),
    "add_item": (AddItem, {"trackId": _TEXT, "item": _OBJECT}),
    "update_item": (UpdateItem, {"itemId": _TEXT, "updates": _OBJECT}),
    "delete_item": (DeleteItem, {"itemId": _TEXT}),
    "add_track": (AddTrack, {"track": _OBJECT}),
    "add_asset": (AddAsset, {"asset": _OBJECT}),
}
"""For each operation its class, and the members of `data` in the order of the class's fields."""

OPERATION_NAMES: Final = tuple(_MEMBERS)
"""The names of all operations: the two of the API's page, then the five finer ones."""


def write_operation(operation: Operation) -> JsonObject:
    """Write an operation as the body of a PATCH; the API wants `email` beside it."""
    keys = _MEMBERS[operation.name][1]
    values = (getattr(operation, slot) for slot in type(operation).__slots__ if slot != "name")
    return {"operation": operation.name, "data": dict(zip(keys, values, strict=True))}


def parse_operation(body: Operation | Mapping[str, Any]) -> Operation:
    """Read the body of a PATCH: `{"operation": ..., "data": {...}}`; other members are ignored.

    A typed operation is given back as it is. Compositions, items, tracks and assets may be models.

    Raises:
        OperationError: UNKNOWN_OPERATION or INVALID_REQUEST, with the place in the body.
    """
    if _is_operation(body):
        return body
    if not is_object(body):
        raise OperationError("INVALID_REQUEST", "", f"the body is {_describe(body)}, no object")
    members = read_members(body)
    name: object = members.get("operation", MISSING)
    if type(name) is not str or name not in _MEMBERS:
        known = ", ".join(_MEMBERS)
        is_named = name is not MISSING and name is not None
        reason = f"{_describe(name)} is none of {known}" if is_named else f"name one of {known}"
        raise OperationError("UNKNOWN_OPERATION", "/operation", reason)
    make, kinds = _MEMBERS[name]
    data: object = members.get("data")
    if not is_object(data):
        raise OperationError("INVALID_REQUEST", "/data", f"an object with {', '.join(kinds)}")
    return make(*(_read_member(read_members(data), key, kind) for key, kind in kinds.items()))


def _is_operation(body: object) -> TypeGuard[Operation]:
    # Not isinstance: that would ask the value for its class, and it may raise.
    return any(type(body) is kind for kind in get_args(Operation))


def _read_member(data: dict[str, Any], key: str, kind: str) -> Any:
    value = write_entity(data.get(key))
    if not _CHECKS[kind](value):
        found = _describe(value) if key in data else "missing"
        reason = f"{key} must be {kind}, but is {found}"
        raise OperationError("INVALID_REQUEST", f"/data/{key}", reason)
    return value


def _describe(value: Any) -> str:
    # By identity: to hash or compare a type can run code of its metaclass.
    is_json = any(type(value) is kind for kind in _JSON_TYPES)
    return describe_value(value) if is_json else f"of the type {name_type(value)}"


def apply_operation(
    document: JsonObject | Documented, operation: Operation | Mapping[str, Any]
) -> JsonObject:
    """Give the document that a PATCH makes of the current one; all of it or an exception.

    Raises:
        OperationError: the body is malformed, an id that is to be added exists, or the track does
            not (INVALID_REQUEST); the current document lacks what is to be changed
            (BROKEN_DOCUMENT).
    """
    return _dispatch(write_composition(document), parse_operation(operation))


def _dispatch(document: JsonObject, operation: Operation) -> JsonObject:
    match operation:
        case ReplaceComposition():
            result = replace_composition(document, operation.composition)
        case MergeComposition():
            # Written already: another look at all types would double what a small merge costs.
            result = _merge_members(document, operation.composition)
        case AddItem():
            result = _add_item(document, operation.track_id, write_entity(operation.item))
        case UpdateItem():
            updates = write_entity(operation.updates)
            result = _update_item(document, operation.item_id, updates)
        case DeleteItem():
            result = _delete_item(document, operation.item_id)
        case AddTrack():
            result = _add_track(document, write_entity(operation.track))
        case _:
            # Only AddAsset is left; a new operation without a case of its own fails to type here.
            result = _add_entity(document, "assets", "asset", write_entity(operation.asset))
    return result


def replace_composition(
    document: JsonObject | Documented,  # noqa: ARG001  what it was does not matter
    new: JsonObject | Documented,
) -> JsonObject:
    """Give what `replace` makes of a document: the new composition, whatever the old one was.

    Raises:
        OperationError: INVALID_REQUEST, the new composition is no object.
    """
    return _read_composition(new)


def merge_composition(
    document: JsonObject | Documented, partial: JsonObject | Documented
) -> JsonObject:
    """Give what `merge` makes of a document: each top-level member sent replaces that member whole.

    Members that are not sent stay, and none can be deleted. Keys keep their places; new ones
    follow in the order of `partial`. Source: the API page, "Patch the composition".

    Raises:
        OperationError: INVALID_REQUEST, `partial` is no object; BROKEN_DOCUMENT, the document is
            none.
    """
    return _merge_members(write_composition(document), partial)


def _merge_members(document: JsonObject, partial: JsonObject | Documented) -> JsonObject:
    return {**_open_root(document), **_read_composition(partial)}


def _read_composition(composition: JsonObject | Documented) -> JsonObject:
    plain = write_composition(composition)
    if not is_object(plain):
        reason = f"composition must be an object, but is {_describe(plain)}"
        raise OperationError("INVALID_REQUEST", "/data/composition", reason)
    return plain


def _add_item(document: JsonObject, track_id: str, item: JsonObject) -> JsonObject:
    root = _add_entity(document, "items", "item", item)
    tracks = _open_tracks(root)
    for position, track in enumerate(tracks):
        if is_object(track) and track.get("id") == track_id:
            listed = track.get("items")
            if not is_array(listed):
                raise _refuse_document(f"/tracks/{position}/items", "an array")
            tracks[position] = {**track, "items": [*listed, item["id"]]}
            return {**root, "tracks": tracks}
    reason = f"there is no track {quote_text(track_id)}"
    raise OperationError("INVALID_REQUEST", "/data/trackId", reason)


def _update_item(document: JsonObject, item_id: str, updates: JsonObject) -> JsonObject:
    root = _open_root(document)
    items = _open_map(root, "items")
    item = items.get(item_id)
    if item_id not in items:
        return root
    if not is_object(item):
        raise _refuse_document("/items", f"an object for {quote_text(item_id)}")
    return {**root, "items": {**items, item_id: {**item, **updates}}}


def _delete_item(document: JsonObject, item_id: str) -> JsonObject:
    root = _open_root(document)
    items = {key: item for key, item in _open_map(root, "items").items() if key != item_id}
    tracks = [_unlist(track, item_id) for track in _open_tracks(root)]
    return {**root, "items": items, "tracks": tracks}


def _unlist(track: Any, item_id: str) -> Any:
    """Take an item out of a track's list; a track without it is given back itself."""
    listed = track.get("items") if is_object(track) else None
    if not is_array(listed) or item_id not in listed:
        return track
    return {**track, "items": [entry for entry in listed if entry != item_id]}


def _add_track(document: JsonObject, track: JsonObject) -> JsonObject:
    root = _open_root(document)
    tracks = _open_tracks(root)
    id_ = _read_id(track, "track")
    if any(is_object(other) and other.get("id") == id_ for other in tracks):
        raise _refuse_taken("track", id_)
    return {**root, "tracks": [*tracks, track]}


def _add_entity(document: JsonObject, key: str, noun: str, entity: JsonObject) -> JsonObject:
    root = _open_root(document)
    entities = _open_map(root, key)
    id_ = _read_id(entity, noun)
    if id_ in entities:
        raise _refuse_taken(noun, id_)
    return {**root, key: {**entities, id_: entity}}


def _read_id(entity: JsonObject, noun: str) -> str:
    id_ = entity.get("id")
    if type(id_) is not str:
        reason = f"the {noun} needs an id that is a text"
        raise OperationError("INVALID_REQUEST", f"/data/{noun}/id", reason)
    return id_


def _refuse_taken(noun: str, id_: str) -> OperationError:
    reason = f"the id {quote_text(id_)} is taken"
    return OperationError("INVALID_REQUEST", f"/data/{noun}/id", reason)


def _refuse_document(pointer: str, expected: str) -> OperationError:
    reason = f"the current document needs {expected} here; repair it, or use `replace`"
    return OperationError("BROKEN_DOCUMENT", pointer, reason)


def _open_root(document: Any) -> JsonObject:
    if not is_object(document):
        raise _refuse_document("", "an object")
    return document


def _open_map(root: JsonObject, key: str) -> dict[str, Any]:
    entities = root.get(key)
    if not is_object(entities):
        raise _refuse_document(f"/{key}", "an object")
    return entities


def _open_tracks(root: JsonObject) -> list[Any]:
    tracks = root.get("tracks")
    if not is_array(tracks):
        raise _refuse_document("/tracks", "an array")
    return list(tracks)

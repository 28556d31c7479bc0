"""JSON Schema 2020-12 of a diff."""

from collections.abc import Mapping
from typing import Any, Final, get_args

from kvid_composition.diffing.change import FieldsChange
from kvid_composition.diffing.changes import CHANGE_TYPES, Change
from kvid_composition.document.values import JsonObject
from kvid_composition.model.aspects import Impact
from kvid_composition.model.entity import EntityKind
from kvid_composition.model.schema import title_schema

__all__ = ["diff_schema"]

_TEXT: Final = {"type": "string"}
_TEXT_OR_NULL: Final = {"type": ["string", "null"]}
_NUMBER: Final = {"type": "number"}
_POSITION: Final = {"type": "integer", "minimum": 0}
_POSITION_OR_NULL: Final = {"type": ["integer", "null"], "minimum": 0}
_POINTER: Final = {"type": "string", "pattern": r"^(/([^~/]|~[01])*)*$"}

_DETAILS: Final[Mapping[str, Mapping[str, Any]]] = {
    "TrackAdded": {"index": _POSITION},
    "TrackRemoved": {"index": _POSITION},
    "ItemAdded": {"track_id": _TEXT_OR_NULL, "index": _POSITION_OR_NULL},
    "ItemRemoved": {"track_id": _TEXT_OR_NULL, "index": _POSITION_OR_NULL},
    "ItemReordered": {"track_id": _TEXT},
    "ItemShifted": {"delta": _NUMBER},
    "ItemTrimmed": {
        "edge": {"enum": ["head", "tail", "both"]},
        "head": _NUMBER,
        "tail": _NUMBER,
    },
    "TrackRippled": {"delta": _NUMBER, "frame": _NUMBER},
}
"""What types have beside the members of all."""

_SIDES: Final[Mapping[str, Mapping[str, Any]]] = {
    "TrackReordered": {"properties": {"index": _POSITION}, "required": ["index"]},
    "ItemReordered": {"properties": {"index": _POSITION}, "required": ["index"]},
    "ItemMoved": {
        "properties": {"track_id": _TEXT_OR_NULL, "index": _POSITION_OR_NULL},
        "required": ["track_id", "index"],
    },
    "ItemShifted": {"properties": {"from": _NUMBER}, "required": ["from"]},
    "TrackRippled": {"additionalProperties": _NUMBER, "minProperties": 2},
}
"""What types have before and after, where it is no plain set of fields."""


def diff_schema() -> JsonObject:
    """Give the JSON Schema 2020-12 of what `CompositionDiff.to_dict` writes."""
    impacts = [impact.value for impact in Impact]
    properties: dict[str, Any] = {
        "summary": {"type": "string", "description": "What changed, in one sentence."},
        "impact": {"enum": [*impacts, None], "description": "The highest impact of a change."},
        "changes": {"type": "array", "items": {"$ref": "#/$defs/Change"}},
        "facts": {"type": "array", "items": {"$ref": "#/$defs/Fact"}},
    }
    definitions: dict[str, Any] = {
        "Change": {"oneOf": [{"$ref": f"#/$defs/{name}"} for name in CHANGE_TYPES]},
        "Fact": {"oneOf": [_describe_split(), _describe_duplicate()]},
        **{name: _describe_change(name, kind, impacts) for name, kind in CHANGE_TYPES.items()},
    }
    return title_schema("diff", {**_describe_object(properties), "$defs": definitions})


def _describe_change(name: str, kind: type[Change], impacts: list[str]) -> JsonObject:
    is_of_fields = issubclass(kind, FieldsChange)
    side = {"type": "object", **_SIDES.get(name, {})} if is_of_fields else {}
    members: dict[str, Any] = {
        "type": {"const": name},
        "entity": _describe_object(
            {"kind": {"enum": list(get_args(EntityKind))}, "id": _TEXT_OR_NULL}
        ),
        "path": _POINTER,
        "path_before": {"type": ["string", "null"], "pattern": _POINTER["pattern"]},
        "impact": {"enum": impacts},
        **_DETAILS.get(name, {}),
    }
    described = _describe_object(members)
    described["properties"] = {**members, "before": side, "after": side}
    if is_of_fields:
        described["required"] = [*members, "before", "after"]
    return {"description": " ".join(str(kind.__doc__).split()), **described}


def _describe_split() -> JsonObject:
    return _describe_object(
        {"type": {"const": "Split"}, "item_id": _TEXT, "new_item_id": _TEXT, "frame": _NUMBER}
    )


def _describe_duplicate() -> JsonObject:
    return _describe_object({"type": {"const": "Duplicated"}, "item_id": _TEXT, "copy_id": _TEXT})


def _describe_object(properties: dict[str, Any]) -> dict[str, Any]:
    """Describe an object that has all of these members."""
    return {"type": "object", "properties": properties, "required": list(properties)}

"""JSON Schema 2020-12 of a diff."""

from collections.abc import Mapping
from typing import Any, Final

from kvid_composition.diffing.change import FieldsChange
from kvid_composition.diffing.changes import CHANGE_TYPES, Change
from kvid_composition.diffing.wire import (
    IMPACT,
    KIND,
    NUMBER,
    POINTER,
    SHARED_DETAILS,
    SHARED_SIDES,
    TEXT,
    Shape,
    choose,
    or_null,
)
from kvid_composition.document.values import JsonObject
from kvid_composition.model.aspects import Impact
from kvid_composition.model.schema import title_schema

__all__ = ["diff_schema"]

_DERIVED: Final[Mapping[str, Mapping[str, Shape]]] = {
    "ItemShifted": {"delta": NUMBER},
    "ItemTrimmed": {"edge": choose("head", "tail", "both"), "head": NUMBER, "tail": NUMBER},
    "TrackRippled": {"delta": NUMBER, "frame": NUMBER},
}
"""What types say beside what they hold."""


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
        **{name: _describe_change(name, kind) for name, kind in CHANGE_TYPES.items()},
    }
    return title_schema("diff", {**_describe_object(properties), "$defs": definitions})


def _describe_change(name: str, kind: type[Change]) -> JsonObject:
    is_of_fields = issubclass(kind, FieldsChange)
    side = _describe_side(name) if is_of_fields else {}
    members: dict[str, Any] = {
        "type": {"const": name},
        "entity": _describe_object(_write_shapes({"kind": KIND, "id": or_null(TEXT)})),
        **_write_shapes({"path": POINTER, "path_before": or_null(POINTER), "impact": IMPACT}),
        **_write_shapes(SHARED_DETAILS.get(name, {})),
        **_write_shapes(_DERIVED.get(name, {})),
    }
    described = _describe_object(members)
    described["properties"] = {**members, "before": side, "after": side}
    if is_of_fields:
        described["required"] = [*members, "before", "after"]
    return {"description": " ".join(str(kind.__doc__).split()), **described}


def _describe_side(name: str) -> dict[str, Any]:
    if name == "TrackRippled":
        starts = {"additionalProperties": {**NUMBER.schema}, "minProperties": 2}
        return {"type": "object", **starts}
    shapes = SHARED_SIDES.get(name)
    return {"type": "object"} if shapes is None else _describe_object(_write_shapes(shapes))


def _describe_split() -> JsonObject:
    members = {"item_id": TEXT, "new_item_id": TEXT, "frame": NUMBER}
    return _describe_object({"type": {"const": "Split"}, **_write_shapes(members)})


def _describe_duplicate() -> JsonObject:
    members = {"item_id": TEXT, "copy_id": TEXT}
    return _describe_object({"type": {"const": "Duplicated"}, **_write_shapes(members)})


def _write_shapes(shapes: Mapping[str, Shape]) -> dict[str, Any]:
    return {key: {**shape.schema} for key, shape in shapes.items()}


def _describe_object(properties: dict[str, Any]) -> dict[str, Any]:
    """Describe an object that has all of these members."""
    return {"type": "object", "properties": properties, "required": list(properties)}

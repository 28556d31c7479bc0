"""JSON Schema 2020-12 of the body of a PATCH."""

from typing import Any

from kvid_composition.document.values import JsonObject
from kvid_composition.model.schema import composition_schema, title_schema

__all__ = ["patch_request_schema"]


def patch_request_schema() -> JsonObject:
    """Give the JSON Schema 2020-12 of a PATCH's body, the caller's `email` included."""
    composition: dict[str, Any] = composition_schema()
    definitions: dict[str, Any] = composition.pop("$defs")
    properties: dict[str, Any] = composition["properties"]
    definitions["Composition"] = {
        key: value for key, value in composition.items() if not key.startswith("$")
    }
    definitions["PartialComposition"] = {
        "description": "Top-level members of a composition, each of them whole.",
        "type": "object",
        "properties": properties,
    }
    item = properties["items"]["additionalProperties"]
    asset = properties["assets"]["additionalProperties"]
    bodies = {
        "replace": {"composition": {"$ref": "#/$defs/Composition"}},
        "merge": {"composition": {"$ref": "#/$defs/PartialComposition"}},
        "add_item": {"trackId": {"type": "string"}, "item": item},
        "update_item": {"itemId": {"type": "string"}, "updates": {"type": "object"}},
        "delete_item": {"itemId": {"type": "string"}},
        "add_track": {"track": {"$ref": "#/$defs/Track"}},
        "add_asset": {"asset": asset},
    }
    choices = [_describe_body(name, members) for name, members in bodies.items()]
    return title_schema("patch-request", {"oneOf": choices, "$defs": definitions})


def _describe_body(name: str, members: dict[str, Any]) -> dict[str, Any]:
    data = {"type": "object", "properties": members, "required": list(members)}
    return {
        "type": "object",
        "properties": {
            "email": {"type": "string"},
            "operation": {"const": name},
            "data": data,
        },
        "required": ["operation", "data"],
    }

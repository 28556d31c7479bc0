"""JSON Schema 2020-12 of the result of a merge."""

from typing import Any, Final, get_args

from kvid_composition.document.values import JsonObject
from kvid_composition.merging.kinds import CONFLICT_KINDS, RESOLUTION_KINDS, OptionName
from kvid_composition.model.schema import title_schema
from kvid_composition.validation.report_schema import report_schema

__all__ = ["merge_result_schema"]

_TEXT: Final = {"type": "string"}
_TEXTS: Final = {"type": "array", "items": _TEXT}
_ID: Final = {"type": "string", "pattern": "^[0-9a-f]{12}$"}
_ENTITY: Final = {"$ref": "#/$defs/Entity"}


def merge_result_schema() -> JsonObject:
    """Give the JSON Schema 2020-12 of what `MergeResult.to_dict` writes."""
    report: Any = report_schema()
    issues = {"type": "array", "items": {"$ref": "#/$defs/Issue"}}
    names = ("base", "ours", "theirs")
    result = _describe(
        {
            "clean": {"type": "boolean", "description": "Nothing is to be decided."},
            "document": {"type": "object"},
            "conflicts": {"type": "array", "items": {"$ref": "#/$defs/Conflict"}},
            "resolutions": {"type": "array", "items": {"$ref": "#/$defs/Resolution"}},
            "inherited": _describe(dict.fromkeys(names, issues)),
        }
    )
    definitions = {
        **report["$defs"],
        "Conflict": _describe_conflict(),
        "Option": _describe_option(),
        "Resolution": _describe_resolution(),
    }
    return title_schema("merge-result", {**result, "$defs": definitions})


def _describe(properties: dict[str, Any], *optional: str) -> dict[str, Any]:
    required = [key for key in properties if key not in optional]
    return {"type": "object", "properties": properties, "required": required}


def _describe_conflict() -> dict[str, Any]:
    values = ("base", "ours", "theirs", "provisional")
    return _describe(
        {
            "id": _ID,
            "kind": {"enum": [*CONFLICT_KINDS]},
            "path": _TEXT,
            "entity": _ENTITY,
            **{key: {"description": "Absent where nothing is there."} for key in values},
            "related": _TEXTS,
            "cause": {"type": "array", "items": _ID},
            "options": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Option"}},
            "message": _TEXT,
        },
        *values,
    )


def _describe_option() -> dict[str, Any]:
    patch = {
        "type": "array",
        "items": {"type": "object", "required": ["op", "path"]},
        "description": "JSON Patch (RFC 6902) against the document of the result.",
    }
    return _describe({"name": {"enum": [*get_args(OptionName)]}, "effect": _TEXT, "patch": patch})


def _describe_resolution() -> dict[str, Any]:
    return _describe(
        {
            "kind": {"enum": [*RESOLUTION_KINDS]},
            "path": _TEXT,
            "entity": _ENTITY,
            "message": _TEXT,
            "related": _TEXTS,
            "cause": {"type": "array", "items": _ID},
            "conflict_id": {**_ID, "type": ["string", "null"]},
            "choice": {"enum": [*get_args(OptionName), None]},
        }
    )

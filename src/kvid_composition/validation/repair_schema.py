"""JSON Schema 2020-12 of a repair."""

from typing import Any, Final

from kvid_composition.document.values import JsonObject
from kvid_composition.model.schema import title_schema
from kvid_composition.validation.report_schema import report_schema

__all__ = ["applied_fix_schema", "repair_schema"]

_TEXT: Final = {"type": "string"}


def repair_schema() -> JsonObject:
    """Give the JSON Schema 2020-12 of what `Repair.to_dict` writes."""
    report: Any = report_schema()
    definitions = report.pop("$defs")
    whole = {key: member for key, member in report.items() if key not in {"$schema", "$id"}}
    properties: dict[str, Any] = {
        "changed": {"type": "boolean", "description": "Anything was done."},
        "applied": {"type": "array", "items": {"$ref": "#/$defs/AppliedFix"}},
        "report": {"$ref": "#/$defs/Report"},
        "document": {"description": "The document after it."},
    }
    described = {"type": "object", "properties": properties, "required": list(properties)}
    definitions |= {"AppliedFix": applied_fix_schema(), "Report": whole}
    return title_schema("repair", {**described, "$defs": definitions})


def applied_fix_schema() -> dict[str, Any]:
    """Describe what `AppliedFix.to_dict` writes, by the definitions of a report."""
    patch = {
        "type": "array",
        "minItems": 1,
        "items": {"type": "object", "required": ["op", "path"]},
        "description": "JSON Patch (RFC 6902) against the document after the fixes before.",
    }
    properties: dict[str, Any] = {
        "code": _TEXT,
        "name": _TEXT,
        "path": {**_TEXT, "description": "JSON Pointer, in the document before this fix."},
        "entity": {"$ref": "#/$defs/Entity"},
        "message": {**_TEXT, "description": "What was wrong."},
        "summary": {**_TEXT, "description": "What the fix does: it ..."},
        "is_safe": {"type": "boolean"},
        "patch": patch,
        "caused": {
            "type": "array",
            "items": {"$ref": "#/$defs/Issue"},
            "description": "Warnings and infos of the result that came with this fix.",
        },
    }
    return {"type": "object", "properties": properties, "required": list(properties)}

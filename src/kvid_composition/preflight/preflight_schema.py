"""JSON Schema 2020-12 of a preflight."""

from typing import Any, Final, get_args

from kvid_composition.diffing.diff_schema import diff_schema
from kvid_composition.document.values import JsonObject
from kvid_composition.model.schema import title_schema
from kvid_composition.patching.operations import OPERATION_NAMES
from kvid_composition.preflight.result import Verdict
from kvid_composition.validation.report_schema import report_schema

__all__ = ["preflight_schema"]

_COUNT: Final = {"type": "integer", "minimum": 0}
_URL: Final = {"type": ["string", "null"]}


def preflight_schema() -> JsonObject:
    """Give the JSON Schema 2020-12 of what `Preflight.to_dict` writes."""
    report, diff = _open_schema(report_schema()), _open_schema(diff_schema())
    names = list(OPERATION_NAMES)
    body = {
        "type": ["object", "null"],
        "properties": {"operation": {"enum": names}, "data": {"type": "object"}},
        "required": ["operation", "data"],
        "description": "The body of a PATCH that should be sent instead, without `email`.",
    }
    properties: dict[str, Any] = {
        "ok": {"type": "boolean", "description": "There is no new error."},
        "verdict": {"enum": list(get_args(Verdict))},
        "summary": {"type": "string", "description": "What would happen, in one sentence."},
        "operation": {"enum": names},
        "report": {"$ref": "#/$defs/Report"},
        "new_issues": {"type": "array", "items": {"$ref": "#/$defs/Issue"}},
        "diff": {"$ref": "#/$defs/Diff"},
        "lost": {"type": "array", "items": {"type": "string"}},
        "thumbnail_before": _URL,
        "thumbnail_after": _URL,
        "bytes_sent": _COUNT,
        "bytes_needed": _COUNT,
        "better": body,
    }
    definitions = {**report.pop("$defs"), **diff.pop("$defs"), "Report": report, "Diff": diff}
    described = {"type": "object", "properties": properties, "required": list(properties)}
    return title_schema("preflight", {**described, "$defs": definitions})


def _open_schema(schema: JsonObject) -> dict[str, Any]:
    """Take off what only a whole schema has."""
    return {key: value for key, value in schema.items() if key not in {"$schema", "$id"}}

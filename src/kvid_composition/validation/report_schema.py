"""JSON Schema 2020-12 of a report."""

from typing import Any

from pydantic import TypeAdapter

from kvid_composition.document.values import JsonObject
from kvid_composition.model.schema import SchemaGenerator, title_schema
from kvid_composition.validation.issues import Issue, Severity

__all__ = ["report_schema"]


def report_schema() -> JsonObject:
    """Give the JSON Schema 2020-12 of what `Report.to_dict` writes."""
    issues: dict[str, Any] = TypeAdapter(list[Issue]).json_schema(schema_generator=SchemaGenerator)
    definitions = issues.pop("$defs")
    # An issue is written with all its fields, defaults included.
    definitions["Issue"]["required"] = list(definitions["Issue"]["properties"])
    definitions["Entity"]["required"] = list(definitions["Entity"]["properties"])
    count = {"type": "integer", "minimum": 0}
    severities = [severity.value for severity in Severity]
    properties = {
        "ok": {"type": "boolean", "description": "There is no error."},
        "summary": {
            "type": "object",
            "properties": dict.fromkeys(severities, count),
            "required": severities,
        },
        "issues": issues,
        "omitted": {**count, "description": "Issues that are counted, but not listed."},
    }
    report = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "$defs": definitions,
    }
    return title_schema("report", report)

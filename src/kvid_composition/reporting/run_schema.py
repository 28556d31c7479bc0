"""JSON Schema 2020-12 of a run, as `validate --format json` writes it."""

from typing import Any, Final

from kvid_composition.document.values import JsonObject
from kvid_composition.model.schema import title_schema
from kvid_composition.validation.issues import Severity
from kvid_composition.validation.report_schema import report_schema

__all__ = ["run_schema"]

_TEXT: Final = {"type": "string"}
_COUNT: Final = {"type": "integer", "minimum": 0}
_REPAIR: Final = {
    "type": ["object", "null"],
    "properties": {"summary": _TEXT, "safety": {"enum": ["safe", "unsafe", "depends"]}},
    "required": ["summary", "safety"],
    "description": "What would mend the issue; null where nothing does without asking.",
}


def run_schema() -> JsonObject:
    """Give the JSON Schema 2020-12 of what `write_run` writes."""
    report: dict[str, Any] = {**report_schema()}
    definitions: dict[str, Any] = report["$defs"]
    issue = definitions["Issue"]
    issue["properties"]["repair"] = _REPAIR
    issue["required"] = [*issue["required"], "repair"]
    definitions["File"] = _describe({"path": _TEXT, **report["properties"]})
    definitions["Unreadable"] = _describe({"path": _TEXT, "reason": _TEXT})
    definitions["Stale"] = _describe(
        {"path": _TEXT, "code": _TEXT, "fingerprint": _TEXT, "count": _COUNT}
    )
    run = _describe(
        {
            "files": _list_of("File"),
            "unreadable": _list_of("Unreadable"),
            "baseline": _describe({"hidden": _COUNT, "stale": _list_of("Stale")}),
            "summary": _describe_summary(),
        },
        optional="baseline",
    )
    return title_schema("run", {**run, "$defs": definitions})


def _describe_summary() -> dict[str, Any]:
    faulty = {**_COUNT, "description": "Files with an issue."}
    omitted = {**_COUNT, "description": "Issues that are counted, but not listed."}
    counts = dict.fromkeys((severity.value for severity in Severity), _COUNT)
    return _describe(
        {"files": _COUNT, "faulty": faulty, "unreadable": _COUNT, **counts, "omitted": omitted}
    )


def _list_of(definition: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/$defs/{definition}"}}


def _describe(properties: dict[str, Any], *, optional: str = "") -> dict[str, Any]:
    required = [key for key in properties if key != optional]
    return {"type": "object", "properties": properties, "required": required}

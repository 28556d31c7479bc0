"""Repairs of files as JSON, for programs."""

from collections.abc import Sequence
from typing import Any

from kvid_composition.checking.documents import Refusal
from kvid_composition.checking.repairing import RepairedFile
from kvid_composition.document.values import JsonObject
from kvid_composition.model.schema import title_schema
from kvid_composition.validation.repair_schema import applied_fix_schema
from kvid_composition.validation.report_schema import report_schema

__all__ = ["repair_run_schema", "write_repairs"]


def write_repairs(
    files: Sequence[RepairedFile], refused: Sequence[Refusal] = (), *, with_documents: bool = False
) -> JsonObject:
    """Write repairs as plain JSON: files with what was done and what is left, refusals, a summary.

    Args:
        files: what was repaired.
        refused: what could not be.
        with_documents: write the documents after as well.
    """
    return {
        "files": [_write_file(file, with_document=with_documents) for file in files],
        "refused": [
            {"code": each.code, "place": each.place, "reason": each.reason} for each in refused
        ],
        "summary": {
            "files": len(files),
            "changed": sum(1 for file in files if file.repair.changed),
            "applied": sum(len(file.repair.applied) for file in files),
            "refused": len(refused),
            **_count_left(files),
        },
    }


def _write_file(file: RepairedFile, *, with_document: bool) -> JsonObject:
    written: JsonObject = {
        "path": file.path,
        "changed": file.repair.changed,
        "applied": [fix.to_dict() for fix in file.repair.applied],
        "report": file.report.to_dict(),
    }
    return written | {"document": file.repair.document} if with_document else written


def _count_left(files: Sequence[RepairedFile]) -> JsonObject:
    counts = [file.report.count() for file in files]
    return {key: sum(count[key] for count in counts) for key in ("error", "warning", "info")}


def repair_run_schema() -> JsonObject:
    """Give the JSON Schema 2020-12 of what `write_repairs` writes."""
    report: Any = report_schema()
    definitions = report.pop("$defs")
    whole = {key: member for key, member in report.items() if key not in {"$schema", "$id"}}
    text, count = {"type": "string"}, {"type": "integer", "minimum": 0}
    file = {
        "path": text,
        "changed": {"type": "boolean", "description": "Anything was done."},
        "applied": {"type": "array", "items": {"$ref": "#/$defs/AppliedFix"}},
        "report": {"$ref": "#/$defs/Report", "description": "What is left."},
    }
    summary: dict[str, Any] = dict.fromkeys(
        ("files", "changed", "applied", "refused", "error", "warning", "info"), count
    )
    run = _describe(
        {
            "files": {"type": "array", "items": {"$ref": "#/$defs/RepairedFile"}},
            "refused": {"type": "array", "items": {"$ref": "#/$defs/Refusal"}},
            "summary": _describe(summary),
        }
    )
    described: dict[str, Any] = _describe(file)
    described["properties"] |= {"document": {"description": "Where it goes to standard output."}}
    definitions |= {
        "AppliedFix": applied_fix_schema(),
        "Refusal": _describe({"code": text, "place": text, "reason": text}),
        "RepairedFile": described,
        "Report": whole,
    }
    return title_schema("repair-run", {**run, "$defs": definitions})


def _describe(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}

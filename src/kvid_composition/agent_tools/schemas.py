"""Schemas of answers: those of the library, with what a bounded answer leaves out."""

from typing import Any, Final

from kvid_composition.diffing.diff_schema import diff_schema
from kvid_composition.document.values import JsonObject
from kvid_composition.merging.merge_result_schema import merge_result_schema
from kvid_composition.preflight.preflight_schema import preflight_schema
from kvid_composition.validation.repair_schema import repair_schema
from kvid_composition.validation.report_schema import report_schema

__all__ = [
    "diff_answer_schema",
    "explain_answer_schema",
    "merge_answer_schema",
    "preflight_answer_schema",
    "repair_answer_schema",
    "report_answer_schema",
]

_COUNT: Final = {"type": "integer", "minimum": 0}
_TEXT: Final = {"type": "string"}
_PATCH: Final = {
    "type": ["array", "null"],
    "items": {"type": "object", "required": ["op", "path"]},
}


def report_answer_schema() -> JsonObject:
    """Give the schema of a report, which counts what it leaves out by itself."""
    return _open(report_schema())


def diff_answer_schema() -> JsonObject:
    """Give the schema of a diff that may leave out changes and facts."""
    return _count_omitted(_open(diff_schema()), "changes", "facts")


def preflight_answer_schema() -> JsonObject:
    """Give the schema of a preflight that may leave out entries of its lists, and large members."""
    schema = _open(preflight_schema())
    schema["$defs"]["Diff"] = _count_omitted(schema["$defs"]["Diff"], "changes", "facts")
    _count_omitted(schema, "new_issues", "lost")
    return _note_withheld(schema, "better", "thumbnail_before", "thumbnail_after")


def merge_answer_schema() -> JsonObject:
    """Give the schema of a merge that may leave out entries of its lists, and the document.

    The options of conflicts are without their patches: they are chosen by name.
    """
    schema = _open(merge_result_schema())
    _drop_member(schema["$defs"]["Option"], "patch")
    conflict = schema["$defs"]["Conflict"]
    _note_withheld(conflict, "base", "ours", "theirs", "provisional")
    _count_omitted(schema, "conflicts", "resolutions", "inherited")
    return _describe_result(schema, "From `ours` to the merged document, as JSON Patch (RFC 6902).")


def repair_answer_schema() -> JsonObject:
    """Give the schema of a repair that may leave out fixes, and the document."""
    schema = _count_omitted(_open(repair_schema()), "applied")
    return _describe_result(schema, "From what was given to the result, as JSON Patch (RFC 6902).")


def explain_answer_schema() -> JsonObject:
    """Give the schema of explanations of rules."""
    fix = {
        "type": ["object", "null"],
        "properties": {
            "summary": _TEXT,
            "safety": {"enum": ["safe", "unsafe", "depends"]},
        },
        "required": ["summary", "safety"],
    }
    names = ("code", "name", "family", "severity", "summary", "explanation", "advice")
    page = {**_TEXT, "description": "All about the rule, with the smallest example, as text."}
    rule = {**dict.fromkeys(names, _TEXT), "fix": fix, "page": page}
    rules = {"type": "array", "items": _describe(rule)}
    return _describe({"rules": rules, "omitted": _COUNT})


def _describe_result(schema: dict[str, Any], patch: str) -> dict[str, Any]:
    """Describe the ways in which a changed document is given back."""
    properties = schema["properties"]
    document = {**properties["document"], "description": "The result; see `withheld`."}
    if "type" in document:
        document["type"] = [document["type"], "null"]
    properties["document"] = document
    properties["patch"] = {**_PATCH, "description": patch}
    properties["written_to"] = {
        "type": ["string", "null"],
        "description": "The file that the result was written to.",
    }
    schema["required"] = [*schema["required"], "patch", "written_to"]
    return _note_withheld(schema, "document", "patch")


def _open(schema: JsonObject) -> dict[str, Any]:
    """Take off what names a schema: this one is another."""
    return {key: value for key, value in schema.items() if key not in {"$schema", "$id"}}


def _describe(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [*properties]}


def _drop_member(schema: dict[str, Any], name: str) -> None:
    del schema["properties"][name]
    schema["required"] = [key for key in schema["required"] if key != name]


def _count_omitted(schema: dict[str, Any], *names: str) -> dict[str, Any]:
    """Add how many entries of lists are left out."""
    omitted = {
        **_describe(dict.fromkeys(names, _COUNT)),
        "description": "How many more entries there are that did not fit into the answer.",
    }
    schema["properties"]["omitted"] = omitted
    schema["required"] = [*schema["required"], "omitted"]
    return schema


def _note_withheld(schema: dict[str, Any], *names: str) -> dict[str, Any]:
    """Add which members are null or absent only because they did not fit."""
    withheld = {
        "type": "array",
        "items": {"enum": [*names]},
        "description": "Members that are missing here only because they did not fit.",
    }
    schema["properties"]["withheld"] = withheld
    schema["required"] = [*schema["required"], "withheld"]
    return schema

"""JSON Schema 2020-12 of a baseline."""

from typing import Any, Final

from kvid_composition.checking.baseline import BASELINE_VERSION
from kvid_composition.document.values import JsonObject
from kvid_composition.model.schema import title_schema

__all__ = ["baseline_schema"]

_COUNTS: Final[dict[str, Any]] = {
    "description": "How often there is an issue with this fingerprint.",
    "type": "object",
    "additionalProperties": {"type": "integer", "minimum": 1},
}

_CODES: Final[dict[str, Any]] = {
    "description": "The known issues of a file, by the code of their rule.",
    "type": "object",
    "additionalProperties": _COUNTS,
}


def baseline_schema() -> JsonObject:
    """Give the JSON Schema 2020-12 of what `validate --update-baseline` writes."""
    files = {
        "description": "By path, relative to the folder of the baseline, with slashes.",
        "type": "object",
        "additionalProperties": _CODES,
    }
    properties = {"version": {"const": BASELINE_VERSION}, "files": files}
    baseline = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return title_schema("baseline", baseline)

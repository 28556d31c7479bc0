"""Arguments: what the tools take, each kind with its schema, and calls held against it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from kvid_composition.agent_tools.tool_error import ToolError
from kvid_composition.document.display import quote_text
from kvid_composition.document.pointer import format_pointer
from kvid_composition.document.values import JsonObject, is_array, is_object

__all__ = [
    "BODY",
    "DOCUMENT",
    "DOCUMENT_PARAMETER",
    "FLAG",
    "PICKS",
    "STRATEGY",
    "TEXT",
    "TEXTS",
    "Kind",
    "Parameter",
    "check_arguments",
    "describe_parameters",
    "names_file",
]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of argument.

    Attributes:
        schema: JSON Schema of it.
        expected: what it is, as the end of a sentence.
        accepts: tells whether a value is of this kind.
    """

    schema: Mapping[str, Any]
    expected: str
    accepts: Callable[[Any], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a tool takes by one name.

    Attributes:
        name: the name.
        kind: what is taken.
        description: what it is for, written for an agent.
        is_required: a call has to have it.
    """

    name: str
    kind: Kind
    description: str
    is_required: bool = False


def _is_text(value: Any) -> bool:
    return type(value) is str


def _are_texts(value: Any) -> bool:
    return is_array(value) and all(map(_is_text, value))


def _are_picks(value: Any) -> bool:
    return is_object(value) and all(map(_is_text, value.values()))


_FILE: Final = {
    "type": "object",
    "properties": {"file": {"type": "string", "description": "Path within the allowed root."}},
    "required": ["file"],
    "additionalProperties": False,
}

DOCUMENT: Final = Kind(
    {"anyOf": [_FILE, {"type": "object", "description": "The composition itself."}]},
    'an object: the composition itself, or {"file": "path"}',
    is_object,
)
"""A composition, by value or by file."""

BODY: Final = Kind(
    {"anyOf": [_FILE, {"type": "object", "required": ["operation", "data"]}]},
    'an object: {"operation": ..., "data": {...}}, or {"file": "path"}',
    is_object,
)
"""The body of a PATCH, by value or by file."""

TEXT: Final = Kind({"type": "string"}, "a text", _is_text)
TEXTS: Final = Kind({"type": "array", "items": {"type": "string"}}, "a list of texts", _are_texts)
FLAG: Final = Kind({"type": "boolean"}, "true or false", lambda value: type(value) is bool)

PICKS: Final = Kind(
    {"type": "object", "additionalProperties": {"type": "string"}},
    "an object: names of options, by the ids of conflicts",
    _are_picks,
)
"""Options by the ids of conflicts."""

STRATEGY: Final = Kind(
    {"type": ["string", "object"]},
    "a name (manual, ours, theirs, base) or an object",
    lambda value: _is_text(value) or is_object(value),
)
"""What is decided beforehand."""


DOCUMENT_PARAMETER: Final = Parameter(
    name="document",
    kind=DOCUMENT,
    description='The composition: the object itself, or {"file": "path"} to read a file.',
    is_required=True,
)
"""What a tool takes that works on one composition."""


def names_file(value: Any) -> bool:
    """Tell whether a value that may be a document names a file instead."""
    return is_object(value) and list(value) == ["file"]


def describe_parameters(parameters: Sequence[Parameter]) -> JsonObject:
    """Give the JSON Schema 2020-12 of the arguments."""
    properties: JsonObject = {
        parameter.name: {**parameter.kind.schema, "description": parameter.description}
        for parameter in parameters
    }
    return {
        "type": "object",
        "properties": properties,
        "required": [each.name for each in parameters if each.is_required],
        "additionalProperties": False,
    }


def check_arguments(parameters: Sequence[Parameter], arguments: Mapping[str, Any]) -> None:
    """Hold a call against what its tool takes.

    Raises:
        ToolError: INVALID_ARGUMENT, where an argument is unknown, missing, or of another kind.
    """
    known = {parameter.name: parameter for parameter in parameters}
    for name, value in arguments.items():
        if name not in known:
            raise _refuse_unknown(name, list(known))
        if not known[name].kind.accepts(value):
            reason = f"this must be {known[name].kind.expected}"
            raise _refuse(name, reason, known[name].description)
    for parameter in parameters:
        if parameter.is_required and parameter.name not in arguments:
            raise _refuse(parameter.name, "this argument is missing", parameter.description)


def _refuse(name: str, reason: str, hint: str) -> ToolError:
    return ToolError("INVALID_ARGUMENT", format_pointer((name,)), reason, hint)


def _refuse_unknown(name: str, known: list[str]) -> ToolError:
    near = get_close_matches(name[:80], known, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"It takes {', '.join(known)}."
    return _refuse(name, f"there is no argument {quote_text(name)}", hint)

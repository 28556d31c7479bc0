"""The wire: what the members of a change take in JSON, for the reader and for the schema alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args

from kvid_composition.diffing.numbers import is_number
from kvid_composition.document.pointer import PointerError, parse_pointer
from kvid_composition.document.values import is_object
from kvid_composition.model.aspects import Impact
from kvid_composition.model.entity import EntityKind

__all__ = [
    "IMPACT",
    "KIND",
    "NUMBER",
    "OBJECT",
    "POINTER",
    "SHARED_DETAILS",
    "SHARED_SIDES",
    "TEXT",
    "Shape",
    "choose",
    "or_null",
]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a member takes.

    Attributes:
        accepts: tells whether a value will do.
        expected: how that is said, as the end of "this must be".
        schema: the same as JSON Schema.
    """

    accepts: Callable[[Any], bool]
    expected: str
    schema: Mapping[str, Any]


def _is_text(value: Any) -> bool:
    return type(value) is str


def _is_position(value: Any) -> bool:
    return type(value) is int and value >= 0


def _is_pointer(value: Any) -> bool:
    try:
        parse_pointer(value if _is_text(value) else "~")
    except PointerError:
        return False
    return True


def choose(*names: str) -> Shape:
    """Give the shape of one of some texts."""
    return Shape(
        lambda value: _is_text(value) and value in names,
        f"one of {', '.join(names)}",
        {"enum": [str(name) for name in names]},
    )


def or_null(shape: Shape) -> Shape:
    """Give the shape of what may be null as well."""
    return Shape(
        lambda value: value is None or shape.accepts(value),
        f"{shape.expected} or null",
        {**shape.schema, "type": [shape.schema["type"], "null"]},
    )


TEXT: Final = Shape(_is_text, "a text", {"type": "string"})
NUMBER: Final = Shape(is_number, "a number", {"type": "number"})
OBJECT: Final = Shape(is_object, "an object", {"type": "object"})
POINTER: Final = Shape(
    _is_pointer, "a JSON Pointer", {"type": "string", "pattern": r"^(/([^~/]|~[01])*)*$"}
)
KIND: Final = choose(*get_args(EntityKind))
IMPACT: Final = choose(*Impact)

_POSITION: Final = Shape(
    _is_position, "a whole number, 0 or more", {"type": "integer", "minimum": 0}
)
_PLACE: Final = {"track_id": or_null(TEXT), "index": or_null(_POSITION)}

SHARED_DETAILS: Final[Mapping[str, Mapping[str, Shape]]] = {
    "TrackAdded": {"index": _POSITION},
    "TrackRemoved": {"index": _POSITION},
    "ItemAdded": _PLACE,
    "ItemRemoved": _PLACE,
    "ItemReordered": {"track_id": TEXT},
}
"""What types hold beside the members of all; what they derive from those is only written."""

SHARED_SIDES: Final[Mapping[str, Mapping[str, Shape]]] = {
    "TrackReordered": {"index": _POSITION},
    "ItemReordered": {"index": _POSITION},
    "ItemMoved": _PLACE,
    "ItemShifted": {"from": NUMBER},
}
"""What types must have before and after, because applying them stands on it."""

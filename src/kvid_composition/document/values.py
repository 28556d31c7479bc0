"""JSON values in Python: their types, and the three relations that are all called "equal"."""

from enum import Enum
from math import copysign
from typing import Any, Final, Literal, TypeAlias, TypeGuard, TypeVar

__all__ = [
    "MISSING",
    "JsonObject",
    "JsonValue",
    "Missing",
    "are_equal",
    "are_identical",
    "are_same_text",
    "detach",
    "is_array",
    "is_object",
    "is_of_class",
]

_T = TypeVar("_T")

JsonValue: TypeAlias = dict[str, "JsonValue"] | list["JsonValue"] | str | int | float | bool | None
"""What the parser of a JSON text gives: exactly these types, never a subclass."""

JsonObject: TypeAlias = dict[str, JsonValue]


class Missing(Enum):
    """The type of `MISSING`."""

    MISSING = "missing"

    def __repr__(self) -> str:
        return "MISSING"

    def __bool__(self) -> Literal[False]:
        return False


MISSING: Final = Missing.MISSING
"""Stands where a member is absent: JSON's `null` is a value, and is `None`."""

_NUMBERS: Final = frozenset((int, float))


_READ_MRO: Final = type.__dict__["__mro__"].__get__


def is_of_class(value: object, base: type[_T]) -> TypeGuard[_T]:
    """Tell whether a value's type is a class or inherits from it, by what it is.

    Unlike `isinstance`, this asks neither the value for its `__class__` nor a metaclass: either may
    raise.
    """
    return any(entry is base for entry in _READ_MRO(type(value)))


def is_object(value: object) -> TypeGuard[dict[Any, Any]]:
    """Tell whether a value is a dict and of no subclass: a subclass may do anything when read."""
    return type(value) is dict


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Tell whether a value is a list and of no subclass."""
    return type(value) is list


def are_equal(a: JsonValue | Missing, b: JsonValue | Missing) -> bool:
    """Tell whether two values mean the same: `1` equals `1.0`, but `True` never equals `1`.

    Key order is ignored, array order counts, `MISSING` equals only itself. The inputs must be
    plain JSON values without cycles; nesting may be of any depth.
    """
    # Python's == calls True and 1 equal, so it can prove a difference, never equality.
    return _compare(a, b, exact_numbers=False, key_order=False)


def are_identical(a: JsonValue | Missing, b: JsonValue | Missing) -> bool:
    """Tell whether two values are equal down to integer or float and the sign of a zero."""
    return _compare(a, b, exact_numbers=True, key_order=False)


def are_same_text(a: JsonValue | Missing, b: JsonValue | Missing) -> bool:
    """Tell whether two values are identical and have the same key order everywhere."""
    return _compare(a, b, exact_numbers=True, key_order=True)


def _compare(a: object, b: object, *, exact_numbers: bool, key_order: bool) -> bool:
    """Compare iteratively, so that no depth of nesting can exhaust the stack."""
    pending = [(a, b)]
    while pending:
        a, b = pending.pop()
        # A shared part is the same part; only NaN is not equal to itself, and JSON has none.
        if a is b:
            continue
        if is_object(a) and is_object(b):
            if not _have_same_keys(a, b, key_order=key_order):
                return False
            pending.extend((value, b[key]) for key, value in a.items())
        elif is_array(a) and is_array(b):
            if len(a) != len(b):
                return False
            pending.extend(zip(a, b, strict=True))
        elif not _are_same_scalar(a, b, exact_numbers=exact_numbers):
            return False
    return True


def _have_same_keys(a: dict[str, Any], b: dict[str, Any], *, key_order: bool) -> bool:
    return list(a) == list(b) if key_order else a.keys() == b.keys()


def _are_same_scalar(a: object, b: object, *, exact_numbers: bool) -> bool:
    if type(a) is type(b):
        same = a == b
        if same and exact_numbers and type(a) is float and type(b) is float:
            return copysign(1, a) == copysign(1, b)
        return same
    if exact_numbers:
        return False
    return type(a) in _NUMBERS and type(b) in _NUMBERS and a == b


def detach(value: JsonValue) -> JsonValue:
    """Copy a JSON value so deeply that the copy shares no object or array with the original."""
    root: list[Any] = [value]
    pending: list[Any] = [root]
    while pending:
        container = pending.pop()
        steps = list(container) if is_object(container) else range(len(container))
        for step in steps:
            part: Any = container[step]
            if is_object(part) or is_array(part):
                container[step] = part = part.copy()
                pending.append(part)
    copied: JsonValue = root[0]
    return copied

"""JSON values in Python: their types, and the three relations that are all called "equal"."""

from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import repeat
from math import copysign
from operator import is_
from typing import Any, Final, Literal, TypeAlias, TypeGuard, TypeVar

__all__ = [
    "MISSING",
    "JsonObject",
    "JsonValue",
    "Missing",
    "are_all",
    "are_equal",
    "are_identical",
    "are_same_text",
    "detach",
    "is_array",
    "is_object",
    "is_of_class",
    "read_members",
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


def are_all(kind: type, values: Iterable[object]) -> bool:
    """Tell whether values are all of a type and of no subclass; a loop in C, no foreign code."""
    return all(map(is_, map(type, values), repeat(kind)))


def read_members(value: object) -> dict[str, Any]:
    """Give the members of an object whose keys are plain texts; none where it is no object.

    Only then is a look-up safe: it could compare the key with one of a foreign class.
    """
    if not is_object(value):
        return {}
    if are_all(str, value):
        return value
    return {key: member for key, member in value.items() if type(key) is str}


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
    around: list[Iterator[tuple[object, object]]] = [iter(((a, b),))]
    while around:
        for old, new in around[-1]:
            # A shared part is the same part; only NaN is not equal to itself, and JSON has none.
            if old is new:
                continue
            kind = type(old)
            if kind is dict or kind is list:
                parts = _pair_parts(old, new, key_order=key_order)
                if parts is None:
                    return False
                around.append(parts)
                break
            if kind is type(new):
                is_same = old == new and not (
                    exact_numbers and kind is float and _differ_in_sign(old, new)
                )
            else:
                is_same = not exact_numbers and _are_equal_numbers(old, new)
            if not is_same:
                return False
        else:
            around.pop()
    return True


def _pair_parts(a: object, b: object, *, key_order: bool) -> Iterator[tuple[Any, Any]] | None:
    """Give the parts of two containers beside one another; None where they cannot be the same."""
    if is_array(a) and is_array(b) and len(a) == len(b):
        return zip(a, b, strict=True)
    if is_object(a) and is_object(b):
        if list(a) == list(b):
            return zip(a.values(), b.values(), strict=True)
        if not key_order and a.keys() == b.keys():
            return zip(a.values(), [b[key] for key in a], strict=True)
    return None


def _are_equal_numbers(a: object, b: object) -> bool:
    return type(a) in _NUMBERS and type(b) in _NUMBERS and a == b


def _differ_in_sign(a: Any, b: Any) -> bool:
    return copysign(1, a) != copysign(1, b)


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

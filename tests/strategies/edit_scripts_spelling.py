"""Values as texts: two texts are one exactly where the values are identical, or equal.

The tests' own statement of both relations, so that the library's cannot vouch for themselves.
"""

import json
from typing import Any, Final

from kvid_composition.document.values import MISSING, is_array, is_object

__all__ = ["are_alike", "are_one", "spell", "spell_meaning"]

_ENCODER: Final = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


def spell(value: Any) -> str:
    """Write a value so that identical ones give one text; MISSING gives one of its own."""
    return "MISSING" if value is MISSING else _ENCODER.encode(value)


def spell_meaning(value: Any) -> str:
    """Write a value so that equal ones give one text: 1 and 1.0, 0.0 and -0.0."""
    return "MISSING" if value is MISSING else _ENCODER.encode(_simplify(value))


def are_one(a: Any, b: Any) -> bool:
    """Tell whether two values are identical."""
    return a is b or spell(a) == spell(b)


def are_alike(a: Any, b: Any) -> bool:
    """Tell whether two values are equal."""
    return are_one(a, b) or spell_meaning(a) == spell_meaning(b)


def _simplify(value: Any) -> Any:
    if is_object(value):
        return {key: _simplify(part) for key, part in value.items()}
    if is_array(value):
        return [_simplify(part) for part in value]
    return int(value) if type(value) is float and value.is_integer() else value

"""Compact JSON: a value as it is sent, to be measured rather than kept."""

from json import JSONEncoder
from typing import Final

from kvid_composition.document.values import JsonValue

__all__ = ["write_compact"]

_COMPACT: Final = JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


def write_compact(value: JsonValue) -> str | None:
    """Write a value without any blank; None where it cannot be written as JSON.

    That is so for values that are nested more deeply than Python writes, integers of more digits
    than it writes, and values of other types. Lone surrogates are left as they are.
    """
    try:
        return _COMPACT.encode(value)
    except (RecursionError, TypeError, ValueError):
        return None

"""The order in which JavaScript walks over the keys of an object."""

import re
from collections.abc import Collection
from typing import Final

__all__ = ["is_array_index", "list_in_javascript_order"]

_DECIMAL: Final = re.compile(r"0|[1-9][0-9]{0,9}")
_LARGEST_INDEX: Final = 2**32 - 2


def is_array_index(key: str) -> bool:
    """Tell whether JavaScript takes a key for an integer: "0" to "4294967294", but not "01".

    ECMAScript, "array index": a canonical numeric string below 2^32 - 1.
    """
    return _DECIMAL.fullmatch(key) is not None and int(key) <= _LARGEST_INDEX


def list_in_javascript_order(keys: Collection[str]) -> list[str]:
    """List an object's keys as `Object.keys` does after `JSON.parse`.

    ECMAScript, OrdinaryOwnPropertyKeys: first the array indices by number, then the other keys as
    they were inserted.
    """
    if not any(map(str.isdecimal, keys)):
        return list(keys)
    indices = sorted(filter(is_array_index, keys), key=int)
    return indices + [key for key in keys if not is_array_index(key)]

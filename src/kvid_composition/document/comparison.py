"""Which members of two objects differ."""

import marshal
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import compress, filterfalse, repeat
from operator import is_not
from typing import Any, Final

from kvid_composition.document.values import MISSING, JsonObject, are_equal, are_identical

__all__ = ["MemberChanges", "compare_members", "list_unshared"]

# Long enough for a loop in C to pay, short enough that few values stand beside one that changed:
# those are compared again. 100 changes in 10,000 values are found a sixth faster than with 64.
_CHUNK: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChanges:
    """The keys by which two objects differ.

    Attributes:
        removed: keys that only the first object has, in its order.
        added: keys that only the second object has, in its order.
        changed: keys of both whose values differ, in the order of the second object.
    """

    removed: list[str]
    added: list[str]
    changed: list[str]


def compare_members(before: JsonObject, after: JsonObject, *, exact: bool) -> MemberChanges:
    """Find the members by which two objects differ; the values may be nested to any depth.

    Args:
        before: the first object.
        after: the second object.
        exact: whether a value counts as changed that is not *identical*; else, not *equal*.
    """
    removed: list[str] = []
    added: list[str] = []
    keys = list(after)
    # The same keys in the same order are the rule, and soon told.
    if list(before) != keys:
        removed += filterfalse(after.__contains__, before)
        added += filterfalse(before.__contains__, after)
        keys = list(filter(before.__contains__, after))
        before, after = ({key: version[key] for key in keys} for version in (before, after))
    changed = _find_changed(*_pick_apart(keys, before, after), exact=exact)
    return MemberChanges(removed=removed, added=added, changed=changed)


def list_unshared(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """List the keys of what is not the very same object in an earlier object, new keys too."""
    olds = map(before.get, after, repeat(MISSING))
    return list(compress(after, map(is_not, after.values(), olds)))


def _pick_apart(
    keys: list[str], before: JsonObject, after: JsonObject
) -> tuple[list[str], list[Any], list[Any]]:
    """Pick the members of two objects with the same keys whose values are not the same object."""
    # Three lists, not one of tuples: so many tuples would wake the garbage collector.
    are_apart = list(map(is_not, before.values(), after.values()))
    if all(are_apart):
        return keys, list(before.values()), list(after.values())
    # To touch all keys and values again takes longer than to count them: of documents that share
    # structure a third of the whole comparison.
    apart = [keys[place] for place in compress(range(len(keys)), are_apart)]
    return apart, [before[key] for key in apart], [after[key] for key in apart]


def _find_changed(keys: list[str], olds: list[Any], news: list[Any], *, exact: bool) -> list[str]:
    """Pick the keys whose values differ, each value beside its partner."""
    changed: list[str] = []
    for start in range(0, len(keys), _CHUNK):
        part = slice(start, start + _CHUNK)
        if not _have_same_bytes(olds[part], news[part]):
            marks = _mark_changed(olds[part], news[part], exact=exact)
            changed += compress(keys[part], marks)
    return changed


def _have_same_bytes(olds: list[Any], news: list[Any]) -> bool:
    """Tell whether all values have the same bytes; where they have not, they may be alike even so.

    Python has no other loop in C that tells `1` from `True` and `1.0`. The bytes also show key
    order, and which objects have several owners: parsed documents mostly agree in both.
    """
    try:
        return marshal.dumps(olds) == marshal.dumps(news)
    except ValueError:
        # Nested too deeply for it.
        return False


def _mark_changed(olds: list[Any], news: list[Any], *, exact: bool) -> list[bool]:
    """Mark the values that differ from their partners."""
    marks = list(map(_differ_surely, olds, news))
    alike = [(old, new) for old, new, mark in zip(olds, news, marks, strict=True) if not mark]
    if _have_same_bytes([old for old, _ in alike], [new for _, new in alike]):
        return marks
    relation = are_identical if exact else are_equal
    return [
        mark or not relation(old, new) for old, new, mark in zip(olds, news, marks, strict=True)
    ]


def _differ_surely(old: object, new: object) -> bool:
    """Tell whether even Python calls two values different; what it calls equal may be `1, True`."""
    try:
        return old != new
    except RecursionError:
        return False

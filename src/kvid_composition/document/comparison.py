"""Which members of two objects differ."""

import marshal
from dataclasses import dataclass
from itertools import compress, filterfalse
from operator import is_not, not_
from typing import Any, Final

from kvid_composition.document.values import JsonObject, are_equal, are_identical

__all__ = ["MemberChanges", "compare_members"]

# Long enough for a loop in C to pay, short enough to stay in the processor's cache.
_CHUNK: Final = 64


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
    # The same keys in the same order are the rule, and soon told.
    if list(before) != list(after):
        removed += filterfalse(after.__contains__, before)
        added += filterfalse(before.__contains__, after)
    old_keys, olds = _leave_out(before, removed)
    keys, news = _leave_out(after, added)
    if keys != old_keys:
        olds = list(map(before.__getitem__, keys))
    changed = _find_changed(keys, olds, news, exact=exact)
    return MemberChanges(removed=removed, added=added, changed=changed)


def _leave_out(members: JsonObject, keys: list[str]) -> tuple[list[str], list[Any]]:
    """Give the keys and values of an object without some members."""
    if not keys:
        return list(members), list(members.values())
    stay = list(map(not_, map(frozenset(keys).__contains__, members)))
    return list(compress(members, stay)), list(compress(members.values(), stay))


def _find_changed(
    keys: list[str], before: list[Any], after: list[Any], *, exact: bool
) -> list[str]:
    """Pick the keys whose values differ, each value beside its partner."""
    # Three lists, not one of tuples: so many tuples would wake the garbage collector.
    are_apart = list(map(is_not, before, after))
    keys, olds, news = (list(compress(each, are_apart)) for each in (keys, before, after))
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

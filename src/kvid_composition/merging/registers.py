"""Registers: the smallest parts of a document that are merged, each by one rule.

A register is a member of an object, down to any object inside an object; arrays are one part.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias

from kvid_composition.document.values import (
    MISSING,
    JsonObject,
    JsonValue,
    Missing,
    are_equal,
    is_object,
)

__all__ = [
    "UNSETTLED",
    "Held",
    "SettleClash",
    "Unsettled",
    "merge_members",
    "pick_members",
    "settle",
]

Held: TypeAlias = JsonValue | Missing
"""What a register holds; `MISSING` where there is nothing."""

SettleClash: TypeAlias = Callable[[tuple[str, ...], Held, Held, Held], Held]
"""Decides on a register at a path that both sides have changed: of base, ours and theirs."""

# Deeper than any document that passes validation, and far from the end of Python's stack.
_DEEPEST: Final = 64


class Unsettled:
    """The type of `UNSETTLED`."""

    __slots__ = ()


UNSETTLED: Final = Unsettled()
"""Stands for a register that both sides have changed to different values."""


def settle(base: Held, ours: Held, theirs: Held) -> Held | Unsettled:
    """Settle one register: equal sides win, and a side that changed wins over one that did not."""
    if are_equal(ours, theirs) or are_equal(base, theirs):
        return ours
    return theirs if are_equal(base, ours) else UNSETTLED


def merge_members(
    versions: tuple[JsonObject, JsonObject, JsonObject],
    clash: SettleClash,
    *,
    settled: Mapping[str, Held] | None = None,
    path: tuple[str, ...] = (),
) -> JsonObject:
    """Merge the members of an object, register by register; of ours in order, then of theirs.

    Args:
        versions: the object in base (empty where it has none), in ours and in theirs.
        clash: what to do about a register that both changed.
        settled: members that are decided already.
        path: where the object stands in its entity.
    """
    base, ours, theirs = versions
    decided = settled or {}
    merged: JsonObject = {}
    for key in dict.fromkeys((*ours, *theirs, *decided)):
        if key in decided:
            held = decided[key]
        else:
            three = base.get(key, MISSING), ours.get(key, MISSING), theirs.get(key, MISSING)
            held = _merge_register((*path, key), three, clash)
        if held is not MISSING:
            merged[key] = held
    return merged


def _merge_register(
    path: tuple[str, ...], three: tuple[Held, Held, Held], clash: SettleClash
) -> Held:
    base, ours, theirs = three
    held = settle(base, ours, theirs)
    if not isinstance(held, Unsettled):
        return held
    if is_object(ours) and is_object(theirs) and len(path) < _DEEPEST:
        inside = base if is_object(base) else {}
        return merge_members((inside, ours, theirs), clash, path=path)
    return clash(path, base, ours, theirs)


def pick_members(members: Mapping[str, Any], keys: Iterable[str]) -> JsonObject:
    """Give some members of an object, those that it has."""
    return {key: members[key] for key in keys if key in members}

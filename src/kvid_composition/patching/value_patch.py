"""Patching one value: its members and entries, or all of it, whichever is shorter."""

from collections.abc import Iterator
from typing import Any, Final

from kvid_composition.document.comparison import compare_members
from kvid_composition.document.pointer import Path
from kvid_composition.document.values import JsonValue, are_identical, is_array, is_object
from kvid_composition.patching.patch_steps import (
    Group,
    Step,
    is_shorter,
    make_addition,
    make_removal,
    make_replacement,
)

__all__ = ["group_value", "patch_value"]

# Below this depth a value is replaced whole: the steps of a patch are no place for recursion.
_DEEPEST: Final = 16


def group_value(path: Path, old: Any, new: Any) -> Group:
    """Group the steps that make one value of another, beside the one that replaces it whole."""
    steps = patch_value(path, old, new)
    whole = make_replacement(path, old, new) if len(steps) > 1 else None
    return Group(path=path, steps=steps, whole=whole)


def patch_value(path: Path, old: Any, new: Any, depth: int = 0) -> list[Step]:
    """Give the steps that make one value of another, in their shortest form.

    Entries of arrays are matched by their positions: only ids would tell more.
    """
    whole = make_replacement(path, old, new)
    if depth >= _DEEPEST:
        return [whole]
    if is_object(old) and is_object(new):
        steps = list(_patch_members(path, old, new, depth))
    elif is_array(old) and is_array(new):
        steps = list(_patch_entries(path, old, new, depth))
    else:
        return [whole]
    return [whole] if is_shorter(whole, steps) else steps


def _patch_members(path: Path, old: Any, new: Any, depth: int) -> Iterator[Step]:
    """Give the steps that make one object of another, member by member."""
    changes = compare_members(old, new, exact=True)
    for key in changes.removed:
        yield make_removal((*path, key), old[key])
    for key in changes.changed:
        yield from patch_value((*path, key), old[key], new[key], depth + 1)
    for key in changes.added:
        yield make_addition((*path, key), new[key])


def _patch_entries(path: Path, old: list[Any], new: list[Any], depth: int) -> Iterator[Step]:
    start = _count_identical(old, new)
    end = _count_identical(old[start:][::-1], new[start:][::-1])
    olds, news = old[start : len(old) - end], new[start : len(new) - end]
    for index, (before, after) in enumerate(zip(olds, news, strict=False), start):
        if not are_identical(before, after):
            yield from patch_value((*path, index), before, after, depth + 1)
    # From behind, so that each position is still the one in the old array.
    for index in reversed(range(len(news), len(olds))):
        yield make_removal((*path, start + index), olds[index])
    for index in range(len(olds), len(news)):
        yield make_addition((*path, start + index), news[index])


def _count_identical(old: list[JsonValue], new: list[JsonValue]) -> int:
    """Count the entries from the beginning that are identical."""
    pairs = enumerate(zip(old, new, strict=False))
    differing = (index for index, pair in pairs if not are_identical(*pair))
    return next(differing, min(len(old), len(new)))

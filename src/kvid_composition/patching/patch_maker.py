"""Making a JSON Patch (RFC 6902): entities by their ids, and as few operations as can be."""

from collections.abc import Iterator
from typing import Any

from kvid_composition.document.comparison import compare_members
from kvid_composition.document.limits import DEFAULT_LIMITS
from kvid_composition.document.pointer import Path
from kvid_composition.document.values import JsonObject, JsonValue, are_identical, is_object
from kvid_composition.model.documented import Documented, read_plain
from kvid_composition.model.identity import ENTITY_READERS, pair_entities
from kvid_composition.patching.patch_steps import (
    Group,
    Step,
    fit_groups,
    make_addition,
    make_removal,
    make_replacement,
    write_steps,
)
from kvid_composition.patching.track_patch import patch_tracks
from kvid_composition.patching.value_patch import group_value

__all__ = ["make_json_patch"]


def make_json_patch(
    before: JsonValue | Documented, after: JsonValue | Documented, *, guards: bool = False
) -> list[JsonObject]:
    """Make a JSON Patch that gives a document identical to `after`, whatever JSON both are.

    Tracks and the items on them are matched by their ids: what only stands elsewhere is moved, and
    the fewest are. Items and assets are changed field by field or replaced whole, whichever is
    shorter. The same documents always give the same patch, and every beginning of it applies.

    No patch has more operations than `Limits.patch_operations`: the smallest enclosing values are
    replaced whole instead. Values are shared with both documents.

    Args:
        before: the document to be patched; plain JSON of any shape, or a model.
        after: the document that is wanted.
        guards: put a `test` before each operation that takes something away, so that a document
            which has something else there is refused.
    """
    old, new = read_plain(before), read_plain(after)
    return write_steps(_plan_steps(old, new, guards=guards), guards=guards)


def _plan_steps(old: Any, new: Any, *, guards: bool) -> list[Step]:
    if not is_object(old) or not is_object(new):
        return [] if are_identical(old, new) else [make_replacement((), old, new)]
    most = DEFAULT_LIMITS.patch_operations // (2 if guards else 1)
    return fit_groups(list(_patch_root(old, new)), old, new, most)


def _patch_root(old: JsonObject, new: JsonObject) -> Iterator[Group]:
    """Give the steps of all members: those that hold entities by ids, the others by themselves."""
    found = {key: _patch_container(key, old, new) for key in ENTITY_READERS}
    containers = {key: groups for key, groups in found.items() if groups is not None}
    own = ({k: v for k, v in each.items() if k not in containers} for each in (old, new))
    yield from _patch_map((), *own)
    for groups in containers.values():
        yield from groups


def _patch_container(key: str, old: JsonObject, new: JsonObject) -> Iterator[Group] | None:
    """Give the steps of a member that holds entities; None where it does not identify them."""
    pair = pair_entities(old, new, key)
    if pair is None:
        return None
    return patch_tracks(*pair) if key == "tracks" else _patch_map((key,), *pair)


def _patch_map(path: Path, old: JsonObject, new: JsonObject) -> Iterator[Group]:
    """Give the steps of an object, each of whose members is a value of its own."""
    changes = compare_members(old, new, exact=True)
    for key in changes.removed:
        place = (*path, key)
        yield Group(path=place, steps=[make_removal(place, old[key])])
    for key in changes.changed:
        yield group_value((*path, key), old[key], new[key])
    for key in changes.added:
        place = (*path, key)
        yield Group(path=place, steps=[make_addition(place, new[key])])

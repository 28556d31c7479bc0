"""Items and assets: which came, which went, and what changed about the others."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Final, TypeAlias

from kvid_composition.diffing.changes import (
    CHANGE_TYPES,
    AssetAdded,
    AssetRemoved,
    Change,
    ContentReplaced,
    ItemAdded,
    ItemRemoved,
)
from kvid_composition.diffing.fields import compare_asset, compare_item
from kvid_composition.diffing.listing import ListedVersion
from kvid_composition.diffing.making import Subject, make_value_change
from kvid_composition.document.comparison import compare_members
from kvid_composition.document.values import MISSING, JsonObject, JsonValue, is_object
from kvid_composition.model.entity import Entity
from kvid_composition.model.fields import Number

__all__ = ["ChangesById", "arrange_changes", "compare_assets", "compare_items"]

ChangesById: TypeAlias = dict[str, list[Change]]
"""The changes of the entities of one kind, by their ids."""

_RANKS: Final = {name: rank for rank, name in enumerate(CHANGE_TYPES)}


def compare_assets(before: JsonObject, after: JsonObject, *, exact: bool) -> ChangesById:
    """Give the changes of all assets."""
    members = compare_members(before, after, exact=exact)
    compare = partial(compare_asset, exact=exact)
    changes: ChangesById = {}
    for id_ in members.removed:
        changes[id_] = [make_value_change(AssetRemoved, _name_asset(id_), before[id_], MISSING)]
    for id_ in members.added:
        changes[id_] = [make_value_change(AssetAdded, _name_asset(id_), MISSING, after[id_])]
    for id_ in members.changed:
        changes[id_] = _compare_entity(_name_asset(id_), before[id_], after[id_], compare)
    return changes


def compare_items(
    before: ListedVersion, after: ListedVersion, *, exact: bool, fps: Number | None
) -> ChangesById:
    """Give the changes of all items, but for where they are listed if they are in both versions."""
    old, new = before.items, after.items
    members = compare_members(old, new, exact=exact)
    compare = partial(compare_item, exact=exact, fps=fps)
    changes: ChangesById = {}
    for id_ in members.removed:
        place = before.place_only_here(id_, after)
        changes[id_] = [make_value_change(ItemRemoved, _name_item(id_), old[id_], MISSING, **place)]
    for id_ in members.added:
        place = after.place_only_here(id_, before)
        changes[id_] = [make_value_change(ItemAdded, _name_item(id_), MISSING, new[id_], **place)]
    for id_ in members.changed:
        changes[id_] = _compare_entity(_name_item(id_), old[id_], new[id_], compare)
    return changes


def _name_asset(id_: str) -> Subject:
    path = ("assets", id_)
    return Subject(Entity("asset", id_), path, path)


def _name_item(id_: str) -> Subject:
    path = ("items", id_)
    return Subject(Entity("item", id_), path, path)


def _compare_entity(
    subject: Subject,
    before: JsonValue,
    after: JsonValue,
    compare: Callable[[Subject, JsonObject, JsonObject], Iterable[Change]],
) -> list[Change]:
    """Give the changes of an entity that both versions have; one that is broken is replaced."""
    if is_object(before) and is_object(after):
        return list(compare(subject, before, after))
    return [make_value_change(ContentReplaced, subject, before, after)]


def arrange_changes(
    changes: Mapping[str, Iterable[Change]], before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Change]:
    """Line changes up: what is gone first, then the others as they stand in the version after."""
    if not changes:
        return []
    there = list(filter(changes.__contains__, after))
    # Most often nothing is gone, and the version before need not be looked through.
    everywhere = before if len(there) < len(changes) else ()
    gone = [id_ for id_ in filter(changes.__contains__, everywhere) if id_ not in after]
    # An id that is listed, but that neither version has an item for, comes last.
    ordered = dict.fromkeys((*gone, *there, *changes))
    return [
        change
        for id_ in ordered
        for change in sorted(changes[id_], key=lambda change: _RANKS[change.type])
    ]

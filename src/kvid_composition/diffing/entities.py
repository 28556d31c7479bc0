"""Items and assets: which came, which went, and what changed about the others."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from kvid_composition.diffing.changes import (
    CHANGE_TYPES,
    AssetAdded,
    AssetRemoved,
    Change,
    ItemAdded,
    ItemRemoved,
)
from kvid_composition.diffing.fields import compare_asset, compare_item
from kvid_composition.diffing.listing import ListedVersion
from kvid_composition.diffing.making import (
    Subject,
    make_addition,
    make_removal,
    make_replacement,
)
from kvid_composition.document.comparison import compare_members
from kvid_composition.document.pointer import Path
from kvid_composition.document.values import JsonObject, is_object
from kvid_composition.model.entity import Entity
from kvid_composition.model.fields import Number

__all__ = ["ChangesById", "arrange_changes", "compare_assets", "compare_items"]

ChangesById: TypeAlias = dict[str, list[Change]]
"""The changes of the entities of one kind, by their ids."""

_RANKS: Final = {name: rank for rank, name in enumerate(CHANGE_TYPES)}


def compare_assets(before: JsonObject, after: JsonObject, *, exact: bool) -> ChangesById:
    """Give the changes of all assets."""
    members = compare_members(before, after, exact=exact)
    changes: ChangesById = {}
    for id_ in members.removed:
        changes[id_] = [make_removal(AssetRemoved, *_locate_asset(id_), before[id_])]
    for id_ in members.added:
        changes[id_] = [make_addition(AssetAdded, *_locate_asset(id_), after[id_])]
    for id_ in members.changed:
        entity, path = _locate_asset(id_)
        subject = Subject(entity, path, path)
        old, new = before[id_], after[id_]
        if is_object(old) and is_object(new):
            changes[id_] = list(compare_asset(subject, old, new, exact=exact))
        else:
            changes[id_] = [make_replacement(subject, old, new)]
    return changes


def _locate_asset(id_: str) -> tuple[Entity, Path]:
    return Entity("asset", id_), ("assets", id_)


def compare_items(
    before: ListedVersion, after: ListedVersion, *, exact: bool, fps: Number | None
) -> ChangesById:
    """Give the changes of all items, but for where they are listed if they are in both versions."""
    members = compare_members(before.items, after.items, exact=exact)
    changes: ChangesById = {}
    for id_ in members.removed:
        place = before.place_only_here(id_, after)
        item = before.items[id_]
        changes[id_] = [make_removal(ItemRemoved, *_locate_item(id_), item, **place)]
    for id_ in members.added:
        place = after.place_only_here(id_, before)
        item = after.items[id_]
        changes[id_] = [make_addition(ItemAdded, *_locate_item(id_), item, **place)]
    for id_ in members.changed:
        entity, path = _locate_item(id_)
        subject = Subject(entity, path, path)
        old, new = before.items[id_], after.items[id_]
        if is_object(old) and is_object(new):
            changes[id_] = list(compare_item(subject, old, new, exact=exact, fps=fps))
        else:
            changes[id_] = [make_replacement(subject, old, new)]
    return changes


def _locate_item(id_: str) -> tuple[Entity, Path]:
    return Entity("item", id_), ("items", id_)


def arrange_changes(
    changes: Mapping[str, Iterable[Change]], before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Change]:
    """Line changes up: what is gone first, then the others as they stand in the version after."""
    gone = [id_ for id_ in filter(changes.__contains__, before) if id_ not in after]
    there = filter(changes.__contains__, after)
    # An id that is listed, but that neither version has an item for, comes last.
    ordered = dict.fromkeys((*gone, *there, *changes))
    return [
        change
        for id_ in ordered
        for change in sorted(changes[id_], key=lambda change: _RANKS[change.type])
    ]

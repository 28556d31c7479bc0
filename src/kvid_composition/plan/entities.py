"""Single entities: the one fine-grained operation that may say what differs.

What differs decides on the operation: items only, tracks only, both, or assets only. An entity that
came or went is found by its id, a changed one by its identity, since the documents share what they
have in common (see `sharing`). That the operation says *all* that differs is not known here.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import filterfalse
from typing import Any

from kvid_composition.document.values import (
    MISSING,
    JsonObject,
    are_identical,
    is_array,
    is_object,
)
from kvid_composition.model.identity import list_item_ids, read_track_id
from kvid_composition.patching.operations import (
    AddAsset,
    AddItem,
    AddTrack,
    DeleteItem,
    Operation,
    UpdateItem,
)

__all__ = ["propose_operation"]


def propose_operation(
    current: JsonObject, target: JsonObject, changed: Collection[str]
) -> Operation | None:
    """Give the only fine-grained operation that could make `target` of `current`, if there is one.

    Args:
        current: a document that shares with `target` every entity that is identical in both.
        target: what it is to become.
        changed: the top-level members that differ.
    """
    proposal: Operation | None = None
    match sorted(changed):
        case ["items"] | ["items", "tracks"]:
            proposal = _propose_for_items(current, target)
        case ["tracks"]:
            proposal = _propose_for_tracks(current.get("tracks"), target["tracks"])
        case ["assets"]:
            proposal = _propose_for_assets(current.get("assets"), target["assets"])
        case _:
            pass
    return proposal


def _propose_for_items(current: JsonObject, target: JsonObject) -> Operation | None:
    before, after = current.get("items"), target["items"]
    if not is_object(before) or not is_object(after):
        return None
    match _list_missing(before, after), _list_missing(after, before):
        case [], []:
            return _propose_update(before, after)
        case [gone], []:
            return DeleteItem(gone)
        case [], [new]:
            return _propose_addition(current.get("tracks"), target.get("tracks"), after[new])
        case _:
            return None


def _list_missing(holder: Iterable[str], other: Collection[str]) -> list[str]:
    return list(filterfalse(other.__contains__, holder))


def _propose_update(before: dict[str, Any], after: dict[str, Any]) -> Operation | None:
    differing = (id_ for id_, item in after.items() if before[id_] is not item)
    id_ = next(differing, None)
    if id_ is None or next(differing, None) is not None:
        return None
    old, new = before[id_], after[id_]
    if not is_object(old) or not is_object(new):
        return None
    updates = {key: new[key] for key in new if not are_identical(new[key], old.get(key, MISSING))}
    return UpdateItem(id_, updates)


def _propose_addition(before: object, after: object, item: object) -> Operation | None:
    track, _ = next(_pair_differing(before, after), (None, None))
    track_id = read_track_id(track)
    return AddItem(track_id, item) if track_id is not None and is_object(item) else None


def _propose_for_tracks(before: object, after: object) -> Operation | None:
    """Propose a new rear track, or the deletion of an id that is listed and no item."""
    if is_array(before) and is_array(after) and len(after) == len(before) + 1:
        return AddTrack(after[-1]) if is_object(after[-1]) else None
    old, new = next(_pair_differing(before, after), (None, None))
    match _list_missing(set(list_item_ids(old)), set(list_item_ids(new))):
        case [gone]:
            return DeleteItem(gone)
        case _:
            return None


def _pair_differing(before: object, after: object) -> Iterator[tuple[object, object]]:
    """Pair what stands in the same place of two arrays, where it is not the same."""
    if is_array(before) and is_array(after):
        yield from ((a, b) for a, b in zip(before, after, strict=False) if a is not b)


def _propose_for_assets(before: object, after: object) -> Operation | None:
    if not is_object(before) or not is_object(after):
        return None
    match _list_missing(after, before):
        case [new] if is_object(after[new]):
            return AddAsset(after[new])
        case _:
            return None

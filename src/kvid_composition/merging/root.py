"""The root's own members: all but tracks, items and assets."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from kvid_composition.diffing.numbers import is_number
from kvid_composition.document.values import (
    MISSING,
    JsonObject,
    is_array,
    is_object,
)
from kvid_composition.merging.draft import Draft
from kvid_composition.merging.entities import clash_over_field
from kvid_composition.merging.ordering import merge_order
from kvid_composition.merging.referee import ROOT, Note
from kvid_composition.merging.registers import UNSETTLED, Held, Unsettled, merge_members, settle
from kvid_composition.merging.timing import LENGTH, read_times
from kvid_composition.merging.versions import CONTAINERS, DELETED, Version, read_asset_id
from kvid_composition.model.fields import Number

__all__ = ["cover_length", "merge_root"]

_Three = tuple[Held, Held, Held]


def merge_root(draft: Draft) -> None:
    """Merge the members of the root; those that hold entities get their places only."""
    clash = partial(clash_over_field, draft.referee, ROOT)
    base, ours, theirs = (version.document for version in draft.list_versions())
    decided: dict[str, Held] = {key: _hold_place(draft, key) for key in CONTAINERS}
    for key, merge in ((DELETED, _merge_deleted), (LENGTH, _merge_length)):
        three = base.get(key, MISSING), ours.get(key, MISSING), theirs.get(key, MISSING)
        if isinstance(settle(*three), Unsettled):
            held = merge(draft, three)
            if not isinstance(held, Unsettled):
                decided[key] = held
    draft.root = merge_members((base, ours, theirs), clash, settled=decided)


def _hold_place(draft: Draft, key: str) -> Held:
    """Tell by `None` that a member is to be there even when it comes out empty."""
    presences = (key in version.document for version in draft.list_versions())
    return None if settle(*presences) is True else MISSING


def _merge_length(draft: Draft, three: _Three) -> Held | Unsettled:
    """Take the larger stored length; `cover_length` makes it cover what was covered."""
    _, ours, theirs = three
    if not is_number(ours) or not is_number(theirs):
        return UNSETTLED
    draft.referee.note(
        Note(
            kind="stored_length",
            entity=ROOT,
            place=(LENGTH,),
            message="Both changed the stored length: the larger one covers both.",
        )
    )
    return max(ours, theirs)


def cover_length(draft: Draft) -> None:
    """Let a stored length that both changed cover the last item, as it did in the base."""
    three = [version.document.get(LENGTH, MISSING) for version in draft.list_versions()]
    base, ours, theirs = three
    if not isinstance(settle(base, ours, theirs), Unsettled):
        return
    if not is_number(base) or not is_number(ours) or not is_number(theirs):
        return
    end = _find_end(draft.items, (id_ for id_ in draft.items if draft.place(id_) is not None))
    stored: Any = draft.root.get(LENGTH, 0)
    # What base has would pass for unchanged when the result is merged once more.
    if base >= _find_base_end(draft.base) and end > stored and end != base:
        draft.root[LENGTH] = end


def _find_base_end(base: Version) -> Number:
    return _find_end(base.items, base.placements)


def _find_end(items: JsonObject, placed: Iterable[str]) -> Number:
    times = map(read_times, map(items.get, placed))
    return max((0, *(start + length for start, length in filter(None, times))))


def _merge_deleted(draft: Draft, three: _Three) -> Held | Unsettled:
    """Merge the list of deleted assets entry by entry, by the ids of the assets."""
    listed = [_read_entries(held) for held in three]
    base, ours, theirs = listed
    if base is None or ours is None or theirs is None:
        return UNSETTLED
    merged = {
        id_: entry
        for id_, entry in _merge_entries(draft, (base, ours, theirs))
        if entry is not MISSING
    }
    if not merged and MISSING in (three[1], three[2]):
        return MISSING
    lists = list(base), list(ours), list(theirs)
    order = merge_order(lists, merged.keys(), lambda id_: id_)
    return [merged[id_] for id_ in order.ids]


def _read_entries(held: Held) -> dict[str, Any] | None:
    """Read entries by the ids of their assets; None where these do not tell them apart."""
    if held is MISSING:
        return {}
    if not is_array(held):
        return None
    entries = {id_: entry for entry in held if (id_ := read_asset_id(entry)) is not None}
    return entries if len(entries) == len(held) else None


def _merge_entries(
    draft: Draft, listed: tuple[dict[str, Any], dict[str, Any], dict[str, Any]]
) -> Iterator[tuple[str, Held]]:
    base, ours, theirs = listed
    for id_ in dict.fromkeys((*ours, *theirs)):
        three = base.get(id_, MISSING), ours.get(id_, MISSING), theirs.get(id_, MISSING)
        held = settle(*three)
        if isinstance(held, Unsettled):
            held = _merge_entry(draft, id_, three)
        yield id_, held


def _merge_entry(draft: Draft, id_: str, three: _Three) -> Held:
    clash = partial(clash_over_field, draft.referee, ROOT)
    base, ours, theirs = three
    if is_object(ours) and is_object(theirs):
        inside = base if is_object(base) else {}
        return merge_members((inside, ours, theirs), clash, path=(DELETED, id_))
    return clash((DELETED, id_), base, ours, theirs)

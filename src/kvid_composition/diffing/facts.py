"""Facts: what several changes mean together, for people to read; nothing is applied by them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, TypeAlias

from kvid_composition.diffing.changes import Change, ItemAdded, ItemTrimmed
from kvid_composition.diffing.numbers import is_number, settle_number
from kvid_composition.document.values import JsonObject, is_array, is_object
from kvid_composition.model.fields import Number

__all__ = ["FACT_TYPES", "Duplicated", "Fact", "Split", "find_facts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """An item was cut in two: it lost its tail, and a new item goes on from there.

    Attributes:
        item_id: the item.
        new_item_id: the item that has the rest.
        frame: where the cut is.
    """

    item_id: str
    new_item_id: str
    frame: Number

    def to_dict(self) -> JsonObject:
        """Write the fact as plain JSON."""
        return {"type": "Split", **asdict(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicated:
    """An item was copied: the copy differs at most in its start.

    Attributes:
        item_id: the item.
        copy_id: the copy.
    """

    item_id: str
    copy_id: str

    def to_dict(self) -> JsonObject:
        """Write the fact as plain JSON."""
        return {"type": "Duplicated", **asdict(self)}


Fact: TypeAlias = Split | Duplicated
"""All facts there are."""

FACT_TYPES: Final[Mapping[str, type[Fact]]] = {"Split": Split, "Duplicated": Duplicated}

# What a copy has of its own.
_OWN_FIELDS: Final = frozenset(("id", "from", "isDraggingInTimeline"))


def find_facts(changes: Iterable[Change], items_before: Mapping[str, Any]) -> tuple[Fact, ...]:
    """Find what the changes mean together; each added item has at most one origin."""
    listed = list(changes)
    added = {c.entity.id: c.after for c in listed if isinstance(c, ItemAdded)}
    new_items = {id_: item for id_, item in added.items() if id_ is not None and is_object(item)}
    if not new_items:
        return ()
    trims = [change for change in listed if isinstance(change, ItemTrimmed)]
    splits = list(_find_splits(new_items, trims, items_before))
    explained = {split.new_item_id for split in splits}
    copies = {id_: item for id_, item in new_items.items() if id_ not in explained}
    return (*splits, *_find_duplicates(copies, items_before))


def _find_splits(
    new_items: Mapping[str, JsonObject],
    trims: Iterable[ItemTrimmed],
    items_before: Mapping[str, Any],
) -> Iterator[Split]:
    cuts: dict[object, str] = {}
    for trim in trims:
        item = items_before.get(str(trim.entity.id))
        if trim.edge == "tail" and trim.tail > 0 and is_object(item):
            end = _read_end(item)
            if end is not None:
                cuts[_describe_rest(item, end - trim.tail, end)] = str(trim.entity.id)
    for id_, item in new_items.items():
        start, end = item.get("from"), _read_end(item)
        if is_number(start) and end is not None:
            origin = cuts.pop(_describe_rest(item, start, end), None)
            if origin is not None:
                yield Split(item_id=origin, new_item_id=id_, frame=start)


def _read_end(item: JsonObject) -> Number | None:
    start, length = item.get("from"), item.get("durationInFrames")
    return start + length if is_number(start) and is_number(length) else None


def _describe_rest(item: JsonObject, start: Number, end: Number) -> tuple[object, ...]:
    """Describe what is behind a cut: what it shows, and from when to when."""
    shown = (_read_plain(item, "type"), _read_plain(item, "assetId"), _read_plain(item, "text"))
    return (*shown, settle_number(start), settle_number(end))


def _read_plain(item: JsonObject, key: str) -> object:
    """Read a member that is no container, to be looked up in a table."""
    value = item.get(key)
    return None if is_object(value) or is_array(value) else value


def _find_duplicates(
    copies: Mapping[str, JsonObject], items_before: Mapping[str, Any]
) -> Iterator[Duplicated]:
    wanted = {_sketch(item) for item in copies.values()}
    origins: dict[str, str] = {}
    for id_, item in items_before.items() if copies else ():
        # Few items are worth writing out: nearly all have another length or text already.
        if is_object(item) and _sketch(item) in wanted:
            origins.setdefault(_write_content(item), id_)
    for id_, item in copies.items():
        origin = origins.get(_write_content(item))
        if origin is not None:
            yield Duplicated(item_id=origin, copy_id=id_)


def _sketch(item: JsonObject) -> tuple[object, ...]:
    return tuple(_read_plain(item, key) for key in ("type", "durationInFrames", "assetId"))


def _write_content(item: JsonObject) -> str:
    content = {key: value for key, value in item.items() if key not in _OWN_FIELDS}
    try:
        return json.dumps(content, sort_keys=True)
    except (RecursionError, ValueError):
        # Too deep, or an integer too long, to be written: then it is like no other.
        return f"{id(item)}"

"""Edits by which items, tracks and assets come, go and change places; values like the others.

An index past the end of a list means its end.
"""

from dataclasses import dataclass

from kvid_composition.model.entity import Entity
from kvid_composition.testing.edits.registers import (
    EXISTENCE,
    ORDER,
    PLACEMENT,
    Register,
    drop_entity,
    find_place,
    find_track,
    list_on_track,
    put_entity,
    unlist,
)
from kvid_composition.testing.seeded.fields import Document

__all__ = [
    "AddAsset",
    "AddItem",
    "AddTrack",
    "DuplicateItem",
    "MoveItem",
    "MoveTrack",
    "RemoveAsset",
    "RemoveItem",
    "RemoveTrack",
    "ReorderItem",
    "RippleTrack",
    "SplitItem",
    "UnlistItem",
]

Number = int | float
Touched = frozenset[Register]


def _come_or_go(item_id: str) -> Touched:
    return frozenset(Register("item", item_id, field) for field in (EXISTENCE, PLACEMENT))


def _place_item(
    document: Document, item_id: str, item: Document, place: tuple[str | None, int]
) -> Document:
    placed, (track_id, index) = put_entity(document, Entity("item", item_id), item), place
    return placed if track_id is None else list_on_track(placed, track_id, index, item_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddItem:
    """Put an item on a track; None for an item whose id is on a list already, or on none."""

    item_id: str
    item: Document
    track_id: str | None
    index: int

    @property
    def touches(self) -> Touched:
        return _come_or_go(self.item_id)

    def apply_to(self, document: Document) -> Document:
        return _place_item(document, self.item_id, self.item, (self.track_id, self.index))


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveItem:
    """Take an item away; a careless tool leaves its id on the list."""

    item_id: str
    careless: bool = False

    @property
    def touches(self) -> Touched:
        return _come_or_go(self.item_id)

    def apply_to(self, document: Document) -> Document:
        without = drop_entity(document, Entity("item", self.item_id))
        return without if self.careless else unlist(without, self.item_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateItem:
    """Put a copy of an item on a track, some frames later."""

    item_id: str
    copy_id: str
    delta: Number
    track_id: str
    index: int

    @property
    def touches(self) -> Touched:
        return _come_or_go(self.copy_id)

    def apply_to(self, document: Document) -> Document:
        item = document["items"][self.item_id]
        copy = {**item, "id": self.copy_id, "from": item["from"] + self.delta}
        return _place_item(document, self.copy_id, copy, (self.track_id, self.index))


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitItem:
    """Cut an item in two after some frames; the second part is a new item behind the first.

    `source_key` and `seconds` say by which member and how far the new item begins later in the
    medium; None for an item without a medium.
    """

    item_id: str
    new_id: str
    frames: Number
    source_key: str | None = None
    seconds: Number = 0

    @property
    def touches(self) -> Touched:
        cut = Register("item", self.item_id, "durationInFrames")
        return _come_or_go(self.new_id) | {cut}

    def apply_to(self, document: Document) -> Document:
        item = document["items"][self.item_id]
        rest = {
            **item,
            "id": self.new_id,
            "from": item["from"] + self.frames,
            "durationInFrames": item["durationInFrames"] - self.frames,
        }
        if self.source_key is not None:
            rest[self.source_key] = item.get(self.source_key, 0) + self.seconds
        cut = {**item, "durationInFrames": self.frames}
        track_id, index = find_place(document, self.item_id)
        shortened = put_entity(document, Entity("item", self.item_id), cut)
        return _place_item(shortened, self.new_id, rest, (track_id, (index or 0) + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveItem:
    """Put an item on another track, or on one if it is on none."""

    item_id: str
    track_id: str
    index: int

    @property
    def touches(self) -> Touched:
        return frozenset({Register("item", self.item_id, PLACEMENT)})

    def apply_to(self, document: Document) -> Document:
        return list_on_track(
            unlist(document, self.item_id), self.track_id, self.index, self.item_id
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlistItem:
    """Take an item off its track and keep it, invisible."""

    item_id: str

    @property
    def touches(self) -> Touched:
        return frozenset({Register("item", self.item_id, PLACEMENT)})

    def apply_to(self, document: Document) -> Document:
        return unlist(document, self.item_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReorderItem:
    """Put an item elsewhere in the list of its track."""

    item_id: str
    track_id: str
    index: int

    @property
    def touches(self) -> Touched:
        return frozenset({Register("track", self.track_id, ORDER)})

    def apply_to(self, document: Document) -> Document:
        return list_on_track(
            unlist(document, self.item_id), self.track_id, self.index, self.item_id
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RippleTrack:
    """Play these items of a track later, by frames: all that start at or after some frame."""

    track_id: str
    item_ids: tuple[str, ...]
    delta: Number

    @property
    def touches(self) -> Touched:
        return frozenset(Register("item", item_id, "from") for item_id in self.item_ids)

    def apply_to(self, document: Document) -> Document:
        items = document["items"]
        shifted = {
            item_id: {**items[item_id], "from": items[item_id]["from"] + self.delta}
            for item_id in self.item_ids
        }
        return {**document, "items": {**items, **shifted}}


@dataclass(frozen=True, slots=True, kw_only=True)
class AddTrack:
    """Put a track among the others; what its list names is on no other."""

    track: Document
    index: int

    @property
    def touches(self) -> Touched:
        listed = (Register("item", item_id, PLACEMENT) for item_id in self.track["items"])
        return frozenset({Register("track", self.track["id"], EXISTENCE), *listed})

    def apply_to(self, document: Document) -> Document:
        tracks = document["tracks"]
        return {**document, "tracks": [*tracks[: self.index], self.track, *tracks[self.index :]]}


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveTrack:
    """Take a track away, with the items it lists or so that they are on no track.

    `item_ids` are the items that it lists.
    """

    track_id: str
    item_ids: tuple[str, ...]
    with_items: bool

    @property
    def touches(self) -> Touched:
        fields = (EXISTENCE, PLACEMENT) if self.with_items else (PLACEMENT,)
        listed = (Register("item", name, field) for name in self.item_ids for field in fields)
        return frozenset({Register("track", self.track_id, EXISTENCE), *listed})

    def apply_to(self, document: Document) -> Document:
        tracks = [track for track in document["tracks"] if track["id"] != self.track_id]
        gone = self.item_ids if self.with_items else ()
        items = {name: item for name, item in document["items"].items() if name not in gone}
        return {**document, "tracks": tracks, "items": items}


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveTrack:
    """Put a track in front of others or behind them."""

    track_id: str
    index: int

    @property
    def touches(self) -> Touched:
        return frozenset({Register("composition", None, ORDER)})

    def apply_to(self, document: Document) -> Document:
        track = document["tracks"][find_track(document, self.track_id)]
        others = [each for each in document["tracks"] if each is not track]
        return {**document, "tracks": [*others[: self.index], track, *others[self.index :]]}


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAsset:
    """Put an asset into the library."""

    asset_id: str
    asset: Document

    @property
    def touches(self) -> Touched:
        return frozenset({Register("asset", self.asset_id, EXISTENCE)})

    def apply_to(self, document: Document) -> Document:
        return put_entity(document, Entity("asset", self.asset_id), self.asset)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveAsset:
    """Take an asset out of the library, used or not."""

    asset_id: str

    @property
    def touches(self) -> Touched:
        return frozenset({Register("asset", self.asset_id, EXISTENCE)})

    def apply_to(self, document: Document) -> Document:
        return drop_entity(document, Entity("asset", self.asset_id))

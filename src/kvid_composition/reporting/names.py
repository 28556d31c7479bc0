"""Names: what the parts of one version are called for people, and where they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kvid_composition.diffing.numbers import is_number
from kvid_composition.document.values import JsonObject, is_array, is_object
from kvid_composition.model.entity import Entity
from kvid_composition.model.fields import Number
from kvid_composition.reporting.brief import shorten_text

__all__ = ["Names"]


@dataclass(frozen=True)
class Names:
    """The names in one version of a composition, which may be broken in any way.

    Each is short and harmless to a terminal.

    Attributes:
        document: the version, any JSON value.
    """

    document: Any

    @cached_property
    def fps(self) -> Number | None:
        """Frames per second; None where that is no number above 0."""
        fps = self._root.get("fps")
        return fps if is_number(fps) and fps > 0 else None

    @cached_property
    def tracks(self) -> dict[str, tuple[int, JsonObject]]:
        """The tracks that have an id, with their places; of two with one id, the first."""
        listed = self._root.get("tracks")
        found: dict[str, tuple[int, JsonObject]] = {}
        for index, track in enumerate(listed if is_array(listed) else ()):
            id_ = track.get("id") if is_object(track) else None
            if isinstance(id_, str):
                found.setdefault(id_, (index, track))
        return found

    @cached_property
    def homes(self) -> dict[str, str]:
        """The id of the first track that lists an item, by the item's id."""
        found: dict[str, str] = {}
        for id_, (_, track) in self.tracks.items():
            listed = track.get("items")
            for item_id in listed if is_array(listed) else ():
                if isinstance(item_id, str):
                    found.setdefault(item_id, id_)
        return found

    @cached_property
    def items(self) -> JsonObject:
        """The items, by id."""
        return self._open("items")

    @cached_property
    def assets(self) -> JsonObject:
        """The assets, by id."""
        return self._open("assets")

    @cached_property
    def _root(self) -> JsonObject:
        return self.document if is_object(self.document) else {}

    def _open(self, key: str) -> JsonObject:
        members = self._root.get(key)
        return members if is_object(members) else {}

    def has(self, entity: Entity) -> bool:
        """Tell whether this version has an entity."""
        holders: Mapping[str, Mapping[str, object]] = {
            "item": self.items,
            "asset": self.assets,
            "track": self.tracks,
        }
        return entity.kind == "composition" or entity.id in holders[entity.kind]

    def name_item(self, id_: str) -> str | None:
        """Give what an item is known by: its words in quotation marks, or its asset's file."""
        item = self.items.get(id_)
        if not is_object(item):
            return None
        text, asset_id = item.get("text"), item.get("assetId")
        if isinstance(text, str) and text.strip():
            return f"'{shorten_text(text)}'"
        return self.name_asset(asset_id) if isinstance(asset_id, str) else None

    def name_asset(self, id_: str) -> str | None:
        """Give the name of an asset's file."""
        asset = self.assets.get(id_)
        filename = asset.get("filename") if is_object(asset) else None
        return shorten_text(filename) or None if isinstance(filename, str) else None

    def name_track(self, id_: str) -> str | None:
        """Give the name that somebody gave to a track."""
        name = self.tracks.get(id_, (0, {}))[1].get("name")
        return shorten_text(name) or None if isinstance(name, str) else None

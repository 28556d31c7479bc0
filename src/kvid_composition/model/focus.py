"""The focus: an index that shows some entities only, as they stand in the whole document."""

from dataclasses import dataclass
from functools import cached_property

from kvid_composition.document.values import JsonObject
from kvid_composition.model.fields import Number
from kvid_composition.model.index import CompositionIndex, TrackEntries

__all__ = ["Focus", "FocusedIndex"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """Some entities of a document, with everything around them that they depend on.

    Whatever one of the tracks lists is among the items, every track that lists one of the items is
    among the tracks, and what one of the items uses is among the assets, as far as it exists.

    Attributes:
        items: items by map key.
        assets: assets by map key.
        tracks: tracks, front first, with their positions in the whole document.
        used_elsewhere: those of `assets` that items outside use.
        length: the frame at which the last placed item of the whole document ends.
        places_items: some track of the whole document lists an item that is there.
    """

    items: dict[str, JsonObject]
    assets: dict[str, JsonObject]
    tracks: list[TrackEntries]
    used_elsewhere: frozenset[str]
    length: Number
    places_items: bool


@dataclass(frozen=True, kw_only=True)
class FocusedIndex(CompositionIndex):
    """An index over a sound document that shows only what is in its focus.

    Attributes:
        focus: the entities.
    """

    focus: Focus

    @cached_property
    def items(self) -> dict[str, JsonObject]:
        """The items in focus."""
        return self.focus.items

    @cached_property
    def assets(self) -> dict[str, JsonObject]:
        """The assets in focus."""
        return self.focus.assets

    @cached_property
    def tracks(self) -> list[TrackEntries]:
        """The tracks in focus."""
        return self.focus.tracks

    @cached_property
    def used_assets(self) -> frozenset[str]:
        """The ids of assets that items in focus name, and of those in focus that others do."""
        return super().used_assets | self.focus.used_elsewhere

    @cached_property
    def length(self) -> Number:
        """The frame at which the last placed item of the whole document ends."""
        return self.focus.length

    @cached_property
    def places_items(self) -> bool:
        """Tell whether some track of the whole document lists an item that is there."""
        return self.focus.places_items

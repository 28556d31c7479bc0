"""The composition: tracks in layers, items in time, assets by id."""

from collections.abc import Mapping
from typing import Final, Self

from pydantic import ValidationError

from kvid_composition.document.display import quote_text
from kvid_composition.document.errors import KvidCompositionError
from kvid_composition.document.pointer import Path
from kvid_composition.document.values import MISSING, JsonObject
from kvid_composition.model.aspects import Canvas, Label, Rate
from kvid_composition.model.assets import Asset, DeletedAsset
from kvid_composition.model.base import JsonModel
from kvid_composition.model.fields import Array, Frames, FramesPerSecond, Maybe, WholePixels
from kvid_composition.model.items import Item
from kvid_composition.model.structure import (
    StructureError,
    refuse_foreign_values,
    translate_errors,
)
from kvid_composition.model.tracks import Track

__all__ = ["Composition", "IdentityError"]


class IdentityError(KvidCompositionError):
    """An id that is taken, or that nothing has.

    Attributes:
        entity: "track", "item" or "asset".
        id: the id.
    """

    def __init__(self, entity: str, id: str, problem: str) -> None:  # noqa: A002  the field's name
        super().__init__(f"{entity} {quote_text(id)} {problem}")
        self.entity = entity
        self.id = id


class Composition(JsonModel):
    """A whole composition; `tracks[0]` is the front layer, the last track the back."""

    fps: Rate[FramesPerSecond]
    composition_width: Canvas[WholePixels]
    composition_height: Canvas[WholePixels]
    duration_in_frames: Maybe[Frames] = MISSING
    tracks: Array[Track]
    items: dict[str, Item]
    assets: dict[str, Asset]
    deleted_assets: Label[Maybe[Array[DeletedAsset]]] = MISSING

    @classmethod
    def from_document(cls, document: JsonObject) -> Self:
        """Read a composition from plain JSON; `to_document()` is the exact inverse.

        Unknown members are shared with the document, not copied.

        Only the shape has to be right. References, times and URLs are the rules' business:
        `validate_composition` checks them.

        Raises:
            StructureError: not plain JSON, or a member is missing, of a wrong type or out of range.
        """
        refuse_foreign_values(document)
        try:
            return cls.read(document)
        except ValidationError as error:
            raise StructureError(translate_errors(error, strip=_strip_tag)) from error

    @classmethod
    def empty(cls, *, fps: float = 30, width: int = 1920, height: int = 1080) -> Self:
        """Make a composition without tracks, as the API does for a new project (30 fps, px)."""
        return cls(
            fps=fps,
            composition_width=width,
            composition_height=height,
            tracks=(),
            items={},
            assets={},
        )

    def with_track(self, track: Track) -> Self:
        """Give the composition with one more track, behind all others.

        Raises:
            IdentityError: the track's id is taken.
        """
        _refuse_taken("track", track.id, {other.id: other for other in self.tracks})
        return self.model_copy(update={"tracks": (*self.tracks, track)})

    def with_item(self, item: Item, track_id: str) -> Self:
        """Give the composition with one more item, at the end of a track's list.

        Raises:
            IdentityError: the item's id is taken, or there is no such track.
        """
        _refuse_taken("item", item.id, self.items)
        if all(track.id != track_id for track in self.tracks):
            raise IdentityError("track", track_id, "does not exist; add it with with_track()")
        tracks = tuple(
            _append_item(track, item.id) if track.id == track_id else track for track in self.tracks
        )
        return self.model_copy(update={"tracks": tracks, "items": {**self.items, item.id: item}})

    def with_asset(self, asset: Asset) -> Self:
        """Give the composition with one more asset.

        Raises:
            IdentityError: the asset's id is taken.
        """
        _refuse_taken("asset", asset.id, self.assets)
        return self.model_copy(update={"assets": {**self.assets, asset.id: asset}})


_MAPS: Final = {("items",), ("assets",)}


def _strip_tag(location: Path) -> Path:
    """Drop the tag that pydantic puts behind the key of a union's value."""
    return location[:2] + location[3:] if location[:1] in _MAPS else location


def _append_item(track: Track, item_id: str) -> Track:
    return track.model_copy(update={"items": (*track.items, item_id)})


def _refuse_taken(entity: str, id: str, taken: Mapping[str, object]) -> None:  # noqa: A002
    if id in taken:
        raise IdentityError(entity, id, "exists already")

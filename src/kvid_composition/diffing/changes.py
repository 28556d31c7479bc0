"""The changes: everything that can differ between two versions of a composition.

One change says one thing about one entity, so an item that moved *and* was restyled gives two. A
change that was made can be unmade: `before` and `after` change places. Source: the vocabulary is
that of timeline editors (trim, slip, ripple).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, Literal, TypeAlias, cast, get_args

from kvid_composition.diffing.change import FieldsChange, ValueChange
from kvid_composition.document.values import MISSING, JsonObject
from kvid_composition.model.fields import Number

__all__ = [
    "CHANGE_TYPES",
    "AssetAdded",
    "AssetPropertyChanged",
    "AssetRelinked",
    "AssetRemoved",
    "AssetSwapped",
    "AudioChanged",
    "Change",
    "CompositionPropertyChanged",
    "ContentReplaced",
    "DimensionsChanged",
    "FpsChanged",
    "ItemAdded",
    "ItemMoved",
    "ItemPropertyChanged",
    "ItemRemoved",
    "ItemReordered",
    "ItemRetimed",
    "ItemShifted",
    "ItemSlipped",
    "ItemSpeedChanged",
    "ItemTransformed",
    "ItemTrimmed",
    "ItemTypeChanged",
    "StyleChanged",
    "TextChanged",
    "TrackAdded",
    "TrackPropertyChanged",
    "TrackRemoved",
    "TrackReordered",
    "TrackRippled",
    "invert_change",
]


class FpsChanged(FieldsChange):
    """Frames per second; frames stay as they are, so everything plays faster or slower."""

    __slots__ = ()


class DimensionsChanged(FieldsChange):
    """Width or height of the canvas, in px."""

    __slots__ = ()


class CompositionPropertyChanged(FieldsChange):
    """Any other top-level member but tracks, items and assets."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _TrackExistence(ValueChange):
    """A track came or went; its list of items is part of it.

    Attributes:
        index: its place among the tracks; 0 is the front.
    """

    index: int

    @property
    def details(self) -> JsonObject:
        """The place of the track."""
        return {"index": self.index}


class TrackAdded(_TrackExistence):
    """A track came; `after` is the whole track."""

    __slots__ = ()


class TrackRemoved(_TrackExistence):
    """A track went; `before` is the whole track."""

    __slots__ = ()


class TrackReordered(FieldsChange):
    """A track stands at another `index`, and not only because others came or went."""

    __slots__ = ()


class TrackPropertyChanged(FieldsChange):
    """Name, type, visibility or sound of a track, or a member that nobody knows."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _ItemExistence(ValueChange):
    """An item came or went.

    Attributes:
        track_id: the track that lists it; None where none does, or where the list has kept its id.
        index: its place in the track's list, likewise.
    """

    track_id: str | None
    index: int | None

    @property
    def details(self) -> JsonObject:
        """The place of the item."""
        return {"track_id": self.track_id, "index": self.index}


class ItemAdded(_ItemExistence):
    """An item came; `after` is the whole item."""

    __slots__ = ()


class ItemRemoved(_ItemExistence):
    """An item went; `before` is the whole item."""

    __slots__ = ()


class ItemMoved(FieldsChange):
    """An item is on another track: `track_id` and `index`, None where no track lists it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReordered(FieldsChange):
    """An item has another `index` in its track's list, and not only because others came or went.

    Attributes:
        track_id: the track.
    """

    track_id: str

    @property
    def details(self) -> JsonObject:
        """The track."""
        return {"track_id": self.track_id}


class ItemShifted(FieldsChange):
    """An item starts earlier or later, and nothing else about its time has changed."""

    __slots__ = ()

    @property
    def delta(self) -> Number:
        """By how many frames; later is positive."""
        return self._subtract("from")

    @property
    def details(self) -> JsonObject:
        """The shift."""
        return {"delta": self.delta}


class ItemTrimmed(FieldsChange):
    """An item was cut or extended at its edges; what it shows in between shows when it did.

    Head trim: the end stays, and the source moves along. Tail trim: start and source stay.
    """

    __slots__ = ()

    @property
    def head(self) -> Number:
        """Frames cut off the beginning; below 0 for an extension."""
        return self._subtract("from")

    @property
    def tail(self) -> Number:
        """Frames cut off the end; below 0 for an extension."""
        return -(self._subtract("from") + self._subtract("durationInFrames"))

    @property
    def edge(self) -> Literal["head", "tail", "both"]:
        """The edges that were trimmed."""
        if not self.tail:
            return "head"
        return "both" if self.head else "tail"

    @property
    def details(self) -> JsonObject:
        """The edges, and what was cut off each."""
        return {"edge": self.edge, "head": self.head, "tail": self.tail}


class ItemSlipped(FieldsChange):
    """An item shows another stretch of its source, in seconds, at the same time."""

    __slots__ = ()


class ItemSpeedChanged(FieldsChange):
    """An item plays faster or slower; its length may follow, so that it shows the same stretch."""

    __slots__ = ()


class ItemRetimed(FieldsChange):
    """The time of an item has changed in a way that has no name of its own."""

    __slots__ = ()


class TrackRippled(FieldsChange):
    """All items of a track from a frame on were shifted by the same number of frames.

    `before` and `after` have the start of each item, by its id.
    """

    __slots__ = ()

    @property
    def delta(self) -> Number:
        """By how many frames; later is positive."""
        return self._subtract(next(iter(self.before)))

    @property
    def frame(self) -> Number:
        """The frame from which on items were shifted, before they were."""
        return min(start for start in self.before.values() if isinstance(start, int | float))

    @property
    def details(self) -> JsonObject:
        """The shift and its first frame."""
        return {"delta": self.delta, "frame": self.frame}


class ItemTransformed(FieldsChange):
    """Place, size, rotation, opacity or crop of an item."""

    __slots__ = ()


class TextChanged(FieldsChange):
    """The words of an item."""

    __slots__ = ()


class StyleChanged(FieldsChange):
    """How an item is drawn: colours, type, strokes, picture fades and the like."""

    __slots__ = ()


class AudioChanged(FieldsChange):
    """Gain or fades of an item's sound."""

    __slots__ = ()


class AssetSwapped(FieldsChange):
    """An item shows another asset."""

    __slots__ = ()


class ItemTypeChanged(FieldsChange):
    """An item is of another type."""

    __slots__ = ()


class ItemPropertyChanged(FieldsChange):
    """Any other member of an item, also one that nobody knows."""

    __slots__ = ()


class AssetAdded(ValueChange):
    """An asset came; `after` is the whole asset."""

    __slots__ = ()


class AssetRemoved(ValueChange):
    """An asset went; `before` is the whole asset."""

    __slots__ = ()


class AssetRelinked(FieldsChange):
    """The file of an asset is elsewhere."""

    __slots__ = ()


class AssetPropertyChanged(FieldsChange):
    """Any other member of an asset, also one that nobody knows."""

    __slots__ = ()


class ContentReplaced(ValueChange):
    """A part whose ids do not identify anything was replaced whole, as the broken value it is."""

    __slots__ = ()


Change: TypeAlias = (
    FpsChanged
    | DimensionsChanged
    | CompositionPropertyChanged
    | TrackAdded
    | TrackRemoved
    | TrackReordered
    | TrackPropertyChanged
    | ItemAdded
    | ItemRemoved
    | ItemMoved
    | ItemReordered
    | ItemShifted
    | ItemTrimmed
    | ItemSlipped
    | ItemSpeedChanged
    | ItemRetimed
    | TrackRippled
    | ItemTransformed
    | TextChanged
    | StyleChanged
    | AudioChanged
    | AssetSwapped
    | ItemTypeChanged
    | ItemPropertyChanged
    | AssetAdded
    | AssetRemoved
    | AssetRelinked
    | AssetPropertyChanged
    | ContentReplaced
)
"""All changes there are."""

CHANGE_TYPES: Final[Mapping[str, type[Change]]] = {
    kind.__name__: kind for kind in cast("tuple[type[Change], ...]", get_args(Change))
}
"""The types by their names, in the order in which a diff lists the changes of one entity."""

_OPPOSITES: Final[Mapping[type[Change], type[Change]]] = {
    TrackAdded: TrackRemoved,
    TrackRemoved: TrackAdded,
    ItemAdded: ItemRemoved,
    ItemRemoved: ItemAdded,
    AssetAdded: AssetRemoved,
    AssetRemoved: AssetAdded,
}


def invert_change(change: Change) -> Change:
    """Give the change that unmakes another one."""
    values: dict[str, Any] = {each.name: getattr(change, each.name) for each in fields(change)}
    values |= {
        "path": change.path if change.path_before is None else change.path_before,
        "path_before": None if change.after is MISSING else change.path,
        "before": change.after,
        "after": change.before,
    }
    return _OPPOSITES.get(type(change), type(change))(**values)

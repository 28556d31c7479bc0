"""Edits of one entity's members, in the words of somebody who cuts videos.

Each edit is a value. `touches` names the registers that it may change, `apply_to` gives the
composition after it and leaves the given one as it is.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from kvid_composition.document.values import JsonValue, is_array, is_object
from kvid_composition.model.entity import Entity
from tests.strategies.edit_scripts_registers import Register, put_entity, read_entity
from tests.strategies.random_compositions_fields import Document

__all__ = [
    "AdjustSound",
    "ChangeDimensions",
    "ChangeFps",
    "ChangeSpeed",
    "ChangeType",
    "FieldsEdit",
    "HideTrack",
    "MuteTrack",
    "RelinkAsset",
    "RemoveField",
    "RenameAsset",
    "RenameTrack",
    "RespellNumber",
    "Restyle",
    "Retext",
    "SetField",
    "ShiftItem",
    "Slip",
    "SwapAsset",
    "ToggleDragging",
    "Transform",
    "TrimHead",
    "TrimTail",
]

Number = int | float
Amounts = Mapping[str, Number]


class FieldsEdit(ABC):
    """Writes members of one entity."""

    __slots__ = ()

    @property
    @abstractmethod
    def entity(self) -> Entity:
        """The entity that is edited."""

    @property
    @abstractmethod
    def keys(self) -> tuple[str, ...]:
        """The members that are written."""

    @abstractmethod
    def write(self, entity: Document) -> Document:
        """Give the entity after the edit."""

    @property
    def touches(self) -> frozenset[Register]:
        """The registers that the edit may change."""
        return frozenset(Register(self.entity.kind, self.entity.id, key) for key in self.keys)

    def apply_to(self, document: Document) -> Document:
        """Give the composition after the edit."""
        held = read_entity(document, self.entity)
        return put_entity(document, self.entity, self.write(held))


class _Setting(FieldsEdit):
    """Gives members fixed values."""

    __slots__ = ()

    @property
    @abstractmethod
    def members(self) -> Document:
        """The new members."""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self.members)

    def write(self, entity: Document) -> Document:
        return {**entity, **self.members}


class _Adding(FieldsEdit):
    """Adds to numbers; an absent one counts as 0."""

    __slots__ = ()

    @property
    @abstractmethod
    def steps(self) -> Amounts:
        """What is added to each member."""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self.steps)

    def write(self, entity: Document) -> Document:
        return {**entity, **{key: entity.get(key, 0) + step for key, step in self.steps.items()}}


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfItem:
    item_id: str

    @property
    def entity(self) -> Entity:
        return Entity("item", self.item_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftItem(_OfItem, _Adding):
    """Play an item later, by frames."""

    delta: Number

    @property
    def steps(self) -> Amounts:
        return {"from": self.delta}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrimHead(_OfItem, _Adding):
    """Cut frames off the beginning, or show some more there if below 0.

    `source` says how far the beginning moves in the medium, in seconds, by the member that tells.
    """

    frames: Number
    source: Amounts

    @property
    def steps(self) -> Amounts:
        return {"from": self.frames, "durationInFrames": -self.frames, **self.source}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrimTail(_OfItem, _Adding):
    """Cut frames off the end, or show some more there if below 0."""

    frames: Number

    @property
    def steps(self) -> Amounts:
        return {"durationInFrames": -self.frames}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip(_OfItem, _Adding):
    """Show another stretch of the medium at the same time; `source` is that of `TrimHead`."""

    source: Amounts

    @property
    def steps(self) -> Amounts:
        return self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Transform(_OfItem, _Adding):
    """Place, scale, turn, fade or crop an item: what to add to each member."""

    amounts: Amounts

    @property
    def steps(self) -> Amounts:
        return self.amounts


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSpeed(_OfItem, FieldsEdit):
    """Play a medium at another rate; `stretch` adapts the length to show the same part of it."""

    rate: Number
    stretch: bool

    @property
    def keys(self) -> tuple[str, ...]:
        return ("playbackRate", "durationInFrames") if self.stretch else ("playbackRate",)

    def write(self, entity: Document) -> Document:
        changed = {**entity, "playbackRate": self.rate}
        if self.stretch:
            shown = entity["durationInFrames"] * entity.get("playbackRate", 1)
            changed["durationInFrames"] = max(1, round(shown / self.rate))
        return changed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Styling(_OfItem, FieldsEdit):
    """Writes one member, or one inside the object of a member."""

    key: str
    value: JsonValue
    inner: str | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.key,)

    def write(self, entity: Document) -> Document:
        if self.inner is None:
            return {**entity, self.key: self.value}
        held = entity.get(self.key)
        return {**entity, self.key: {**(held if is_object(held) else {}), self.inner: self.value}}


class Restyle(_Styling):
    """Draw an item otherwise."""

    __slots__ = ()


class AdjustSound(_Styling):
    """Change the gain or a fade of an item's sound."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Retext(_OfItem, _Setting):
    """Give an item other words."""

    text: str

    @property
    def members(self) -> Document:
        return {"text": self.text}


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapAsset(_OfItem, _Setting):
    """Show another asset."""

    asset_id: str

    @property
    def members(self) -> Document:
        return {"assetId": self.asset_id}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeType(_OfItem, FieldsEdit):
    """Make an item one of another type, perhaps with a member renamed that this type calls so."""

    type: str
    renamed: tuple[str, str] | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        return ("type", *(self.renamed or ()))

    def write(self, entity: Document) -> Document:
        changed = {**entity, "type": self.type}
        if self.renamed is not None and self.renamed[0] in changed:
            changed[self.renamed[1]] = changed.pop(self.renamed[0])
        return changed


@dataclass(frozen=True, slots=True, kw_only=True)
class ToggleDragging(_OfItem, FieldsEdit):
    """Take hold of an item, or let it go: a passing state that is saved all the same."""

    @property
    def keys(self) -> tuple[str, ...]:
        return ("isDraggingInTimeline",)

    def write(self, entity: Document) -> Document:
        return {**entity, "isDraggingInTimeline": entity.get("isDraggingInTimeline") is not True}


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfTrack(_Setting):
    track_id: str

    @property
    def entity(self) -> Entity:
        return Entity("track", self.track_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameTrack(_OfTrack):
    """Give a track another name."""

    name: str

    @property
    def members(self) -> Document:
        return {"name": self.name}


@dataclass(frozen=True, slots=True, kw_only=True)
class HideTrack(_OfTrack):
    """Hide a track, or show it."""

    hidden: bool

    @property
    def members(self) -> Document:
        return {"hidden": self.hidden}


@dataclass(frozen=True, slots=True, kw_only=True)
class MuteTrack(_OfTrack):
    """Mute a track, or let it sound."""

    muted: bool

    @property
    def members(self) -> Document:
        return {"muted": self.muted}


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfAsset(_Setting):
    asset_id: str

    @property
    def entity(self) -> Entity:
        return Entity("asset", self.asset_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelinkAsset(_OfAsset):
    """Take the file of an asset from elsewhere; None while it is uploaded."""

    url: str | None

    @property
    def members(self) -> Document:
        return {"remoteUrl": self.url}


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameAsset(_OfAsset):
    """Give the file of an asset another name."""

    filename: str

    @property
    def members(self) -> Document:
        return {"filename": self.filename}


class _OfRoot(_Setting):
    __slots__ = ()

    @property
    def entity(self) -> Entity:
        return Entity("composition")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFps(_OfRoot):
    """Change the frame rate and leave all frames as they are."""

    fps: Number

    @property
    def members(self) -> Document:
        return {"fps": self.fps}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDimensions(_OfRoot):
    """Change the canvas and leave everything on it where it is."""

    width: Number
    height: Number

    @property
    def members(self) -> Document:
        return {"compositionWidth": self.width, "compositionHeight": self.height}


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfAny(FieldsEdit):
    """Writes one member of any entity, for what has no word of its own."""

    target: Entity
    key: str

    @property
    def entity(self) -> Entity:
        return self.target

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.key,)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetField(_OfAny):
    """Give a member a value, also one that nobody knows."""

    value: JsonValue

    def write(self, entity: Document) -> Document:
        return {**entity, self.key: self.value}


class RemoveField(_OfAny):
    """Take a member away."""

    __slots__ = ()

    def write(self, entity: Document) -> Document:
        return {key: value for key, value in entity.items() if key != self.key}


class RespellNumber(_OfAny):
    """Write the same numbers otherwise, everywhere in a member: 30 as 30.0, and back."""

    __slots__ = ()

    def write(self, entity: Document) -> Document:
        if self.key not in entity:
            return entity
        return {**entity, self.key: _respell(entity[self.key])}


def _respell(value: JsonValue) -> JsonValue:
    if is_object(value):
        return {key: _respell(part) for key, part in value.items()}
    if is_array(value):
        return [_respell(part) for part in value]
    if type(value) is int and abs(value) < 2**53:
        return float(value)
    return int(value) if type(value) is float and value.is_integer() else value

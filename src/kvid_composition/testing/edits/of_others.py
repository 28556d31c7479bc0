"""Edits of the members of tracks, assets and the composition, and of any member at all."""

from dataclasses import dataclass

from kvid_composition.document.values import JsonValue, is_array, is_object
from kvid_composition.model.entity import Entity
from kvid_composition.testing.edits.writing import FieldsEdit, Number, Setting
from kvid_composition.testing.seeded.fields import Document

__all__ = [
    "ChangeDimensions",
    "ChangeFps",
    "HideTrack",
    "MarkDeleted",
    "MuteTrack",
    "RelinkAsset",
    "RemoveField",
    "RenameAsset",
    "RenameTrack",
    "RespellNumber",
    "SetField",
    "UnmarkDeleted",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfTrack(Setting):
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
class _OfAsset(Setting):
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


class _OfRoot(Setting):
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
class _OfDeletedAssets(FieldsEdit):
    asset_id: str

    @property
    def entity(self) -> Entity:
        return Entity("composition")

    @property
    def keys(self) -> tuple[str, ...]:
        return ("deletedAssets",)

    def list_others(self, entity: Document) -> list[JsonValue]:
        """List the entries of other assets."""
        entries = entity.get("deletedAssets")
        kept = entries if is_array(entries) else []
        return [e for e in kept if not is_object(e) or e.get("assetId") != self.asset_id]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkDeleted(_OfDeletedAssets):
    """Note an asset as deleted, so that its file can be thrown away."""

    entry: Document

    def write(self, entity: Document) -> Document:
        return {**entity, "deletedAssets": [*self.list_others(entity), self.entry]}


class UnmarkDeleted(_OfDeletedAssets):
    """Take back that an asset is deleted; without any, the member stays, empty."""

    __slots__ = ()

    def write(self, entity: Document) -> Document:
        return {**entity, "deletedAssets": self.list_others(entity)}


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

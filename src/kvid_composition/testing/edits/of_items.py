"""Edits of one item's members, in the words of somebody who cuts videos.

Each edit is a value. `touches` names the registers that it may change, `apply_to` gives the
composition after it and leaves the given one as it is.
"""

from dataclasses import dataclass

from kvid_composition.document.values import JsonValue, is_object
from kvid_composition.model.entity import Entity
from kvid_composition.testing.edits.writing import Adding, Amounts, FieldsEdit, Number, Setting
from kvid_composition.testing.seeded.fields import Document

__all__ = [
    "AdjustSound",
    "ChangeSpeed",
    "ChangeType",
    "Restyle",
    "Retext",
    "ShiftItem",
    "Slip",
    "SwapAsset",
    "ToggleDragging",
    "Transform",
    "TrimHead",
    "TrimTail",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfItem:
    item_id: str

    @property
    def entity(self) -> Entity:
        return Entity("item", self.item_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftItem(_OfItem, Adding):
    """Play an item later, by frames."""

    delta: Number

    @property
    def steps(self) -> Amounts:
        return {"from": self.delta}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrimHead(_OfItem, Adding):
    """Cut frames off the beginning, or show some more there if below 0.

    `source` says how far the beginning moves in the medium, in seconds, by the member that tells.
    """

    frames: Number
    source: Amounts

    @property
    def steps(self) -> Amounts:
        return {"from": self.frames, "durationInFrames": -self.frames, **self.source}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrimTail(_OfItem, Adding):
    """Cut frames off the end, or show some more there if below 0."""

    frames: Number

    @property
    def steps(self) -> Amounts:
        return {"durationInFrames": -self.frames}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip(_OfItem, Adding):
    """Show another stretch of the medium at the same time; `source` is that of `TrimHead`."""

    source: Amounts

    @property
    def steps(self) -> Amounts:
        return self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Transform(_OfItem, Adding):
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
class Retext(_OfItem, Setting):
    """Give an item other words."""

    text: str

    @property
    def members(self) -> Document:
        return {"text": self.text}


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapAsset(_OfItem, Setting):
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

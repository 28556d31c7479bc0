"""Writing members of one entity: what the edits of items, tracks, assets and the root share."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TypeAlias

from kvid_composition.model.entity import Entity
from kvid_composition.testing.edits.registers import Register, put_entity, read_entity
from kvid_composition.testing.seeded.fields import Document

__all__ = ["Adding", "Amounts", "FieldsEdit", "Number", "Setting"]

Number: TypeAlias = int | float
Amounts: TypeAlias = Mapping[str, Number]
"""By member, what is added to it."""


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


class Setting(FieldsEdit):
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


class Adding(FieldsEdit):
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

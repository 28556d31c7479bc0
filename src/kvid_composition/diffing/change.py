"""What every change has: the entity, the place, and both versions of what differs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from kvid_composition.diffing.numbers import is_number, settle_number
from kvid_composition.document.values import MISSING, JsonObject, JsonValue, Missing
from kvid_composition.model.aspects import Impact
from kvid_composition.model.entity import Entity
from kvid_composition.model.fields import Number

__all__ = ["BaseChange", "Fields", "FieldsChange", "ValueChange"]

Fields: TypeAlias = Mapping[str, JsonValue | Missing]
"""The members that differ, by key; `MISSING` where one version has no such member."""

_V = TypeVar("_V")


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseChange(Generic[_V]):
    """What all changes have.

    Attributes:
        entity: what has changed.
        path: JSON Pointer to it, or to its only changed field, in the version after; for what is
            gone, in the version before.
        path_before: the same in the version before; None for what was not there.
        impact: how much it matters to somebody who watches the video.
        before: what was there.
        after: what is there now.
    """

    entity: Entity
    path: str
    path_before: str | None
    impact: Impact
    before: _V
    after: _V

    @property
    def type(self) -> str:
        """The name of the change's type."""
        return type(self).__name__

    @property
    def details(self) -> JsonObject:
        """What the type adds to the members that all changes have."""
        return {}

    def to_dict(self) -> JsonObject:
        """Write the change as plain JSON (`schemas/diff.schema.json`); what is absent is left out.

        The values are shared with the documents that were compared.
        """
        written: JsonObject = {
            "type": self.type,
            "entity": {"kind": self.entity.kind, "id": self.entity.id},
            "path": self.path,
            "path_before": self.path_before,
            "impact": self.impact.value,
        }
        for side, value in (("before", self.before), ("after", self.after)):
            if value is not MISSING:
                written[side] = self._write_side(value)
        return {**written, **self.details}

    def _write_side(self, value: Any) -> JsonValue:
        plain: JsonValue = value
        return plain


class FieldsChange(BaseChange[Fields]):
    """Some members of an entity have other values; `before` and `after` have the same keys."""

    __slots__ = ()

    def _write_side(self, value: Fields) -> JsonValue:
        return {key: member for key, member in value.items() if not isinstance(member, Missing)}

    def _subtract(self, key: str) -> Number:
        """Give by how much a number has grown; 0 for a field that has not changed."""
        before, after = self.before.get(key, 0), self.after.get(key, 0)
        if is_number(before) and is_number(after):
            return settle_number(after - before)
        return 0


class ValueChange(BaseChange[JsonValue | Missing]):
    """A whole value came, went, or was replaced."""

    __slots__ = ()

"""Field specs: what the models say of each field, in a form that checks whole columns at once."""

from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from kvid_composition.document.tables import Column
from kvid_composition.document.values import MISSING, Missing, is_array, is_object
from kvid_composition.model.aspects import Aspect
from kvid_composition.model.fields import FieldKind, NumberKind

__all__ = ["FieldSpec"]

_NUMBERS: Final = frozenset((int, float))


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """What a model's field takes.

    Attributes:
        key: the member's name in JSON.
        types: the exact Python types allowed; `Missing` among them where the field may be absent,
            `NoneType` where it may be null.
        kind: its bounds and unit, where it has any.
        aspect: what a change of it means; None where nothing is declared, which stands for LOOK.
        members: the specs of the object that it holds, or of each object of its array.
        entries: the spec of each entry of its array.
    """

    key: str
    types: frozenset[type]
    kind: FieldKind | None = None
    aspect: Aspect | None = None
    members: tuple["FieldSpec", ...] = ()
    entries: "FieldSpec | None" = None

    @property
    def is_required(self) -> bool:
        """Tell whether the field must be there."""
        return Missing not in self.types

    @property
    def expected(self) -> str:
        """Say what the field takes, as the end of the sentence "This must be ..."."""
        if self.kind is not None:
            return self.kind.expected
        return "an array" if list in self.types else "an object"

    def accepts(self, value: Any) -> bool:
        """Tell whether a value is of the right shape."""
        if type(value) not in self.types or not self.is_within_bounds(value):
            return False
        if self.entries and is_array(value):
            return all(map(self.entries.accepts, value))
        if self.members and is_object(value):
            return all(spec.accepts(value.get(spec.key, MISSING)) for spec in self.members)
        return True

    def is_within_bounds(self, value: Any) -> bool:
        """Tell whether a value is no number, or one that the field can mean."""
        if not isinstance(self.kind, NumberKind) or type(value) not in _NUMBERS:
            return True
        return self.kind.allows(value)

    def accepts_all(self, column: Column, types: frozenset[type]) -> bool:
        """Tell whether all values of a column are of the right shape, given their exact types."""
        if not types <= self.types:
            return False
        if isinstance(self.kind, NumberKind):
            return self._allows_numbers(self.kind, column, types)
        if self.entries and list in types:
            entries: Column = list(chain.from_iterable(filter(is_array, column)))
            return self.entries.accepts_all(entries, frozenset(map(type, entries)))
        if self.members and dict in types:
            return self._accepts_objects(list(filter(is_object, column)))
        return True

    def _allows_numbers(self, kind: NumberKind, column: Column, types: frozenset[type]) -> bool:
        if kind.is_free:
            return True
        numbers = column if types <= _NUMBERS else [v for v in column if type(v) in _NUMBERS]
        if not numbers:
            return True
        if kind.whole and float in types and not all(map(kind.allows, numbers)):
            return False
        return kind.is_within(min(numbers))

    def _accepts_objects(self, objects: list[dict[str, Any]]) -> bool:
        for spec in self.members:
            column = [members.get(spec.key, MISSING) for members in objects]
            if not spec.accepts_all(column, frozenset(map(type, column))):
                return False
        return True

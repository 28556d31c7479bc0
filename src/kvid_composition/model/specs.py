"""Field specs: what the models say of each field, in a form that checks whole columns at once.

Nothing is declared here; it is read from the annotations of the models.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from kvid_composition.document.tables import Column
from kvid_composition.document.values import MISSING, Missing, is_array, is_object
from kvid_composition.model.base import JsonModel
from kvid_composition.model.fields import FieldKind, NumberKind

__all__ = ["FieldSpec", "read_specs"]

_NUMBERS: Final = frozenset((int, float))


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """What a model's field takes.

    Attributes:
        key: the member's name in JSON.
        types: the exact Python types allowed; `Missing` among them where the field may be absent,
            `NoneType` where it may be null.
        kind: its bounds and unit, where it has any.
        members: the specs of the object that it holds, or of each object of its array.
        entries: the spec of each entry of its array.
    """

    key: str
    types: frozenset[type]
    kind: FieldKind | None = None
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


@cache
def read_specs(model: type[JsonModel]) -> tuple[FieldSpec, ...]:
    """Read the specs of a model's fields, in the order of their declaration."""
    return tuple(
        _read_spec(info.alias or name, info.annotation, tuple(info.metadata))
        for name, info in model.model_fields.items()
    )


def _read_spec(key: str, annotation: Any, metadata: tuple[Any, ...]) -> FieldSpec:
    parts = list(_split_union(annotation, metadata))
    types: set[type] = set()
    described: dict[str, Any] = {}
    for part, details in parts:
        part_types, part_details = _read_part(part, details)
        types |= part_types
        described |= part_details
    return FieldSpec(key=key, types=frozenset(types), **described)


def _split_union(
    annotation: Any, metadata: tuple[Any, ...]
) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Give the parts of a union with the metadata around each; a kind covers its whole union."""
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        yield from _split_union(inner, (*metadata, *more))
    elif get_origin(annotation) in (Union, UnionType) and _find_kind(metadata) is None:
        for part in get_args(annotation):
            yield from _split_union(part, ())
    else:
        yield annotation, metadata


def _find_kind(metadata: tuple[Any, ...]) -> FieldKind | None:
    return next((entry for entry in metadata if isinstance(entry, FieldKind)), None)


def _read_part(part: Any, metadata: tuple[Any, ...]) -> tuple[frozenset[type], dict[str, Any]]:
    kind = _find_kind(metadata)
    if kind is not None:
        return kind.types, {"kind": kind}
    if part is Missing or part is NoneType:
        return frozenset((part,)), {}
    if get_origin(part) is Literal:
        return frozenset((str,)), {}
    if get_origin(part) is Sequence:
        return frozenset((list,)), {"entries": _read_spec("", get_args(part)[0], ())}
    if isinstance(part, type) and issubclass(part, JsonModel):
        return frozenset((dict,)), {"members": read_specs(part)}
    # A map of entities: its values are checked by type, see `structure`.
    return frozenset((dict,)), {}

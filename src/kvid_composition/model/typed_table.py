"""The typed table: entities of one type, column by column, as far as their model speaks of them.

A member that the model does not declare is not ours to know: a chart's `fadeInDurationInSeconds`
may be a text, and nothing has checked it. So it is not to be had here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, TypeAlias

from kvid_composition.document.tables import Column, Table
from kvid_composition.document.values import MISSING, JsonValue, Missing
from kvid_composition.model.shape import Shape

__all__ = ["TypedTable"]

_Types: TypeAlias = frozenset[type]


@dataclass(frozen=True, slots=True)
class TypedTable:
    """Entities of one type.

    Attributes:
        type: their type; None stands for all unknown ones.
        shape: what declares their members.
        table: all their members, known or not.
    """

    type: str | None
    shape: Shape
    table: Table

    @property
    def names(self) -> Sequence[str]:
        """The key of each entity in its map."""
        return self.table.names

    def declares(self, key: str) -> bool:
        """Tell whether the model knows a member of this name."""
        return key in self.shape.keys

    def lacks(self, key: str) -> bool:
        """Tell, without looking at any entity, that none has the declared member `key`."""
        return not self.declares(key) or self.table.lacks(key)

    def has_everywhere(self, key: str) -> bool:
        """Tell whether every entity has the declared member `key`."""
        return self.declares(key) and self.table.has_everywhere(key)

    def read_column(self, key: str) -> Column:
        """Give the declared member `key` of each entity, `MISSING` where it has none."""
        if self.declares(key):
            return self.table.read_column(key)
        return list(repeat(MISSING, len(self.names)))

    def read_types(self, key: str) -> _Types:
        """Collect the types in a column; `Missing` is among them where it has gaps."""
        return self.table.read_types(key) if self.declares(key) else frozenset((Missing,))

    def select(self, *keys: str, **defaults: JsonValue) -> tuple[Any, ...]:
        """Give names and columns of the entities that have all of `keys`, as `Table.select` does.

        A member that is not declared counts as absent.
        """
        if not all(map(self.declares, keys)):
            return tuple([] for _ in range(1 + len(keys) + len(defaults)))
        known = {key: default for key, default in defaults.items() if self.declares(key)}
        columns = self.table.select(*keys, **known)
        if len(known) == len(defaults):
            return columns
        named = dict(zip((*keys, *known), columns[1:], strict=True))
        rest = (
            named.get(key, list(repeat(default, len(columns[0]))))
            for key, default in defaults.items()
        )
        return (*columns[: 1 + len(keys)], *rest)

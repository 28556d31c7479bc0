"""Objects column by column: the same member of many objects, as one list.

A check over one list runs in C (`collect_types(column)`, `min(column)`); the same check object by
object runs in the interpreter. Editors write thousands of items with a handful of key sets, so
grouping objects by their keys first makes the columns nearly free.
`python -m benchmarks.validation` times the checks that stand on them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress, repeat
from typing import Any, Final

from kvid_composition.document.values import MISSING, JsonObject, JsonValue, Missing, are_all

__all__ = ["Column", "Table", "collect_types", "tabulate"]

Column = Sequence[Any]
"""One member of many objects. The values are JSON; what else is known, the caller knows."""

_KNOWN_TYPES: Final[dict[int, type]] = {
    id(kind): kind for kind in (dict, list, str, int, float, bool, type(None), Missing)
}
_ONE_TYPE: Final = {key: frozenset((kind,)) for key, kind in _KNOWN_TYPES.items()}
_FOREIGN: Final[frozenset[type]] = frozenset((object,))

# Below this many objects of one shape, a table of its own costs more than it saves.
_SMALLEST_TABLE: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """Named objects that are looked at column by column.

    Attributes:
        names: the key of each object in the map that holds it.
        rows: the objects, in the order of `names`.
        shape: the keys that every row has, in order; None for a mixed bag of rows.
    """

    names: Sequence[str]
    rows: Sequence[JsonObject]
    shape: tuple[str, ...] | None
    _columns: dict[str, Column] = field(default_factory=dict[str, Column], repr=False)
    _types: dict[str, frozenset[type]] = field(
        default_factory=dict[str, frozenset[type]], repr=False
    )

    def read_column(self, key: str) -> Column:
        """Give the member `key` of each row, `MISSING` where a row has none."""
        if key not in self._columns:
            self._columns[key] = [row.get(key, MISSING) for row in self.rows]
        return self._columns[key]

    def read_types(self, key: str) -> frozenset[type]:
        """Collect the types in a column; `Missing` is among them where it has gaps."""
        if key not in self._types:
            self._types[key] = collect_types(self.read_column(key))
        return self._types[key]

    def lacks(self, key: str) -> bool:
        """Tell, without looking at any row, that no row has the member `key`."""
        return self.shape is not None and key not in self.shape

    def has_everywhere(self, key: str) -> bool:
        """Tell whether every row has the member `key`."""
        return not self.lacks(key) and Missing not in self.read_types(key)

    def select(self, *keys: str, **defaults: JsonValue) -> tuple[Any, ...]:
        """Give names and columns of the rows that have all of `keys`.

        A member named in `defaults` may be absent: its default stands in then. The first column
        is the names; the others follow in the order of the arguments.
        """
        if any(map(self.lacks, keys)):
            return tuple([] for _ in range(1 + len(keys) + len(defaults)))
        columns: list[Column] = [self.names, *map(self.read_column, keys)]
        columns += [self._read_or(key, default) for key, default in defaults.items()]
        gaps = [key for key in keys if Missing in self.read_types(key)]
        if not gaps:
            return tuple(columns)
        required = zip(*columns[1 : 1 + len(keys)], strict=True)
        present = [MISSING not in members for members in required]
        return tuple(list(compress(column, present)) for column in columns)

    def _read_or(self, key: str, default: JsonValue) -> Column:
        if self.lacks(key):
            return list(repeat(default, len(self.rows)))
        column = self.read_column(key)
        if Missing not in self.read_types(key):
            return column
        return [default if value is MISSING else value for value in column]

    def take(self, positions: Collection[int]) -> "Table":
        """Give the table of some of the rows, by their positions."""
        columns: dict[str, Column] = {
            key: [column[i] for i in positions] for key, column in self._columns.items()
        }
        return Table(
            names=[self.names[i] for i in positions],
            rows=[self.rows[i] for i in positions],
            shape=self.shape,
            _columns=columns,
        )

    def iterate_columns(self) -> Iterator[tuple[Column, frozenset[type]]]:
        """Give every column of a shaped table, the rows of a mixed one as one long column.

        Each comes with the exact types that occur in it.
        """
        if self.shape is None:
            values = list(chain.from_iterable(map(dict[str, Any].values, self.rows)))
            yield values, collect_types(values)
        else:
            for key in self.shape:
                yield self.read_column(key), self.read_types(key)


def collect_types(values: Column) -> frozenset[type]:
    """Give the exact types that occur; `object` stands for every one that JSON does not have.

    Types are told apart by identity: to hash or compare one can run code of its metaclass.
    """
    if not values:
        return frozenset()
    first: object = values[0]
    if are_all(type(first), values):
        return _ONE_TYPE.get(id(type(first)), _FOREIGN)
    kinds = set(map(id, map(type, values)))
    return frozenset(_KNOWN_TYPES.get(kind, object) for kind in kinds)


def tabulate(objects: Mapping[Any, JsonObject]) -> tuple[Table, ...]:
    """Group the objects of a map by shape; what has a rare shape ends in one mixed table.

    The objects must be exact dicts with text keys; what names them may be anything hashable.
    The cost is linear whatever the shapes are.
    """
    names_by_shape: defaultdict[tuple[str, ...], list[Any]] = defaultdict(list)
    for shape, name in zip(map(tuple, objects.values()), objects, strict=True):
        names_by_shape[shape].append(name)
    tables: list[Table] = []
    mixed: list[Any] = []
    for shape, names in names_by_shape.items():
        if len(names) < _SMALLEST_TABLE:
            mixed += names
        else:
            tables.append(_cut_columns(shape, names, list(map(objects.__getitem__, names))))
    if mixed:
        rows = list(map(objects.__getitem__, mixed))
        tables.append(Table(names=mixed, rows=rows, shape=None))
    return tuple(tables)


def _cut_columns(shape: tuple[str, ...], names: Sequence[str], rows: Sequence[JsonObject]) -> Table:
    """Lay all values of same-shaped rows in one list and take every n-th.

    Half the time of one comprehension a column, a quarter of `zip(*rows)`, which allocates an
    iterator a row and so wakes the garbage collector.
    """
    values: list[Any] = list(chain.from_iterable(map(dict[str, Any].values, rows)))
    width = len(shape)
    columns: dict[str, Column] = {key: values[i::width] for i, key in enumerate(shape)}
    return Table(names=names, rows=rows, shape=shape, _columns=columns)

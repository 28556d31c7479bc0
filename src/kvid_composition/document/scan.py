"""A first look over a Python value: is it surely plain JSON within the limits?

The look runs over columns (see `tables`) and answers only yes or "perhaps not"; it never raises.
Where it says "perhaps not", `walk` goes over every value and says what is wrong and where.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import isfinite
from typing import Any, Final, TypeAlias, TypeGuard

from kvid_composition.document.limits import DEFAULT_LIMITS, Limits
from kvid_composition.document.tables import Column, Table, collect_types, tabulate
from kvid_composition.document.values import are_all, is_object

__all__ = ["FORBIDDEN_KEY", "LARGEST_SAFE_INTEGER", "Survey", "survey_document"]

LARGEST_SAFE_INTEGER: Final = 2**53 - 1
"""ECMAScript's Number.MAX_SAFE_INTEGER: beyond it a double cannot tell neighbours apart."""

FORBIDDEN_KEY: Final = "__proto__"
"""Assigning this key in JavaScript changes an object's prototype instead of adding a member."""

_JSON_TYPES: Final = frozenset((dict, list, str, int, float, bool, type(None)))

# The root is at depth 1, its maps at 2, the objects in them at 3.
_DEPTH_OF_ENTITIES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What the first look found.

    Attributes:
        is_plain: the value is plain JSON within the limits, without any of the DOC faults.
        tables: for each top-level member that maps names to objects, those objects by column;
            complete only where `is_plain` is true.
        values: how many values it has, containers included; counted only where `is_plain` is true.
    """

    is_plain: bool
    tables: Mapping[str, tuple[Table, ...]]
    values: int = 0


_Level: TypeAlias = tuple[Column, frozenset[type], int]
"""Values, their exact types, and the depth at which they stand."""


class _SuspicionError(Exception):
    """Ends the look: something has to be looked at more closely."""


def survey_document(document: object, limits: Limits = DEFAULT_LIMITS) -> Survey:
    """Look over any Python value; never raises, and never runs code of a foreign type."""
    tables: dict[str, tuple[Table, ...]] = {}
    try:
        values = _look(document, limits, tables)
    except (_SuspicionError, UnicodeEncodeError):
        return Survey(is_plain=False, tables={})
    return Survey(is_plain=True, tables=tables, values=values)


def _look(document: object, limits: Limits, tables: dict[str, tuple[Table, ...]]) -> int:
    """Look at every value, lay maps of objects out in tables, and give the number of values."""
    if not is_object(document) or limits.depth < 1:
        return _drain([_measure([document], 1)], 0, limits)
    _check_keys([document])
    nodes = 1
    queue: list[_Level] = []
    for key, member in document.items():
        if _maps_to_objects(member) and limits.depth >= _DEPTH_OF_ENTITIES:
            nodes += 1 + len(member)
            _check_size(member.values(), nodes, limits)
            tables[key] = _tabulate_checked(member)
            for table in tables[key]:
                # Column by column, while it is still in the processor's cache.
                for column, kinds in table.iterate_columns():
                    nodes = _drain([(column, kinds, _DEPTH_OF_ENTITIES + 1)], nodes, limits)
        else:
            queue.append(_measure([member], 2))
    return _drain(queue, nodes, limits)


def _maps_to_objects(member: object) -> TypeGuard[dict[Any, dict[Any, Any]]]:
    return is_object(member) and are_all(dict, member.values())


def _tabulate_checked(objects: dict[str, dict[str, Any]]) -> tuple[Table, ...]:
    _check_keys([objects])
    # Before any shape is hashed: a key that only equals a text must not slip into its group.
    if not are_all(str, chain.from_iterable(objects.values())):
        raise _SuspicionError
    tables = tabulate(objects)
    for table in tables:
        _check_names(chain.from_iterable(table.rows) if table.shape is None else table.shape)
    return tables


def _measure(values: Column, depth: int) -> _Level:
    return values, collect_types(values), depth


def _drain(queue: list[_Level], nodes: int, limits: Limits) -> int:
    """Look at lists of values that stand at the same depth, until none is left.

    Gives the number of values seen, `nodes` included.
    """
    while queue:
        values, kinds, depth = queue.pop()
        nodes += len(values)
        if nodes > limits.nodes or not kinds <= _JSON_TYPES:
            raise _SuspicionError
        _check_scalars(values, kinds, limits)
        if depth > limits.depth and (dict in kinds or list in kinds):
            raise _SuspicionError
        if dict in kinds:
            objects: list[dict[str, Any]] = _pick(values, kinds, dict)
            _check_size(objects, nodes, limits)
            _check_keys(objects)
            members = list(chain.from_iterable(map(dict[str, Any].values, objects)))
            queue.append(_measure(members, depth + 1))
        if list in kinds:
            arrays: list[list[Any]] = _pick(values, kinds, list)
            _check_size(arrays, nodes, limits)
            queue.append(_measure(list(chain.from_iterable(arrays)), depth + 1))
    return nodes


def _pick(values: Column, kinds: frozenset[type], kind: type) -> Any:
    return values if len(kinds) == 1 else [value for value in values if type(value) is kind]


def _check_size(containers: Iterable[Any], nodes: int, limits: Limits) -> None:
    """Refuse before the parts are laid out: shared containers can expand without end."""
    if nodes + sum(map(len, containers)) > limits.nodes:
        raise _SuspicionError


def _check_keys(objects: Sequence[dict[Any, Any]]) -> None:
    keys = list(chain.from_iterable(objects))
    if not are_all(str, keys):
        raise _SuspicionError
    _check_names(keys)


def _check_names(names: Iterable[str]) -> None:
    distinct = set(names)
    if FORBIDDEN_KEY in distinct:
        raise _SuspicionError
    "".join(distinct).encode()


def _check_scalars(values: Column, kinds: frozenset[type], limits: Limits) -> None:
    if str in kinds:
        # Raises UnicodeEncodeError where a lone surrogate stands.
        "".join(_pick(values, kinds, str)).encode()
    if float in kinds and not all(map(isfinite, _pick(values, kinds, float))):
        raise _SuspicionError
    if int in kinds:
        integers = _pick(values, kinds, int)
        largest = min(LARGEST_SAFE_INTEGER, 10**limits.integer_digits - 1)
        if max(integers) > largest or min(integers) < -largest:
            raise _SuspicionError

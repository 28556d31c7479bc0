"""The check-only validator: the models' verdict on a document, without building any model.

Whole columns are checked against the specs of the models' fields, in C loops; only objects in which
something looks wrong are looked at member by member. That this gives the very faults that the
models give is a law of its own (tests/properties/test_model_laws.py).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from kvid_composition.document.pointer import Path
from kvid_composition.document.tables import Table, tabulate
from kvid_composition.document.values import MISSING, is_array, is_object
from kvid_composition.model.shape import Shape
from kvid_composition.model.shape_table import (
    ASSET_SHAPES,
    COMPOSITION,
    DELETED_ASSET,
    ITEM_SHAPES,
    TRACK,
    UNKNOWN_ASSET,
    UNKNOWN_ITEM,
)
from kvid_composition.model.specs import FieldSpec
from kvid_composition.model.structure import (
    StructureFault,
    make_absence_fault,
    make_range_fault,
    make_type_fault,
)

__all__ = ["find_structure_faults", "iterate_structure_faults", "split_by_type"]


def find_structure_faults(
    document: object, tables: Mapping[str, tuple[Table, ...]] | None = None
) -> list[StructureFault]:
    """Give what the models find wrong with a document, in no particular order.

    Args:
        document: any value that passed `find_value_faults`, bearable faults aside.
        tables: the tables of a survey of this very document, to save the work of cutting them.
    """
    return list(iterate_structure_faults(document, tables))


def iterate_structure_faults(
    document: object, tables: Mapping[str, tuple[Table, ...]] | None = None
) -> Iterator[StructureFault]:
    """Give what `find_structure_faults` gives, fault by fault: every field may have one."""
    if not is_object(document):
        yield make_type_fault((), _OBJECT, document)
        return
    known_tables = tables or {}
    yield from _check_root(document)
    yield from _check_array("tracks", document.get("tracks"), TRACK)
    yield from _check_array("deletedAssets", document.get("deletedAssets"), DELETED_ASSET)
    yield from _check_map("items", document.get("items"), known_tables, ITEM_SHAPES, UNKNOWN_ITEM)
    yield from _check_map(
        "assets", document.get("assets"), known_tables, ASSET_SHAPES, UNKNOWN_ASSET
    )


def _check_root(document: dict[str, Any]) -> Iterable[StructureFault]:
    """Check the root's own fields; a sound container is checked part by part, so it goes empty."""
    shallow = {
        key: type(value)() if key in _CONTAINERS and type(value) is _CONTAINERS[key] else value
        for key, value in document.items()
    }
    return _find_object_faults(COMPOSITION.specs, shallow, ())


_OBJECT: Final = "an object"
_TEXT: Final = frozenset((str,))

_CONTAINERS: dict[str, type] = {
    "tracks": list,
    "deletedAssets": list,
    "items": dict,
    "assets": dict,
}


def _check_array(key: str, entries: object, shape: Shape) -> Iterator[StructureFault]:
    if is_array(entries):
        named = {index: entry for index, entry in enumerate(entries) if is_object(entry)}
        suspects = {i for table in tabulate(named) for i in find_suspects(table, shape)}
        for index, entry in enumerate(entries):
            if index in suspects or index not in named:
                yield from _find_entity_faults(shape, entry, (key, index))


def _find_entity_faults(shape: Shape, entity: Any, path: Path) -> Iterator[StructureFault]:
    if not is_object(entity):
        yield make_type_fault(path, _OBJECT, entity)
    else:
        yield from _find_object_faults(shape.specs, entity, path)


def _find_object_faults(
    specs: Iterable[FieldSpec], members: dict[str, Any], path: Path
) -> Iterator[StructureFault]:
    for spec in specs:
        value = members.get(spec.key, MISSING)
        if value is not MISSING:
            yield from _find_value_faults(spec, value, (*path, spec.key))
        elif spec.is_required:
            yield make_absence_fault(path, spec.key)


def _find_value_faults(spec: FieldSpec, value: Any, path: Path) -> Iterator[StructureFault]:
    if type(value) not in spec.types:
        yield make_type_fault(path, spec.expected, value)
    elif not spec.is_within_bounds(value):
        yield make_range_fault(path, spec.expected, value)
    elif spec.entries and is_array(value):
        for index, entry in enumerate(value):
            yield from _find_value_faults(spec.entries, entry, (*path, index))
    elif spec.members and is_object(value):
        yield from _find_object_faults(spec.members, value, path)


def _check_map(
    key: str,
    entities: object,
    tables: Mapping[str, tuple[Table, ...]],
    shapes: Mapping[str, Shape],
    unknown: Shape,
) -> Iterator[StructureFault]:
    if not is_object(entities):
        return
    known_tables = tables.get(key)
    if known_tables is None:
        known_tables = tabulate({k: v for k, v in entities.items() if is_object(v)})
        for name, entity in entities.items():
            if not is_object(entity):
                yield make_type_fault((key, name), _OBJECT, entity)
    for kind, table in split_by_type(known_tables, shapes):
        shape = shapes.get(kind, unknown) if kind else unknown
        for name in find_suspects(table, shape):
            yield from _find_entity_faults(shape, entities[name], (key, name))


def find_suspects(table: Table, shape: Shape) -> list[Any]:
    """Give the names of the rows that a model would perhaps refuse; never misses one it would."""
    suspects: set[int] = set()
    for spec in shape.specs:
        if table.lacks(spec.key):
            suspects.update(range(len(table.rows)) if spec.is_required else ())
            continue
        column = table.read_column(spec.key)
        if not spec.accepts_all(column, table.read_types(spec.key)):
            suspects.update(i for i, value in enumerate(column) if not spec.accepts(value))
    return [table.names[i] for i in sorted(suspects)]


def split_by_type(
    tables: Iterable[Table], known: Mapping[str, object]
) -> Iterator[tuple[str | None, Table]]:
    """Split tables so that the rows of each are of one known type; None stands for all others."""
    for table in tables:
        kinds = _read_kinds(table, known)
        distinct = set(kinds)
        if len(distinct) == 1:
            yield from ((kind, table) for kind in distinct)
        else:
            for kind in sorted(distinct, key=str):
                yield kind, table.take([i for i, other in enumerate(kinds) if other == kind])


def _read_kinds(table: Table, known: Mapping[str, object]) -> Sequence[str | None]:
    """Give the type of each row, None for an unknown one; one entry stands for all that agree."""
    if table.lacks("type"):
        return [None]
    column = table.read_column("type")
    if table.read_types("type") <= _TEXT:
        distinct = set(column)
        if len(distinct) == 1:
            return [kind if kind in known else None for kind in distinct]
    return [kind if type(kind) is str and kind in known else None for kind in column]

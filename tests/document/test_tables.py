"""Tables: every row once, and each column what a naive reading gives."""

from collections import OrderedDict, UserDict
from enum import IntEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.document.tables import Table, collect_types, tabulate
from kvid_composition.document.values import MISSING, JsonObject, Missing
from kvid_composition.testing.drawn.plain_json import json_scalars
from kvid_composition.testing.hostile.traps import make_pretender

_KEYS = ("id", "from", "left", "text")


@st.composite
def maps_of_objects(draw: st.DrawFn) -> dict[str, JsonObject]:
    """Give objects of few shapes: some so frequent that they get a table of their own."""
    shapes = draw(
        st.lists(st.lists(st.sampled_from(_KEYS), unique=True).map(tuple), min_size=1, max_size=3)
    )
    values = draw(st.lists(json_scalars(), min_size=1, max_size=5))
    counts = [draw(st.sampled_from([0, 1, 63, 64, 70])) for _ in shapes]
    rows = [shape for shape, count in zip(shapes, counts, strict=True) for _ in range(count)]
    draw(st.randoms(use_true_random=False)).shuffle(rows)
    return {
        f"n{i}": {key: values[(i + k) % len(values)] for k, key in enumerate(shape)}
        for i, shape in enumerate(rows)
    }


@given(maps_of_objects())
def test_every_object_is_in_exactly_one_table(objects: dict[str, JsonObject]) -> None:
    named = [
        pair for table in tabulate(objects) for pair in zip(table.names, table.rows, strict=True)
    ]
    assert len(named) == len(objects)
    assert all(objects[name] is row for name, row in named)
    assert {name for name, _ in named} == objects.keys()


@given(maps_of_objects())
def test_a_shape_is_that_of_every_row(objects: dict[str, JsonObject]) -> None:
    tables = tabulate(objects)
    shaped = [table for table in tables if table.shape is not None]
    assert all(tuple(row) == table.shape for table in shaped for row in table.rows)
    assert all(len(table.rows) >= 64 for table in shaped)
    assert len({table.shape for table in tables}) == len(tables)


@given(maps_of_objects())
def test_a_column_is_the_member_of_each_row(objects: dict[str, JsonObject]) -> None:
    for table in tabulate(objects):
        for key in (*_KEYS, "nowhere"):
            naive = [row.get(key, MISSING) for row in table.rows]
            assert list(table.read_column(key)) == naive
            assert table.read_types(key) == {type(value) for value in naive}


@given(maps_of_objects())
def test_lacking_and_having_are_what_the_rows_say(objects: dict[str, JsonObject]) -> None:
    for table in tabulate(objects):
        for key in (*_KEYS, "nowhere"):
            assert not table.lacks(key) or all(key not in row for row in table.rows)
            assert table.has_everywhere(key) == all(key in row for row in table.rows)
            if table.shape is not None:
                assert table.lacks(key) == (key not in table.shape)


@given(
    maps_of_objects(),
    st.lists(st.sampled_from(_KEYS), unique=True),
    st.dictionaries(st.sampled_from(_KEYS), json_scalars()),
)
def test_a_selection_is_of_the_rows_that_have_all_keys(
    objects: dict[str, JsonObject], keys: list[str], defaults: dict[str, Any]
) -> None:
    for table in tabulate(objects):
        names, *columns = table.select(*keys, **defaults)
        named = zip(table.names, table.rows, strict=True)
        naive = [(name, row) for name, row in named if row.keys() >= {*keys}]
        assert list(names) == [name for name, _ in naive]
        expected = [[row[key] for _, row in naive] for key in keys]
        expected += [[row.get(k, default) for _, row in naive] for k, default in defaults.items()]
        assert [list(column) for column in columns] == expected


@given(maps_of_objects(), st.data())
def test_a_part_of_a_table_reads_like_the_whole(
    objects: dict[str, JsonObject], data: st.DataObject
) -> None:
    for table in tabulate(objects):
        if data.draw(st.booleans()):
            table.read_column("from")
        positions = data.draw(st.lists(st.integers(0, len(table.rows) - 1), max_size=5))
        part = table.take(positions)
        assert part.shape == table.shape
        assert list(part.names) == [table.names[i] for i in positions]
        assert all(part.rows[k] is table.rows[i] for k, i in enumerate(positions))
        for key in _KEYS:
            assert list(part.read_column(key)) == [table.read_column(key)[i] for i in positions]


@given(maps_of_objects())
def test_the_columns_hold_every_value_once(objects: dict[str, JsonObject]) -> None:
    for table in tabulate(objects):
        columns = list(table.iterate_columns())
        found = [id(value) for column, _ in columns for value in column]
        assert sorted(found) == sorted(id(v) for row in table.rows for v in row.values())
        assert all(kinds == {type(value) for value in column} for column, kinds in columns)


def test_a_map_without_objects_has_no_table() -> None:
    assert tabulate({}) == ()


def test_a_table_is_nothing_but_itself() -> None:
    table, other = (Table(names=[], rows=[], shape=None) for _ in range(2))
    assert table != other


class _Five(IntEnum):
    FIVE = 5


@pytest.mark.parametrize(
    "foreign",
    [_Five.FIVE, (), b"", 1j, OrderedDict[str, int](), UserDict[str, int](), object(), {1}],
    ids=lambda value: type(value).__name__,
)
def test_a_foreign_type_is_collected_as_object(foreign: object) -> None:
    assert collect_types([foreign]) == {object}
    assert collect_types([1, foreign, "x"]) == {int, object, str}
    assert collect_types([foreign, foreign]) == {object}


@pytest.mark.parametrize("claimed", [dict, list, str, int, float, bool, type(None)])
def test_a_type_that_claims_to_be_another_is_collected_as_object(claimed: type) -> None:
    pretender = make_pretender(claimed)()
    assert collect_types([pretender]) == {object}
    assert collect_types([1, 2.5, pretender]) == {int, float, object}


@given(st.lists(json_scalars() | st.just(MISSING)))
def test_the_types_collected_are_the_exact_types(values: list[Any]) -> None:
    assert collect_types(values) == frozenset(map(type, values))
    assert (Missing in collect_types(values)) == (MISSING in values)

"""The first look: yes only where the careful walk finds nothing, and then always."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.document.limits import Limits
from kvid_composition.document.scan import survey_document
from kvid_composition.document.values import is_array, is_object
from kvid_composition.document.walk import find_value_faults
from kvid_composition.testing.drawn.plain_json import (
    NASTY_TEXTS,
    json_keys,
    json_objects,
    json_values,
)
from kvid_composition.testing.hostile.compositions import HostileComposition, hostile_compositions
from kvid_composition.testing.hostile.traps import CALLS, RaisingText, make_pretender
from kvid_composition.testing.hostile.values import HostileValue, hostile_values, nest

_SMALL = Limits(nodes=2000)


def _is_plain(value: object, limits: Limits = _SMALL) -> bool:
    return survey_document(value, limits).is_plain


def _agrees(value: object, limits: Limits) -> bool:
    return _is_plain(value, limits) == (find_value_faults(value, limits) == [])


@given(json_values(max_leaves=50, keys=json_keys() | st.just("__proto__")))
def test_plain_is_what_the_walk_finds_no_fault_in(value: Any) -> None:
    assert _agrees(value, _SMALL)


@given(json_objects(max_leaves=30), st.integers(0, 6), st.integers(1, 40))
def test_plain_is_what_the_walk_finds_no_fault_in_whatever_the_limits(
    value: Any, depth: int, nodes: int
) -> None:
    assert _agrees(value, Limits(depth=depth, nodes=nodes))


@given(hostile_values())
def test_plain_is_what_the_walk_finds_no_fault_in_a_hostile_value(hostile: HostileValue) -> None:
    assert _agrees(hostile.value, _SMALL)


@given(hostile_compositions())
def test_plain_is_what_the_walk_finds_no_fault_in_a_hostile_part(
    hostile: HostileComposition,
) -> None:
    assert _agrees(hostile.document, _SMALL)


@given(hostile_values() | hostile_compositions().map(lambda h: HostileValue(h.document, h.how, 0)))
def test_the_look_runs_no_code_of_a_hostile_value(hostile: HostileValue) -> None:
    CALLS.clear()
    survey_document(hostile.value, _SMALL)
    assert CALLS == []


def _fill_column(odd: object, position: int) -> dict[str, Any]:
    """Give a map of a hundred objects of one shape, one of them with an odd value."""
    entities: dict[str, Any] = {f"n{i}": {"id": f"n{i}", "value": i} for i in range(100)}
    entities[f"n{position}"]["value"] = odd
    return {"items": entities}


@given(hostile_values(), st.integers(0, 99))
def test_plain_is_what_the_walk_finds_no_fault_in_a_column(
    hostile: HostileValue, position: int
) -> None:
    assert _agrees(_fill_column(hostile.value, position), _SMALL)


@pytest.mark.parametrize("claimed", [dict, list, str, int, float, bool, type(None)])
@pytest.mark.parametrize("beside", [None, {}, [], "x", 1, 2.5, True])
def test_a_type_that_claims_to_be_another_is_suspicious(claimed: type, beside: Any) -> None:
    pretender = make_pretender(claimed)()
    assert not _is_plain(pretender)
    assert not _is_plain([beside, pretender])
    assert not _is_plain({"items": {"a": pretender, "b": {}}})
    assert not _is_plain(_fill_column(pretender, 7))


@given(json_objects(max_leaves=30, exact=True))
def test_the_tables_hold_each_member_that_maps_to_objects(document: Any) -> None:
    tables = survey_document(document).tables
    maps = {
        key: member
        for key, member in document.items()
        if is_object(member) and all(map(is_object, member.values()))
    }
    assert tables.keys() == maps.keys()
    for key, member in maps.items():
        rows = {name: row for t in tables[key] for name, row in zip(t.names, t.rows, strict=True)}
        assert rows.keys() == member.keys()
        assert all(rows[name] is member[name] for name in member)


def test_a_value_that_is_not_plain_has_no_tables() -> None:
    assert survey_document({"items": {"a": {"b": math.nan}}}).tables == {}


def test_a_root_that_is_no_object_has_no_tables() -> None:
    survey = survey_document([{"a": {"b": 1}}])
    assert survey.is_plain
    assert survey.tables == {}


def test_a_shallow_limit_is_kept_for_maps_of_objects() -> None:
    document = {"items": {"a": {"b": 1}}}
    assert not _is_plain(document, Limits(depth=2))
    assert _is_plain(document, Limits(depth=3))


@pytest.mark.parametrize("arrays", [True, False])
def test_a_depth_of_64_is_plain_and_65_is_not(arrays: bool) -> None:
    assert _is_plain(nest(64, arrays=arrays))
    assert not _is_plain(nest(65, arrays=arrays))
    assert not _is_plain(nest(100_000, arrays=arrays))


@pytest.mark.parametrize(
    "value", [2**53, -(2**53), 10**5000, math.nan, math.inf, "\ud800", {1}], ids=range(7)
)
def test_what_the_walk_reports_is_suspicious_among_its_like(value: Any) -> None:
    assert not _is_plain(value)
    assert not _is_plain([1, "x", 2.5, value, None])
    assert not _is_plain({"items": {"a": {"b": value}}})
    assert not _is_plain(_fill_column(value, 50))


@pytest.mark.parametrize("key", [1, None, "\ud800", "__proto__", RaisingText("id")])
def test_a_key_that_the_walk_reports_is_suspicious(key: Any) -> None:
    documents: list[Any] = [{key: 1}, {"a": {key: 1}}, {"a": {key: {}}}, {"a": [{key: 1}]}]
    documents.append({"items": {"a": {"b": {key: 1}}}})
    assert not any(map(_is_plain, documents))


def test_nasty_texts_are_plain() -> None:
    assert _is_plain({text: [text] for text in NASTY_TEXTS})


@pytest.mark.parametrize("where", ["items", "notes"])
def test_shared_parts_that_expand_are_refused_before_they_are_laid_out(where: str) -> None:
    row = {"id": "n", "value": [1] * 50}
    shared = {f"n{i}": row for i in range(100)}
    document: dict[str, Any] = {"items": shared} if where == "items" else {"notes": [shared] * 2}
    assert not _is_plain(document)
    assert _is_plain(document, Limits(nodes=20_000))


@pytest.mark.parametrize(
    "document", [{"a": 1, "b": 2}, {"a": {"x": {"y": 1}}}, {"a": {}, "b": [1]}, [1, [2]], 1]
)
def test_every_value_is_counted_once(document: Any) -> None:
    size = _count(document)
    assert _is_plain(document, Limits(nodes=size))
    assert not _is_plain(document, Limits(nodes=size - 1))


def _count(value: Any) -> int:
    parts = value.values() if is_object(value) else value if is_array(value) else ()
    return 1 + sum(map(_count, parts))


def test_the_size_of_a_bomb_does_not_matter() -> None:
    bomb: Any = {"a": 1}
    for _ in range(60):
        bomb = dict.fromkeys("abcdefghij", bomb)
    assert not _is_plain({"x": bomb})
    assert not _is_plain([bomb])


def test_arrays_are_told_from_objects_in_a_mixed_list() -> None:
    parts: list[Any] = [[], {}, [1], {"a": [2]}, "x"]
    assert _is_plain(parts)
    assert all(is_array(part) or is_object(part) or part == "x" for part in parts)

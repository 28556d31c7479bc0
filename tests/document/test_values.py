"""The three relations called "equal", and the deep copy."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kvid_composition.document.values import (
    MISSING,
    JsonValue,
    Missing,
    are_equal,
    are_identical,
    are_same_text,
    detach,
    is_array,
    is_object,
    is_of_class,
    read_members,
)
from kvid_composition.testing.drawn.plain_json import json_values
from kvid_composition.testing.hostile import traps
from kvid_composition.testing.hostile.traps import (
    CALLS,
    HOOKS,
    HostileError,
    Impostor,
    LyingDict,
    RaisingText,
    make_pretender,
    make_trap,
)
from kvid_composition.testing.hostile.values import nest

Relation = Callable[[Any, Any], bool]

_RELATIONS: tuple[Relation, ...] = (are_equal, are_identical, are_same_text)


@st.composite
def alike(draw: st.DrawFn) -> tuple[JsonValue, JsonValue]:
    """Give a value and one that is the same but for some numbers, key orders and leaves."""
    value = draw(json_values(max_leaves=10))
    return value, _disturb(draw, value)


def _disturb(draw: st.DrawFn, value: JsonValue) -> JsonValue:
    if is_object(value):
        keys = draw(st.permutations(list(value)))
        return {key: _disturb(draw, value[key]) for key in keys}
    if is_array(value):
        return [_disturb(draw, part) for part in value]
    if isinstance(value, bool) or not isinstance(value, int | float) or draw(st.booleans()):
        return value
    other: JsonValue = draw(st.sampled_from([-value, value + 1, bool(value), str(value)]))
    if isinstance(value, int) and abs(value) < 2**53:
        return draw(st.sampled_from([other, float(value), -0.0 if value == 0 else value]))
    return other


pairs = alike() | st.tuples(json_values(max_leaves=5), json_values(max_leaves=5))


def _means_the_same(a: Any, b: Any) -> bool:
    """Compare as DIFF_AND_MERGE.md defines *equal*, by recursion."""
    if is_object(a) and is_object(b):
        return {*a} == {*b} and all(_means_the_same(a[key], b[key]) for key in a)
    if is_array(a) and is_array(b):
        return len(a) == len(b) and all(map(_means_the_same, a, b))
    if _json_type(a) != _json_type(b):
        return False
    return bool(a == b)


def _json_type(value: object) -> str:
    return "number" if type(value) in {int, float} else type(value).__name__


def _write(value: Any, *, sort_keys: bool) -> str:
    return json.dumps(value, sort_keys=sort_keys)


@given(pairs)
def test_equal_is_json_type_and_value_whatever_the_key_order(pair: tuple[Any, Any]) -> None:
    assert are_equal(*pair) == _means_the_same(*pair)


@given(pairs)
def test_identical_is_the_same_text_with_sorted_keys(pair: tuple[Any, Any]) -> None:
    a, b = (_write(value, sort_keys=True) for value in pair)
    assert are_identical(*pair) == (a == b)


@given(pairs)
def test_same_text_is_the_same_text(pair: tuple[Any, Any]) -> None:
    a, b = (_write(value, sort_keys=False) for value in pair)
    assert are_same_text(*pair) == (a == b)


@given(pairs)
def test_each_relation_implies_the_weaker_one(pair: tuple[Any, Any]) -> None:
    assert are_same_text(*pair) <= are_identical(*pair) <= are_equal(*pair)


@given(pairs)
def test_each_relation_is_symmetric(pair: tuple[Any, Any]) -> None:
    a, b = pair
    assert all(relation(a, b) == relation(b, a) for relation in _RELATIONS)


@given(json_values())
def test_each_relation_is_reflexive_for_a_copy(value: Any) -> None:
    copied = json.loads(json.dumps(value))
    assert all(relation(value, copied) for relation in _RELATIONS)


@pytest.mark.parametrize(
    ("a", "b", "equal", "identical", "same_text"),
    [
        (1, 1.0, True, False, False),
        (0, -0.0, True, False, False),
        (0.0, -0.0, True, False, False),
        (True, 1, False, False, False),
        (False, 0, False, False, False),
        (False, 0.0, False, False, False),
        (None, MISSING, False, False, False),
        (None, False, False, False, False),
        (MISSING, MISSING, True, True, True),
        (2**53 + 1, 2.0**53, False, False, False),
        ({"a": None}, {}, False, False, False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True, True, False),
        ({"a": 1}, {"a": 1.0}, True, False, False),
        ([1, 2], [2, 1], False, False, False),
        ([1], [1, 1], False, False, False),
        ({}, [], False, False, False),
        ("1", 1, False, False, False),
        ([True], [1], False, False, False),
        ("\u00e9", "e\u0301", False, False, False),
    ],
)
def test_the_relations_differ_where_they_should(
    a: Any, b: Any, equal: bool, identical: bool, same_text: bool
) -> None:
    assert [relation(a, b) for relation in _RELATIONS] == [equal, identical, same_text]


@pytest.mark.parametrize("arrays", [True, False])
def test_no_depth_exhausts_the_stack(arrays: bool) -> None:
    a, b = (nest(20_000, arrays=arrays, core=core) for core in (1, 1.0))
    assert are_equal(a, b)
    assert not are_identical(a, b)
    assert are_same_text(a, detach(a))


@given(json_values())
def test_detach_gives_the_same_text(value: Any) -> None:
    before = json.dumps(value)
    assert json.dumps(detach(value)) == before
    assert json.dumps(value) == before


@given(json_values())
def test_detach_shares_no_container(value: Any) -> None:
    assert _list_container_ids(value).isdisjoint(_list_container_ids(detach(value)))


def _list_container_ids(value: Any) -> set[int]:
    if is_object(value):
        return {id(value)}.union(*map(_list_container_ids, value.values()))
    if is_array(value):
        return {id(value)}.union(*map(_list_container_ids, value))
    return set()


def test_detach_separates_what_is_shared() -> None:
    part: list[JsonValue] = [1]
    copied: Any = detach([part, part])
    copied[0].append(2)
    assert copied == [[1, 2], [1]]
    assert part == [1]


@given(json_values())
def test_objects_and_arrays_are_told_by_exact_type(value: Any) -> None:
    class Sub(dict[str, Any]):
        pass

    class SubList(list[Any]):
        pass

    assert is_object(value) == (type(value) is dict)
    assert is_array(value) == (type(value) is list)
    assert not is_object(Sub())
    assert not is_array(SubList())


@pytest.mark.parametrize("base", [dict, list, str, int, float, object])
def test_a_value_is_of_its_class_and_its_bases_whatever_it_says(base: type) -> None:
    CALLS.clear()
    trap = make_trap(base, HOOKS, HostileError)()
    kinds: tuple[type, ...] = (base, object, bytes)
    assert [is_of_class(trap, kind) for kind in kinds] == [True, True, False]
    assert CALLS == []


def test_an_impostor_and_an_instance_of_a_hostile_class_are_not_what_they_claim() -> None:
    values: list[Any] = [Impostor(dict), make_pretender(bool)(), traps.RaisingClass()]
    assert [is_of_class(value, dict) for value in values] == [False, False, False]


def test_an_object_with_text_keys_has_all_its_members() -> None:
    members: dict[str, Any] = {"a": 1, "b": {}}
    assert read_members(members) is members


def test_members_under_foreign_keys_are_left_out_and_never_compared() -> None:
    CALLS.clear()
    key = RaisingText("id")
    members: dict[Any, Any] = {1: "one", key: "hostile", "type": "text", ("id",): 2}
    key.armed = True
    assert read_members(members) == {"type": "text"}
    assert CALLS == []


@pytest.mark.parametrize("value", [None, 5, "text", [1], LyingDict(a=1)], ids=range(5))
def test_what_is_no_object_has_no_members(value: object) -> None:
    assert read_members(value) == {}


def test_missing_is_false_and_says_its_name() -> None:
    assert not MISSING
    assert repr(MISSING) == "MISSING"
    assert Missing("missing") is MISSING


@given(json_values())
def test_missing_equals_only_itself(value: Any) -> None:
    assume(value is not MISSING)
    assert not any(relation(value, MISSING) for relation in _RELATIONS)

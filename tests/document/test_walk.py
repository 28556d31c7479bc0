"""The careful walk: every fault of a value, at its place, and no code of a foreign type run."""

import json
import math
import time
from typing import Any

import pytest
from hypothesis import given

from kvid_composition.document.limits import Limits
from kvid_composition.document.scan import survey_document
from kvid_composition.document.values import is_array, is_object
from kvid_composition.document.walk import ValueFault, encodes, find_value_faults, name_type
from kvid_composition.testing.drawn.plain_json import json_keys, json_values
from kvid_composition.testing.hostile.compositions import HostileComposition, hostile_compositions
from kvid_composition.testing.hostile.traps import (
    CALLS,
    HOOKS,
    HostileError,
    RaisingName,
    make_pretender,
    make_trap,
)
from kvid_composition.testing.hostile.values import HostileValue, hostile_values, nest

_SMALL = Limits(nodes=2000)


def _places(value: object, limits: Limits = _SMALL) -> list[tuple[str, tuple[str | int, ...]]]:
    return [(fault.code, fault.path) for fault in find_value_faults(value, limits)]


@given(json_values(exact=True, max_leaves=50))
def test_plain_json_has_no_fault(value: Any) -> None:
    assert find_value_faults(value) == []


@given(json_values(keys=json_keys(), max_leaves=50))
def test_the_faults_of_finite_json_are_its_large_integers(value: Any) -> None:
    assert sorted(_places(value), key=repr) == sorted(_list_large(value, ()), key=repr)


def _list_large(value: Any, path: tuple[str | int, ...]) -> list[tuple[str, Any]]:
    """List the integers that JavaScript rounds or nobody reads, by recursion."""
    if is_object(value):
        return [each for key, part in value.items() for each in _list_large(part, (*path, key))]
    if is_array(value):
        return [each for i, part in enumerate(value) for each in _list_large(part, (*path, i))]
    if type(value) is int and not -(2**53) < value < 2**53:
        return [("DOC110" if len(str(abs(value))) <= 309 else "DOC106", path)]
    return []


@given(hostile_values())
def test_the_walk_runs_no_code_of_a_hostile_value(hostile: HostileValue) -> None:
    CALLS.clear()
    find_value_faults(hostile.value, _SMALL)
    assert CALLS == []


@given(hostile_compositions())
def test_the_walk_runs_no_code_of_a_hostile_part(hostile: HostileComposition) -> None:
    CALLS.clear()
    find_value_faults(hostile.document, _SMALL)
    assert CALLS == []


@given(hostile_values())
def test_a_value_without_faults_can_be_written_as_json(hostile: HostileValue) -> None:
    if find_value_faults(hostile.value, _SMALL) == []:
        json.dumps(hostile.value, allow_nan=False).encode()


@pytest.mark.parametrize(
    ("value", "code", "detail"),
    [
        (math.nan, "DOC104", "NaN, which is no number"),
        (-math.inf, "DOC104", "a number too large for a double"),
        (10**309, "DOC106", "an integer of more than 309 digits"),
        (-(10**5000), "DOC106", "an integer of more than 309 digits"),
        (10**309 - 1, "DOC110", "an integer that JavaScript rounds"),
        (2**53, "DOC110", "an integer that JavaScript rounds"),
        (-(2**53), "DOC110", "an integer that JavaScript rounds"),
        ("a\udc80", "DOC108", "a text with a lone surrogate"),
        ({1}, "DOC107", "a Python value of type set"),
        (b"", "DOC107", "a Python value of type bytes"),
        ((), "DOC107", "a Python value of type tuple"),
        (dict, "DOC107", "a Python value of type type"),
    ],
    ids=range(12),
)
def test_a_scalar_is_named_with_what_is_wrong(value: Any, code: Any, detail: str) -> None:
    fault = ValueFault(code=code, path=("a", 1), detail=detail)
    assert find_value_faults({"a": [0, value]}) == [fault]


@pytest.mark.parametrize(("digits", "most"), [(3, 999), (15, 10**15 - 1), (17, 2**53 - 1)])
def test_a_low_limit_of_digits_holds_for_safe_integers_too(digits: int, most: int) -> None:
    limits = Limits(integer_digits=digits)
    assert find_value_faults([most, -most, 0], limits) == []
    assert survey_document([most, -most, 0], limits).is_plain
    assert len(find_value_faults([most + 1, -most - 1], limits)) == 2
    assert not survey_document([most + 1], limits).is_plain
    assert not survey_document([-most - 1], limits).is_plain


@pytest.mark.parametrize(
    "value", [2**53 - 1, -(2**53) + 1, 1.7976931348623157e308, -0.0, "\U0001f600", True, None]
)
def test_what_is_just_inside_the_bounds_is_no_fault(value: Any) -> None:
    assert find_value_faults([value]) == []


@pytest.mark.parametrize("key", [None, 1, 2.5, True, (1,), b"id"])
def test_a_key_that_is_no_text_is_reported_at_its_object(key: Any) -> None:
    (fault,) = find_value_faults({"a": {"b": 1, key: math.nan}})
    assert (fault.code, fault.path, fault.part) == ("DOC107", ("a",), "key")
    assert fault.detail.startswith(f"an object with a key of type {type(key).__name__}")


def test_a_key_with_a_lone_surrogate_is_reported_at_its_object() -> None:
    (fault,) = find_value_faults({"a": {"\ud800": math.nan}})
    assert (fault.code, fault.path, fault.part) == ("DOC108", ("a",), "key")


def test_the_key_that_changes_prototypes_is_reported_and_looked_into() -> None:
    places = _places({"__proto__": [math.nan]})
    assert places == [("DOC109", ("__proto__",)), ("DOC104", ("__proto__", 0))]


def test_a_lone_empty_container_has_depth_1() -> None:
    assert _places({}, Limits(depth=1)) == []
    assert _places({"a": []}, Limits(depth=1)) == [("DOC105", ("a",))]
    assert _places([], Limits(depth=0)) == [("DOC105", ())]


@pytest.mark.parametrize("arrays", [True, False])
def test_a_depth_of_64_is_no_fault_and_65_is_one(arrays: bool) -> None:
    step = 0 if arrays else "a"
    assert _places(nest(64, arrays=arrays)) == []
    assert _places(nest(65, arrays=arrays)) == [("DOC105", (step,) * 64)]


def test_a_list_in_itself_is_reported_where_it_is_met_again() -> None:
    value: list[Any] = [1]
    value.append({"a": value})
    assert _places(value) == [("DOC107", (1, "a"))]


def test_two_lists_in_each_other_are_reported() -> None:
    a: list[Any] = []
    b: list[Any] = [a]
    a.append(b)
    assert _places([a, b])[0][0] == "DOC107"
    assert {code for code, _ in _places([a, b])} == {"DOC107"}


def test_a_shared_part_without_cycle_is_no_fault() -> None:
    part = [1, {"a": 2}]
    assert _places([part, part, {"b": part}]) == []


def test_a_shared_part_with_a_fault_is_reported_in_each_place() -> None:
    part = [math.nan]
    assert _places([part, part]) == [("DOC104", (0, 0)), ("DOC104", (1, 0))]


def test_a_document_of_too_many_values_is_that_one_fault() -> None:
    (fault,) = find_value_faults([math.nan] * 10, Limits(nodes=10))
    assert (fault.code, fault.path, fault.part) == ("DOC106", (), "document")
    assert fault.detail == "a document of more than 10 values"


def test_the_root_counts_as_a_value() -> None:
    assert _places([1] * 9, Limits(nodes=10)) == []
    assert _places([1] * 10, Limits(nodes=10)) == [("DOC106", ())]


def test_a_shared_part_counts_as_often_as_it_is_reached() -> None:
    part = [1, 2, 3]
    assert _places([part, part], Limits(nodes=9)) == []
    assert _places([part, part, part], Limits(nodes=9)) == [("DOC106", ())]


@pytest.mark.parametrize("core", [1, math.nan, {1}])
def test_an_expansion_without_end_is_found_at_once(core: Any) -> None:
    bomb: Any = [core]
    for _ in range(60):
        bomb = [bomb] * 10
    start = time.perf_counter()
    assert _places(bomb, Limits()) == [("DOC106", ())]
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize("size", [2, 5, 10, 15, 40])
def test_a_knot_of_lists_in_each_other_ends_soon(size: int) -> None:
    knot: list[Any] = [[] for _ in range(size)]
    for strand in knot:
        strand.extend(knot)
    start = time.perf_counter()
    assert {code for code, _ in _places(knot, Limits(nodes=100_000))} <= {"DOC106", "DOC107"}
    assert time.perf_counter() - start < 2


def test_the_extent_bounds_what_is_walked_in_a_knot() -> None:
    knot: list[Any] = [[] for _ in range(8)]
    for strand in knot:
        strand.extend(knot)
    found = [limit for limit in range(10, 4000, 10) if _places(knot, Limits(nodes=limit))[0][1]]
    assert found
    assert len(_places(knot, Limits(nodes=found[0]))) <= found[0]


@pytest.mark.parametrize("base", [dict, list, str, int, float, object])
def test_a_subclass_is_foreign_whatever_it_does(base: type) -> None:
    CALLS.clear()
    trap = make_trap(base, HOOKS, HostileError)()
    assert _places({"a": trap}) == [("DOC107", ("a",))]
    assert CALLS == []


@pytest.mark.parametrize("claimed", [dict, list, str, int, float, bool, type(None)])
def test_a_type_that_claims_to_be_another_is_foreign(claimed: type) -> None:
    assert _places([make_pretender(claimed)()]) == [("DOC107", (0,))]


def test_the_name_of_a_type_is_short_and_harmless() -> None:
    assert name_type(1) == "int"
    assert name_type(type("\x1b[31m", (), {})()) == "\\u001b[31m"
    assert name_type(type("x" * 100, (), {})()) == "x" * 80


def test_the_name_of_a_type_is_read_without_asking_it() -> None:
    CALLS.clear()
    assert name_type(type(RaisingName("Odd"), (), {})()) == "Odd"
    assert CALLS == []


@pytest.mark.parametrize("text", ["", "abc", "\u00e9\ud55c", "\U0001f600", "\ue000"])
def test_a_text_without_lone_surrogate_encodes(text: str) -> None:
    assert encodes(text)


@pytest.mark.parametrize("text", ["\ud800", "a\udfff", "\udc00\ud800"])
def test_a_lone_surrogate_does_not_encode(text: str) -> None:
    assert not encodes(text)

"""The members by which two objects differ, as the careful relations see them."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.document import comparison
from kvid_composition.document.comparison import MemberChanges, compare_members
from kvid_composition.document.values import are_equal, are_identical, is_array, is_object
from kvid_composition.testing.drawn.plain_json import json_keys, json_values
from kvid_composition.testing.hostile.values import nest


def _confuse(draw: st.DrawFn, value: Any) -> Any:
    """Give the value with some numbers turned into others that Python calls equal."""
    if is_array(value):
        return [_confuse(draw, part) for part in value]
    if is_object(value):
        return {key: _confuse(draw, value[key]) for key in draw(st.permutations(list(value)))}
    if isinstance(value, str | None) or abs(value) > 2**53 or draw(st.booleans()):
        return value
    return draw(st.sampled_from([float(value), int(value), bool(value), -value, value + 1]))


@st.composite
def objects(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give two objects with most members in common."""
    values = json_values(max_leaves=6) | st.sampled_from([0, 1, 0.0, -0.0, 1.0, True, False, None])
    before = draw(st.dictionaries(json_keys(), values, max_size=6))
    after = {key: value for key, value in before.items() if draw(st.integers(0, 5))}
    after |= draw(st.dictionaries(json_keys(), values, max_size=2))
    after = json.loads(json.dumps(after)) if draw(st.booleans()) else after
    return before, {key: _confuse(draw, value) for key, value in after.items()}


@given(objects(), st.booleans())
def test_the_members_named_are_those_that_are_not_alike(
    pair: tuple[dict[str, Any], dict[str, Any]], exact: bool
) -> None:
    before, after = pair
    relation = are_identical if exact else are_equal
    assert compare_members(before, after, exact=exact) == MemberChanges(
        removed=[key for key in before if key not in after],
        added=[key for key in after if key not in before],
        changed=[key for key in after if key in before and not relation(before[key], after[key])],
    )


@given(objects())
def test_the_look_at_bytes_never_calls_alike_what_differs(
    pair: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    before, after = pair
    for key in before.keys() & after.keys():
        same = comparison._have_same_bytes([before[key]], [after[key]])  # pyright: ignore[reportPrivateUsage]
        assert not same or are_identical(before[key], after[key])


@pytest.mark.parametrize(
    ("old", "new", "differ", "differ_exactly"),
    [
        (1, 1.0, False, True),
        (1, True, True, True),
        (0.0, -0.0, False, True),
        (0, False, True, True),
        ({"a": [1]}, {"a": [1.0]}, False, True),
        ({"a": 1, "b": True}, {"b": True, "a": 1}, False, False),
        ({"a": True, "b": 1}, {"b": True, "a": 1}, True, True),
        (None, 0, True, True),
    ],
)
def test_what_python_calls_equal_is_looked_at_again(
    old: Any, new: Any, differ: bool, differ_exactly: bool
) -> None:
    changed = [compare_members({"k": old}, {"k": new}, exact=x).changed for x in (False, True)]
    assert changed == [["k"] * differ, ["k"] * differ_exactly]


def test_changes_are_found_wherever_they_stand_in_a_large_object() -> None:
    before: dict[str, Any] = {str(number): {"from": number} for number in range(1000)}
    after: dict[str, Any] = json.loads(json.dumps(before))
    changed = [str(number) for number in (0, 31, 32, 33, 500, 999)]
    for key in changed:
        after[key]["from"] = float(key)
    assert compare_members(before, after, exact=True).changed == changed
    assert compare_members(before, after, exact=False).changed == []


def test_keys_come_in_the_order_of_the_object_that_has_them() -> None:
    before: dict[str, Any] = {"z": 1, "y": 1, "b": 1, "a": 1}
    after: dict[str, Any] = {"x": 1, "a": 2, "w": 1, "b": 2}
    assert compare_members(before, after, exact=True) == MemberChanges(
        removed=["z", "y"], added=["x", "w"], changed=["a", "b"]
    )


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize("arrays", [False, True])
def test_values_may_be_nested_to_any_depth(arrays: bool, exact: bool) -> None:
    before, after, other = ({"k": nest(20_000, arrays=arrays, core=core)} for core in (1, 1, 2))
    assert compare_members(before, after, exact=exact).changed == []
    assert compare_members(before, other, exact=exact).changed == ["k"]


def test_a_shared_value_is_not_looked_into() -> None:
    class Unequal(dict[str, Any]):
        def __eq__(self, other: object) -> bool:
            raise AssertionError

        __hash__ = None

    shared: Any = Unequal()
    assert compare_members({"k": shared}, {"k": shared}, exact=True).changed == []

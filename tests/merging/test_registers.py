"""Registers: the smallest parts that are merged, each by one rule."""

from itertools import product
from typing import Any

import pytest

from kvid_composition.document.values import MISSING
from kvid_composition.merging.registers import (
    UNSETTLED,
    Held,
    Unsettled,
    merge_members,
    pick_members,
    settle,
)
from tests.merging.compositions import (
    compose,
    merge_ways,
    name_sides,
    only_conflict,
    only_note,
    solve,
)


@pytest.mark.parametrize(("base", "ours", "theirs"), [*product([MISSING, 1, 2], repeat=3)])
def test_a_side_that_changed_wins_over_one_that_did_not(base: Any, ours: Any, theirs: Any) -> None:
    wanted = {ours, theirs} - {base} or {base}
    assert settle(base, ours, theirs) == (wanted.pop() if len(wanted) == 1 else UNSETTLED)


def test_what_is_equal_is_unchanged_however_it_is_written() -> None:
    assert settle(5, 5.0, 6) == 6
    assert settle([5], [6], [6.0]) == [6]
    assert isinstance(settle(1, True, 2), Unsettled)


def _refuse(path: tuple[str, ...], *_values: Held) -> Held:
    raise AssertionError(path)


def test_objects_are_merged_member_by_member_and_so_are_those_inside() -> None:
    base: Any = {"a": {"b": 1, "c": 1}, "d": 1}
    ours: Any = {"a": {"b": 2, "c": 1}, "d": 1}
    theirs: Any = {"a": {"b": 1, "c": 2}, "d": 2}
    assert merge_members((base, ours, theirs), _refuse) == {"a": {"b": 2, "c": 2}, "d": 2}


def test_an_object_that_both_added_is_merged_member_by_member() -> None:
    assert merge_members(({}, {"a": {"b": 1}}, {"a": {"c": 2}}), _refuse) == {"a": {"b": 1, "c": 2}}
    assert merge_members(({"a": 5}, {"a": {"b": 1}}, {"a": {"b": 1, "c": 2}}), _refuse) == {
        "a": {"b": 1, "c": 2}
    }


def test_members_come_in_the_order_of_ours_and_then_of_theirs() -> None:
    versions: Any = {"x": 0, "y": 0}, {"b": 1, "y": 0, "x": 0}, {"c": 1, "x": 0, "a": 1, "y": 0}
    merged = merge_members(versions, _refuse, settled={"z": 9, "c": MISSING})
    assert [*merged] == ["b", "y", "x", "a", "z"]


def test_a_clash_names_the_path_and_the_three_values() -> None:
    def note(path: tuple[str, ...], *values: Held) -> Held:
        seen.append((path, *values))
        return MISSING

    seen: list[Any] = []
    versions: Any = {"a": {"b": 1}}, {"a": {"b": 2, "c": []}}, {"a": {"c": [1]}}
    assert merge_members(versions, note) == {"a": {}}
    assert seen == [(("a", "b"), 1, 2, MISSING), (("a", "c"), MISSING, [], [1])]


def _nest(value: Any, depth: int) -> Any:
    for _ in range(depth):
        value = {"in": value}
    return value


def test_what_lies_too_deep_is_one_part() -> None:
    def note(path: tuple[str, ...], _base: Held, ours: Held, _theirs: Held) -> Held:
        paths.append(path)
        return ours

    paths: list[tuple[str, ...]] = []
    versions = tuple(_nest({key: 1}, 90) for key in "bot")
    assert merge_members((versions[0], versions[1], versions[2]), note) == versions[1]
    assert [len(path) for path in paths] == [64]
    shallow = tuple(_nest({key: 1}, 60) for key in "bot")
    assert merge_members((shallow[0], shallow[1], shallow[2]), _refuse) == _nest(
        {"o": 1, "t": 1}, 60
    )


def test_only_members_that_are_there_are_picked() -> None:
    assert pick_members({"a": 1, "b": None}, ("b", "c")) == {"b": None}


def test_different_fields_of_one_entity_both_hold() -> None:
    base = compose({"v": "a"}, {"a": {"opacity": 1, "left": 0}})
    one = compose({"v": "a"}, {"a": {"opacity": 0.5, "left": 0}})
    other = compose({"v": "a"}, {"a": {"opacity": 1, "left": 7, "top": 2}})
    for result in merge_ways(base, one, other):
        assert only_note(result) == "merged"
        assert result.document == compose({"v": "a"}, {"a": {"opacity": 0.5, "left": 7, "top": 2}})


def test_the_same_field_with_the_same_value_is_no_conflict() -> None:
    base, later = (compose({"v": "a"}, {"a": {"opacity": value}}) for value in (1, 0.5))
    for result in merge_ways(base, later, compose({"v": "a"}, {"a": {"opacity": 0.5}})):
        assert result.clean
        assert result.document == later


def test_the_same_field_with_different_values_is_a_conflict_that_holds_ours() -> None:
    base, one, other = (compose({"v": "a"}, {"a": {"opacity": value}}) for value in (1, 0.5, 0.2))
    for result in merge_ways(base, one, other):
        conflict = only_conflict(result)
        assert (conflict.kind, conflict.path) == ("field", "/items/a/opacity")
        assert conflict.base == 1
        assert name_sides(conflict).keys() == {0.5, 0.2}
        assert conflict.provisional == conflict.ours
        for option, held in (("ours", conflict.ours), ("theirs", conflict.theirs), ("base", 1)):
            solved = solve(result, option)
            assert solved.document == compose({"v": "a"}, {"a": {"opacity": held}})


def test_base_is_no_option_where_base_has_nothing() -> None:
    base, one, other = (
        compose({"v": "a"}, {"a": item}) for item in ({}, {"opacity": 0.5}, {"opacity": None})
    )
    for result in merge_ways(base, one, other):
        conflict = only_conflict(result)
        assert conflict.base is MISSING
        assert [option.name for option in conflict.options] == ["ours", "theirs"]


def test_a_field_that_one_removed_and_the_other_changed_is_a_conflict() -> None:
    base, one, other = (
        compose({"v": "a"}, {"a": item}) for item in ({"opacity": 1}, {}, {"opacity": 0.5})
    )
    for result in merge_ways(base, one, other):
        conflict = only_conflict(result)
        assert MISSING in (conflict.ours, conflict.theirs)
        assert conflict.provisional is conflict.ours
        removed = solve(result, "ours" if conflict.ours is MISSING else "theirs")
        assert removed.document == one


def test_a_nested_object_is_merged_and_conflicts_inside_it_alone() -> None:
    base, one, other = (
        compose({"v": "a"}, {"a": {"fontStyle": style}})
        for style in (
            {"variant": "normal", "weight": "400"},
            {"variant": "italic", "weight": "700"},
            {"variant": "normal", "weight": "900", "x": 1},
        )
    )
    for result in merge_ways(base, one, other):
        assert only_conflict(result).path == "/items/a/fontStyle/weight"
        style: Any = result.document["items"]
        assert style["a"]["fontStyle"]["variant"] == "italic"
        assert style["a"]["fontStyle"]["x"] == 1


def test_an_array_inside_an_item_is_one_part() -> None:
    base, one, other = (
        compose({"v": "a"}, {"a": {"points": points}}) for points in ([1, 2], [9, 2], [1, 2, 3])
    )
    for result in merge_ways(base, one, other):
        assert only_conflict(result).path == "/items/a/points"


def test_unknown_fields_merge_like_known_ones() -> None:
    base, one, other = (
        compose({"v": "a"}, {"a": item}, {"m": item}, x=item)
        for item in (
            {"plugin": {"p": 1, "q": 1}},
            {"plugin": {"p": 2, "q": 1}},
            {"plugin": {"p": 1}},
        )
    )
    for result in merge_ways(base, one, other):
        assert result.clean
        merged = {"plugin": {"p": 2}}
        assert result.document == compose({"v": "a"}, {"a": merged}, {"m": merged}, x=merged)


def test_what_is_no_object_is_one_part() -> None:
    for kind in ("items", "assets"):
        base, one, other = (
            {**compose(), kind: {"a": value}} for value in ("what", "ever", "this is")
        )
        for result in merge_ways(base, one, other):
            (conflict,) = result.conflicts
            assert (conflict.kind, conflict.path) == ("field", f"/{kind}/a")
            assert conflict.provisional == conflict.ours

"""The steps of a patch: written, guarded, measured, and few enough."""

from typing import Any

import pytest

from kvid_composition.patching.patch_steps import (
    Group,
    Step,
    fit_groups,
    is_shorter,
    make_replacement,
    write_steps,
)
from kvid_composition.testing.hostile.values import nest


def _remove(*path: str | int, old: Any = 1) -> Step:
    return Step(name="remove", path=path, guard=(path, old))


def test_a_step_is_written_as_the_standard_has_it() -> None:
    move = Step(name="move", path=("b/c", 0), source=("a~", "-"), guard=(("a~", "-", "id"), "x"))
    null = Step(name="add", path=("",), value=None)
    assert write_steps([move, null, _remove("a")], guards=False) == [
        {"op": "move", "from": "/a~0/-", "path": "/b~1c/0"},
        {"op": "add", "path": "/", "value": None},
        {"op": "remove", "path": "/a"},
    ]


def test_a_guard_stands_before_its_step() -> None:
    steps = [make_replacement(("a",), 1, 2), Step(name="add", path=("b",), value=3)]
    assert write_steps(steps, guards=True) == [
        {"op": "test", "path": "/a", "value": 1},
        {"op": "replace", "path": "/a", "value": 2},
        {"op": "add", "path": "/b", "value": 3},
    ]


def test_a_replacement_leaves_keys_where_they_were() -> None:
    old: Any = {"a": 1, "b": {"x": 1, "y": [{"p": 1, "q": 2}]}, "c": 1}
    new: Any = {"d": 1, "b": {"z": 0, "y": [{"q": 2, "p": 1}], "x": 2}, "a": 1}
    value: Any = make_replacement((), old, new).value
    assert value == new
    assert list(value) == ["a", "b", "d"]
    assert list(value["b"]) == ["x", "y", "z"]
    assert value["b"]["y"] is new["b"]["y"]


@pytest.mark.parametrize(
    ("old", "new"), [({"a": 1}, [1]), ([1], {"a": 1}), (None, {"a": 1}), ({"a": 1}, None)]
)
def test_a_replacement_of_another_type_is_the_new_value_itself(old: Any, new: Any) -> None:
    assert make_replacement((), old, new).value is new


@pytest.mark.parametrize(
    ("value", "steps", "shorter"),
    [
        ({"a": 1}, [_remove("x", "b"), _remove("x", "c")], True),
        ({"a": "long" * 50}, [_remove("x", "b"), _remove("x", "c")], False),
        ({"a": "\ud55c" * 20}, [_remove("x", "b" * 33), _remove("x", "c" * 10)], False),
        ({"a": 1}, [], False),
    ],
)
def test_what_takes_fewer_bytes_is_shorter(value: Any, steps: list[Step], shorter: bool) -> None:
    assert is_shorter(make_replacement(("x",), None, value), steps) == shorter


@pytest.mark.parametrize("value", [nest(5_000), 10**5_000], ids=["deep", "long"])
def test_what_cannot_be_written_is_not_shorter(value: Any) -> None:
    steps = [_remove("x", str(number)) for number in range(5_000)]
    assert not is_shorter(make_replacement(("x",), None, value), steps)
    assert not is_shorter(_remove("x"), [make_replacement(("x",), None, value)])


def _make_group(key: str, count: int, *, whole: bool) -> Group:
    steps = [_remove(key, str(number)) for number in range(count)]
    replacement = make_replacement((key, "whole"), 0, 1) if whole else None
    return Group(path=(key, "whole"), steps=steps, whole=replacement)


def _list_paths(groups: list[Group], most: int) -> list[str]:
    before: Any = {"a": 1, "b": 1, "c": 1}
    steps = fit_groups(groups, before, {**before, "new": 1}, most)
    return ["/".join(map(str, step.path)) for step in steps]


def test_steps_that_are_few_enough_stay_as_they_are() -> None:
    groups = [_make_group("a", 2, whole=True), _make_group("b", 1, whole=True)]
    assert _list_paths(groups, 3) == ["a/0", "a/1", "b/0"]


def test_the_values_with_the_most_steps_are_replaced_first() -> None:
    groups = [
        _make_group("a", 2, whole=True),
        _make_group("b", 4, whole=True),
        _make_group("c", 5, whole=False),
    ]
    assert _list_paths(groups, 8) == ["a/0", "a/1", "b/whole", *(f"c/{n}" for n in range(5))]


def test_then_the_members_with_the_most_steps() -> None:
    groups = [_make_group("a", 2, whole=False), _make_group("b", 4, whole=False)]
    assert _list_paths(groups, 3) == ["a/0", "a/1", "b"]
    assert _list_paths(groups, 2) == ["b", "a"]


def test_a_member_that_only_one_version_has_is_not_replaced() -> None:
    groups = [_make_group("new", 4, whole=False), _make_group("b", 3, whole=False)]
    assert _list_paths(groups, 5) == ["new/0", "new/1", "new/2", "new/3", "b"]


def test_and_at_last_the_root() -> None:
    groups = [_make_group(key, 1, whole=False) for key in "abc"]
    assert _list_paths(groups, 2) == [""]

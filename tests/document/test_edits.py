"""Edits: applied one after another, on copies of what they touch and of nothing else."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.document.edits import Edit, RemoveValue, SetValue, apply_edits
from kvid_composition.document.pointer import Path
from kvid_composition.document.values import is_array, is_object
from kvid_composition.testing.drawn.plain_json import json_keys, json_values


@st.composite
def edited(draw: st.DrawFn) -> tuple[Any, list[Edit], Any]:
    """Give a value, edits, and what comes out when they are made in place on a deep copy."""
    value = draw(json_values())
    root: list[Any] = [copy.deepcopy(value)]
    edits: list[Edit] = []
    for _ in range(draw(st.integers(0, 5))):
        path = draw(_paths(root[0]))
        holder: Any = root
        for step in (0, *path)[:-1]:
            holder = holder[step]
        last: Any = (0, *path)[-1]
        is_there = is_array(holder) or last in holder
        if path and is_there and draw(st.booleans()):
            edits.append(RemoveValue(path))
            holder.pop(last)
        else:
            new = draw(json_values(max_leaves=3))
            edits.append(SetValue(path, new))
            holder[last] = copy.deepcopy(new)
    return value, edits, root[0]


@st.composite
def _paths(draw: st.DrawFn, value: Any) -> Path:
    path: list[str | int] = []
    while draw(st.integers(0, 3)):
        if is_object(value):
            new = draw(json_keys())
            key = draw(st.sampled_from([*value, new]))
            path.append(key)
            value = value.get(key)
        elif is_array(value) and value:
            index = draw(st.integers(0, len(value) - 1))
            path.append(index)
            value = value[index]
        else:
            break
    return tuple(path)


@given(edited())
def test_edits_give_what_they_give_in_place(case: tuple[Any, list[Edit], Any]) -> None:
    value, edits, expected = case
    assert json.dumps(apply_edits(value, edits)) == json.dumps(expected)


@given(edited())
def test_edits_leave_their_inputs_as_they_are(case: tuple[Any, list[Edit], Any]) -> None:
    value, edits, _ = case
    before = json.dumps(value), repr(edits)
    apply_edits(value, edits)
    assert (json.dumps(value), repr(edits)) == before


def test_untouched_parts_are_shared() -> None:
    document: Any = {"a": {"b": [1], "c": [2]}, "d": {"e": 3}}
    result: Any = apply_edits(document, [SetValue(("a", "b", 0), 9)])
    assert result == {"a": {"b": [9], "c": [2]}, "d": {"e": 3}}
    assert result["d"] is document["d"]
    assert result["a"]["c"] is document["a"]["c"]


def test_a_container_is_copied_once_for_many_edits() -> None:
    class Counted(list[int]):
        copies = 0

        def copy(self) -> "Counted":
            Counted.copies += 1
            return Counted(self)

    document: Any = {"a": Counted([0, 0, 0])}
    result: Any = apply_edits(document, [SetValue(("a", i), i) for i in range(3)])
    assert result["a"] == [0, 1, 2]
    assert Counted.copies == 1


def test_a_part_that_stands_in_two_places_is_changed_in_one() -> None:
    part: list[Any] = [1]
    document: Any = {"a": part, "b": part}
    assert apply_edits(document, [SetValue(("a", 0), 2)]) == {"a": [2], "b": [1]}


def test_a_value_that_was_set_is_not_changed_by_a_later_edit() -> None:
    value: Any = {"x": 1}
    edits = [SetValue(("a",), value), SetValue(("b",), value), SetValue(("a", "x"), 2)]
    assert apply_edits({}, edits) == {"a": {"x": 2}, "b": {"x": 1}}
    assert value == {"x": 1}


def test_the_root_can_be_set() -> None:
    assert apply_edits({"a": 1}, [SetValue((), [1])]) == [1]


def test_a_key_that_is_there_keeps_its_place() -> None:
    result: Any = apply_edits({"a": 1, "b": 2}, [SetValue(("a",), 3), SetValue(("c",), 4)])
    assert list(result) == ["a", "b", "c"]


def test_later_entries_move_up() -> None:
    assert apply_edits([1, 2, 3], [RemoveValue((0,)), RemoveValue((0,))]) == [3]


@pytest.mark.parametrize("edit", [RemoveValue(("x",)), SetValue(("x", "y"), 1)])
def test_a_path_to_nothing_is_a_key_error(edit: Edit) -> None:
    with pytest.raises(KeyError):
        apply_edits({}, [edit])


@pytest.mark.parametrize("edit", [RemoveValue((0,)), SetValue((0,), 1)])
def test_an_index_outside_is_an_index_error(edit: Edit) -> None:
    with pytest.raises(IndexError):
        apply_edits([], [edit])


def test_no_edit_gives_the_document_itself() -> None:
    document: Any = {"a": 1}
    assert apply_edits(document, []) is document

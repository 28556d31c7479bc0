"""What a sequence of edits makes of each part of the document that they start from."""

from random import Random
from typing import Any

import pytest

from kvid_composition.document.edit_tree import EditedPart, NewPart, gather_edits
from kvid_composition.document.edits import Edit, RemoveValue, SetValue


def gather(document: Any, *edits: Edit) -> EditedPart:
    part = gather_edits(document, edits).parts[0]
    assert isinstance(part, EditedPart)
    return part


def test_an_index_is_traced_back_over_what_was_removed_before_it() -> None:
    edits = RemoveValue((0,)), RemoveValue((0,)), SetValue((1,), "x")
    part = gather(["a", "b", "c", "d"], *edits)
    assert part.removed == [0, 1]
    assert part.parts == {3: NewPart("x")}


def test_what_is_removed_from_an_array_is_sorted_whatever_the_order() -> None:
    part = gather(["a", "b", "c", "d"], RemoveValue((3,)), RemoveValue((0,)), RemoveValue((1,)))
    assert part.removed == [0, 2, 3]


@pytest.mark.parametrize("seed", range(40))
def test_law_indexes_lead_where_they_lead_in_a_list(seed: int) -> None:
    random = Random(seed)
    rest = list(range(30))
    edits: list[Edit] = []
    for _ in range(25):
        index = random.randrange(len(rest))
        edits.append(RemoveValue((index,)))
        del rest[index]
    part = gather(list(range(30)), *edits, SetValue((2,), "x"))
    assert part.removed == sorted({*range(30)} - {*rest})
    assert list(part.parts) == [rest[2]]


def test_a_member_that_is_removed_and_put_back_is_new() -> None:
    part = gather({"a": 1, "b": 2}, RemoveValue(("a",)), SetValue(("a",), 3))
    assert part.removed == ["a"]
    assert part.added == {"a": NewPart(3)}


def test_a_new_member_that_is_removed_again_leaves_nothing() -> None:
    part = gather({}, SetValue(("a",), 3), RemoveValue(("a",)))
    assert (part.added, part.removed, part.parts) == ({}, [], {})


def test_a_new_member_that_is_set_again_keeps_its_place() -> None:
    part = gather({}, SetValue(("a",), 1), SetValue(("b",), 2), SetValue(("a",), 3))
    assert part.added == {"a": NewPart(3), "b": NewPart(2)}


def test_edits_inside_a_new_value_are_done_in_it() -> None:
    value: Any = {"x": [1]}
    edits = SetValue(("a",), value), SetValue(("a", "x", 0), 2), RemoveValue(("a", "x", 0))
    assert gather({}, *edits).added["a"].settle() == {"x": []}
    assert value == {"x": [1]}


def test_edits_inside_what_is_removed_later_are_forgotten() -> None:
    part = gather({"a": {"x": 1}}, SetValue(("a", "x"), 2), RemoveValue(("a",)))
    assert (part.parts, part.removed) == ({}, ["a"])


def test_the_whole_document_can_be_replaced() -> None:
    assert gather_edits({"a": 1}, [SetValue((), 2)]).parts == {0: NewPart(2)}


@pytest.mark.parametrize(
    "path", [("b",), ("a", "b"), ("l", 1), ("l", -1), ("l", "0"), ("l", 0, 0), ("a", 0)]
)
def test_a_path_that_leads_nowhere_is_refused(path: tuple[str | int, ...]) -> None:
    with pytest.raises((KeyError, IndexError)):
        gather({"a": 1, "l": [1]}, RemoveValue(path))


def test_what_is_removed_is_not_there_any_more() -> None:
    with pytest.raises(KeyError):
        gather({"a": {}}, RemoveValue(("a",)), SetValue(("a", "x"), 1))


def test_the_document_itself_cannot_be_removed() -> None:
    with pytest.raises(IndexError):
        gather_edits({}, [RemoveValue(())])

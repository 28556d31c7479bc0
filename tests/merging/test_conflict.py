"""Conflicts and resolutions as values, and as JSON that anybody may have written."""

import json
from typing import Any

import pytest

from kvid_composition import Conflict, MergeInputError, merge_three_way
from kvid_composition.document.values import MISSING
from kvid_composition.merging.kinds import ConflictKind
from kvid_composition.model.entity import Entity
from tests.merging.clashes import CLASHES, merge_clash
from tests.merging.compositions import compose, merge_ways, only_conflict


def _write(kind: ConflictKind = "field") -> Any:
    return json.loads(json.dumps(only_conflict(merge_clash(kind)).to_dict()))


@pytest.mark.parametrize("kind", CLASHES)
def test_reading_a_conflict_is_the_inverse_of_writing_it(kind: ConflictKind) -> None:
    conflict = only_conflict(merge_clash(kind))
    again = Conflict.from_dict(_write(kind))
    assert again == conflict
    assert again.to_dict() == conflict.to_dict()


def test_a_conflict_is_written_with_all_that_a_decision_needs() -> None:
    written = _write()
    assert written == {
        "id": written["id"],
        "kind": "field",
        "path": "/items/a/opacity",
        "entity": {"kind": "item", "id": "a"},
        "base": 1,
        "ours": 0.5,
        "theirs": 0.2,
        "provisional": 0.5,
        "related": [],
        "cause": [],
        "options": [
            {"name": "ours", "effect": "takes what ours has", "patch": []},
            {
                "name": "theirs",
                "effect": "takes what theirs has",
                "patch": [{"op": "replace", "path": "/items/a/opacity", "value": 0.2}],
            },
            {
                "name": "base",
                "effect": "goes back to what base has",
                "patch": [{"op": "replace", "path": "/items/a/opacity", "value": 1}],
            },
        ],
        "message": "Both changed opacity of item 'a'.",
    }


def test_missing_is_told_from_null() -> None:
    base, one, other = (compose({"v": "a"}, {"a": item}) for item in ({}, {"x": None}, {"x": 1}))
    result, _ = merge_ways(base, one, other)
    written: Any = only_conflict(result).to_dict()
    assert "base" not in written
    assert written["ours"] is None
    again = Conflict.from_dict(written)
    assert again.base is MISSING
    assert again.ours is None


def test_a_conflict_has_a_stable_id_of_twelve_digits() -> None:
    assert only_conflict(merge_clash("field")).id == "6b30613152bd"


def test_values_that_cannot_be_hashed_as_json_leave_an_id_all_the_same() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    for odd in (deep, 10**5_000):
        (conflict,) = merge_three_way(compose(x=1), compose(x=odd), compose(x=2)).conflicts
        assert len(conflict.id) == 12


@pytest.mark.parametrize("kind", CLASHES)
def test_a_message_is_a_sentence_that_names_the_entity(kind: ConflictKind) -> None:
    message = only_conflict(merge_clash(kind)).message
    assert message[0].isupper()
    assert message.endswith(".")


def test_an_option_is_found_by_its_name() -> None:
    conflict = only_conflict(merge_clash("field"))
    assert conflict.find_option("theirs") is conflict.options[1]
    assert conflict.find_option("keep") is None


def test_a_patch_is_made_once() -> None:
    (option, *_) = only_conflict(merge_clash("overlap")).options
    assert option.patch is option.patch


def test_options_are_equal_by_what_they_are_called_and_do() -> None:
    one, other = (only_conflict(merge_clash("field")) for _ in "12")
    assert one.options == other.options
    assert one.options[0] != one.options[1]
    assert "_make" not in repr(one.options[0])


MALFORMED: list[tuple[dict[str, Any], str]] = [
    ({"id": 5}, "/id"),
    ({"kind": "quarrel"}, "/kind"),
    ({"kind": ["field"]}, "/kind"),
    ({"path": "items"}, "/path"),
    ({"path": None}, "/path"),
    ({"entity": "a"}, "/entity"),
    ({"entity": {"kind": "planet", "id": "a"}}, "/entity"),
    ({"entity": {"kind": "item", "id": 5}}, "/entity"),
    ({"related": "/items/a"}, "/related"),
    ({"related": [5]}, "/related"),
    ({"cause": None}, "/cause"),
    ({"options": []}, "/options"),
    ({"options": {}}, "/options"),
    ({"options": [5]}, "/options"),
    ({"options": [{"name": "ours", "effect": "x"}]}, "/options"),
    ({"options": [{"name": "ours", "patch": []}]}, "/options"),
    ({"options": [{"name": 1, "effect": "x", "patch": []}]}, "/options"),
    ({"message": 5}, "/message"),
]


@pytest.mark.parametrize(("members", "pointer"), MALFORMED)
def test_what_is_no_conflict_is_refused_where_it_is_not(
    members: dict[str, Any], pointer: str
) -> None:
    with pytest.raises(MergeInputError) as caught:
        Conflict.from_dict({**_write(), **members}, pointer="/_mergeConflicts/3")
    assert caught.value.pointer == f"/_mergeConflicts/3{pointer}"
    assert caught.value.reason == "this is not from a conflict"


@pytest.mark.parametrize("written", [None, 5, [], "conflict", {}])
def test_what_is_no_object_of_a_conflict_is_refused(written: Any) -> None:
    with pytest.raises(MergeInputError, match="not from a conflict"):
        Conflict.from_dict(written)


def test_an_entity_without_an_id_is_the_composition() -> None:
    result, _ = merge_ways(compose(x=1), compose(x=2), compose(x=3))
    conflict = only_conflict(result)
    assert conflict.entity == Entity("composition")
    assert Conflict.from_dict(conflict.to_dict()).entity == Entity("composition")


def test_a_resolution_is_written_with_what_it_was_decided_by() -> None:
    result = merge_clash("field")
    solved = result.merge_again({result.conflicts[0].id: "theirs"})
    (note,) = solved.resolutions
    assert note.to_dict() == {
        "kind": "decided",
        "path": "/items/a/opacity",
        "entity": {"kind": "item", "id": "a"},
        "message": "Both changed opacity of item 'a'. Decided: theirs.",
        "related": [],
        "cause": [],
        "conflict_id": result.conflicts[0].id,
        "choice": "theirs",
    }


def test_a_conflict_can_be_written_without_the_patches_of_its_options() -> None:
    conflict = only_conflict(merge_clash("field"))
    written: Any = conflict.to_dict()
    for option in written["options"]:
        del option["patch"]
    assert conflict.to_dict(with_patches=False) == written

from typing import Any, get_args

import pytest

from kvid_composition.diffing.changes import (
    CHANGE_TYPES,
    Change,
    ItemShifted,
    ItemTrimmed,
    invert_change,
)
from kvid_composition.diffing.diff import diff_compositions
from kvid_composition.model.aspects import Impact
from kvid_composition.model.entity import Entity
from tests.diffing.versions import rework, sample


def _trim(before: dict[str, Any], after: dict[str, Any]) -> ItemTrimmed:
    return ItemTrimmed(
        entity=Entity("item", "a"),
        path="/items/a",
        path_before="/items/a",
        impact=Impact.VISIBLE,
        before=before,
        after=after,
    )


def test_every_change_is_known_by_the_name_of_its_class() -> None:
    assert {kind.__name__: kind for kind in get_args(Change)} == CHANGE_TYPES


def test_changes_are_frozen() -> None:
    change = diff_compositions(sample(), rework()).changes[0]
    with pytest.raises(AttributeError):
        change.path = "/"  # type: ignore[misc]


@pytest.mark.parametrize("number", range(len(diff_compositions(sample(), rework()).changes)))
def test_a_change_inverted_twice_is_itself(number: int) -> None:
    change = diff_compositions(sample(), rework()).changes[number]
    assert invert_change(invert_change(change)) == change
    assert invert_change(change).before == change.after


def test_an_extension_is_a_trim_below_zero() -> None:
    change = _trim({"durationInFrames": 60}, {"durationInFrames": 72})
    assert change.details == {"edge": "tail", "head": 0, "tail": -12}


def test_what_is_no_number_counts_as_unchanged() -> None:
    assert _trim({"from": "a"}, {"from": 4}).head == 0


def test_a_change_says_what_its_type_adds() -> None:
    shift = ItemShifted(
        entity=Entity("item", "a"),
        path="/items/a/from",
        path_before="/items/a/from",
        impact=Impact.VISIBLE,
        before={"from": 10},
        after={"from": 4},
    )
    assert shift.to_dict() == {
        "type": "ItemShifted",
        "entity": {"kind": "item", "id": "a"},
        "path": "/items/a/from",
        "path_before": "/items/a/from",
        "impact": "visible",
        "before": {"from": 10},
        "after": {"from": 4},
        "delta": -6,
    }

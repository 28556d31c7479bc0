"""Fixes that were planned for one document, one after another."""

from random import Random
from typing import Any

import pytest

from kvid_composition import find_rule
from kvid_composition.document.edits import Edit, RemoveValue, SetValue, apply_edits
from kvid_composition.validation.batch import apply_fixes, line_up_edits
from kvid_composition.validation.remedies import PlannedFix
from kvid_composition.validation.rule import Finding, Remedy


def fix(*edits: Edit) -> PlannedFix:
    finding = Finding(path=(), message="")
    return PlannedFix(find_rule("REF101"), finding, Remedy(edits, is_safe=True, summary=""))


def test_later_entries_are_found_where_they_are_by_then() -> None:
    fixes = [fix(RemoveValue(("l", 0))), fix(SetValue(("l", 2, "x"), 1))]
    assert line_up_edits(fixes) == [(RemoveValue(("l", 0)),), (SetValue(("l", 1, "x"), 1),)]


def test_earlier_entries_stay_where_they_are() -> None:
    fixes = [fix(RemoveValue((3,))), fix(RemoveValue((1,))), fix(RemoveValue((2,)))]
    assert line_up_edits(fixes) == [
        (RemoveValue((3,)),),
        (RemoveValue((1,)),),
        (RemoveValue((1,)),),
    ]


def test_what_is_gone_is_not_touched_again() -> None:
    fixes = [
        fix(RemoveValue(("d", 0))),
        fix(RemoveValue(("d", 0))),
        fix(SetValue(("d", 0, "x"), 1), SetValue(("e",), 2)),
    ]
    assert line_up_edits(fixes) == [(RemoveValue(("d", 0)),), (), (SetValue(("e",), 2),)]


def test_a_member_that_is_gone_moves_no_other() -> None:
    fixes = [fix(RemoveValue(("a", "x"))), fix(SetValue(("a", "y", 3), 1))]
    assert line_up_edits(fixes)[1] == (SetValue(("a", "y", 3), 1),)


@pytest.mark.parametrize("seed", range(30))
def test_law_the_order_of_the_fixes_does_not_matter(seed: int) -> None:
    random = Random(seed)
    document: Any = {"tracks": [{"items": [f"{t}.{k}" for k in range(6)]} for t in range(4)]}
    paths = [("tracks", t, "items", k) for t in range(4) for k in range(6)]
    fixes = [fix(RemoveValue(path)) for path in random.sample(paths, 12)]
    fixes.append(fix(RemoveValue(("tracks", random.randrange(4)))))
    expected = apply_fixes(document, fixes)
    random.shuffle(fixes)
    assert apply_fixes(document, fixes) == expected
    edits = [edit for edits in line_up_edits(fixes) for edit in edits]
    assert apply_edits(document, edits) == expected

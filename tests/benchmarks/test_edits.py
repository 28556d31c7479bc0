"""The edits that operations are timed on are as many, and of such kinds, as they say."""

from copy import deepcopy

import pytest

from benchmarks.compositions import make_composition
from benchmarks.edits import (
    break_references,
    break_some,
    change_fields,
    contest,
    delete_half,
    edit_side,
    share,
)
from kvid_composition import diff_compositions, merge_three_way, validate_composition

SOUND = make_composition(600)


def test_fields_of_so_many_items_are_changed() -> None:
    after = change_fields(share(SOUND), 30)
    changed = [name for name in SOUND["items"] if after["items"][name] != SOUND["items"][name]]
    assert len(changed) == 30


def test_what_is_shared_and_edited_leaves_the_document_as_it_is() -> None:
    before = deepcopy(SOUND)
    for side in range(2):
        edit_side(share(SOUND), side, 100)
    change_fields(share(SOUND), 30)
    delete_half(share(SOUND))
    assert before == SOUND


def test_what_is_not_edited_is_shared() -> None:
    after = change_fields(share(SOUND), 30)
    shared = [name for name in SOUND["items"] if after["items"][name] is SOUND["items"][name]]
    assert len(shared) == 570


def test_so_many_items_are_broken() -> None:
    report = validate_composition(break_some(deepcopy(SOUND), 8))
    broken = {issue.path.split("/")[2] for issue in report.issues if issue.path[:6] == "/items"}
    assert len(broken) == 8


@pytest.mark.parametrize("count", [1, 2, 20])
def test_so_many_references_are_broken(count: int) -> None:
    report = validate_composition(break_references(deepcopy(SOUND), count))
    assert len(report.errors) >= count


def test_half_of_the_items_are_deleted() -> None:
    after = delete_half(share(SOUND))
    assert len(after["items"]) == 300
    assert validate_composition(after).ok


def test_two_sides_never_touch_the_same() -> None:
    ours, theirs = (edit_side(deepcopy(SOUND), side, 100) for side in range(2))
    merged = merge_three_way(SOUND, ours, theirs)
    assert merged.clean
    assert len(diff_compositions(SOUND, ours).changes) >= 90


def test_contested_items_are_conflicts() -> None:
    ours, theirs = (edit_side(deepcopy(SOUND), side, 100) for side in range(2))
    merged = merge_three_way(SOUND, ours, contest(theirs, SOUND, ours, 5))
    assert len(merged.conflicts) == 5

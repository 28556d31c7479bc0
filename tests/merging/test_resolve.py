"""Resolving: choosing options of conflicts, any number of them at once."""

import pytest

from kvid_composition import ResolutionError, resolve_conflicts
from kvid_composition.merging.resolve import require_option
from tests.merging.clashes import merge_clash
from tests.merging.compositions import compose, list_kinds, merge_ways, only_conflict


def test_choosing_nothing_changes_nothing() -> None:
    result = merge_clash("field")
    assert resolve_conflicts(result, {}) == result


def test_choices_stay_when_more_are_made() -> None:
    base, one, other = (compose(x=value, y=value) for value in (0, 1, 2))
    for result in merge_ways(base, one, other):
        first, second = result.conflicts
        half = resolve_conflicts(result, {first.id: "base"})
        assert list_kinds(half) == ["field"]
        whole = resolve_conflicts(half, {second.id: "base"})
        assert whole.document == base
        assert whole.picks == {first.id: "base", second.id: "base"}


def test_the_result_that_was_resolved_stays_as_it_was() -> None:
    result = merge_clash("field")
    before = result.to_dict()
    resolve_conflicts(result, {result.conflicts[0].id: "theirs"})
    assert result.to_dict() == before
    assert result.picks == {}


def test_what_is_not_open_cannot_be_decided() -> None:
    result = merge_clash("field")
    with pytest.raises(ResolutionError) as caught:
        resolve_conflicts(result, {"0123456789ab": "ours"})
    assert caught.value.conflict_id == "0123456789ab"
    assert caught.value.option == "ours"
    assert caught.value.reason == "no conflict with this id is open"
    assert str(caught.value) == "0123456789ab=ours: no conflict with this id is open"
    solved = resolve_conflicts(result, {result.conflicts[0].id: "ours"})
    with pytest.raises(ResolutionError, match="no conflict with this id is open"):
        resolve_conflicts(solved, {result.conflicts[0].id: "theirs"})


def test_what_a_conflict_does_not_offer_cannot_be_chosen() -> None:
    conflict = only_conflict(merge_clash("item.delete_edit"))
    with pytest.raises(ResolutionError) as caught:
        require_option(conflict, conflict.id, "ours")
    assert caught.value.reason == "it has no such option; there are keep, delete"

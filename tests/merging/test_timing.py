"""When an item plays: edges can be taken from two sides, halves of two units never are."""

from typing import Any

import pytest

from kvid_composition import apply_json_patch, merge_three_way, resolve_conflicts
from kvid_composition.document.values import MISSING
from kvid_composition.merging.kinds import OptionName
from tests.merging.compositions import (
    Document,
    compose,
    merge_ways,
    only_conflict,
    only_note,
    solve,
)


def _at(start: float, length: float, **special: Any) -> Document:
    return compose({"v": "a"}, {"a": {"from": start, "durationInFrames": length, **special}})


def test_a_slide_and_a_tail_trim_both_hold() -> None:
    for result in merge_ways(_at(10, 20), _at(15, 20), _at(10, 12)):
        assert only_note(result) == "merged"
        assert result.document == _at(15, 12)


def test_a_head_trim_and_a_tail_trim_both_hold() -> None:
    for result in merge_ways(_at(10, 20), _at(14, 16), _at(10, 12)):
        assert result.clean
        assert [note.kind for note in result.resolutions] == ["merged", "timing.edges"]
        assert result.document == _at(14, 8)


def test_a_head_trim_with_its_source_and_a_tail_trim_both_hold() -> None:
    key = "videoStartFromInSeconds"
    for result in merge_ways(
        _at(10, 20, **{key: 1}), _at(14, 16, **{key: 2}), _at(10, 12, **{key: 1})
    ):
        assert result.clean
        assert result.document == _at(14, 8, **{key: 2})


def test_the_same_head_trim_and_a_tail_trim_of_one_hold() -> None:
    for result in merge_ways(_at(10, 20), _at(14, 16), _at(14, 10)):
        assert result.clean
        assert result.document == _at(14, 10)


def test_edges_hold_as_a_side_has_them_not_as_they_are_reckoned_again() -> None:
    # 0.1 + 0.2 is not 0.3 to a machine: one side's start and length would be other numbers.
    base, one, other = _at(0.1, 0.2), _at(0.05, 0.25), _at(0.1, 5)
    for result in merge_ways(base, one, other):
        assert result.clean
        for again in merge_ways(base, result.document, other):
            assert again.document == result.document


def test_a_side_that_has_both_edges_already_keeps_its_numbers() -> None:
    # The two ends differ by less than anybody ever set.
    base, ours, theirs = _at(0, 30), _at(10, 20 + 1e-9), _at(10, 20)
    for result in merge_ways(base, ours, theirs):
        assert result.clean
        assert result.document in (ours, theirs)


def test_two_edges_that_would_meet_are_a_conflict() -> None:
    for result in merge_ways(_at(10, 20), _at(25, 5), _at(10, 10)):
        conflict = only_conflict(result)
        assert conflict.kind == "timing"
        assert result.document in (_at(25, 5), _at(10, 10))


def test_the_same_edge_moved_by_both_is_a_conflict_that_holds_ours_whole() -> None:
    base, one, other = _at(10, 20), _at(14, 16), _at(12, 30)
    for result in merge_ways(base, one, other):
        conflict = only_conflict(result)
        assert (conflict.kind, conflict.path) == ("timing", "/items/a")
        assert conflict.base == {"from": 10, "durationInFrames": 20}
        assert conflict.provisional == conflict.ours
        sides = {"ours": result.document, "theirs": solve(result, "theirs").document}
        assert solve(result, "ours").document == sides["ours"]
        assert sorted(map(str, sides.values())) == sorted(map(str, (one, other)))
        assert solve(result, "base").document == base


@pytest.mark.parametrize(("option", "source"), [("ours", 2), ("theirs", 4), ("base", 1)])
def test_the_start_in_the_medium_goes_with_its_edge(option: OptionName, source: float) -> None:
    key = "videoStartFromInSeconds"
    base, ours, theirs = _at(10, 20, **{key: 1}), _at(14, 16, **{key: 2}), _at(16, 14, **{key: 4})
    result, _ = merge_ways(base, ours, theirs)
    solved = solve(result, option)
    assert solved.document in (base, ours, theirs)
    assert only_conflict(result).provisional == {"from": 14, "durationInFrames": 16, key: 2}
    items: Any = solved.document["items"]
    assert items["a"][key] == source


def test_a_head_trim_and_a_slip_are_a_conflict_for_both_set_the_source() -> None:
    key = "videoStartFromInSeconds"
    trimmed, slipped = _at(14, 16, **{key: 2}), _at(10, 20, **{key: 5})
    for result in merge_ways(_at(10, 20, **{key: 1}), trimmed, slipped):
        assert only_conflict(result).kind == "timing"
        assert solve(result, "theirs").document in (trimmed, slipped)


def test_two_slips_are_a_conflict_of_the_field_alone() -> None:
    key = "videoStartFromInSeconds"
    for result in merge_ways(*(_at(10, 20, **{key: value}) for value in (1, 2, 3))):
        conflict = only_conflict(result)
        assert (conflict.kind, conflict.path) == ("field", f"/items/a/{key}")


def test_a_slide_and_a_slip_both_hold() -> None:
    key = "videoStartFromInSeconds"
    base = _at(10, 20, **{key: 1})
    for result in merge_ways(base, _at(15, 20, **{key: 1}), _at(10, 20, **{key: 3})):
        assert result.clean
        assert result.document == _at(15, 20, **{key: 3})


def test_two_slides_are_a_conflict() -> None:
    for result in merge_ways(_at(10, 20), _at(15, 20), _at(12, 20)):
        assert only_conflict(result).kind == "timing"


def test_two_tail_trims_are_a_conflict() -> None:
    for result in merge_ways(_at(10, 20), _at(10, 15), _at(10, 12)):
        assert only_conflict(result).kind == "timing"


def test_a_time_that_is_no_number_is_never_reckoned_with() -> None:
    base, one, other = _at(10, 20), _at(14, 16), _at(10, 12)
    one["items"]["a"]["from"] = "soon"
    for result in merge_ways(base, one, other):
        conflict = only_conflict(result)
        assert conflict.kind == "timing"


def test_a_time_that_is_missing_is_an_option_like_any_other() -> None:
    base, one, other = _at(10, 20), _at(14, 16), _at(10, 12)
    del one["items"]["a"]["durationInFrames"]
    for result in merge_ways(base, one, other):
        conflict = only_conflict(result)
        assert conflict.kind == "timing"
        assert solve(result, "theirs").document in (one, other)


def test_halves_that_would_never_play_are_a_conflict() -> None:
    # One fills an item that base left empty; what the other says of its start is no half of it.
    base, one, other = _at(10, 0), _at(12, 0), _at(10, 0)
    for result in merge_ways(base, one, other):
        assert result.document == one
    other["items"]["a"]["durationInFrames"] = 0.5
    for result in merge_ways(base, one, other):
        assert only_conflict(result).kind == "timing"


def test_times_of_an_item_that_both_added_have_no_base_to_go_back_to() -> None:
    for result in merge_ways(compose({"v": ""}), _at(10, 20), _at(14, 20)):
        conflict = only_conflict(result)
        assert conflict.kind == "timing"
        assert conflict.base is MISSING
        assert [option.name for option in conflict.options] == ["ours", "theirs"]


def test_edges_that_would_pass_for_a_slide_are_a_conflict() -> None:
    # Merged once more, a length that equals the base's would pass for unchanged.
    for result in merge_ways(_at(0, 10), _at(0, 15), _at(5, 5)):
        assert only_conflict(result).kind == "timing"


def test_the_timing_of_an_addition_says_where_it_stands_as_well() -> None:
    base, ours = compose({"v": "", "w": "b"}), compose({"v": "a", "w": "b"})
    theirs = compose({"v": "b", "w": "a"}, {"a": {"from": 250, "durationInFrames": 8}})
    result = merge_three_way(base, ours, theirs)
    (timing,) = (each for each in result.conflicts if each.kind == "timing")
    for option in timing.options:
        solved = resolve_conflicts(result, {timing.id: option.name})
        assert apply_json_patch(result.document, option.patch) == solved.document

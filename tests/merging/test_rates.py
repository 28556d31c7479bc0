"""Frame rate against frames: one changed what a frame is, the other counted in old ones."""

from typing import Any

import pytest

from kvid_composition import MergeResult, merge_three_way, resolve_conflicts
from kvid_composition.merging.kinds import OptionName
from kvid_composition.merging.rates import convert_times
from tests.merging.compositions import (
    Document,
    change_root,
    compose,
    list_kinds,
    list_notes,
    merge_ways,
    name_sides,
    only_conflict,
    read,
    solve,
)


def _at(fps: float, start: float, length: float, ids: str = "a", **root: Any) -> Document:
    special: dict[str, Document] = {"a": {"from": start, "durationInFrames": length}}
    return change_root(compose({"v": ids}, special), fps=fps, **root)


def _read_times(result: MergeResult, id_: str = "a") -> tuple[Any, Any]:
    return read(result, "items", id_, "from"), read(result, "items", id_, "durationInFrames")


def test_another_frame_rate_and_another_time_are_one_conflict_that_keeps_frames() -> None:
    base, faster, retimed = _at(30, 0, 10), _at(60, 0, 10), _at(30, 5, 10)
    for result in merge_ways(base, faster, retimed):
        conflict = only_conflict(result)
        assert (conflict.kind, conflict.path) == ("fps_vs_timing", "/fps")
        assert conflict.related == ("/items/a",)
        assert (conflict.base, conflict.provisional) == (30, 60)
        assert name_sides(conflict).keys() == {30, 60}
        assert _read_times(result) == (5, 10)
        assert solve(result, "keep_frames").document == result.document
        assert solve(result, "rescale").document == _at(60, 10, 20)


def test_an_item_that_the_other_added_is_in_question_too() -> None:
    for result in merge_ways(_at(30, 0, 10), _at(60, 0, 10), _at(30, 0, 10, "ab")):
        assert only_conflict(result).related == ("/items/b",)
        assert _read_times(solve(result, "rescale"), "b") == (200, 20)
        assert _read_times(solve(result, "rescale"), "a") == (0, 10)


def test_both_edges_are_rounded_and_something_is_left() -> None:
    for result in merge_ways(_at(30, 0, 10), _at(25, 0, 10), _at(30, 7, 1)):
        # 7 / 30 s is frame 5.83 and 8 / 30 s is frame 6.67.
        assert _read_times(solve(result, "rescale")) == (6, 1)
    for result in merge_ways(_at(30, 0, 10), _at(10, 0, 10), _at(30, 5, 1)):
        assert _read_times(solve(result, "rescale")) == (2, 1)


def test_a_stored_length_that_the_other_changed_is_converted_along() -> None:
    base = _at(30, 0, 10, durationInFrames=100)
    faster, retimed = _at(60, 0, 10, durationInFrames=100), _at(30, 5, 10, durationInFrames=150)
    for result in merge_ways(base, faster, retimed):
        assert read(result, "durationInFrames") == 150
        assert read(solve(result, "rescale"), "durationInFrames") == 300
        assert read(solve(result, "keep_frames"), "durationInFrames") == 150


def test_a_stored_length_that_both_changed_is_not_converted() -> None:
    base = _at(30, 0, 10, durationInFrames=100)
    faster, retimed = _at(60, 0, 10, durationInFrames=400), _at(30, 5, 10, durationInFrames=150)
    for result in merge_ways(base, faster, retimed):
        assert read(solve(result, "rescale"), "durationInFrames") == 400


def test_a_stored_length_of_nothing_becomes_one_frame() -> None:
    base = _at(30, 0, 10, durationInFrames=100)
    slower, retimed = _at(10, 0, 10, durationInFrames=100), _at(30, 5, 10, durationInFrames=1)
    for result in merge_ways(base, slower, retimed):
        assert read(solve(result, "rescale"), "durationInFrames") == 1


def test_frame_rates_are_converted_beforehand_only_where_the_strategy_says_so() -> None:
    base, faster, retimed = _at(30, 0, 10), _at(60, 0, 10), _at(30, 5, 10)
    for result in merge_ways(base, faster, retimed, strategy={"fps": "rescale"}):
        assert result.clean
        assert result.document == _at(60, 10, 20)
        assert list_notes(result) == ["decided"]
    for default in ("ours", "theirs", "base"):
        for result in merge_ways(base, faster, retimed, strategy=default):
            # A side stands for keeping frames here, whichever it is.
            assert result.clean
            assert result.document == _at(60, 5, 10)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(_at(60, 5, 10), _at(30, 0, 10), id="the other changed nothing"),
        pytest.param(_at(60, 5, 10), _at(60, 7, 10), id="both change the rate alike"),
        pytest.param(_at(60, 5, 10), _at(30, 5, 10), id="both have the same times"),
    ],
)
def test_where_nobody_counts_in_old_frames_alone_nothing_is_asked(
    one: Document, other: Document
) -> None:
    for result in merge_ways(_at(30, 0, 10), one, other):
        assert "fps_vs_timing" not in list_kinds(result)


def test_two_new_frame_rates_are_a_field_conflict() -> None:
    for result in merge_ways(_at(30, 0, 10), _at(60, 0, 10), _at(25, 5, 10)):
        assert only_conflict(result).path == "/fps"
        assert only_conflict(result).kind == "field"


@pytest.mark.parametrize(("old", "new"), [(30, "fast"), ("slow", 60), (0, 60), (30, -1)])
def test_a_rate_that_means_nothing_is_not_converted(old: Any, new: Any) -> None:
    for result in merge_ways(_at(old, 0, 10), _at(new, 0, 10), _at(old, 5, 10)):
        assert result.clean


def test_an_item_that_the_other_changed_in_looks_alone_is_not_in_question() -> None:
    styled = _at(30, 0, 10)
    styled["items"]["a"]["opacity"] = 0.5
    for result in merge_ways(_at(30, 0, 10), _at(60, 0, 10), styled):
        assert result.clean


def test_an_item_that_both_retimed_is_not_converted_where_it_holds_another_time() -> None:
    base, faster, retimed = _at(30, 0, 10), _at(60, 0, 20), _at(30, 5, 10)
    for result in merge_ways(base, faster, retimed):
        assert only_conflict(result).kind == "fps_vs_timing"
        assert _read_times(solve(result, "rescale")) == (5, 20)


def test_a_time_that_is_no_number_is_left_as_it_is() -> None:
    base, faster, retimed = _at(30, 0, 10), _at(60, 0, 10), _at(30, 5, 10)
    retimed["items"]["a"]["from"] = "soon"
    retimed["items"]["z"] = 5
    for result in merge_ways(base, faster, retimed):
        assert list_kinds(result) == ["fps_vs_timing"]
        rescaled = result.merge_again({result.conflicts[0].id: "rescale"})
        assert _read_times(rescaled) == ("soon", 10)


def test_an_item_that_is_gone_is_not_in_question() -> None:
    deleted = compose({"v": ""}, fps=60)
    for result in merge_ways(_at(30, 0, 10), deleted, _at(30, 5, 10), strategy="ours"):
        assert result.clean
        assert "a" not in read(result, "items") or _read_times(result) == (5, 10)


def test_times_are_converted_by_their_edges() -> None:
    item: Any = {"from": 10, "durationInFrames": 5, "x": 1}
    assert convert_times(item, 30, 60) == {"from": 20, "durationInFrames": 10, "x": 1}
    assert convert_times(item, 30, 1) == {"from": 0, "durationInFrames": 1, "x": 1}
    odd: Any = {"from": 10, "durationInFrames": None}
    assert convert_times(odd, 30, 60) == odd


@pytest.mark.parametrize("option", ["keep_frames", "rescale"])
def test_a_converted_item_may_overlap_and_is_asked_about_then(option: OptionName) -> None:
    base = compose({"v": "ab"})
    faster = compose({"v": "ab"}, fps=60)
    retimed = compose({"v": "ab"}, {"a": {"from": 52}})
    result = merge_three_way(base, faster, retimed)
    solved = result.merge_again({only_conflict(result).id: option})
    assert list_kinds(solved) == (["overlap"] if option == "rescale" else [])


def test_what_an_overlap_was_decided_to_is_not_converted_again() -> None:
    base = compose({"v": "bc"}, {"b": {"from": 20}, "c": {"from": 40}})
    ours = compose({"v": "bc"}, {"b": {"from": 20}, "c": {"from": 35}})
    theirs = compose({"v": "bc"}, {"b": {"from": 23}, "c": {"from": 40}}, fps=25)
    result = merge_three_way(base, ours, theirs, strategy={"fps": "rescale"})
    for option, starts in (("ours", (20, 35)), ("theirs", (23, 40)), ("shift", (38, 29))):
        solved = resolve_conflicts(result, {only_conflict(result).id: option})
        assert solved.clean
        assert tuple(read(solved, "items", id_, "from") for id_ in "bc") == starts


def test_the_rate_is_asked_about_because_of_an_item_that_is_itself_in_question() -> None:
    base = compose({"v": ""})
    ours = compose({"v": "a"}, {"a": {"type": "gif", "assetId": "m"}}, {"m": {"type": "gif"}})
    theirs = compose({"v": ""}, {}, {"m": {"type": "image"}}, fps=60)
    result = merge_three_way(base, ours, theirs)
    causes = {conflict.kind: conflict.cause for conflict in result.conflicts}
    ids = {conflict.kind: conflict.id for conflict in result.conflicts}
    assert causes == {"asset.add_add": (), "fps_vs_timing": (ids["asset.add_add"],)}

"""Overlaps: items that come to lie over one another only because two versions were merged."""

from itertools import pairwise
from typing import Any

import pytest

from kvid_composition import MergeResult, merge_three_way, resolve_conflicts
from kvid_composition.document.values import MISSING
from kvid_composition.merging.overlaps import MAX_LOOKED_AT
from tests.merging.compositions import (
    Document,
    compose,
    find_errors,
    list_kinds,
    merge_ways,
    only_conflict,
    read,
    solve,
)


def _at(*tracks: str, **starts: Any) -> Document:
    """Give tracks with items that begin where it is said; each plays for ten frames."""
    names = dict(zip("uvw", tracks, strict=False))
    return compose(names, {id_: {"from": start} for id_, start in starts.items()})


def _read_start(result: MergeResult, id_: str) -> Any:
    return read(result, "items", id_, "from")


def _take_sides(result: MergeResult) -> list[Document]:
    """Give what comes of taking ours, and of taking theirs."""
    return [solve(result, "ours").document, solve(result, "theirs").document]


def test_two_new_items_at_one_time_overlap_as_merged() -> None:
    base, one, other = _at("a"), _at("ab", b=50), _at("ac", c=55)
    for result in merge_ways(base, one, other):
        conflict = only_conflict(result)
        assert (conflict.kind, conflict.path) == ("overlap", "/items/c")
        assert conflict.related == ("/items/b",)
        assert conflict.base is MISSING
        assert conflict.provisional == {
            "b": {"from": 50, "durationInFrames": 10, "track": "u"},
            "c": {"from": 55, "durationInFrames": 10, "track": "u"},
        }
        sides: Any = conflict.ours, conflict.theirs
        assert sorted(map(list, sides)) == [["b"], ["c"]]
        # One that a side lacks goes.
        assert _take_sides(result) in ([one, other], [other, one])


def test_theirs_is_shifted_to_the_first_free_place() -> None:
    base = _at("ad", d=62)
    one, other = _at("adb", b=50, d=62), _at("adc", c=55, d=62)
    result, mirrored = merge_ways(base, one, other)
    # From 60 there are two frames up to d, so c follows d.
    assert _read_start(solve(result, "shift"), "c") == 72
    assert _read_start(solve(result, "shift"), "b") == 50
    # Now b is of theirs; at its own start is no place, and behind c there is d again.
    assert _read_start(solve(mirrored, "shift"), "b") == 72
    assert _read_start(solve(mirrored, "shift"), "c") == 55


def test_items_that_were_both_moved_go_back_to_where_a_side_has_them() -> None:
    base, one, other = _at("ab", a=0, b=100), _at("ab", a=50, b=100), _at("ab", a=0, b=55)
    for result in merge_ways(base, one, other):
        conflict = only_conflict(result)
        assert conflict.kind == "overlap"
        assert conflict.base == {
            "a": {"from": 0, "durationInFrames": 10, "track": "u"},
            "b": {"from": 100, "durationInFrames": 10, "track": "u"},
        }
        assert _take_sides(result) in ([one, other], [other, one])
        starts = {_read_start(solve(result, "shift"), id_) for id_ in "ab"}
        assert starts in ({50, 60}, {55, 65})


def test_an_item_that_one_moved_to_a_track_may_meet_what_the_other_added_there() -> None:
    base, moved, added = _at("a", "b", a=0), _at("", "ba", a=0), _at("a", "bc", a=0, c=5)
    for result in merge_ways(base, moved, added):
        assert only_conflict(result).kind == "overlap"
        assert _take_sides(result) in ([moved, added], [added, moved])


def test_items_that_overlap_on_a_side_already_are_not_asked_about() -> None:
    for result in merge_ways(_at("ab", b=5), _at("ab", b=6), _at("abc", b=5, c=300)):
        assert result.clean
    # Both have put them over one another, each its own way.
    for result in merge_ways(_at("ab"), _at("ab", b=5), _at("ab", a=98)):
        assert list_kinds(result) == []


def test_an_overlap_that_only_one_side_made_is_its_own_affair() -> None:
    for result in merge_ways(_at("ab"), _at("ab", b=5), _at("abc", c=300)):
        assert result.clean


def test_items_of_two_tracks_never_overlap() -> None:
    for result in merge_ways(_at("a", ""), _at("ab", "", b=50), _at("a", "c", c=50)):
        assert result.clean


def test_items_that_touch_do_not_overlap() -> None:
    for result in merge_ways(_at("a"), _at("ab", b=50), _at("ac", c=60)):
        assert result.clean


def test_an_item_that_both_had_to_do_with_overlaps_what_stood_there() -> None:
    # One put it off, the other made it longer: only together they reach the next one.
    base, later, longer = _at("ab"), _at("ab", a=85), _at("ab")
    longer["items"]["a"]["durationInFrames"] = 40
    for result in merge_ways(base, later, longer):
        conflict = only_conflict(result)
        assert (conflict.path, conflict.related) == ("/items/b", ("/items/a",))
        assert _take_sides(result) in ([later, longer], [longer, later])
        # Nobody has touched b: what theirs has touched gives way.
        shifted = solve(result, "shift")
        assert (_read_start(shifted, "a"), _read_start(shifted, "b")) == (110, 100)


def test_an_overlap_that_depends_on_an_open_conflict_says_so() -> None:
    base, one, other = _at("a", c=50), _at("ac", a=20, c=55), _at("ab", a=50, b=58)
    result = merge_three_way(base, other, one)
    kinds = {conflict.kind: conflict for conflict in result.conflicts}
    assert set(kinds) == {"timing", "overlap"}
    causes = {each.related: each.cause for each in result.conflicts if each.kind == "overlap"}
    assert (kinds["timing"].id,) in causes.values()


def test_an_overlap_that_is_there_whatever_is_decided_comes_first() -> None:
    # b of one overlaps c of the other for sure, and a only where its time is ours.
    base = _at("a")
    one, other = _at("ab", a=52, b=50), _at("ac", a=30, c=55)
    for result in merge_ways(base, one, other):
        sure = [each for each in result.conflicts if each.kind == "overlap" and not each.cause]
        assert [(each.path, each.related) for each in sure] == [("/items/c", ("/items/b",))]


def test_an_item_meets_only_the_first_that_it_overlaps() -> None:
    base, one, other = _at(""), _at("ab", a=50, b=70), _at("c", c=55)
    other["items"]["c"]["durationInFrames"] = 100
    for result in merge_ways(base, one, other):
        pairs = [(each.path, each.related) for each in result.conflicts]
        assert pairs == [("/items/b", ("/items/c",)), ("/items/c", ("/items/a",))]
        first = result.conflicts[1]
        for option in ("ours", "theirs", "shift"):
            solved = resolve_conflicts(result, {first.id: option})
            assert solved.find_conflict(first.id) is None
            assert find_errors(solved.document) == []


@pytest.mark.parametrize("length", [0, -5, "long"])
def test_what_plays_at_no_time_overlaps_nothing(length: Any) -> None:
    base, one, other = _at("a"), _at("ab", b=50), _at("ac", c=45)
    one["items"]["b"]["durationInFrames"] = length
    for result in merge_ways(base, one, other):
        assert result.clean


def test_what_had_no_time_on_a_side_overlapped_nothing_there() -> None:
    base, one, other = _at("ab"), _at("ab", b=300), _at("ab", a=305)
    del base["items"]["a"]["from"]
    del one["items"]["a"]["from"]
    one["items"]["z"] = 5
    for result in merge_ways(base, one, other):
        assert only_conflict(result).kind == "overlap"


def test_where_a_thousand_items_play_at_once_nobody_asks_whether_there_is_one_more() -> None:
    for count, kinds in ((MAX_LOOKED_AT - 1, ["overlap"]), (MAX_LOOKED_AT, [])):
        crowd = [f"a{number}" for number in range(count)]
        base = _play_at(dict.fromkeys(crowd, 4) | {"c": 100})
        ours = _play_at(dict.fromkeys(crowd, 5) | {"b": 6, "c": 100})
        theirs = _play_at(dict.fromkeys(crowd, 4) | {"c": 7})
        assert list_kinds(merge_three_way(base, ours, theirs)) == kinds


def _play_at(starts: dict[str, int]) -> Document:
    return compose({"v": [*starts]}, {id_: {"from": start} for id_, start in starts.items()})


@pytest.mark.parametrize(
    ("ours", "theirs"), [({"p": 50}, {"q": 45, "r": 55}), ({"p": 50, "q": 70}, {"r": 45, "s": 65})]
)
def test_what_is_shifted_makes_way_for_what_was_shifted_before(
    ours: dict[str, int], theirs: dict[str, int]
) -> None:
    versions = (_at("".join(starts), **starts) for starts in ({}, ours, theirs))
    result = merge_three_way(*versions, strategy={"kinds": {"overlap": "shift"}})
    starts = sorted(item["from"] for item in read(result, "items").values())
    assert all(later - earlier >= 10 for earlier, later in pairwise(starts)) or not result.clean


def test_an_item_that_is_kept_may_overlap_what_took_its_place() -> None:
    base = compose({"u": "a", "v": "d"}, {"d": {"from": 0}})
    edited = compose({"u": "a", "v": "d"}, {"d": {"from": 0}, "a": {"opacity": 0.5}})
    moved = compose({"u": "d", "v": ""}, {"d": {"from": 0}})
    for result in merge_ways(base, edited, moved):
        kinds = {conflict.kind: conflict for conflict in result.conflicts}
        assert kinds.keys() == {"item.delete_edit", "overlap"}
        assert kinds["overlap"].cause == (kinds["item.delete_edit"].id,)
        kept = resolve_conflicts(result, {kinds["item.delete_edit"].id: "keep"})
        assert list_kinds(kept) == ["overlap"]
        gone = resolve_conflicts(result, {kinds["item.delete_edit"].id: "delete"})
        assert gone.document == moved


def test_what_a_decision_puts_back_may_overlap_again() -> None:
    base = _at("a", "d", a=0, d=0)
    ours, theirs = _at("a", "do", a=0, d=0, o=18), _at("", "da", a=0, d=20)
    result = merge_three_way(base, ours, theirs)
    back = resolve_conflicts(result, {only_conflict(result).id: "ours"})
    assert (_read_start(back, "a"), _read_start(back, "d")) == (0, 0)
    assert list_kinds(back) == ["overlap"]


def test_an_item_over_two_others_is_two_questions() -> None:
    base = _at("ab", "", a=0, b=50)
    ours, theirs = _at("ab", "", a=0, b=4), _at("abc", "", a=0, b=50, c=6)
    base["items"]["a"]["from"] = theirs["items"]["a"]["from"] = 300
    for result in merge_ways(base, ours, theirs):
        assert list_kinds(result) == ["overlap", "overlap"]
        assert len({conflict.related for conflict in result.conflicts}) >= 1

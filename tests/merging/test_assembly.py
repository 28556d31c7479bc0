"""Assembly: lists in their order, and everything put into one document."""

from kvid_composition import MergeResult, merge_three_way
from tests.merging.compositions import (
    Document,
    compose,
    list_kinds,
    list_notes,
    list_on,
    merge_ways,
    only_conflict,
    only_note,
    read,
    solve,
)


def _stack(*ids: str, **names: str) -> Document:
    """Give empty tracks, front first."""
    document = compose(dict.fromkeys("".join(ids), ""))
    for track in document["tracks"]:
        if track["id"] in names:
            track["name"] = names[track["id"]]
    return document


def _list_tracks(result: MergeResult) -> str:
    return "".join(list_on(result.document))


# The order of tracks.


def test_tracks_that_each_side_moved_are_where_each_put_them() -> None:
    for result in merge_ways(_stack("abcdef"), _stack("bcdefa"), _stack("fabcde")):
        assert only_note(result) == "order.merged"
        assert _list_tracks(result) == "fbcdea"


def test_a_track_that_one_moved_up_and_the_other_down_is_a_conflict_that_holds_ours() -> None:
    base, front, back = _stack("abcde"), _stack("cabde"), _stack("abdec")
    for result in merge_ways(base, front, back):
        conflict = only_conflict(result)
        assert (conflict.kind, conflict.path) == ("order", "/tracks")
        assert conflict.base == [*"abcde"]
        assert conflict.provisional == conflict.ours
        assert result.document in (front, back)
        assert solve(result, "ours").document == result.document
        assert solve(result, "theirs").document in (front, back)
        assert solve(result, "base").document == base


def test_a_conflict_about_one_track_leaves_the_moves_of_others_alone() -> None:
    for result in merge_ways(_stack("abcdef"), _stack("cabdef"), _stack("eabdfc")):
        assert _list_tracks(result) in ("ecabdf", "eabdfc")
        assert {_list_tracks(solve(result, option)) for option in ("ours", "theirs")} == {
            "ecabdf",
            "eabdfc",
        }
        assert _list_tracks(solve(result, "base")) == "eabcdf"


def test_tracks_that_both_added_at_one_place_come_by_their_ids() -> None:
    for result in merge_ways(_stack("ab"), _stack("azxb"), _stack("ayb")):
        assert result.clean
        assert _list_tracks(result) == "ayzxb"


def test_a_track_between_two_that_the_other_separated_is_noted() -> None:
    for result in merge_ways(_stack("abc"), _stack("axbc"), _stack("bca")):
        assert only_note(result) == "order.anchor"
        assert result.resolutions[0].path == "/tracks/3"
        assert _list_tracks(result) == "bcax"


# The order inside a track.


def test_items_that_each_side_moved_are_where_each_put_them() -> None:
    base, one, other = (compose({"v": ids}) for ids in ("abcdef", "bcdefa", "fabcde"))
    for result in merge_ways(base, one, other):
        assert only_note(result) == "order.merged"
        assert result.resolutions[0].path == "/tracks/0/items"
        assert list_on(result.document) == {"v": "fbcdea"}


def test_an_item_that_both_moved_within_its_track_is_a_note_never_a_conflict() -> None:
    base, one, other = (compose({"v": ids}) for ids in ("abcde", "cabde", "abdec"))
    for result in merge_ways(base, one, other):
        assert only_note(result) == "order.both_moved"
        assert result.resolutions[0].related == ("/items/c",)
        assert list_on(result.document) == {"v": "decab"}


def test_items_that_both_put_at_one_place_come_by_their_first_starts() -> None:
    base, one, other = (compose({"v": ids}) for ids in ("az", "aqdz", "apbz"))
    for result in merge_ways(base, one, other):
        # p begins before q does, and each run stays whole.
        assert list_on(result.document) == {"v": "apbqdz"}


def test_items_without_a_start_come_last_at_their_place() -> None:
    base, one, other = (compose({"v": ids}) for ids in ("a", "ab", "ac"))
    del one["items"]["b"]["from"]
    for result in merge_ways(base, one, other):
        assert list_on(result.document) == {"v": "acb"}
    other["items"]["c"] = 5
    for result in merge_ways(base, one, other):
        assert list_on(result.document) == {"v": "abc"}


def test_an_item_between_two_that_the_other_separated_is_noted() -> None:
    base, one, other = (compose({"v": ids}) for ids in ("abc", "axbc", "bca"))
    for result in merge_ways(base, one, other):
        assert only_note(result) == "order.anchor"
        assert result.resolutions[0].path == "/items/x"
        assert list_on(result.document) == {"v": "bcax"}


def test_an_item_that_came_from_another_track_stands_where_it_was_put() -> None:
    base, one, other = (
        compose({"v": v, "w": w}) for v, w in (("abc", "de"), ("bc", "dae"), ("abc", "edf"))
    )
    for result in merge_ways(base, one, other):
        assert list_on(result.document) == {"v": "bc", "w": "edfa"} or list_on(result.document) == {
            "v": "bc",
            "w": "edaf",
        }


# Tracks as they are written.


def test_a_track_that_nothing_was_done_to_is_shared() -> None:
    base, one = compose({"v": "a", "w": "b"}), compose({"v": "a", "w": "bc"})
    result = merge_three_way(base, base, one)
    assert read(result, "tracks", 0) is base["tracks"][0]


def test_a_track_without_a_list_stays_without_one_until_it_needs_it() -> None:
    base = compose({"v": "a", "w": ""})
    del base["tracks"][1]["items"]
    named = compose({"v": "a", "w": ""})
    del named["tracks"][1]["items"]
    named["tracks"][1]["name"] = "W"
    for result in merge_ways(base, named, compose({"v": "a"})):
        assert list_kinds(result) == ["track.delete_edit"]
        assert "items" not in read(result, "tracks", 1)
    filled = compose({"v": "", "w": "a"})
    for result in merge_ways(base, named, filled):
        assert result.clean
        assert read(result, "tracks", 1) == {"id": "w", "name": "W", "items": ["a"]}
    emptied = compose({"v": "a", "w": ""})
    for result in merge_ways(base, base, emptied):
        assert result.document == emptied


def test_keys_come_in_the_order_of_ours_and_then_of_theirs() -> None:
    base = compose({"v": "a"})
    ours = {"z": 1, **base, "items": compose({"v": "ab"})["items"]}
    theirs = {**base, "y": 1, "items": compose({"v": "ca"})["items"]}
    result = merge_three_way(base, ours, theirs)
    assert [*result.document] == ["z", *base, "y"]
    assert [*read(result, "items")] == ["a", "b", "c"]


def test_a_merge_of_nothing_is_nothing() -> None:
    assert merge_three_way({}, {"x": 1}, {}).document == {"x": 1}
    assert list_notes(merge_three_way({}, {}, {})) == []

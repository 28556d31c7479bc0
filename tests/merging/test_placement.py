"""Placement: on which track each item is, and the tracks that stay for it."""

from kvid_composition import MergeResult, resolve_conflicts
from kvid_composition.document.values import MISSING
from tests.merging.compositions import (
    Document,
    compose,
    find_errors,
    list_kinds,
    list_notes,
    list_on,
    merge_ways,
    name_sides,
    only_conflict,
    read,
    solve,
)

# Items from track to track.


def test_an_item_that_one_moved_and_the_other_reordered_is_moved() -> None:
    base, moved = compose({"v": "abc", "w": "d"}), compose({"v": "bc", "w": "ad"})
    for result in merge_ways(base, moved, compose({"v": "bca", "w": "d"})):
        assert result.clean
        assert list_on(result.document) == {"v": "bc", "w": "ad"}


def test_an_item_that_both_moved_to_one_track_is_there() -> None:
    base, moved = compose({"v": "ab", "w": "d"}), compose({"v": "b", "w": "ad"})
    for result in merge_ways(base, moved, compose({"v": "b", "w": "da"})):
        assert result.clean
        assert set(read(result, "tracks", 1, "items")) == {"a", "d"}


def test_an_item_that_both_moved_to_two_tracks_is_a_conflict_that_holds_ours() -> None:
    base, one, other = (
        compose({"u": u, "v": v, "w": w})
        for u, v, w in (("ab", "", ""), ("b", "a", ""), ("b", "", "a"))
    )
    for result in merge_ways(base, one, other):
        conflict = only_conflict(result)
        assert (conflict.kind, conflict.path) == ("item.placement", "/items/a")
        assert conflict.base == "u"
        assert name_sides(conflict).keys() == {"v", "w"}
        assert conflict.provisional == conflict.ours
        assert solve(result, "ours").document == result.document
        assert solve(result, "theirs").document in (one, other)
        assert solve(result, "base").document == base


def test_an_item_that_one_moved_and_the_other_took_off_is_a_conflict() -> None:
    base, moved = compose({"v": "ab", "w": ""}), compose({"v": "b", "w": "a"})
    off = compose({"v": "b", "w": ""}, loose="a")
    for result in merge_ways(base, moved, off):
        conflict = only_conflict(result)
        assert conflict.kind == "item.placement"
        assert name_sides(conflict).keys() == {None, "w"}
        assert solve(result, "theirs").document in (moved, off)


def test_an_item_that_both_added_to_two_tracks_has_no_track_to_go_back_to() -> None:
    base, one, other = (compose({"v": v, "w": w}) for v, w in (("", ""), ("a", ""), ("", "a")))
    for result in merge_ways(base, one, other):
        conflict = only_conflict(result)
        assert (conflict.kind, conflict.base) == ("item.placement", MISSING)
        assert [option.name for option in conflict.options] == ["ours", "theirs"]
        assert solve(result, "theirs").document in (one, other)


def test_an_item_that_lay_about_in_base_can_go_back_to_no_track() -> None:
    base = compose({"v": "", "w": ""}, loose="a")
    one, other = compose({"v": "a", "w": ""}), compose({"v": "", "w": "a"})
    for result in merge_ways(base, one, other):
        assert only_conflict(result).base is None
        assert solve(result, "base").document == base


def test_an_item_that_one_took_off_its_track_lies_about() -> None:
    base, off = compose({"v": "ab"}), compose({"v": "b"}, loose="a")
    for result in merge_ways(base, off, compose({"v": "ab"}, {"a": {"left": 1}})):
        assert result.clean
        assert result.document == compose({"v": "b"}, {"a": {"left": 1}}, loose="a")


# Tracks that one deleted, and what the other put on them.


def _require_use(result: MergeResult, restored: dict[str, str]) -> None:
    conflict = only_conflict(result)
    assert conflict.kind == "track.delete_vs_use"
    assert MISSING in (conflict.ours, conflict.theirs)
    assert list_on(result.document) == restored
    assert solve(result, "restore").document == result.document


def test_an_item_inserted_in_a_deleted_track_brings_it_back_without_what_went() -> None:
    base, inserted = compose({"v": "a", "w": "bc"}), compose({"v": "a", "w": "bcd"})
    for result in merge_ways(base, inserted, compose({"v": "a"})):
        _require_use(result, {"v": "a", "w": "d"})
        assert result.conflicts[0].path == "/tracks/1"
        assert result.conflicts[0].related == ("/items/d",)
        assert "b" not in read(result, "items")
        assert solve(result, "delete").document == compose({"v": "a"})


def test_a_restored_track_stands_where_it_stood() -> None:
    base, inserted = compose({"u": "", "v": "b", "w": ""}), compose({"u": "", "v": "bd", "w": ""})
    for result in merge_ways(base, inserted, compose({"u": "", "w": ""})):
        _require_use(result, {"u": "", "v": "d", "w": ""})


def test_an_item_moved_to_a_deleted_track_brings_it_back() -> None:
    base, moved = compose({"v": "ab", "w": "c"}), compose({"v": "b", "w": "ca"})
    deleted = compose({"v": "ab"})
    for result in merge_ways(base, moved, deleted):
        _require_use(result, {"v": "b", "w": "a"})
        # Moved items go back to where they are on the side that deleted the track.
        assert solve(result, "delete").document == deleted


def test_an_item_of_a_deleted_track_that_the_deleter_kept_elsewhere_is_no_use() -> None:
    base = compose({"v": "a", "w": "bc"})
    elsewhere = compose({"v": "abc"})
    for result in merge_ways(base, elsewhere, compose({"v": "a", "w": "bc"}, {"b": {"left": 1}})):
        assert result.clean
        assert list_on(result.document) == {"v": "abc"}


def test_an_edited_item_of_a_deleted_track_is_kept_with_its_track_and_asked_about_once() -> None:
    base, edited = (compose({"v": "a", "w": "b"}, {"b": item}) for item in ({}, {"left": 1}))
    for result in merge_ways(base, edited, compose({"v": "a"})):
        conflict = only_conflict(result)
        assert conflict.kind == "item.delete_edit"
        assert list_notes(result) == ["restored"]
        assert result.resolutions[0].cause == (conflict.id,)
        assert result.document == edited
        assert solve(result, "keep").document == edited
        assert solve(result, "delete").document == compose({"v": "a"})


def test_an_item_moved_to_a_deleted_track_and_deleted_is_asked_about_once() -> None:
    base, moved, deleted = (
        compose({"v": "ab", "w": ""}),
        compose({"v": "b", "w": "a"}),
        compose({"v": "b"}),
    )
    for result in merge_ways(base, moved, deleted):
        assert only_conflict(result).kind == "item.delete_edit"
        assert result.document == moved
        assert solve(result, "delete").document == deleted
        assert list_on(solve(result, "keep").document) == {"v": "b", "w": "a"}


def test_a_deleted_track_with_a_new_item_and_an_edited_one_is_two_questions() -> None:
    base = compose({"v": "a", "w": "b"})
    used = compose({"v": "a", "w": "bd"}, {"b": {"left": 1}})
    for result in merge_ways(base, used, compose({"v": "a"})):
        assert sorted(list_kinds(result)) == ["item.delete_edit", "track.delete_vs_use"]
        assert list_on(result.document) == {"v": "a", "w": "bd"}
        kinds = {conflict.kind: conflict for conflict in result.conflicts}
        track = kinds["track.delete_vs_use"]
        assert track.cause == ()
        # Without its track the edited item is still in question: it lies about.
        gone = resolve_conflicts(result, {track.id: "delete"})
        assert list_kinds(gone) == ["item.delete_edit"]
        assert list_on(gone.document) == {"v": "a"}
        assert sorted(read(gone, "items")) == ["a", "b"]
        assert find_errors(gone.document) == []
        alone = resolve_conflicts(result, {kinds["item.delete_edit"].id: "delete"})
        assert list_kinds(alone) == ["track.delete_vs_use"]
        assert list_on(alone.document) == {"v": "a", "w": "d"}


def test_an_edited_and_used_track_that_is_deleted_all_the_same_takes_its_new_items_along() -> None:
    base, used = compose({"v": "a", "w": "b"}), compose({"v": "a", "w": "bd"})
    used["tracks"][1]["name"] = "W"
    deleted = compose({"v": "a"})
    for result in merge_ways(base, used, deleted):
        assert only_conflict(result).kind == "track.delete_edit"
        assert list_on(result.document) == {"v": "a", "w": "d"}
        assert solve(result, "keep").document == result.document
        assert solve(result, "delete").document == deleted


def test_an_item_sent_away_from_a_track_whose_home_is_gone_lies_about() -> None:
    # Theirs moved a from v to w and deleted v; ours deleted w: its home is on no side any more.
    base = compose({"u": "", "v": "a", "w": ""})
    ours, theirs = compose({"u": "", "v": "a"}), compose({"u": "", "w": "a"})
    for result in merge_ways(base, ours, theirs):
        conflict = only_conflict(result)
        assert conflict.kind == "track.delete_vs_use"
        assert list_on(result.document) == {"u": "", "w": "a"}
        away = solve(result, "delete")
        assert list_on(away.document) == {"u": ""}
        assert list(read(away, "items")) == ["a"]


def test_a_track_that_both_deleted_comes_back_for_an_item_that_goes_back_there() -> None:
    base = compose({"u": "a", "v": "", "w": ""})
    one, other = compose({"v": "a", "w": ""}), compose({"v": "", "w": "a"})
    for result in merge_ways(base, one, other):
        assert only_conflict(result).kind == "item.placement"
        back = solve(result, "base")
        assert back.document == base
        assert "restored" in list_notes(back)


# Ids that are on a track without being items.


def test_a_reference_that_dangles_in_an_input_is_neither_hidden_nor_spread() -> None:
    base = compose({"v": "ab", "w": ""})
    del base["items"]["b"]
    moved = {**base, "tracks": compose({"v": "a", "w": "b"})["tracks"]}
    for result in merge_ways(base, base, moved):
        assert list_on(result.document) == {"v": "a", "w": "b"}
        assert result.clean
    gone = {**base, "tracks": compose({"v": "a", "w": ""})["tracks"]}
    for result in merge_ways(base, base, gone):
        assert list_on(result.document) == {"v": "a", "w": ""}


def test_an_item_that_one_deleted_is_not_left_dangling_where_the_other_moved_it() -> None:
    base, off = compose({"v": "ab", "w": ""}), compose({"v": "b", "w": ""})
    for result in merge_ways(base, off, compose({"v": "ba", "w": ""})):
        assert list_on(result.document) == {"v": "b", "w": ""}


def test_an_id_that_one_left_dangling_stays_so_when_the_other_does_not_touch_it() -> None:
    base = compose({"v": "ab"})
    left = {**base, "items": compose({"v": "b"})["items"]}
    for result in merge_ways(base, left, compose({"v": "ab"}, {"b": {"left": 1}})):
        assert list_on(result.document) == {"v": "ab"}
        assert "a" not in read(result, "items")
        assert sorted(issue.code for each in result.inherited.values() for issue in each) == [
            "REF101"
        ]


def _scatter(**tracks: str) -> Document:
    """Give tracks whose items are nowhere."""
    return {**compose(tracks), "items": {}}


def test_an_id_without_an_item_that_both_moved_is_a_conflict_like_any_other() -> None:
    base, one, other = (
        _scatter(u=u, v=v, w=w) for u, v, w in (("a", "", ""), ("", "a", ""), ("", "", "a"))
    )
    for result in merge_ways(base, one, other):
        (conflict,) = result.conflicts
        assert conflict.kind == "item.placement"
        taken = {
            option.name: result.merge_again({conflict.id: option.name}).document
            for option in conflict.options
        }
        assert taken["ours"] == result.document
        assert taken["theirs"] in (one, other)

"""Items, assets and tracks: whether each is there, and what its fields hold."""

from typing import Any

import pytest

from kvid_composition import MergeResult, merge_three_way
from kvid_composition.document.values import MISSING
from kvid_composition.merging.entities import name_place
from tests.merging.compositions import (
    Document,
    compose,
    find_errors,
    list_kinds,
    list_notes,
    list_on,
    merge_ways,
    only_conflict,
    only_note,
    read,
    solve,
)

_ASSETS: dict[str, Document] = {"m": {}, "n": {}, "i": {"type": "image"}, "j": {"type": "image"}}


def _using(asset: str | None, kind: str = "video", **special: Any) -> Document:
    """Give a composition with one item that is of some type and uses some asset."""
    reference = {} if asset is None else {"assetId": asset}
    return compose({"v": "a"}, {"a": {"type": kind, **reference, **special}}, _ASSETS)


# What an item is: type and asset.


def test_an_asset_is_a_mere_field_where_the_type_is_the_same_everywhere() -> None:
    for result in merge_ways(_using("m"), _using("n"), _using("m", opacity=0.5)):
        assert result.document == _using("n", opacity=0.5)
    base = _using("m")
    base["assets"]["o"] = {"id": "o", "type": "video"}
    one, other = ({**base, "items": _using(id_)["items"]} for id_ in "no")
    for result in merge_ways(base, one, other):
        conflict = only_conflict(result)
        assert (conflict.kind, conflict.path) == ("field", "/items/a/assetId")


def test_type_and_asset_are_never_taken_from_two_sides() -> None:
    base, retyped, swapped = _using("m"), _using("i", "image"), _using("n")
    for result in merge_ways(base, retyped, swapped):
        conflict = only_conflict(result)
        assert (conflict.kind, conflict.path) == ("type", "/items/a")
        assert conflict.base == {"type": "video", "assetId": "m"}
        assert result.document in (retyped, swapped)
        assert conflict.provisional == conflict.ours
        assert solve(result, "ours").document == result.document
        assert solve(result, "theirs").document in (retyped, swapped)
        assert solve(result, "base").document == base


def test_two_types_are_a_conflict() -> None:
    for result in merge_ways(_using("m"), _using("i", "image"), _using("j", "image", left=1)):
        assert list_kinds(result) == ["type"]
        assert read(result, "items", "a", "left") == 1


def test_a_type_that_one_side_changed_brings_its_asset() -> None:
    for result in merge_ways(_using("m"), _using("i", "image"), _using("m", left=1)):
        assert only_note(result) == "merged"
        assert result.document == _using("i", "image", left=1)


def test_a_type_without_an_asset_takes_the_asset_away() -> None:
    for result in merge_ways(_using("m"), _using(None, "solid"), _using("m", left=1)):
        assert result.document == _using(None, "solid", left=1)


def test_the_same_new_type_on_both_sides_is_no_conflict() -> None:
    for result in merge_ways(
        _using("m"), _using("i", "image", top=1), _using("i", "image", left=1)
    ):
        assert only_note(result) == "merged"
        assert read(result, "items", "a", "type") == "image"


def test_a_unit_of_nothing_has_nothing_to_go_back_to() -> None:
    base = compose({"v": "a"}, {"a": {}}, _ASSETS)
    del base["items"]["a"]["type"]
    for result in merge_ways(base, _using("i", "image"), _using("m")):
        assert only_conflict(result).base is MISSING


# Additions under one id.


def test_the_same_addition_on_both_sides_is_one() -> None:
    later = compose({"v": "a", "w": "b"}, {"b": {"assetId": "m"}}, {"m": {}})
    for result in merge_ways(compose({"v": "a"}), later, later):
        assert result.clean
        assert result.document == later


def test_additions_of_the_same_thing_are_merged_field_by_field() -> None:
    one, other = (
        compose({"v": "a"}, {"a": {"assetId": "m", **item}}, {"m": {"filename": name}})
        for item, name in (({"left": 1}, "x"), ({"top": 2}, "y"))
    )
    for result in merge_ways(compose({"v": ""}), one, other):
        assert only_conflict(result).path == "/assets/m/filename"
        item = read(result, "items", "a")
        assert (item["left"], item["top"]) == (1, 2)
        assert [option.name for option in result.conflicts[0].options] == ["ours", "theirs"]


def test_a_track_that_both_added_has_the_items_of_both() -> None:
    one, other = compose({"v": "", "w": "ab"}), compose({"v": "", "w": "bc"})
    other["tracks"][1]["name"] = "W"
    for result in merge_ways(compose({"v": ""}), one, other):
        assert result.clean
        assert list_on(result.document) == {"v": "", "w": "abc"}
        assert read(result, "tracks", 1, "name") == "W"


def _require_add_add(result: MergeResult, kind: str, path: str) -> MergeResult:
    """Hold what is the same for all three kinds, and give what keeps both."""
    conflict = only_conflict(result)
    assert (conflict.kind, conflict.path, conflict.base) == (kind, path, MISSING)
    assert solve(result, "ours").document == result.document
    return solve(result, "keep_both")


def test_two_items_with_one_id_that_are_not_the_same_thing_are_a_conflict() -> None:
    base = compose({"v": "b", "w": ""}, {}, _ASSETS)
    one = compose({"v": "ab", "w": ""}, {"a": {"assetId": "m"}}, _ASSETS)
    other = compose({"v": "b", "w": "a"}, {"a": {"type": "text", "from": 500}}, _ASSETS)
    for result in merge_ways(base, one, other, strategy={"kinds": {"item.placement": "ours"}}):
        both = _require_add_add(result, "item.add_add", "/items/a")
        items = read(both, "items")
        assert sorted(items) == ["a", "a-theirs", "b"]
        assert {items["a"]["type"], items["a-theirs"]["type"]} == {"video", "text"}
        assert items["a-theirs"]["id"] == "a-theirs"
        places = {id_: track["id"] for track in read(both, "tracks") for id_ in track["items"]}
        kinds = {items[id_]["type"]: places[id_] for id_ in ("a", "a-theirs")}
        assert kinds == {"video": "v", "text": "w"}


def test_an_item_of_theirs_can_be_taken_whole() -> None:
    base = compose({"v": ""}, {}, _ASSETS)
    one, other = (compose({"v": "a"}, {"a": {"assetId": id_}}, _ASSETS) for id_ in "mn")
    for result in merge_ways(base, one, other):
        assert solve(result, "theirs").document in (one, other)


def test_two_assets_with_one_id_and_two_types_are_a_conflict() -> None:
    base = compose({"v": ""})
    film = compose({"v": "a"}, {"a": {"assetId": "m"}}, {"m": {}})
    sound = compose({"v": "b"}, {"b": {"type": "audio", "assetId": "m"}}, {"m": {"type": "audio"}})
    for result in merge_ways(base, film, sound):
        conflict = next(each for each in result.conflicts if each.kind == "asset.add_add")
        assert conflict.path == "/assets/m"
        assert find_errors(result.document) == []
        both = result.merge_again({conflict.id: "keep_both"})
        assert both.clean
        assert find_errors(both.document) == []
        items, assets = read(both, "items"), read(both, "assets")
        types = {items[id_]["type"]: assets[items[id_]["assetId"]]["type"] for id_ in "ab"}
        assert types == {"video": "video", "audio": "audio"}
        assert list(assets) == ["m", "m-theirs"]


def test_two_tracks_with_one_id_and_two_types_are_a_conflict() -> None:
    base = compose({"v": "a"})
    one, other = compose({"v": "a", "w": "b"}), compose({"v": "a", "w": "c"})
    one["tracks"][1]["trackType"], other["tracks"][1]["trackType"] = "audio", "video"
    for result in merge_ways(base, one, other):
        assert list_on(result.document) == {"v": "a", "w": "bc"}
        both = _require_add_add(result, "track.add_add", "/tracks/1")
        listed = list_on(both.document)
        assert set(listed) == {"v", "w", "w-theirs"}
        assert {listed["w"], listed["w-theirs"]} == {"b", "c"}


# Deletions.


def test_what_one_deleted_and_the_other_left_alone_is_deleted() -> None:
    base = compose({"v": "ab", "w": "c"}, {"a": {"assetId": "m"}}, {"m": {}})
    later = compose({"v": "b"})
    for result in merge_ways(base, later, base):
        assert result.document == later
        assert set(list_notes(result)) == {"deleted"}
    for result in merge_ways(base, later, later):
        assert result.document == later


def test_what_both_deleted_is_deleted() -> None:
    base, later = compose({"v": "ab"}), compose({"v": "b"}, {"b": {"left": 1}})
    for result in merge_ways(base, compose({"v": "b"}), later):
        assert result.document == later
        assert only_note(result) == "deleted"


def test_an_item_that_one_deleted_and_the_other_edited_is_kept_and_asked_about() -> None:
    base, edited = (compose({"v": "ab"}, {"a": item}) for item in ({}, {"opacity": 0.5}))
    deleted = compose({"v": "b"})
    for result in merge_ways(base, edited, deleted):
        conflict = only_conflict(result)
        assert (conflict.kind, conflict.path) == ("item.delete_edit", "/items/a")
        assert MISSING in (conflict.ours, conflict.theirs)
        assert result.document == edited
        assert conflict.provisional == edited["items"]["a"]
        assert solve(result, "keep").document == edited
        assert solve(result, "delete").document == deleted


def test_an_item_that_one_deleted_and_the_other_moved_is_kept_and_asked_about() -> None:
    base, moved, deleted = (
        compose({"v": v, "w": w}) for v, w in (("ab", "c"), ("b", "ac"), ("b", "c"))
    )
    for result in merge_ways(base, moved, deleted):
        assert only_conflict(result).kind == "item.delete_edit"
        assert result.document == moved
        assert solve(result, "keep").document == moved
        assert solve(result, "delete").document == deleted


def test_taking_an_item_off_its_track_is_no_edit_against_its_deletion() -> None:
    base, off, deleted = compose({"v": "ab"}), compose({"v": "b"}, loose="a"), compose({"v": "b"})
    for result in merge_ways(base, off, deleted):
        assert only_note(result) == "delete_noted"
        assert result.document == deleted


def test_an_item_that_one_deleted_and_the_other_only_reordered_is_deleted_and_noted() -> None:
    for result in merge_ways(compose({"v": "abc"}), compose({"v": "bca"}), compose({"v": "bc"})):
        assert list_notes(result) == ["delete_noted"]
        assert result.document == compose({"v": "bc"})


def test_an_item_that_one_deleted_and_the_other_only_dragged_is_deleted_and_noted() -> None:
    base, dragged = (
        compose({"v": "ab"}, {"a": {"isDraggingInTimeline": flag}}) for flag in (False, True)
    )
    for result in merge_ways(base, dragged, compose({"v": "b"})):
        assert only_note(result) == "delete_noted"
        assert result.document == compose({"v": "b"})


def test_an_asset_that_one_deleted_and_the_other_edited_is_kept_and_asked_about() -> None:
    base, edited = (compose({"v": ""}, {}, {"m": asset}) for asset in ({}, {"filename": "x"}))
    deleted = compose({"v": ""})
    for result in merge_ways(base, edited, deleted):
        conflict = only_conflict(result)
        assert (conflict.kind, conflict.path) == ("asset.delete_edit", "/assets/m")
        assert solve(result, "keep").document == result.document == edited
        assert solve(result, "delete").document == deleted


def test_a_track_that_one_deleted_and_the_other_edited_is_kept_and_asked_about() -> None:
    base, edited = compose({"v": "a", "w": "b"}), compose({"v": "a", "w": "b"})
    edited["tracks"][1]["name"] = "W"
    deleted = compose({"v": "a"})
    for result in merge_ways(base, edited, deleted):
        conflict = only_conflict(result)
        assert (conflict.kind, conflict.path) == ("track.delete_edit", "/tracks/1")
        assert solve(result, "keep").document == result.document
        assert list_on(result.document) == {"v": "a", "w": ""}
        assert solve(result, "delete").document == deleted


def test_a_track_that_one_deleted_and_the_other_only_reordered_is_deleted_and_noted() -> None:
    base, deleted = compose({"v": "a", "w": "bc"}), compose({"v": "a"}, loose="bc")
    for result in merge_ways(base, compose({"v": "a", "w": "cb"}), deleted):
        assert only_note(result) == "delete_noted"
        assert result.document == deleted


def test_a_track_that_one_deleted_and_the_other_only_put_elsewhere_is_deleted_and_noted() -> None:
    base, moved = compose({"u": "", "v": "", "w": ""}), compose({"w": "", "u": "", "v": ""})
    for result in merge_ways(base, moved, compose({"u": "", "v": ""})):
        assert only_note(result) == "delete_noted"
        assert result.document == compose({"u": "", "v": ""})


def test_what_hangs_on_a_deletion_is_named() -> None:
    base = compose({"v": "ab", "w": "c"}, {}, {"m": {}})
    edited = compose({"v": "b", "w": "cad"}, {"b": {"left": 1}, "d": {"assetId": "m"}}, {"m": {}})
    edited["tracks"][1]["name"], edited["assets"]["m"]["filename"] = "W", "x"
    for result in merge_ways(base, edited, compose({"v": "ab"})):
        related = {conflict.kind: conflict.related for conflict in result.conflicts}
        assert related["track.delete_edit"] == ("/items/a", "/items/d")
        assert related["asset.delete_edit"] == ("/items/d",)


def test_a_broken_item_that_one_deleted_and_the_other_changed_is_asked_about() -> None:
    base, edited, deleted = ({**compose(), "items": items} for items in ({"a": 1}, {"a": 2}, {}))
    for result in merge_ways(base, edited, deleted):
        assert list_kinds(result) == ["item.delete_edit"]
        assert result.document == edited


# Passing states of the editor.


@pytest.mark.parametrize("flags", [(True, False, MISSING), (MISSING, True, False)])
def test_a_passing_state_that_all_three_have_otherwise_is_off(flags: Any) -> None:
    base, one, other = (
        compose({"v": "a"}, {"a": {} if flag is MISSING else {"isDraggingInTimeline": flag}})
        for flag in flags
    )
    for result in merge_ways(base, one, other):
        assert result.clean
        assert list_notes(result) == ["merged", "transient"]
        assert result.document == compose({"v": "a"}, {"a": {"isDraggingInTimeline": False}})


def test_a_passing_state_that_both_changed_is_absent_where_the_base_has_it_off() -> None:
    # Were it off as in the base, the side that took it away would win the next merge.
    base, one, other = (
        compose({"v": "a"}, {"a": {} if flag is MISSING else {"isDraggingInTimeline": flag}})
        for flag in (False, True, MISSING)
    )
    for result in merge_ways(base, one, other):
        assert list_notes(result) == ["merged", "transient"]
        assert result.document == compose({"v": "a"})
        assert merge_three_way(base, one, result.document).document == result.document
        assert merge_three_way(base, result.document, other).document == result.document


def test_a_passing_state_follows_the_side_that_changed_it() -> None:
    base, dragged, moved = (
        compose({"v": "a"}, {"a": {"isDraggingInTimeline": flag, "left": left}})
        for flag, left in ((False, 0), (True, 0), (False, 5))
    )
    for result in merge_ways(base, dragged, moved):
        item = read(result, "items", "a")
        assert (item["isDraggingInTimeline"], item["left"]) == (True, 5)


def test_a_member_of_an_entity_is_named_before_it() -> None:
    assert name_place(("fontStyle", "weight")) == "fontStyle.weight of "
    assert name_place(()) == ""

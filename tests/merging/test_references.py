"""References: items and the assets that they use, so that what is kept has what it needs."""

from typing import Any

import pytest

from kvid_composition import MergeResult, merge_three_way, resolve_conflicts
from kvid_composition.merging.kinds import OptionName
from tests.merging.compositions import (
    Document,
    change_root,
    compose,
    find_errors,
    list_kinds,
    list_notes,
    merge_ways,
    only_conflict,
    read,
    solve,
)

_M = {"assetId": "m"}

# Assets that one deleted and the other uses.


def _require_use(result: MergeResult, users: str) -> None:
    conflict = only_conflict(result)
    assert (conflict.kind, conflict.path) == ("asset.delete_vs_reference", "/assets/m")
    assert conflict.related == tuple(f"/items/{id_}" for id_ in users)
    assert "m" in read(result, "assets")
    assert solve(result, "restore").document == result.document


def test_a_new_item_brings_back_the_deleted_asset_that_it_uses() -> None:
    base, used = compose({"v": "a"}, {}, {"m": {}}), compose({"v": "ab"}, {"b": _M}, {"m": {}})
    for result in merge_ways(base, used, compose({"v": "a"})):
        _require_use(result, "b")
        assert result.document == used
        assert solve(result, "delete_items").document == compose({"v": "a"})


def test_an_item_that_was_swapped_to_a_deleted_asset_brings_it_back() -> None:
    assets: dict[str, Document] = {"m": {}, "n": {}}
    base = compose({"v": "a"}, {"a": {"assetId": "n"}}, assets)
    swapped = compose({"v": "a"}, {"a": {**_M, "left": 1}}, assets)
    deleted = compose({"v": "a"}, {"a": {"assetId": "n"}}, {"n": {}})
    for result in merge_ways(base, swapped, deleted):
        _require_use(result, "a")
        # The item goes back to the asset that it has on the side that deleted, and keeps the rest.
        back = compose({"v": "a"}, {"a": {"assetId": "n", "left": 1}}, {"n": {}})
        assert solve(result, "delete_items").document == back


def test_an_edited_item_that_was_deleted_with_its_asset_is_asked_about_once() -> None:
    base, edited = (compose({"v": "ab"}, {"a": {**_M, "left": left}}, {"m": {}}) for left in (0, 1))
    deleted = compose({"v": "b"})
    for result in merge_ways(base, edited, deleted):
        conflict = only_conflict(result)
        assert conflict.kind == "item.delete_edit"
        assert result.document == edited
        assert list_notes(result) == ["restored"]
        assert result.resolutions[0].cause == (conflict.id,)
        assert result.resolutions[0].related == ("/items/a",)
        assert solve(result, "keep").document == edited
        assert solve(result, "delete").document == deleted


def test_keeping_an_item_brings_back_the_asset_that_it_was_swapped_to() -> None:
    assets: dict[str, Document] = {"m": {}, "n": {}}
    base = compose({"v": "a"}, {"a": {"assetId": "n"}}, assets)
    swapped = compose({"v": "a"}, {"a": _M}, assets)
    deleted = compose({"v": ""}, {}, {"n": {}})
    for result in merge_ways(base, swapped, deleted):
        assert only_conflict(result).kind == "item.delete_edit"
        assert solve(result, "delete").document == deleted
        kept = solve(result, "keep")
        assert kept.document == swapped
        assert "restored" in list_notes(kept)


def test_an_asset_that_both_deleted_comes_back_for_an_item_that_goes_back_to_it() -> None:
    base = compose({"v": "a"}, {"a": {"assetId": "m"}}, {"m": {}, "n": {}, "o": {}})
    one, other = (compose({"v": "a"}, {"a": {"assetId": id_}}, {"n": {}, "o": {}}) for id_ in "no")
    for result in merge_ways(base, one, other):
        assert only_conflict(result).path == "/items/a/assetId"
        back = solve(result, "base")
        assert read(back, "items", "a", "assetId") == "m"
        assert "restored" in list_notes(back)


def test_an_edited_and_used_asset_that_is_deleted_all_the_same_takes_its_new_items_along() -> None:
    base = compose({"v": "a"}, {}, {"m": {}})
    used = compose({"v": "ab"}, {"b": _M}, {"m": {"filename": "x"}})
    for result in merge_ways(base, used, compose({"v": "a"})):
        assert only_conflict(result).kind == "asset.delete_edit"
        assert solve(result, "keep").document == result.document == used
        assert solve(result, "delete").document == compose({"v": "a"})


def test_an_item_whose_deleting_side_has_no_such_asset_either_goes() -> None:
    # Ours has already lost n; theirs swaps a to m, which ours deletes.
    assets: dict[str, Document] = {"m": {}, "n": {}}
    base = compose({"v": "a"}, {"a": {"assetId": "n"}}, assets)
    swapped = compose({"v": "a"}, {"a": _M}, {"m": {}})
    deleted = compose({"v": "a"}, {"a": {"assetId": "n"}}, {"n": {}})
    for result in merge_ways(base, swapped, deleted):
        assert only_conflict(result).kind == "asset.delete_vs_reference"
        away = solve(result, "delete_items")
        assert away.document == deleted


@pytest.mark.parametrize("option", ["restore", "delete_items"])
def test_a_reference_that_dangles_in_an_input_is_not_closed(option: OptionName) -> None:
    base = compose({"v": "ab"}, {"a": _M}, {"m": {}})
    dangling = change_root(base, assets={})
    for result in merge_ways(
        base, dangling, compose({"v": "ab"}, {"a": _M, "b": {"left": 1}}, {"m": {}})
    ):
        assert result.clean
        assert read(result, "assets") == {}
    used = compose({"v": "abc"}, {"a": _M, "c": _M}, {"m": {}})
    for result in merge_ways(base, dangling, used):
        (conflict,) = result.conflicts
        assert conflict.related == ("/items/c",)
        solved = resolve_conflicts(result, {conflict.id: option})
        assert solved.clean
        errors = find_errors(solved.document)
        assert errors == ([] if option == "restore" else ["REF102 /items/a/assetId"])


# The list of deleted assets.


def _list_deleted(*ids: str) -> dict[str, Any]:
    return {"deletedAssets": [{"assetId": id_} for id_ in ids]}


def test_an_asset_that_was_only_listed_as_deleted_is_asked_about_when_the_other_uses_it() -> None:
    base, used = compose({"v": "a"}, {}, {"m": {}}), compose({"v": "ab"}, {"b": _M}, {"m": {}})
    listed = compose({"v": "a"}, {}, {"m": {}}, **_list_deleted("m", "x"))
    for result in merge_ways(base, used, listed):
        _require_use(result, "b")
        assert read(result, "deletedAssets") == [{"assetId": "x"}]
        assert solve(result, "delete_items").document == listed


def test_an_asset_deleted_and_listed_loses_its_entry_when_it_comes_back() -> None:
    base, used = compose({"v": "a"}, {}, {"m": {}}), compose({"v": "ab"}, {"b": _M}, {"m": {}})
    deleted = compose({"v": "a"}, **_list_deleted("m"))
    for result in merge_ways(base, used, deleted):
        _require_use(result, "b")
        assert read(result, "deletedAssets") == []
        assert solve(result, "delete_items").document == deleted


def test_the_entry_of_an_asset_that_an_edited_item_needs_is_dropped() -> None:
    base, edited = (compose({"v": "a"}, {"a": {**_M, "left": left}}, {"m": {}}) for left in (0, 1))
    deleted = compose({"v": ""}, **_list_deleted("m"))
    for result in merge_ways(base, edited, deleted):
        conflict = only_conflict(result)
        assert conflict.kind == "item.delete_edit"
        assert sorted(list_notes(result)) == ["listing_dropped", "restored"]
        assert all(note.cause == (conflict.id,) for note in result.resolutions)
        assert solve(result, "delete").document == deleted


def test_a_listing_that_both_made_is_dropped_where_a_choice_brings_the_use_back() -> None:
    base = compose({"v": "a"}, {"a": _M}, {"m": {}, "n": {}, "o": {}})
    one, other = (
        compose({"v": "a"}, {"a": {"assetId": id_}}, base["assets"], **_list_deleted("m"))
        for id_ in "no"
    )
    for result in merge_ways(base, one, other):
        back = solve(result, "base")
        assert read(back, "items", "a", "assetId") == "m"
        assert "listing_dropped" in list_notes(back)


def test_a_listing_that_is_in_use_in_an_input_is_left_alone() -> None:
    base = compose({"v": "a"}, {"a": _M}, {"m": {}}, **_list_deleted("m"))
    for result in merge_ways(
        base, base, compose({"v": "ab"}, {"a": _M}, {"m": {}}, **_list_deleted("m"))
    ):
        assert result.clean
        assert read(result, "deletedAssets") == [{"assetId": "m"}]


def test_a_list_of_deleted_assets_that_is_no_list_is_passed_by() -> None:
    base = compose({"v": "a"}, {"a": _M}, {"m": {}}, deletedAssets="none")
    later = compose({"v": "ab"}, {"a": _M}, {"m": {}}, deletedAssets=["odd", {"assetId": 5}])
    for result in merge_ways(base, base, later):
        assert result.document == later


def test_the_asset_of_an_item_that_two_have_added_is_no_question_of_its_own() -> None:
    base = compose({"v": "", "w": ""}, {}, {"m": {}})
    film = compose({"v": "", "w": "a"}, {"a": _M}, {"m": {}})
    for result in merge_ways(base, film, compose({"v": "", "w": "a"}, {"a": {"type": "text"}})):
        conflict = only_conflict(result)
        assert conflict.kind == "item.add_add"
        kept = solve(result, "ours" if conflict.ours == film["items"]["a"] else "theirs")
        assert kept.document == film


def test_an_edited_asset_that_is_kept_loses_its_entry() -> None:
    base = compose({"v": ""}, {}, {"m": {}})
    used = compose({"v": "a"}, {"a": _M}, {"m": {"filename": "x"}})
    for result in merge_ways(base, used, compose({"v": ""}, **_list_deleted("m"))):
        assert only_conflict(result).kind == "asset.delete_edit"
        kept = solve(result, "keep")
        assert kept.document == change_root(used, deletedAssets=[])


def test_an_item_that_fits_neither_asset_goes_from_its_track_as_well() -> None:
    assets: dict[str, Document] = {"m": {}, "i": {"type": "image"}}
    base = compose({"v": "a"}, {"a": _M}, assets)
    deleted = compose({"v": "a"}, {"a": _M}, {"m": {}})
    # Theirs made m a sound, and then showed an image with the item.
    swapped = compose(
        {"v": "a"}, {"a": {"type": "image", "assetId": "i"}}, {**assets, "m": {"type": "audio"}}
    )
    for result in merge_ways(base, deleted, swapped):
        assert only_conflict(result).kind == "asset.delete_vs_reference"
        (conflict,) = result.conflicts
        gone = resolve_conflicts(result, {conflict.id: "delete_items"})
        assert find_errors(gone.document) == []
        assert "i" not in read(gone, "assets")


def test_picks_that_contradict_each_other_leave_a_sound_document() -> None:
    assets: dict[str, Document] = {"m": {}, "n": {}}
    base = compose({"v": "a"}, {"a": _M}, assets)
    one = compose({"v": "a"}, {"a": {"assetId": "n"}}, {"n": {}})
    sound: Document = {"a": {**_M, "type": "audio"}}
    other = compose({"v": "a"}, sound, {**assets, "m": {"type": "audio"}})
    for result in merge_ways(base, one, other):
        kinds = {conflict.kind: conflict.id for conflict in result.conflicts}
        picks = {kinds["asset.delete_edit"]: "delete", kinds["type"]: "base"}
        assert find_errors(resolve_conflicts(result, picks).document) == []


# A question about something else explains nothing.


def test_another_question_about_an_item_does_not_hide_that_its_asset_was_deleted() -> None:
    base = compose({"v": "a"}, {"a": {"assetId": "n"}}, {"n": {}, "m": {}})
    ours = compose({"v": "a"}, {"a": {"assetId": "n", "opacity": 0.5}}, {"n": {}})
    theirs = compose({"v": "a"}, {"a": {"assetId": "m", "opacity": 0.2}}, {"n": {}, "m": {}})
    for result in merge_ways(base, ours, theirs):
        assert sorted(list_kinds(result)) == ["asset.delete_vs_reference", "field"]
        assert all(conflict.cause == () for conflict in result.conflicts)


def test_another_question_about_an_item_does_not_hide_that_its_asset_is_of_another_type() -> None:
    base = compose({"v": "a"}, {"a": {"assetId": "n"}}, {"n": {}, "m": {}})
    ours = compose(
        {"v": "a"}, {"a": {"assetId": "n", "opacity": 0.5}}, {"n": {}, "m": {"type": "gif"}}
    )
    theirs = compose({"v": "a"}, {"a": {"assetId": "m", "opacity": 0.2}}, {"n": {}, "m": {}})
    for result in merge_ways(base, ours, theirs):
        assert sorted(list_kinds(result)) == ["asset.type_vs_use", "field"]


def test_what_was_decided_of_an_item_stays_decided_when_its_asset_gets_another_id() -> None:
    base = compose({"v": ""})
    ours = compose({"v": "a"}, {"a": {"type": "image", "assetId": "m"}}, {"m": {"type": "image"}})
    theirs = compose({"v": "a"}, {"a": {"type": "gif", "assetId": "m"}}, {"m": {"type": "gif"}})
    result = merge_three_way(base, ours, theirs)
    options = {"asset.add_add": "keep_both", "item.add_add": "theirs"}
    picks = {each.id: options[each.kind] for each in result.conflicts}
    solved = resolve_conflicts(result, picks)
    assert solved.clean
    assert read(solved, "items", "a", "type") == "gif"
    assert read(solved, "items", "a", "assetId") == "m-theirs"
    decided = [note.entity for note in solved.resolutions if note.kind == "decided"]
    assert len(decided) == len(set(decided)) == 2

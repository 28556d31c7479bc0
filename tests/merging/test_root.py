"""The root's own members."""

from typing import Any

import pytest

from kvid_composition import merge_three_way
from kvid_composition.document.values import MISSING
from tests.merging.compositions import (
    Document,
    compose,
    list_kinds,
    list_notes,
    merge_ways,
    only_conflict,
    only_note,
    read,
    solve,
)

# Members of the root.


def test_members_that_one_side_changed_are_taken() -> None:
    base, one, other = compose(x=1, y=1), compose(x=2, y=1), compose(x=1, z={"a": 1})
    for result in merge_ways(base, one, other):
        assert result.clean
        assert result.document == compose(x=2, z={"a": 1})


def test_members_that_both_changed_are_in_conflict_at_their_path() -> None:
    for result in merge_ways(compose(x={"a": 1}), compose(x={"a": 2}), compose(x={"a": 3})):
        conflict = only_conflict(result)
        assert (conflict.path, conflict.entity.kind, conflict.entity.id) == (
            "/x/a",
            "composition",
            None,
        )
        assert solve(result, "base").document == compose(x={"a": 1})


@pytest.mark.parametrize("key", ["tracks", "items", "assets"])
def test_a_container_that_one_side_left_out_stays_out_while_it_is_empty(key: str) -> None:
    whole = compose()
    without = {other: value for other, value in whole.items() if other != key}
    for result in merge_ways(whole, without, whole):
        assert result.document == without
    for result in merge_ways(without, whole, without):
        assert result.document == whole


def test_a_container_that_one_side_left_out_comes_back_for_what_is_in_it() -> None:
    base = compose({"v": "a"})
    without = {key: value for key, value in compose({"v": "b"}).items() if key != "items"}
    without["tracks"] = compose({"v": ""})["tracks"]
    for result in merge_ways(base, without, compose({"v": "ab"})):
        assert read(result, "items") == compose({"v": "b"})["items"]
    assert merge_three_way({}, {}, {}).document == {}


# The stored length.


def _lasting(length: Any, ids: str = "a") -> Document:
    root = {} if length is MISSING else {"durationInFrames": length}
    return compose({"v": ids}, **root)


def test_of_two_stored_lengths_the_larger_one_holds() -> None:
    for result in merge_ways(_lasting(50), _lasting(70), _lasting(60)):
        assert only_note(result) == "stored_length"
        assert result.document == _lasting(70)


def test_a_stored_length_that_both_changed_covers_the_last_item_where_the_base_did() -> None:
    # b ends at 110, and with c of theirs the merge ends at 210.
    base, one, other = _lasting(110, "ab"), _lasting(150, "ab"), _lasting(120, "abc")
    for result in merge_ways(base, one, other):
        assert read(result, "durationInFrames") == 210


def test_a_stored_length_is_not_made_to_cover_what_it_did_not_cover_in_the_base() -> None:
    base, one, other = _lasting(100, "ab"), _lasting(150, "ab"), _lasting(120, "abc")
    for result in merge_ways(base, one, other):
        assert read(result, "durationInFrames") == 150


def test_a_stored_length_that_one_changed_is_taken_as_it_is() -> None:
    for result in merge_ways(_lasting(110, "ab"), _lasting(60, "ab"), _lasting(110, "abc")):
        assert read(result, "durationInFrames") == 60


def test_a_stored_length_is_not_raised_to_that_of_the_base() -> None:
    # Merged once more, a length that equals the base's would pass for unchanged.
    base, one, other = _lasting(210, "ab"), _lasting(150, "ab"), _lasting(120, "abc")
    for result in merge_ways(base, one, other):
        assert read(result, "durationInFrames") == 150
        for again in merge_ways(base, result.document, other):
            assert again.document == result.document


def test_stored_lengths_that_are_no_numbers_are_fields_like_others() -> None:
    for result in merge_ways(_lasting(50), _lasting("long"), _lasting(60)):
        assert only_conflict(result).path == "/durationInFrames"
    for result in merge_ways(_lasting("?"), _lasting(90), _lasting(60)):
        assert read(result, "durationInFrames") == 90
    for result in merge_ways(_lasting(50), _lasting(MISSING), _lasting(60)):
        assert only_conflict(result).path == "/durationInFrames"


def test_items_without_times_end_nowhere() -> None:
    base, one, other = _lasting(50), _lasting(70, "ab"), _lasting(60, "ac")
    one["items"]["b"] = {"id": "b", "type": "solid"}
    other["items"]["c"] = 5
    for result in merge_ways(base, one, other):
        assert read(result, "durationInFrames") == 70


# The list of deleted assets.


def _listing(*entries: Any, **root: Any) -> Document:
    return compose({"v": "a"}, deletedAssets=[*entries], **root)


def _entry(id_: str, **special: Any) -> Document:
    return {"assetId": id_, **special}


def test_deleted_assets_are_merged_entry_by_entry() -> None:
    base = _listing(_entry("x"), _entry("y"))
    one, other = _listing(_entry("x"), _entry("y"), _entry("p")), _listing(_entry("y"), _entry("q"))
    for result in merge_ways(base, one, other):
        assert result.clean
        assert read(result, "deletedAssets") == [_entry("y"), _entry("p"), _entry("q")]


def test_an_entry_that_both_changed_is_merged_member_by_member() -> None:
    base = _listing(_entry("x", a=1, b=1), _entry("y"))
    one, other = _listing(_entry("x", a=2, b=2), _entry("y")), _listing(_entry("x", a=1, b=3))
    for result in merge_ways(base, one, other):
        conflict = only_conflict(result)
        assert conflict.path == "/deletedAssets/0/b"
        assert conflict.provisional == conflict.ours
        assert read(result, "deletedAssets", 0, "a") == 2
        assert solve(result, "base").document == _listing(_entry("x", a=2, b=1))


def test_an_entry_that_one_removed_and_the_other_changed_is_in_conflict() -> None:
    base, changed = _listing(_entry("x", a=1), _entry("y")), _listing(_entry("x", a=2), _entry("y"))
    for result in merge_ways(base, changed, _listing(_entry("y"), _entry("z"))):
        conflict = only_conflict(result)
        removed: Any = "ours" if conflict.ours is MISSING else "theirs"
        path = "/deletedAssets" if removed == "ours" else "/deletedAssets/0"
        assert conflict.path == path
        assert solve(result, removed).document == _listing(_entry("y"), _entry("z"))


def test_an_entry_that_both_added_in_two_ways_is_in_conflict() -> None:
    base, one, other = _listing(), _listing(_entry("x", a=1)), _listing(_entry("x", a=2))
    for result in merge_ways(base, one, other):
        assert only_conflict(result).path == "/deletedAssets/0/a"


def test_a_list_that_one_side_emptied_and_another_left_out_is_left_out() -> None:
    base = _listing(_entry("x"))
    for result in merge_ways(base, _listing(), compose({"v": "a"})):
        assert result.document == compose({"v": "a"})


def test_a_list_that_one_left_out_comes_back_for_the_entry_of_the_other() -> None:
    for result in merge_ways(
        _listing(_entry("x")), _listing(_entry("x"), _entry("y")), compose({"v": "a"})
    ):
        assert result.document == _listing(_entry("y"))


@pytest.mark.parametrize("odd", [[5], [{"assetId": 5}], [_entry("x"), _entry("x")], "none"])
def test_entries_that_cannot_be_told_apart_make_the_list_one_part(odd: Any) -> None:
    base, one, other = _listing(), _listing(_entry("p")), compose({"v": "a"}, deletedAssets=odd)
    for result in merge_ways(base, one, other):
        assert list_kinds(result) == ["field"]
        assert result.conflicts[0].path == "/deletedAssets"
        assert list_notes(result) == []

"""Fitting: items and assets of types that do not go together any more."""

from typing import Any

from kvid_composition import merge_three_way, resolve_conflicts
from tests.merging.compositions import (
    Document,
    compose,
    find_errors,
    list_kinds,
    list_notes,
    merge_ways,
    name_sides,
    only_conflict,
    read,
    solve,
)

_M = {"assetId": "m"}


def _as_type(kind: str, items: str = "a", **special: Any) -> Document:
    return compose({"v": items}, special, {"m": {"type": kind}, "n": {}})


def test_an_asset_that_got_another_type_meets_a_new_use_of_what_it_was() -> None:
    base, retyped = _as_type("video"), _as_type("image")
    used = _as_type("video", "ab", b=_M)
    for result in merge_ways(base, retyped, used):
        conflict = only_conflict(result)
        assert (conflict.kind, conflict.path) == ("asset.type_vs_use", "/assets/m/type")
        assert conflict.related == ("/items/b",)
        assert conflict.base == "video"
        sides = name_sides(conflict)
        # A new item has nothing to go back to: it waits.
        assert result.document == retyped
        assert solve(result, sides["image"]).document == retyped
        assert solve(result, sides["video"]).document == used


def test_a_user_that_was_swapped_keeps_its_old_asset_meanwhile() -> None:
    base, retyped = _as_type("video", a={"assetId": "n"}), _as_type("image", a={"assetId": "n"})
    swapped = _as_type("video", a={**_M, "left": 1})
    for result in merge_ways(base, retyped, swapped):
        conflict = only_conflict(result)
        assert conflict.kind == "asset.type_vs_use"
        back = _as_type("image", a={"assetId": "n", "left": 1})
        assert result.document == back
        sides = name_sides(conflict)
        assert solve(result, sides["image"]).document == back
        assert solve(result, sides["video"]).document == swapped


def test_a_user_of_the_new_type_is_welcome() -> None:
    base, retyped = _as_type("video"), _as_type("image")
    for result in merge_ways(base, retyped, _as_type("video", "ab", b={"type": "text"})):
        assert result.clean
    audio = _as_type("audio")
    for result in merge_ways(
        audio, _as_type("video"), _as_type("audio", "ab", b={**_M, "type": "audio"})
    ):
        assert result.clean


def test_an_item_that_misfits_in_an_input_is_left_alone() -> None:
    base = _as_type("image", a=_M)
    for result in merge_ways(base, base, _as_type("image", a={**_M, "left": 1})):
        assert result.clean
        assert read(result, "items", "a", "assetId") == "m"


def test_two_new_types_of_an_asset_are_a_mere_field_conflict_where_users_have_gone() -> None:
    base, one, other = (_as_type(kind) for kind in ("video", "image", "audio"))
    for result in merge_ways(base, one, other):
        assert only_conflict(result).path == "/assets/m/type"


def test_users_follow_a_type_that_is_itself_in_question() -> None:
    base = _as_type("video", a=_M)
    one, other = (_as_type(kind, a={**_M, "type": kind}) for kind in ("image", "audio"))
    for result in merge_ways(base, one, other):
        assert sorted(list_kinds(result)) == ["field", "type"]
        assert find_errors(result.document) == []
        for conflict in result.conflicts:
            for option in conflict.options:
                solved = resolve_conflicts(result, {conflict.id: option.name})
                assert find_errors(solved.document) == []
                assert solved.find_conflict(conflict.id) is None


def test_a_type_that_was_decided_sends_new_users_away_with_a_note() -> None:
    base, one, other = (_as_type(kind) for kind in ("video", "image", "audio"))
    for id_, document in (("b", one), ("c", other)):
        kind = document["assets"]["m"]["type"]
        document["items"][id_] = compose({"v": id_}, {id_: {**_M, "type": kind}})["items"][id_]
        document["tracks"][0]["items"].append(id_)
    for result in merge_ways(base, one, other):
        conflict = next(each for each in result.conflicts if each.path == "/assets/m/type")
        assert find_errors(result.document) == []
        assert "reference_reverted" in list_notes(result)
        for option, kind in (("ours", conflict.ours), ("theirs", conflict.theirs)):
            solved = resolve_conflicts(result, {conflict.id: option})
            assert solved.clean
            assert find_errors(solved.document) == []
            assert [item["type"] for item in read(solved, "items").values()] == ["solid", kind]


def test_what_is_no_item_uses_no_asset() -> None:
    base = compose({"v": "a"}, {"a": _M}, {"m": {}})
    broken = {**base, "items": {**base["items"], "x": 5}}
    for result in merge_ways(base, broken, compose({"v": ""})):
        assert result.clean
        assert read(result, "items") == {"x": 5}
        assert read(result, "assets") == {}


def test_an_asset_without_a_type_fits_everything() -> None:
    base, typeless = _as_type("video"), _as_type("video")
    del typeless["assets"]["m"]["type"]
    for result in merge_ways(base, typeless, _as_type("video", "ab", b=_M)):
        assert result.clean
        assert read(result, "items", "b", "assetId") == "m"


def test_a_new_user_is_asked_about_whatever_is_open_about_another() -> None:
    assets: dict[str, Document] = {"m": {}, "n": {}, "i": {"type": "image"}}
    base = compose({"v": "b"}, {"b": {"assetId": "n"}}, assets)
    used = compose({"v": "bd"}, {"b": _M, "d": _M}, assets)
    shown: Document = {"b": {"type": "image", "assetId": "i"}}
    retyped = compose({"v": "b"}, shown, {**assets, "m": {"type": "image"}})
    for result in merge_ways(base, used, retyped):
        assert sorted(list_kinds(result)) == ["asset.type_vs_use", "type"]
        related = {conflict.kind: conflict.related for conflict in result.conflicts}
        assert related["asset.type_vs_use"] == ("/items/d",)


def test_nothing_is_said_to_go_back_once_both_assets_are_kept() -> None:
    caption: Document = {"m": {"type": "caption"}}
    item: Document = {"a": {"type": "captions", "assetId": "m"}}
    base = compose({"v": "a"}, item, caption)
    ours = compose({"v": "a"}, item, {**caption, "x": {"type": "audio"}})
    swapped = {"a": {"type": "captions", "assetId": "x"}}
    theirs = compose({"v": "a"}, swapped, {"x": {"type": "caption"}})
    result = merge_three_way(base, ours, theirs)
    assert "reference_reverted" in list_notes(result)
    both = solve(result, "keep_both")
    assert "reference_reverted" not in list_notes(both)
    assert read(both, "items", "a", "assetId") == "x-theirs"

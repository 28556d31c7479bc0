"""Versions: what the three inputs are, and what each side has changed."""

from typing import Any

import pytest

from kvid_composition.merging.versions import Side, other_side, read_version
from tests.merging.compositions import Document, compose


def _side(before: Document, after: Document) -> Side:
    return Side("ours", read_version("base", before), read_version("ours", after))


def test_each_side_has_another() -> None:
    assert (other_side("ours"), other_side("theirs")) == ("theirs", "ours")


def test_a_version_is_read_by_ids() -> None:
    document = compose({"v": "ab", "w": ""}, {"a": {"assetId": "m"}}, {"m": {}})
    version = read_version("ours", document)
    assert version.document is document
    assert [*version.tracks] == ["v", "w"]
    assert version.lists == {"v": ["a", "b"], "w": []}
    assert version.placements == {"a": "v", "b": "v"}
    assert version.items is document["items"]
    assert version.assets is document["assets"]


def test_what_is_absent_is_empty() -> None:
    version = read_version("ours", {"tracks": [{"id": "v"}]})
    assert (version.lists, version.items, version.assets) == ({"v": []}, {}, {})


def test_the_members_of_what_is_no_item_are_none() -> None:
    version = read_version("ours", {"items": {"a": {"left": 1}, "b": 5}})
    assert version.read_item("a") == {"left": 1}
    assert version.read_item("b") == {}
    assert version.read_item("c") == {}


@pytest.mark.parametrize(
    ("id_", "kind"), [("m", "video"), ("n", None), ("x", None), (5, None), (None, None)]
)
def test_the_type_of_what_is_no_asset_is_none(id_: Any, kind: str | None) -> None:
    version = read_version("ours", {"assets": {"m": {"type": "video"}, "n": 5}})
    assert version.read_asset_type(id_) == kind


def test_a_side_knows_what_came_went_and_changed() -> None:
    before = compose({"u": "ab", "v": "", "w": ""}, {}, {"m": {}, "n": {}})
    after = compose({"u": "bc", "w": "", "x": ""}, {"b": {"left": 1}}, {"n": {"filename": "x"}})
    after["tracks"][1]["name"] = "W"
    side = _side(before, after)
    for changes, removed, added, changed in (
        (side.items, "a", "c", "b"),
        (side.assets, "m", "", "n"),
        (side.tracks, "v", "x", "w"),
    ):
        assert (changes.removed, changes.added, changes.changed) == (
            [*removed],
            [*added],
            [*changed],
        )


def test_numbers_that_are_equal_and_lists_are_no_changes_of_a_track() -> None:
    before, after = compose({"v": "ab"}), compose({"v": "ba"})
    before["tracks"][0]["x"], after["tracks"][0]["x"] = 5, 5.0
    side = _side(before, after)
    assert side.tracks.changed == []
    assert side.relisted == {"v"}
    del after["tracks"][0]["x"]
    assert _side(before, after).tracks.changed == ["v"]


def test_a_side_knows_what_it_has_put_elsewhere() -> None:
    before = compose({"u": "abc", "v": "d", "w": "e"}, loose="f")
    after = compose({"u": "cbf", "v": "ad", "x": "g"}, loose="e")
    side = _side(before, after)
    assert side.moved == {"a", "e", "f", "g"}
    assert (side.place("a"), side.place_before("a")) == ("v", "u")
    assert (side.place("e"), side.place_before("e")) == (None, "w")
    assert side.has_moved("a")
    # Taking something off its track is not meant.
    assert not side.has_moved("e")
    assert not side.has_moved("b")


def test_a_side_knows_what_it_has_put_elsewhere_within_a_track() -> None:
    side = _side(compose({"u": "abc", "v": "de"}), compose({"u": "bca", "v": "de"}, loose="x"))
    assert [side.has_reordered(id_) for id_ in "abcdx"] == [True, False, False, False, False]
    assert side.relisted == {"u"}

"""Patching tracks and their lists: one move for each item that is elsewhere, and no more."""

from typing import Any

import pytest

from kvid_composition import apply_json_patch, make_json_patch


def _put(**lists: str) -> Any:
    """Give tracks by their ids, each with a list of one-letter items."""
    return {"tracks": [{"id": id_, "items": list(names)} for id_, names in lists.items()]}


def _write(before: Any, after: Any) -> list[str]:
    """Write each step of the patch on one line."""
    patch = make_json_patch(before, after)
    assert apply_json_patch(before, patch) == after
    guarded = make_json_patch(before, after, guards=True)
    assert apply_json_patch(before, guarded) == after
    return [_write_step(step) for step in patch]


def _write_step(step: Any) -> str:
    source = f"{step['from']} > " if "from" in step else ""
    return f"{step['op']} {source}{step['path']}"


def test_an_item_moves_within_its_list() -> None:
    assert _write(_put(s="abcd"), _put(s="bcda")) == ["move /tracks/0/items/0 > /tracks/0/items/3"]


def test_an_item_moves_to_another_list() -> None:
    assert _write(_put(s="abc", t="xy"), _put(s="ac", t="xby")) == [
        "move /tracks/0/items/1 > /tracks/1/items/1"
    ]


def test_two_items_change_places() -> None:
    assert _write(_put(s="a", t="b"), _put(s="b", t="a")) == [
        "move /tracks/1/items/0 > /tracks/0/items/0",
        "move /tracks/0/items/1 > /tracks/1/items/0",
    ]


def test_an_item_comes_and_another_one_goes() -> None:
    assert _write(_put(s="abc"), _put(s="acx")) == [
        "add /tracks/0/items/3",
        "remove /tracks/0/items/1",
    ]


def test_the_items_of_a_track_that_goes_move_to_one_that_stays() -> None:
    assert _write(_put(s="ab", t="xcdy", u=""), _put(s="acbd", u="")) == [
        "move /tracks/1/items/1 > /tracks/0/items/1",
        "move /tracks/1/items/1 > /tracks/0/items/3",
        "remove /tracks/1",
    ]


def test_the_items_of_a_track_that_comes_move_from_one_that_stays() -> None:
    assert _write(_put(s="abcd"), _put(t="cxa", s="bd")) == [
        "add /tracks/0",
        "move /tracks/1/items/2 > /tracks/0/items/0",
        "move /tracks/1/items/0 > /tracks/0/items/2",
    ]


def test_a_track_under_another_id_is_another_track_with_its_items() -> None:
    assert _write(_put(s="abcd"), _put(t="abcd")) == ["add /tracks/0", "remove /tracks/1"]


def test_a_guard_of_a_track_that_goes_knows_what_has_left_it() -> None:
    patch = make_json_patch(_put(s="a", t="xb"), _put(s="ab"), guards=True)
    assert patch[-2:] == [
        {"op": "test", "path": "/tracks/1", "value": {"id": "t", "items": ["x"]}},
        {"op": "remove", "path": "/tracks/1"},
    ]


def test_tracks_move_before_their_items_do() -> None:
    assert _write(_put(s="a", t="b", u="c"), _put(t="ba", u="c", s="")) == [
        "move /tracks/0 > /tracks/2",
        "move /tracks/2/items/0 > /tracks/0/items/1",
    ]


def test_the_members_of_a_track_are_patched_where_it_is_at_last() -> None:
    after = _put(t="", s="ab")
    after["tracks"][1]["name"] = "Main"
    assert _write(_put(s="ab", t=""), after) == ["move /tracks/1 > /tracks/0", "add /tracks/1/name"]


def test_a_track_is_replaced_whole_where_that_is_shorter() -> None:
    before, after = _put(s="a"), _put(s="ab")
    before["tracks"][0] |= {"name": 1, "hidden": True, "muted": True}
    assert _write(before, after) == ["add /tracks/0/items/1", "replace /tracks/0"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (_put(s="ab", t="a"), _put(s="b", t="ca")),
        (_put(s="ab", t="ba"), _put(s="ba", t="ab")),
        (_put(s="ab", t=""), _put(s="b", t="a", u="a")),
        (_put(s="ab", t="a"), _put(u="a", v="a", s="b")),
        (_put(s="a", t="a", u=""), _put(u="a")),
        (_put(s="ab", t="b"), _put(s="ba")),
        (_put(s="aa", t="b"), _put(s="a", t="ba")),
        (_put(s="ab", t="b"), _put(s="ab", u="aa")),
    ],
)
def test_an_item_that_is_listed_twice_is_patched_as_well(before: Any, after: Any) -> None:
    assert _write(before, after)
    assert _write(after, before)


@pytest.mark.parametrize("items", [None, 5, "ab", ["a", 1], ["a", "a"], [["a"]], {"a": 1}])
def test_a_list_that_is_none_is_patched_like_any_value(items: Any) -> None:
    broken = _put(s="ab", t="c")
    broken["tracks"][0]["items"] = items
    for after in (_put(s="ba", t="c"), _put(t="ac"), _put(t="c", u="ab")):
        _write(broken, after)
        _write(after, broken)

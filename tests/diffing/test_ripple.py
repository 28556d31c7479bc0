from typing import Any

import pytest

from kvid_composition.diffing.changes import TrackRippled
from kvid_composition.diffing.diff import diff_compositions
from tests.diffing.versions import Document, list_types, only_change, sample


def _shift(**frames: float) -> Document:
    later = sample()
    for name, frame in frames.items():
        later["items"][name]["from"] = frame
    return later


def test_equal_shifts_to_the_end_of_a_track_are_one_ripple() -> None:
    change = only_change(sample(), _shift(b=112, c=212))
    assert isinstance(change, TrackRippled)
    assert (change.entity.id, change.path) == ("main", "/tracks/1")
    assert (change.before, change.after) == ({"b": 100, "c": 200}, {"b": 112, "c": 212})
    assert (change.delta, change.frame) == (12, 100)


def test_shifts_stay_apart_on_demand() -> None:
    diff = diff_compositions(sample(), _shift(b=112, c=212), group=False)
    assert [change.type for change in diff.changes] == ["ItemShifted", "ItemShifted"]


@pytest.mark.parametrize(
    "frames",
    [
        {"b": 112, "c": 213},  # not the same shift
        {"a": 12, "b": 112},  # the last one stayed
        {"b": 100.5, "c": 200.5},  # not whole frames
        {"c": 212},  # only one
    ],
)
def test_other_shifts_are_no_ripple(frames: dict[str, float]) -> None:
    assert "TrackRippled" not in list_types(sample(), _shift(**frames))


def test_a_ripple_begins_as_early_as_it_can() -> None:
    change = only_change(sample(), _shift(a=12, b=112, c=212))
    assert isinstance(change, TrackRippled)
    assert list(change.before) == ["a", "b", "c"]


def test_items_that_start_together_ripple_together_or_not_at_all() -> None:
    before = _shift(b=200, c=200)
    later = _shift(b=200, c=212)
    assert list_types(before, later) == ["ItemShifted"]
    before["items"]["a"]["from"] = later["items"]["a"]["from"] = 300
    later["items"]["a"]["from"] = 312
    assert list_types(before, later) == ["ItemShifted", "ItemShifted"]


def test_an_item_that_was_trimmed_ends_a_ripple() -> None:
    later = _shift(b=112, c=212)
    later["items"]["a"]["durationInFrames"] = 112
    assert list_types(sample(), later) == ["TrackRippled", "ItemTrimmed"]


def test_an_item_without_a_start_does_not_count() -> None:
    before, later = sample(), _shift(b=112, c=212)
    for version in (before, later):
        version["tracks"][1]["items"].append("odd")
        version["items"]["odd"] = {"id": "odd", "from": "soon"}
    assert list_types(before, later) == ["TrackRippled"]


def test_an_item_that_came_to_the_track_does_not_count() -> None:
    later = _shift(b=112, c=212)
    later["tracks"][1]["items"].append("title")
    later["tracks"][0]["items"] = []
    assert list_types(sample(), later) == ["TrackRippled", "ItemMoved"]


@pytest.mark.parametrize("listed", [["a", "b", "c", {}], ["a", "b", "c", "c"]])
def test_a_list_that_does_not_place_has_no_ripple(listed: Any) -> None:
    before, later = sample(), _shift(b=112, c=212)
    before["tracks"][1]["items"] = later["tracks"][1]["items"] = listed
    assert list_types(before, later) == ["ItemShifted", "ItemShifted"]


def test_a_new_track_has_no_ripple() -> None:
    later = _shift(b=112, c=212)
    later["tracks"][1]["id"] = "other"
    assert "TrackRippled" not in list_types(sample(), later)


def test_an_item_that_is_gone_and_still_listed_does_not_end_a_ripple() -> None:
    later = _shift(a=12, b=112)
    del later["items"]["c"]
    assert "TrackRippled" in list_types(sample(), later)


def test_items_that_two_tracks_list_do_not_ripple() -> None:
    before, later = sample(), _shift(b=112, c=212)
    for version in (before, later):
        version["tracks"].append({"id": "again", "items": ["b", "c"]})
    assert list_types(before, later) == ["ItemShifted", "ItemShifted"]

from typing import Any

import pytest

from kvid_composition.diffing.changes import ItemShifted, ItemTrimmed
from tests.diffing.versions import Document, only_change, sample


def _change_time(name: str, *, fps: Any = 30, **fields: Any) -> Any:
    """Give the change of an item's time; `start` stands for `from`."""
    before, later = sample(), sample()
    before["fps"] = later["fps"] = fps
    members = {{"start": "from"}.get(key, key): value for key, value in fields.items()}
    later["items"][name] |= members
    return only_change(before, later)


def test_a_shift_tells_by_how_many_frames() -> None:
    change = _change_time("b", start=112)
    assert isinstance(change, ItemShifted)
    assert change.delta == 12


def test_a_tail_trim_leaves_start_and_source() -> None:
    change = _change_time("a", durationInFrames=88)
    assert isinstance(change, ItemTrimmed)
    assert (change.edge, change.head, change.tail) == ("tail", 0, 12)


def test_a_head_trim_moves_start_and_source_and_leaves_the_end() -> None:
    change = _change_time("a", start=30, durationInFrames=70, videoStartFromInSeconds=2)
    assert isinstance(change, ItemTrimmed)
    assert (change.edge, change.head, change.tail) == ("head", 30, 0)


def test_a_source_may_be_off_by_half_a_frame() -> None:
    fields = {"start": 30, "durationInFrames": 70}
    assert _change_time("a", **fields, videoStartFromInSeconds=2 + 0.4 / 30).type == "ItemTrimmed"
    assert _change_time("a", **fields, videoStartFromInSeconds=2 + 0.6 / 30).type == "ItemRetimed"


def test_a_head_trim_at_double_speed_takes_twice_as_much_of_the_source() -> None:
    before, later = sample(), sample()
    before["items"]["a"]["playbackRate"] = 2
    later["items"]["a"] = {**before["items"]["a"], "from": 30, "durationInFrames": 70}
    later["items"]["a"]["videoStartFromInSeconds"] = 3
    assert only_change(before, later).type == "ItemTrimmed"


def test_both_edges_of_a_clip_are_trimmed_where_the_source_moved_along() -> None:
    change = _change_time("a", start=30, durationInFrames=60, videoStartFromInSeconds=2)
    assert isinstance(change, ItemTrimmed)
    assert (change.edge, change.head, change.tail) == ("both", 30, 10)


def test_a_clip_whose_source_did_not_move_along_is_retimed() -> None:
    assert _change_time("a", start=30, durationInFrames=70).type == "ItemRetimed"


def test_a_text_has_no_source_that_would_have_to_move() -> None:
    assert _change_time("title", start=10, durationInFrames=50).edge == "head"


@pytest.mark.parametrize(
    ("start", "length", "expected"),
    [
        (10, 40, "ItemTrimmed"),  # both edges inwards
        (-10, 80, "ItemTrimmed"),  # both outwards
        (10, 55, "ItemRetimed"),  # both later: a shift, or a trim of both?
    ],
)
def test_both_edges_of_a_text_are_trimmed_only_if_they_go_opposite_ways(
    start: int, length: int, expected: str
) -> None:
    assert _change_time("title", start=start, durationInFrames=length).type == expected


@pytest.mark.parametrize("fps", [None, 0, "30"])
def test_without_frames_per_second_nothing_tells_a_head_trim(fps: Any) -> None:
    change = _change_time("a", fps=fps, start=30, durationInFrames=70, videoStartFromInSeconds=2)
    assert change.type == "ItemRetimed"


def test_a_change_of_speed_may_come_with_its_length() -> None:
    assert _change_time("a", playbackRate=2, durationInFrames=50).type == "ItemSpeedChanged"
    assert _change_time("a", playbackRate=2, durationInFrames=80).type == "ItemRetimed"
    assert _change_time("a", playbackRate=2, start=5).type == "ItemRetimed"


@pytest.mark.parametrize(
    "fields",
    [
        {"start": "soon"},
        {"durationInFrames": None},
        {"playbackRate": True},
        {"start": 1, "videoStartFromInSeconds": 2},
    ],
)
def test_what_has_no_name_is_retimed(fields: Document) -> None:
    assert _change_time("a", **fields).type == "ItemRetimed"


def test_a_missing_start_is_retimed() -> None:
    later = sample()
    del later["items"]["a"]["from"]
    assert only_change(sample(), later).type == "ItemRetimed"


@pytest.mark.parametrize(("key", "value"), [("playbackRate", "x"), ("videoStartFromInSeconds", [])])
def test_a_broken_source_tells_no_head_trim(key: str, value: Any) -> None:
    before, later = sample(), sample()
    before["items"]["a"][key] = later["items"]["a"][key] = value
    later["items"]["a"] |= {"from": 30, "durationInFrames": 70}
    assert only_change(before, later).type == "ItemRetimed"


def test_fractions_of_frames_leave_no_dust() -> None:
    before, later = sample(), sample()
    before["items"]["title"] |= {"from": 1.1, "durationInFrames": 2.2}
    later["items"]["title"] |= {"from": 0.1, "durationInFrames": 3.2}
    change = only_change(before, later)
    assert isinstance(change, ItemTrimmed)
    assert (change.edge, change.head, change.tail) == ("head", -1, 0)

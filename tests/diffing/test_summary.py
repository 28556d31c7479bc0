import pytest

from kvid_composition.diffing.changes import CHANGE_TYPES
from kvid_composition.diffing.diff import diff_compositions
from kvid_composition.diffing.summary import PHRASES
from tests.diffing.versions import Document, edit, sample


def _say(later: Document, before: Document | None = None) -> str:
    return diff_compositions(before or sample(), later).summary()


def test_nothing_changed() -> None:
    assert _say(sample()) == "Nothing changed."


def test_every_type_has_its_words() -> None:
    assert PHRASES.keys() | {"FpsChanged", "TrackRippled"} == set(CHANGE_TYPES)


def test_changes_are_counted_by_what_they_are() -> None:
    later = sample()
    del later["items"]["a"], later["items"]["b"]
    later["items"]["title"]["text"] = "Ho"
    assert _say(later) == "2 items removed, 1 text changed."


@pytest.mark.parametrize(
    ("name", "fields", "said"),
    [
        ("a", {"from": 12}, "1 item shifted by 12 frames."),
        ("a", {"durationInFrames": 99}, "1 item trimmed by 1 frame."),
        ("title", {"from": 10, "durationInFrames": 40}, "1 item trimmed."),
        ("title", {"from": 10, "durationInFrames": 50}, "1 item trimmed by 10 frames."),
    ],
)
def test_frames_are_said_where_they_are_one_number(name: str, fields: Document, said: str) -> None:
    later = sample()
    later["items"][name] |= fields
    assert _say(later) == said


def test_different_shifts_are_only_counted() -> None:
    later = edit(edit(sample(), "items", "a", "from", to=1), "items", "b", "from", to=102)
    assert _say(later) == "2 items shifted."


def test_a_ripple_counts_its_items() -> None:
    later = edit(edit(sample(), "items", "b", "from", to=112), "items", "c", "from", to=212)
    assert _say(later) == "2 items rippled by 12 frames."


def test_the_frame_rate_is_said_with_both_values() -> None:
    assert _say(edit(sample(), "fps", to=25)) == "Frame rate changed from 30 to 25."


def test_a_missing_frame_rate_is_nothing() -> None:
    later = sample()
    del later["fps"]
    assert _say(later) == "Frame rate changed from 30 to nothing."


def test_plurals_are_those_of_english() -> None:
    assert _say({**sample(), "x": 1, "y": 2}) == "1 property of the composition changed."

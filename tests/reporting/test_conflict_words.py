"""What each side of a conflict has, in words."""

from typing import Any, get_args

import pytest

from kvid_composition.merging.kinds import ConflictKind
from kvid_composition.reporting.conflict_words import SideName, word_side
from kvid_composition.reporting.names import Names
from kvid_composition.reporting.styled import join_text
from tests.documents import sound_document
from tests.reporting.conflicts import make_conflict
from tests.reporting.hostile import NAUGHTY

NAMES = Names(sound_document())


def say(kind: str, side: SideName, **values: Any) -> str:
    return join_text(word_side(make_conflict(kind, "ours", **values), side, NAMES))


def say_all(kind: str, **values: Any) -> list[str]:
    sides: tuple[SideName, ...] = ("base", "ours", "theirs")
    return [say(kind, side, **values) for side in sides]


def test_a_field_has_its_values() -> None:
    assert say_all("field", base="Hi", ours=5, theirs=None) == ["'Hi'", "5", "null"]


def test_a_value_that_is_missing_is_absent() -> None:
    assert say_all("field", ours=5) == ["(absent)", "5", "(absent)"]


def test_long_texts_show_where_the_sides_differ() -> None:
    values = {"base": "x" * 90, "ours": "x" * 90 + "ours", "theirs": "x" * 90 + "theirs"}
    base, ours, theirs = say_all("field", **values)
    assert (ours, theirs) == ("'…xxxxxxxxxxxxours'", "'…xxxxxxxxxxxxtheirs'")
    assert base == "'…xxxxxxxxxxxx'"


def test_lists_say_how_much_of_them_is_not_as_in_base() -> None:
    base = [{"text": str(number), "startMs": number} for number in range(9)]
    ours, theirs = [*base[:5], 1, *base[6:]], base[:7]
    assert say_all("field", base=base, ours=ours, theirs=theirs) == [
        "an array of 9",
        "an array of 9 (1 not as in base)",
        "an array of 7 (2 not as in base)",
    ]


def test_times_are_frames_and_seconds() -> None:
    times = {"from": 60, "durationInFrames": 30, "videoStartFromInSeconds": 1.5}
    assert say("timing", "ours", ours=times) == (
        "frame 60 (00:00:02:00), 30 frames (1 s), videoStartFromInSeconds 1.5"
    )


def test_times_that_are_none_are_shown_as_they_are() -> None:
    assert say("timing", "ours", ours={"from": "x"}) == "from 'x'"
    assert say("timing", "ours", ours=5) == "5"
    assert say("timing", "base", ours={}) == "(absent)"


def test_a_type_has_its_asset() -> None:
    assert say("type", "ours", ours={"type": "image", "assetId": "aI"}) == (
        "'image' with asset 'aI' (logo.png)"
    )
    assert say("type", "ours", ours={"type": "solid"}) == "'solid'"
    assert say("type", "ours", ours={}) == "(absent)"


def test_a_place_is_a_track() -> None:
    assert say_all("item.placement", base=None, ours="trTxt", theirs="gone") == [
        "no track",
        "track 'trTxt'",
        "track 'gone'",
    ]


def test_what_was_deleted_and_what_was_edited_is_told_apart() -> None:
    base = {"opacity": 1, "fontStyle": {"weight": "400"}, "left": 3}
    edited = {"opacity": 0.5, "fontStyle": {"weight": "700"}, "left": 3}
    assert say_all("item.delete_edit", base=base, theirs=edited) == [
        "",
        "deleted it",
        "opacity 1 -> 0.5, fontStyle.weight '400' -> '700'",
    ]


def test_many_edits_are_cut_short() -> None:
    keys = "abcdefgh"
    words = say(
        "asset.delete_edit", "ours", base=dict.fromkeys(keys, 1), ours=dict.fromkeys(keys, 2)
    )
    assert words == "a 1 -> 2, b 1 -> 2, c 1 -> 2, d 1 -> 2, e 1 -> 2, …"


@pytest.mark.parametrize("kind", ["track.delete_vs_use", "asset.delete_vs_reference"])
def test_what_was_not_edited_is_used(kind: str) -> None:
    base = {"id": "t", "items": ["a"]}
    assert say_all(kind, base=base, ours={"id": "t", "items": []}) == ["", "uses it", "deleted it"]


def test_additions_are_known_by_what_tells_them_apart() -> None:
    ours = {"type": "text", "text": "Hi", "from": 0, "durationInFrames": 30, "left": 3}
    theirs = {"type": "image", "assetId": "aI"}
    assert say_all("item.add_add", ours=ours, theirs=theirs) == [
        "",
        "'text', 'Hi', frame 0 (00:00:00:00), 30 frames (1 s)",
        "'image', asset 'aI' (logo.png)",
    ]
    assert say("asset.add_add", "ours", ours={"type": "image", "filename": "a.png"}) == (
        "'image', 'a.png'"
    )
    assert say("track.add_add", "ours", ours={"trackType": "audio", "name": "Music"}) == (
        "'audio', 'Music'"
    )


def test_additions_that_are_none_are_shown_as_they_are() -> None:
    assert say("item.add_add", "ours", ours={"x": 1}) == '{"x": 1}'
    assert say("item.add_add", "ours", ours=5) == "5"


def test_an_order_begins_where_the_sides_part() -> None:
    orders = {"base": ["a", "trTxt", "b"], "ours": ["a", "b", "trTxt"], "theirs": ["a", "b"]}
    assert say_all("order", **orders) == ["… 'trTxt', 'b'", "… 'b', 'trTxt'", "… 'b'"]


def test_an_order_calls_tracks_by_their_names() -> None:
    names = Names({"tracks": [{"id": "t", "name": "Titles"}]})
    conflict = make_conflict("order", "ours", ours=["t", 5], theirs=[True])
    assert join_text(word_side(conflict, "ours", names)) == "'Titles', 5"


def test_an_overlap_says_when_and_where() -> None:
    ours = {
        "txt1": {"from": 0, "durationInFrames": 60, "track": "trTxt"},
        "cap1": {"from": 30, "durationInFrames": None, "track": None},
    }
    assert say_all("overlap", ours=ours, theirs={"txt1": 5}) == [
        "",
        (
            "'txt1' ('Hello 안녕'): frame 0 (00:00:00:00), 60 frames (2 s), on track 'trTxt', "
            "'cap1' (captions.json): frame 30 (00:00:01:00), durationInFrames null, on no track"
        ),
        "'txt1' ('Hello 안녕'): 5",
    ]


HOSTILE = [None, [], {}, NAUGHTY, [NAUGHTY], {NAUGHTY: NAUGHTY}, {"from": NAUGHTY, "type": [1]}]


@pytest.mark.parametrize("kind", get_args(ConflictKind))
def test_whatever_stands_in_a_file_has_words_that_steer_no_terminal(kind: str) -> None:
    for ours in HOSTILE:
        for theirs in HOSTILE:
            words = say_all(kind, base=ours, ours=ours, theirs=theirs)
            assert "".join(words).isprintable()

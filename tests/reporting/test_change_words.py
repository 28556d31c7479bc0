"""Changes in words, one line for each."""

from typing import Any

import pytest

from kvid_composition.diffing.changes import CHANGE_TYPES
from kvid_composition.diffing.diff import diff_compositions
from kvid_composition.reporting.change_words import mark_change, word_change, word_fact
from kvid_composition.reporting.styled import Style, join_text
from tests.documents import sound_document
from tests.reporting.hostile import NAUGHTY
from tests.reporting.versions import (
    change_item,
    make_versions,
    say_changes,
    say_item_changes,
)

Document = dict[str, Any]


def swap_tracks(document: Document) -> Document:
    first, second, *others = document["tracks"]
    return {**document, "tracks": [second, first, *others]}


def list_items(document: Document, **lists: list[str]) -> Document:
    """Give a document with other lists of items, by the ids of their tracks."""
    tracks = [{**t, "items": lists.get(t["id"], t["items"])} for t in document["tracks"]]
    return {**document, "tracks": tracks}


def shift_all(document: Document, *ids: str, by: float) -> Document:
    items = dict(document["items"])
    for id_ in ids:
        items[id_] = {**items[id_], "from": items[id_]["from"] + by}
    return {**document, "items": items}


@pytest.mark.parametrize(
    ("id_", "members", "words"),
    [
        ("txt1", {"from": 12}, "> shifted from frame 0 to 12 (+12 frames, 0.4 s)"),
        ("img1", {"from": 29}, "> shifted from frame 30 to 29 (-1 frame, 0.033 s)"),
        ("txt1", {"durationInFrames": 45}, "~ tail trimmed by 15 frames (0.5 s)"),
        ("txt1", {"durationInFrames": 63}, "~ tail extended by 3 frames (0.1 s)"),
        (
            "img1",
            {"from": 40, "durationInFrames": 50},
            "~ head trimmed by 10 frames (0.333 s)",
        ),
        (
            "img1",
            {"from": 40, "durationInFrames": 40},
            "~ head trimmed by 10 frames (0.333 s), tail trimmed by 10 frames (0.333 s)",
        ),
        ("vid1", {"playbackRate": 2}, "~ speed: playbackRate 1 -> 2"),
        (
            "vid1",
            {"from": 10, "durationInFrames": 10},
            "~ retimed: from 0 -> 10, durationInFrames 120 -> 10",
        ),
        ("txt1", {"left": 10, "opacity": 0.5}, "~ transformed: left 460 -> 10, opacity 1 -> 0.5"),
        ("txt1", {"text": "Bye"}, "~ text 'Hello 안녕' -> 'Bye'"),
        ("txt1", {"color": None}, "~ style: color '#FFFFFF' -> (absent)"),
        (
            "txt1",
            {"fontStyle": {"variant": "normal", "weight": "700"}},
            "~ style: fontStyle.weight '400' -> '700'",
        ),
        ("aud1", {"decibelAdjustment": -3}, "~ sound: decibelAdjustment -12 -> -3"),
        ("vid1", {"assetId": "aI"}, "~ asset 'aV' (clip.mp4) -> 'aI' (logo.png)"),
        ("vid1", {"assetId": 7}, "~ asset 'aV' (clip.mp4) -> 7"),
        ("vid1", {"assetId": None}, "~ asset 'aV' (clip.mp4) -> (absent)"),
        ("txt1", {"type": "title"}, "~ type 'text' -> 'title'"),
        ("txt1", {"note": NAUGHTY}, "~ note (absent) -> 'a\\u001b[2J\\u0007\\u000d\\u202eb\\u2028"),
    ],
)
def test_a_change_of_an_item_is_one_line(id_: str, members: Document, words: str) -> None:
    (said,) = say_item_changes(id_, **members)
    assert said == words or (NAUGHTY in members.values() and said.startswith(words))


def test_a_slip_names_its_seconds() -> None:
    before = change_item("vid1", videoStartFromInSeconds=1)
    after = change_item("vid1", videoStartFromInSeconds=2.5)
    assert say_changes(before, after) == ["~ slipped: videoStartFromInSeconds 1 -> 2.5"]


def test_a_ripple_is_one_line() -> None:
    document = sound_document()
    rippled = shift_all(document, "vid1", "vid2", by=30)
    expected = "> 2 items from frame 0 (00:00:00:00) on shifted by +30 frames (1 s)"
    assert say_changes(document, rippled) == [expected]
    assert len(say_changes(document, rippled, group=False)) == 2


def test_a_move_names_both_tracks() -> None:
    document = sound_document()
    moved = list_items(document, trTxt=["cap1"], trOvl=["img1", "gif1", "txt1"])
    assert say_changes(document, moved) == ["> moved from track 'trTxt' to track 'trOvl'"]


def test_a_move_from_nowhere_says_so() -> None:
    document = sound_document()
    unplaced = list_items(document, trTxt=["cap1"])
    assert say_changes(unplaced, document) == ["> moved from no track to track 'trTxt'"]


def test_places_in_a_list_count_from_1() -> None:
    document = sound_document()
    (said,) = say_changes(document, list_items(document, trTxt=["cap1", "txt1"]))
    assert said in {"> moved from place 1 to place 2", "> moved from place 2 to place 1"}


def test_tracks_are_layers() -> None:
    document = sound_document()
    (said,) = say_changes(document, swap_tracks(document))
    assert said in {"> moved from layer 1 to layer 2", "> moved from layer 2 to layer 1"}


def test_the_root_names_its_fields() -> None:
    after = {**sound_document(), "fps": 60, "compositionWidth": 1080, "title": "x"}
    assert say_changes(sound_document(), after) == [
        "~ frame rate: fps 30 -> 60",
        "~ canvas: compositionWidth 1920 -> 1080",
        "~ title (absent) -> 'x'",
    ]


def test_tracks_and_assets_name_their_fields() -> None:
    after = sound_document()
    after["tracks"][0]["hidden"] = True
    after["assets"]["aV"] |= {"remoteUrl": "https://me:secret@example.com/a.mp4", "size": 1}
    assert say_changes(sound_document(), after) == [
        "~ hidden false -> true",
        "~ file: remoteUrl 'https://example.com/clip.mp4' -> 'https://***@example.com/a.mp4'",
        "~ size 18234112 -> 1",
    ]


@pytest.mark.parametrize("key", ["items", "assets"])
def test_what_comes_and_goes_needs_no_more_words(key: str) -> None:
    document = sound_document()
    without = {**document, key: {k: v for k, v in document[key].items() if k not in {"sol1", "aI"}}}
    assert say_changes(without, document)[0] == "+ added"
    assert say_changes(document, without)[0] == "- removed"


def test_what_is_broken_is_replaced_whole() -> None:
    document = sound_document()
    said = say_changes(document, {**document, "tracks": None})
    assert said == ["~ /tracks replaced whole: an array of 5 -> null"]
    assert say_changes(1, 2) == ["~ the document replaced whole: 1 -> 2"]


def test_many_fields_are_not_all_named() -> None:
    members = {f"field{number:02}": number for number in range(20)}
    (said,) = say_item_changes("txt1", **members)
    assert said.count("->") == 12
    assert said.endswith("field11 (absent) -> 11, and more")


def test_keys_and_values_of_a_document_have_a_style_of_their_own() -> None:
    before, after = sound_document(), change_item("txt1", **{"@key": "@value", "text": "@text"})
    versions = make_versions(before, after)
    changes = diff_compositions(before, after).changes
    spans = [span for change in changes for span in word_change(change, versions)]
    styles = {span.style for span in spans if "@" in span.text}
    assert styles == {Style.PLACE, Style.ADDED}


def test_a_part_that_was_cut_off_names_the_cut() -> None:
    before, after = sound_document(), change_item("vid2", durationInFrames=30)
    rest = {**before["items"]["vid2"], "id": "vid3", "from": 150, "durationInFrames": 60}
    rest["videoStartFromInSeconds"] = 1
    after["items"]["vid3"] = rest
    after = list_items(after, trVid=["vid1", "vid2", "vid3"])
    (fact,) = diff_compositions(before, after).facts
    said = join_text(word_fact(fact, make_versions(before, after)))
    assert said == "what was behind frame 150 (00:00:05:00) in 'vid2' (clip.mp4)"


def test_a_copy_names_its_original() -> None:
    before, after = sound_document(), sound_document()
    after["items"]["txt2"] = {**after["items"]["txt1"], "id": "txt2", "from": 100}
    (fact,) = diff_compositions(before, after).facts
    said = join_text(word_fact(fact, make_versions(before, after)))
    assert said == "a copy of 'txt1' ('Hello 안녕')"


def test_every_type_of_change_has_a_sign_and_words() -> None:
    """Hold the words against a document in which everything is different."""
    seen: set[str] = set()
    for before, after in CASES:
        versions = make_versions(before, after)
        for change in diff_compositions(before, after).changes:
            assert mark_change(change).text in {"+", "-", ">", "~"}
            line = join_text(word_change(change, versions))
            assert line
            assert line.isprintable()
            seen.add(change.type)
    assert seen == set(CHANGE_TYPES)


def make_cases() -> list[tuple[Document, Document]]:
    sound = sound_document()
    cases: list[tuple[Document, Document]] = [
        (sound, {**sound, "fps": 60, "compositionHeight": 1, "x": 1}),
        (sound, {**sound, "tracks": sound["tracks"][1:]}),
        (sound, swap_tracks(sound)),
        (sound, {**sound, "tracks": 1}),
        (sound, list_items(sound, trTxt=["cap1"], trOvl=["gif1", "img1", "txt1"])),
        (sound, shift_all(sound, "vid1", "vid2", by=30)),
        (sound, {**sound, "items": {}, "assets": {}}),
    ]
    edits: list[tuple[str, Document]] = [
        ("txt1", {"from": 1}),
        ("txt1", {"durationInFrames": 1}),
        ("vid1", {"videoStartFromInSeconds": 1}),
        ("vid1", {"playbackRate": 3}),
        ("vid1", {"from": 9, "durationInFrames": 9}),
        ("txt1", {"left": 1, "text": "x", "color": "x", "type": "x", "y": 1}),
        ("aud1", {"decibelAdjustment": 1, "assetId": "x"}),
    ]
    cases += [(sound, change_item(id_, **members)) for id_, members in edits]
    after = sound_document()
    after["tracks"][0]["name"] = "x"
    after["assets"]["aV"] |= {"remoteUrl": "x", "size": 1}
    cases.append((sound, after))
    return cases + [(after, before) for before, after in cases]


CASES = make_cases()

"""The timeline in lines: every value once, in an order that does not jump."""

from collections.abc import Iterator
from typing import Any

import pytest

from kvid_composition.document.values import is_array, is_object
from kvid_composition.reporting.timeline_text import write_timeline
from tests.documents import sound_document
from tests.reporting.hostile import NAUGHTY


def write(document: dict[str, Any]) -> list[str]:
    return list(write_timeline(document))


def small(**members: Any) -> dict[str, Any]:
    return {"fps": 30, "tracks": [], "items": {}, "assets": {}, **members}


def test_settings_come_first_by_name() -> None:
    assert write({"fps": 30, "x y": {"b": 1, "a": [2]}, "compositionWidth": 1080.0}) == [
        "Composition",
        "    compositionWidth 1080.0",
        "    fps 30",
        '    "x y" {"a":[2],"b":1}',
    ]


def test_a_track_has_its_items_in_the_order_of_time() -> None:
    items = {
        "a": {"id": "a", "type": "solid", "from": 60, "durationInFrames": 30},
        "b": {"id": "b", "type": "text", "from": 0, "durationInFrames": 60, "text": "안녕"},
    }
    track = {"id": "t", "name": "My titles", "muted": False, "items": ["b", "a"]}
    assert write(small(tracks=[track], items=items))[2:] == [
        'Track t "My titles"',
        "    muted false",
        '    0-60 (0 s - 2 s) text b "안녕"',
        "    60-90 (2 s - 3 s) solid a",
    ]


def test_another_order_in_the_list_is_a_line() -> None:
    items = {
        "a": {"id": "a", "from": 1, "durationInFrames": 1},
        "b": {"id": "b", "from": 0, "durationInFrames": 1},
    }
    track = {"id": "t", "items": ["a", "b"]}
    assert write(small(tracks=[track], items=items))[2:4] == ["Track t", '    items ["a","b"]']


def test_the_fields_of_an_item_stand_together_by_what_they_are_about() -> None:
    rows = write(sound_document())
    start = rows.index("    120-210 (4 s - 7 s) video vid2 clip.mp4")
    assert rows[start + 1 : start + 6] == [
        '        playbackRate 2, assetId "aV", videoStartFromInSeconds 4',
        (
            "        top 0, left 0, width 1920, height 1080, opacity 1, rotation -2.5, "
            "cropLeft 0.125, cropTop 0, cropRight 0.125, cropBottom 0"
        ),
        "        fadeInDurationInSeconds 0, fadeOutDurationInSeconds 0, borderRadius 12",
        (
            "        decibelAdjustment -6.5, audioFadeInDurationInSeconds 0, "
            "audioFadeOutDurationInSeconds 0.5"
        ),
        "        keepAspectRatio true",
    ]


def test_a_list_of_objects_has_a_line_for_each() -> None:
    rows = write(sound_document())
    start = rows.index("        captions:")
    assert len(rows) - start == 5
    assert rows[start + 1].startswith('            {"confidence":null,"endMs":709.99')


def test_assets_keep_their_order_which_decides_on_the_thumbnail() -> None:
    rows = write(sound_document())
    titles = [
        row for row in rows[rows.index("Assets") :] if row.startswith("    ") and row[4] != " "
    ]
    assert [title.split()[1] for title in titles] == ["aV", "aI", "aG", "aA", "aC"]


def test_items_on_no_track_are_told_apart() -> None:
    assert write(small(items={"b": {"id": "b"}, "a": {"id": "other"}}))[2:] == [
        "Items on no track",
        "    a",
        '        id "other"',
        "    b",
    ]


def test_without_a_frame_rate_there_are_frames_only() -> None:
    items = {"a": {"from": 1, "durationInFrames": 2.5}}
    assert "    1-3.5 a" in write({"items": items})


def test_the_order_of_keys_does_not_show() -> None:
    document = sound_document()
    turned = {key: document[key] for key in reversed(document)}
    turned["items"] = {
        key: dict(reversed(item.items())) for key, item in reversed(document["items"].items())
    }
    assert write(turned) == write(document)


def test_what_passes_in_the_editor_does_not_show() -> None:
    document = sound_document()
    document["items"]["txt1"]["isDraggingInTimeline"] = True
    assert write(document) == write(sound_document())


def list_places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Give every object and array of a document with every step into it."""
    if is_object(value) or is_array(value):
        for step in value if is_object(value) else range(len(value)):
            yield value, step
            yield from list_places(value[step])


def test_whatever_changes_shows() -> None:
    document = sound_document()
    before = write(document)
    hidden: list[Any] = []
    for holder, step in list_places(document):
        held = holder[step]
        holder[step] = "other"
        if write(document) == before:
            hidden.append(step)
        holder[step] = held
    assert write(document) == before
    assert set(hidden) == {"isDraggingInTimeline"}


@pytest.mark.parametrize(
    "path", [("items", "txt1", "text"), ("items", "aud1", "decibelAdjustment")]
)
def test_one_change_moves_one_line(path: tuple[str, ...]) -> None:
    document = sound_document()
    document[path[0]][path[1]][path[2]] = "other"
    before, after = write(sound_document()), write(document)
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 1


BROKEN: list[tuple[dict[str, Any], str]] = [
    ({"tracks": 5}, "    tracks 5"),
    ({"tracks": [5, {}]}, "Track 5"),
    ({"tracks": [{"id": 1, "name": None, "items": 3}]}, "    id 1"),
    ({"tracks": [{"id": "t", "items": ["gone", 3]}]}, '    items ["gone",3]'),
    ({"tracks": [{"id": "t", "items": ["gone"]}]}, "    gone is no item"),
    ({"items": [], "assets": 1}, "    items []"),
    ({"items": {"a": 1}}, "    a 1"),
    (
        {"items": {"a": {"from": "x", "durationInFrames": 1}}},
        '        from "x", durationInFrames 1',
    ),
    ({"assets": {"a": None}}, "    a null"),
    ({"items": {"a": {"type": [], "text": 5}}}, "        type [], text 5"),
    ({"x": [[1]]}, "        [1]"),
    ({"_mergeConflicts": [{"id": "f"}]}, '        {"id":"f"}'),
]


@pytest.mark.parametrize(("document", "row"), BROKEN)
def test_what_is_broken_is_written_all_the_same(document: dict[str, Any], row: str) -> None:
    assert row in write(document)


def test_credentials_are_left_out() -> None:
    asset = {"id": "a", "type": "image", "remoteUrl": "https://user:secret@example.com/a.png"}
    rows = write(small(assets={"a": asset}))
    assert '        remoteUrl "https://***@example.com/a.png"' in rows


def test_nothing_steers_a_terminal() -> None:
    item = {"id": NAUGHTY, "type": NAUGHTY, "text": NAUGHTY, NAUGHTY: [{NAUGHTY: NAUGHTY}]}
    track = {"id": NAUGHTY, "name": NAUGHTY, "items": [NAUGHTY]}
    document = small(tracks=[track], items={NAUGHTY: item}, assets={NAUGHTY: item})
    assert all(row.isprintable() for row in write(document))


def test_what_python_cannot_write_is_described() -> None:
    deep: Any = 1
    for _ in range(5000):
        deep = [deep]
    assert write({"x": 10**5000, "y": deep})[1] == "    x a huge integer"

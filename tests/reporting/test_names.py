"""Names of what is in a version, however broken the version is."""

from typing import Any

import pytest

from kvid_composition.model.entity import Entity
from kvid_composition.reporting.names import Names
from tests.documents import sound_document
from tests.reporting.hostile import NAUGHTY

SOUND = Names(sound_document())

BROKEN: list[Any] = [
    None,
    [],
    {},
    {"fps": "30", "tracks": {}, "items": [], "assets": 1},
    {"fps": True, "tracks": [1, {}, {"id": 1}, {"id": "a"}], "items": {"x": 1}, "assets": {"x": 1}},
    {"fps": 0, "tracks": [{"id": "a", "items": [1, {}], "name": 1}], "items": {"x": {"text": 1}}},
    {"items": {"x": {"assetId": []}}, "assets": {"x": {"filename": 1}}},
]


def test_the_frame_rate_is_a_number_above_0() -> None:
    assert SOUND.fps == 30
    assert [Names(document).fps for document in BROKEN] == [None] * len(BROKEN)


def test_an_item_with_words_is_known_by_them() -> None:
    assert SOUND.name_item("txt1") == "'Hello 안녕'"


def test_an_item_with_an_asset_is_known_by_the_file() -> None:
    assert SOUND.name_item("vid1") == "clip.mp4"


def test_an_item_with_neither_has_no_name() -> None:
    assert SOUND.name_item("sol1") is None


def test_blank_words_are_no_name() -> None:
    assert Names({"items": {"a": {"text": " \n"}}}).name_item("a") is None


def test_a_track_is_known_by_the_name_that_somebody_gave_it() -> None:
    names = Names({"tracks": [{"id": "a", "name": "Main"}, {"id": "b", "name": ""}]})
    assert [names.name_track(id_) for id_ in ("a", "b", "c")] == ["Main", None, None]


def test_of_two_tracks_with_one_id_the_first_counts() -> None:
    names = Names({"tracks": [{"id": "a", "name": "One"}, {"id": "a", "name": "Two"}]})
    assert names.tracks["a"][0] == 0


def test_an_item_is_at_home_on_the_first_track_that_lists_it() -> None:
    tracks = [{"id": "a", "items": ["x"]}, {"id": "b", "items": ["x", "y"]}]
    assert Names({"tracks": tracks}).homes == {"x": "a", "y": "b"}


@pytest.mark.parametrize(
    ("entity", "there"),
    [
        (Entity("composition"), True),
        (Entity("item", "txt1"), True),
        (Entity("item", "trTxt"), False),
        (Entity("track", "trTxt"), True),
        (Entity("asset", "aV"), True),
        (Entity("asset", "gone"), False),
    ],
)
def test_a_version_knows_what_it_has(entity: Entity, there: bool) -> None:
    assert SOUND.has(entity) is there


@pytest.mark.parametrize("document", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_version_has_no_names(document: Any) -> None:
    names = Names(document)
    for id_ in ("a", "x", "gone"):
        assert (names.name_item(id_), names.name_asset(id_), names.name_track(id_)) == (None,) * 3
    assert names.homes == {}


def test_names_are_harmless_and_short() -> None:
    long = NAUGHTY * 10
    document = {
        "tracks": [{"id": "t", "name": long}],
        "items": {"i": {"text": long}},
        "assets": {"a": {"filename": long}},
    }
    names = Names(document)
    for name in (names.name_item("i"), names.name_track("t"), names.name_asset("a")):
        assert name is not None
        assert name.isprintable()
        assert len(name) < 200

"""Titles of entities."""

from typing import Any

import pytest

from kvid_composition.model.entity import Entity, EntityKind
from kvid_composition.reporting.names import Names
from kvid_composition.reporting.styled import Style, join_text
from kvid_composition.reporting.titles import (
    mention_asset,
    mention_item,
    mention_track,
    title_entity,
)
from tests.documents import sound_document
from tests.reporting.hostile import NAUGHTY

SOUND = Names(sound_document())


def title(kind: EntityKind, id_: str | None, names: Names = SOUND) -> str:
    return join_text(title_entity(Entity(kind, id_), names))


@pytest.mark.parametrize(
    ("kind", "id_", "shown"),
    [
        (
            "item",
            "txt1",
            "'Hello 안녕'  text txt1, on track 'trTxt', frame 0 (00:00:00:00)",
        ),
        (
            "item",
            "sol1",
            "sol1  solid, on track 'trBg', frame 0 (00:00:00:00)",
        ),
        ("track", "trTxt", "trTxt  track, layer 1 of 5, 2 items"),
        ("asset", "aV", "clip.mp4  video asset aV"),
        ("composition", None, ""),
        ("item", "gone", "gone  item, on no track"),
        ("track", "gone", "gone  track"),
        ("track", None, "''  track"),
        ("asset", "gone", "gone  asset"),
    ],
)
def test_a_title_says_name_kind_id_and_place(kind: EntityKind, id_: str, shown: str) -> None:
    assert title(kind, id_) == shown


def test_a_track_with_a_name_is_called_by_it() -> None:
    tracks = [{"id": "t", "name": "Main", "items": ["i"]}]
    document: dict[str, Any] = {"tracks": tracks, "items": {"i": {}}}
    assert title("track", "t", Names(document)) == "Main  track t, layer 1 of 1, 1 item"
    assert title("item", "i", Names(document)) == "i  item, on track 'Main'"


def test_a_track_without_a_list_has_no_number_of_items() -> None:
    assert title("track", "t", Names({"tracks": [{"id": "t"}]})) == "t  track, layer 1 of 1"


def test_an_unknown_type_is_no_word_of_ours() -> None:
    document: dict[str, Any] = {
        "items": {"i": {"type": "hologram"}},
        "assets": {"a": {"type": []}},
    }
    assert title("item", "i", Names(document)) == "i  item, on no track"
    assert title("asset", "a", Names(document)) == "a  asset"


def test_an_item_is_mentioned_with_what_it_is_known_by() -> None:
    assert join_text(tuple(mention_item("txt1", SOUND))) == "'txt1' ('Hello 안녕')"
    assert join_text(tuple(mention_item("sol1", SOUND))) == "'sol1'"


def test_a_track_is_mentioned_by_name_or_id() -> None:
    names = Names({"tracks": [{"id": "t", "name": "Main"}]})
    said = [join_text(tuple(mention_track(id_, names))) for id_ in ("t", "u", None)]
    assert said == ["track 'Main'", "track 'u'", "no track"]


def test_an_asset_is_mentioned_with_its_file() -> None:
    assert mention_asset("aV", SOUND) == "'aV' (clip.mp4)"
    assert mention_asset("gone", SOUND) == "'gone'"


def test_what_comes_from_a_document_has_a_style_of_its_own() -> None:
    document: dict[str, Any] = {
        "tracks": [{"id": "@t", "name": "@track", "items": ["@i"]}],
        "items": {"@i": {"type": "@type", "text": "@text", "from": 1}},
        "assets": {"@a": {"filename": "@file", "type": "@type"}},
    }
    kinds: list[tuple[EntityKind, str]] = [("item", "@i"), ("track", "@t"), ("asset", "@a")]
    spans = [s for kind, id_ in kinds for s in title_entity(Entity(kind, id_), Names(document))]
    assert {span.style for span in spans if "@" in span.text} == {Style.STRONG, Style.PLACE}


def test_hostile_names_and_ids_are_harmless() -> None:
    document: dict[str, Any] = {
        "tracks": [{"id": NAUGHTY, "items": [NAUGHTY]}],
        "items": {NAUGHTY: {"text": NAUGHTY}},
    }
    kinds: tuple[EntityKind, ...] = ("item", "track", "asset")
    for kind in kinds:
        assert title(kind, NAUGHTY, Names(document)).isprintable()

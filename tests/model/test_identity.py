from typing import Any

import pytest

from kvid_composition.model.identity import (
    identify_tracks,
    is_list_of_ids,
    list_item_ids,
    number_tracks,
    pair_entities,
    read_track_id,
)


def test_tracks_are_known_by_their_ids_in_their_order() -> None:
    tracks = [{"id": "b"}, {"id": "a"}]
    identified = identify_tracks(tracks)
    assert identified == {"b": tracks[0], "a": tracks[1]}
    assert number_tracks({"b": tracks[0], "a": tracks[1]}) == {"b": 0, "a": 1}


@pytest.mark.parametrize("tracks", [None, {}, [None], [{}], [{"id": 1}], [{"id": "a"}] * 2])
def test_tracks_without_ids_of_their_own_are_not_identified(tracks: Any) -> None:
    assert identify_tracks(tracks) is None


def test_no_tracks_are_identified_as_none() -> None:
    assert identify_tracks([]) == {}


@pytest.mark.parametrize("value", [None, {}, "ab", ["a", "a"], ["a", 1], [[]]])
def test_other_values_are_no_list_of_ids(value: Any) -> None:
    assert not is_list_of_ids(value)


def test_entities_are_paired_where_both_versions_tell() -> None:
    before: dict[str, Any] = {"items": {"a": 1}, "tracks": []}
    after: dict[str, Any] = {"items": {}, "tracks": [{"id": "t"}]}
    assert pair_entities(before, after, "items") == ({"a": 1}, {})
    assert pair_entities(before, after, "tracks") == ({}, {"t": {"id": "t"}})
    assert pair_entities(before, after, "assets") is None


_TRACKS: list[tuple[Any, str | None]] = [({"id": "a"}, "a"), ({"id": 1}, None), ([], None)]


@pytest.mark.parametrize(("track", "id_"), _TRACKS)
def test_the_id_of_a_track_is_a_text(track: Any, id_: str | None) -> None:
    assert read_track_id(track) == id_


_EMPTY: list[Any] = [None, {}, {"items": {"a": 1}}, {"items": [1, {}]}]


@pytest.mark.parametrize("track", _EMPTY)
def test_a_track_may_list_nothing(track: Any) -> None:
    assert list_item_ids(track) == []


def test_a_track_lists_the_texts_in_its_list_as_often_as_they_stand_there() -> None:
    assert list_item_ids({"items": ["a", 5, "b", "a"]}) == ["a", "b", "a"]

from typing import Any

import pytest

from kvid_composition.model.identity import identify_tracks, is_list_of_ids, number_tracks


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

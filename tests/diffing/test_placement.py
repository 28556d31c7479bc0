from typing import Any

import pytest

from kvid_composition.diffing.placement import Place, pick_listed, place_items


def _tracks(**lists: Any) -> dict[str, Any]:
    return {id_: {"id": id_, "items": listed} for id_, listed in lists.items()}


def test_ids_are_placed_by_the_lists_that_differ() -> None:
    placements = place_items(_tracks(a=["x"], b=["y"]), _tracks(a=["x"], b=["z", "y"]), {"a"})
    assert placements.before == {"y": Place("b", 0)}
    assert placements.after == {"z": Place("b", 0), "y": Place("b", 1)}
    assert placements.opaque == frozenset()


def test_an_id_that_two_tracks_list_is_placed_in_neither_version() -> None:
    placements = place_items(_tracks(a=["x"], b=[]), _tracks(a=["x"], b=["x"]), {"a"})
    assert (placements.before, placements.after) == ({}, {})
    assert placements.opaque == {"b"}


def test_a_list_is_opaque_where_an_id_is_doubtful_in_the_other_version() -> None:
    placements = place_items(_tracks(a=["x"], b=["x"], c=[]), _tracks(a=[], b=[], c=["x"]), set())
    assert placements.opaque == {"a", "b", "c"}


def test_places_count_what_is_no_id_as_well() -> None:
    placements = place_items({}, _tracks(a=[5, "x"]), set())
    assert placements.after == {"x": Place("a", 1)}
    assert placements.opaque == {"a"}


_LISTS: list[tuple[Any, str]] = [(["a", "x"], "a"), ([{}, "a"], "a"), ("a", ""), (None, "")]


@pytest.mark.parametrize(("listed", "picked"), _LISTS)
def test_listed_ids_are_picked_out_of_anything(listed: Any, picked: str) -> None:
    assert pick_listed({"a", "b"}, listed) == set(picked)

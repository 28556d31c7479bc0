"""Layers: entities laid over those that are there, so that nothing goes."""

from typing import Any

import pytest

from kvid_composition.model.shape_table import BASE_ITEM
from kvid_composition.preflight.layers import lay_entities, lay_tracks

ITEM: dict[str, Any] = {"id": "a", "type": "solid", "from": 0, "durationInFrames": 9, "opacity": 1}


def _track(id_: str, *items: Any, **members: Any) -> dict[str, Any]:
    return {"id": id_, "items": list(items), **members}


def _lay_item(sent: Any, before: Any = ITEM) -> Any:
    return lay_entities({"a": before}, {"a": sent}, BASE_ITEM, ())["a"]


def test_entities_that_are_not_sent_stay_in_their_places() -> None:
    laid = lay_entities({"a": {}, "b": {}, "c": {}}, {"d": {}, "b": ITEM}, BASE_ITEM, ())
    assert list(laid.items()) == [("a", {}), ("b", ITEM), ("c", {}), ("d", {})]


def test_only_what_is_deleted_goes() -> None:
    assert lay_entities({"a": {}, "b": {}}, {}, BASE_ITEM, ["b"]) == {"a": {}}


def test_an_entity_with_all_that_it_must_have_is_taken_as_it_is() -> None:
    whole = {key: value for key, value in ITEM.items() if key != "opacity"}
    assert _lay_item(whole) == whole


def test_a_part_of_an_entity_is_laid_over_its_members() -> None:
    assert _lay_item({"from": 5}) == {**ITEM, "from": 5}


def test_what_the_current_entity_lacks_makes_nothing_a_part() -> None:
    assert _lay_item({"from": 5}, {"from": 3, "opacity": 1}) == {"from": 5}


@pytest.mark.parametrize(("before", "sent"), [(5, {"from": 5}), (ITEM, 5), (ITEM, None)])
def test_what_is_no_object_is_taken_as_it_is_sent(before: Any, sent: Any) -> None:
    assert _lay_item(sent, before) == sent


def test_tracks_that_are_not_sent_stay_in_their_places() -> None:
    before = [_track("t"), _track("u"), _track("v")]
    sent = [_track("u", name="U")]
    assert lay_tracks(before, sent) == [_track("t"), _track("u", name="U"), _track("v")]


def test_new_tracks_become_the_rearmost() -> None:
    before = [_track("t"), _track("u")]
    sent: list[Any] = [_track("new"), _track("t"), {"items": []}, 5]
    assert lay_tracks(before, sent) == [*before, _track("new"), {"items": []}, 5]


def test_tracks_that_are_all_sent_stand_as_they_were_sent() -> None:
    before = [_track("t"), _track("u")]
    sent = [_track("u"), _track("new"), _track("t")]
    assert lay_tracks(before, sent) == sent


def test_an_item_that_no_track_sent_lists_stays_on_its_track() -> None:
    before = [_track("t", "a", "b"), _track("u", "c")]
    assert lay_tracks(before, [_track("t", "new")]) == [_track("t", "a", "b", "new"), before[1]]


def test_an_item_that_is_there_and_sent_is_listed_once_and_in_its_place() -> None:
    before = [_track("t", "a", "b"), _track("u")]
    assert lay_tracks(before, [_track("t", "b", "new")])[0] == _track("t", "a", "b", "new")


def test_an_item_that_another_track_sent_lists_moves() -> None:
    before = [_track("t", "a", "b"), _track("u", "c")]
    laid = lay_tracks(before, [_track("u", "c", "a")])
    assert laid == [_track("t", "b"), _track("u", "c", "a")]


def test_a_track_can_become_empty_by_moves() -> None:
    before = [_track("t", "a"), _track("u")]
    assert lay_tracks(before, [_track("u", "a")]) == [_track("t"), _track("u", "a")]
    assert lay_tracks(before, [_track("t"), _track("u", "a")]) == [_track("t"), _track("u", "a")]


def test_a_list_that_has_all_that_stays_is_taken_as_it_was_sent() -> None:
    before = [_track("t", "a", "b"), _track("u")]
    assert lay_tracks(before, [_track("t", "b", "new", "a")])[0] == _track("t", "b", "new", "a")


def test_a_track_whose_list_is_only_a_part_is_a_part_itself() -> None:
    before = [_track("t", "a", muted=True), _track("u")]
    assert lay_tracks(before, [_track("t", "new", name="T")])[0] == _track(
        "t", "a", "new", muted=True, name="T"
    )


def test_a_track_without_a_list_is_a_part() -> None:
    before = [_track("t", "a", "b"), _track("u")]
    assert lay_tracks(before, [{"id": "t", "name": "T"}])[0] == _track("t", "a", "b", name="T")


@pytest.mark.parametrize(
    ("before", "sent", "laid"),
    [
        (5, [_track("t")], [_track("t")]),
        ([_track("t")], {"t": 5}, {"t": 5}),
        ([5, _track("t")], [_track("u")], [5, _track("t"), _track("u")]),
        ([{"id": "t"}, _track("u")], [_track("t", "a")], [_track("t", "a"), _track("u")]),
        (
            [{"id": "t"}, _track("u", "a")],
            [_track("v", "a")],
            [{"id": "t"}, _track("u"), _track("v", "a")],
        ),
        ([_track("t", "a")], [{"id": "t", "items": 5}], [{"id": "t", "items": 5}]),
        ([_track("t", 5, {}, "a")], [_track("t", [], "b")], [_track("t", 5, {}, "a", "b")]),
    ],
    ids=[
        "tracks before",
        "tracks sent",
        "a track",
        "no list",
        "an unsent one",
        "a list sent",
        "entries",
    ],
)
def test_what_is_broken_stays_broken(before: Any, sent: Any, laid: Any) -> None:
    assert lay_tracks(before, sent) == laid

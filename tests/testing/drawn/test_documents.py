"""Compositions for Hypothesis: without an error, fast, and shrinking to what can be read."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition import validate_composition
from kvid_composition.testing.drawn.documents import compositions
from kvid_composition.testing.seeded.fields import ITEM_FIELDS
from kvid_composition.testing.seeded.references import list_loose_references
from tests.testing.drawn.finding import find_any, find_smallest

Document = dict[str, Any]


@given(compositions(max_items=20))
def test_validation_finds_no_error(document: Document) -> None:
    assert validate_composition(document).errors == ()
    assert list_loose_references(document) == []


@given(compositions(min_items=2, max_items=3, max_tracks=2))
def test_there_are_as_many_items_and_tracks_as_asked_for(document: Document) -> None:
    assert 2 <= len(document["items"]) <= 3
    assert 1 <= len(document["tracks"]) <= 2


_KINDS = sorted({*ITEM_FIELDS, "chart"})


@pytest.mark.parametrize("kind", _KINDS)
def test_items_of_every_type_come_up(kind: str) -> None:
    documents = compositions(max_items=20)
    find_any(documents, lambda d: any(i["type"] == kind for i in d["items"].values()))


def _has_half_a_frame(item: Document) -> bool:
    return bool(item["from"] % 1 == 0.5)


def _has_a_float(item: Document) -> bool:
    return type(item["from"]) is float and item["from"].is_integer()


def _is_nested(item: Document) -> bool:
    return "fontStyle" in item


def _has_unknown_members(item: Document) -> bool:
    return "metadata" in item


def _has_a_slash(item: Document) -> bool:
    return "/" in item["id"]


def _has_many_members(item: Document) -> bool:
    return len(item) > 7


@pytest.mark.parametrize(
    "has_trait",
    [
        *(_has_half_a_frame, _has_a_float, _is_nested, _has_unknown_members, _has_a_slash),
        _has_many_members,
    ],
)
def test_a_trait_comes_up(has_trait: Callable[[Document], bool]) -> None:
    find_any(compositions(), lambda each: any(map(has_trait, each["items"].values())))


def test_the_smallest_composition_is_empty() -> None:
    assert find_smallest(compositions(), lambda _: True) == {
        "fps": 30,
        "compositionWidth": 1920,
        "compositionHeight": 1080,
        "tracks": [{"id": "track-1", "items": []}],
        "items": {},
        "assets": {},
    }


def test_two_items_shrink_to_two_plain_ones() -> None:
    found = find_smallest(compositions(), lambda each: len(each["items"]) >= 2)
    assert found["tracks"] == [{"id": "track-1", "items": ["item-1", "item-2"]}]
    assert found["items"] == {
        "item-1": {"id": "item-1", "type": "solid", "from": 0, "durationInFrames": 1},
        "item-2": {"id": "item-2", "type": "solid", "from": 1, "durationInFrames": 1},
    }
    assert found["assets"] == {}


def test_a_late_end_shrinks_to_one_item() -> None:
    def ends_late(document: Document) -> bool:
        items = document["items"].values()
        return any(item["from"] + item["durationInFrames"] > 100 for item in items)

    (item,) = find_smallest(compositions(max_items=20), ends_late)["items"].values()
    assert item == {"id": "item-1", "type": "solid", "from": 0, "durationInFrames": 101}


def test_an_asset_shrinks_to_one_that_one_item_shows() -> None:
    found = find_smallest(compositions(), lambda each: bool(each["assets"]))
    assert list(found["items"]) == ["item-1"]
    assert found["assets"] == {
        "asset-1": {"id": "asset-1", "type": "image", "remoteUrl": "https://example.com/a"}
    }


def test_a_member_shrinks_to_an_item_with_few_others() -> None:
    found = find_smallest(
        compositions(), lambda each: any("fontStyle" in i for i in each["items"].values())
    )
    (item,) = found["items"].values()
    assert item["fontStyle"] == {"variant": "normal", "weight": "400"}
    assert len(item) <= 6


@given(st.data())
def test_nothing_is_shared_between_two_compositions(data: st.DataObject) -> None:
    one, other = data.draw(compositions()), data.draw(compositions())
    assert one["items"] is not other["items"]
    assert one["tracks"] is not other["tracks"]

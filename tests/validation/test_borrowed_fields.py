"""A known field means nothing on a type that does not declare it."""

from typing import Any

import pytest

from kvid_composition import Report, UnknownAsset, UnknownItem, validate_composition
from kvid_composition.model.assets import ASSET_MODELS
from kvid_composition.model.base import JsonModel
from kvid_composition.model.index import MEDIA_TYPES
from kvid_composition.model.items import ITEM_MODELS
from kvid_composition.model.spec_reading import read_specs
from kvid_composition.testing.seeded.borrowed import KNOWN_FIELDS, list_borrowed
from kvid_composition.validation.rules.examples import (
    sketch_asset,
    sketch_composition,
    sketch_item,
)

# Enough of one shape for a table of their own.
MANY = 70

VALUES: list[Any] = [None, True, 5, -1.5, 1e300, "slow", [], [{}], {}, {"a": None}]

ITEMS: dict[str, type[JsonModel]] = {**ITEM_MODELS, "chart": UnknownItem}
ASSETS: dict[str, type[JsonModel]] = {**ASSET_MODELS, "svg": UnknownAsset}


def _make(kind: str, count: int, members: dict[str, Any]) -> dict[str, Any]:
    """Make a composition of some items of one type, one after another."""
    names = [f"i{number}" for number in range(count)]
    own = {"assetId": "pic"} if kind in MEDIA_TYPES else {}
    items = {
        name: sketch_item(id=name, type=kind, durationInFrames=1, **own)
        | {"from": number}
        | members
        for number, name in enumerate(names)
    }
    tracks = [{"id": "main", "items": names}]
    assets = {"pic": sketch_asset(type=MEDIA_TYPES.get(kind, "image"))} if own else {}
    return sketch_composition(tracks=tracks, items=items, assets=assets, durationInFrames=MANY)


def _make_assets(kind: str, count: int, members: dict[str, Any]) -> dict[str, Any]:
    assets = {f"a{n}": sketch_asset(id=f"a{n}", type=kind) | members for n in range(count)}
    return sketch_composition(assets=assets)


def _places(document: Any) -> list[tuple[str, str]]:
    return [(issue.code, issue.path) for issue in validate_composition(document).issues]


@pytest.mark.parametrize("value", VALUES, ids=repr)
@pytest.mark.parametrize("kind", ITEMS)
def test_a_field_that_an_item_does_not_declare_may_hold_anything(kind: str, value: Any) -> None:
    expected = _places(_make(kind, 1, {}))
    borrowed = list_borrowed(read_specs(ITEMS[kind]))
    meaning = {"assetId"} if type(value) is str else set[str]()
    for key in [key for key in borrowed if key not in meaning]:
        assert _places(_make(kind, 1, {key: value})) == expected, key
    members = {key: value for key in borrowed if key not in meaning}
    assert _places(_make(kind, MANY, members)) == _places(_make(kind, MANY, {}))


@pytest.mark.parametrize("value", VALUES, ids=repr)
@pytest.mark.parametrize("kind", ASSETS)
def test_a_field_that_an_asset_does_not_declare_may_hold_anything(kind: str, value: Any) -> None:
    expected = _places(_make_assets(kind, 1, {}))
    borrowed = list_borrowed(read_specs(ASSETS[kind]))
    for key in borrowed:
        assert _places(_make_assets(kind, 1, {key: value})) == expected, key
    members = dict.fromkeys(borrowed, value)
    assert _places(_make_assets(kind, MANY, members)) == _places(_make_assets(kind, MANY, {}))


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_any_known_field_may_hold_any_value_without_ending_validation(value: Any) -> None:
    for key in KNOWN_FIELDS:
        documents = [
            *(_make(kind, 1, {key: value}) for kind in ITEMS),
            *(_make_assets(kind, 1, {key: value}) for kind in ASSETS),
        ]
        assert {type(validate_composition(document)) for document in documents} == {Report}


@pytest.mark.parametrize("value", VALUES, ids=repr)
@pytest.mark.parametrize("key", ["assetId", "from", "playbackRate", "cropLeft", "remoteUrl"])
def test_a_column_of_any_values_does_not_end_validation(key: str, value: Any) -> None:
    documents = [
        *(_make(kind, MANY, {key: value}) for kind in ITEMS),
        *(_make_assets(kind, MANY, {key: value}) for kind in ASSETS),
    ]
    assert {type(validate_composition(document)) for document in documents} == {Report}


@pytest.mark.parametrize("kind", ["text", "solid", "chart"])
def test_a_text_in_the_asset_id_of_any_type_refers_to_an_asset(kind: str) -> None:
    document = _make(kind, 1, {"assetId": "pic"})
    assert ("REF102", "/items/i0/assetId") in _places(document)
    document["assets"]["pic"] = sketch_asset()
    assert {code for code, _ in _places(document)} <= {"STR104"}


@pytest.mark.parametrize("value", [None, 5, True, 1.5, [], {}])
@pytest.mark.parametrize("kind", ["text", "solid"])
def test_an_asset_id_that_is_no_text_means_nothing_on_a_type_without_one(
    kind: str, value: Any
) -> None:
    assert _places(_make(kind, 1, {"assetId": value})) == []


@pytest.mark.parametrize(
    ("kind", "members"),
    [
        ("chart", {"fadeInDurationInSeconds": "slow"}),
        ("text", {"audioFadeInDurationInSeconds": None}),
        ("audio", {"fadeOutDurationInSeconds": {}}),
        ("audio", {"fadeInDurationInSeconds": 500}),
    ],
)
def test_a_fade_means_nothing_on_a_type_without_one(kind: str, members: dict[str, Any]) -> None:
    assert {code for code, _ in _places(_make(kind, 1, members))} <= {"STR104"}

"""Losses: what is gone and was not named as deleted."""

from typing import Any

import pytest

from kvid_composition import apply_operation
from kvid_composition.patching.operations import (
    AddAsset,
    AddItem,
    AddTrack,
    DeleteItem,
    MergeComposition,
    Operation,
    ReplaceComposition,
    UpdateItem,
)
from kvid_composition.preflight.losses import find_losses, map_entities
from tests.documents import sound_document

SOLID: dict[str, Any] = {"id": "new", "type": "solid", "from": 300, "durationInFrames": 30}


def _find(operation: Operation, current: Any = None) -> list[str]:
    document = sound_document() if current is None else current
    return list(find_losses(document, operation, apply_operation(document, operation)))


def _merge(current: Any = None, **members: Any) -> list[str]:
    return _find(MergeComposition(members), current)


def _without(key: str, *ids: str) -> Any:
    document: Any = sound_document()
    return {id_: entity for id_, entity in document[key].items() if id_ not in ids}


def test_an_item_that_is_not_sent_is_lost() -> None:
    assert _merge(items=_without("items", "img1")) == ["/items/img1"]


def test_an_asset_that_is_not_sent_is_lost() -> None:
    assert _merge(assets=_without("assets", "aI")) == ["/assets/aI"]


def test_a_track_that_is_not_sent_is_lost_with_its_place() -> None:
    document: Any = sound_document()
    tracks = document["tracks"]
    assert _merge(tracks=[tracks[0], *tracks[2:]]) == ["/tracks/1"]


def test_losses_stand_in_the_order_of_the_document() -> None:
    current: Any = {"assets": {"a": {}}, "items": {"y": {}, "x": {}}, "tracks": [{"id": "t"}]}
    assert _find(ReplaceComposition({}), current) == [
        "/assets/a",
        "/items/y",
        "/items/x",
        "/tracks/0",
    ]


def test_an_id_with_a_slash_is_escaped_in_the_pointer() -> None:
    assert _merge({"items": {"a/b~c": {}}}, items={}) == ["/items/a~1b~0c"]


def test_an_item_that_is_deleted_by_name_is_not_lost() -> None:
    assert _find(DeleteItem("img1")) == []


def test_an_asset_that_the_sent_deleted_assets_name_is_not_lost() -> None:
    assets = _without("assets", "aI", "aV")
    assert _merge(assets=assets, deletedAssets=[{"assetId": "aI"}]) == ["/assets/aV"]


def test_an_asset_that_only_the_current_deleted_assets_name_is_lost() -> None:
    current = {**sound_document(), "deletedAssets": [{"assetId": "aI"}]}
    assert _merge(current, assets=_without("assets", "aI")) == ["/assets/aI"]


def test_an_entry_of_deleted_assets_names_no_item() -> None:
    items = _without("items", "img1")
    assert _merge(items=items, deletedAssets=[{"assetId": "img1"}]) == ["/items/img1"]


@pytest.mark.parametrize("entries", [5, {}, [5], [{}], [{"assetId": 5}], [{"assetId": ["aI"]}]])
def test_deleted_assets_of_a_wrong_shape_name_nothing(entries: Any) -> None:
    assert _merge(assets=_without("assets", "aI"), deletedAssets=entries) == ["/assets/aI"]


@pytest.mark.parametrize(
    "operation",
    [
        AddItem("trOvl", SOLID),
        AddTrack({"id": "new", "items": []}),
        AddAsset({"id": "new"}),
        UpdateItem("img1", {"id": "other", "type": None}),
    ],
    ids=lambda operation: operation.name,
)
def test_an_operation_that_adds_or_updates_loses_nothing(operation: Operation) -> None:
    assert _find(operation) == []


def test_an_item_that_becomes_something_else_than_an_object_is_lost() -> None:
    items = {**_without("items", "img1"), "img1": None}
    assert _merge(items=items) == ["/items/img1"]


def test_what_is_no_entity_cannot_be_lost() -> None:
    current: Any = {"items": {"a": 5}, "assets": 5, "tracks": [5, {}, {"id": 5}]}
    assert _find(ReplaceComposition({}), current) == []


def test_all_items_are_lost_where_items_become_something_else() -> None:
    assert _merge({"items": {"a": {}, "b": {}}}, items=5) == ["/items/a", "/items/b"]


def test_both_tracks_of_one_id_are_lost_or_none() -> None:
    current = {"tracks": [{"id": "t"}, {"id": "u"}, {"id": "t"}]}
    assert _merge(current, tracks=[{"id": "u"}]) == ["/tracks/0", "/tracks/2"]
    assert _merge(current, tracks=[{"id": "u"}, {"id": "t"}]) == []


def test_a_document_that_is_no_object_has_nothing_to_lose() -> None:
    assert _find(ReplaceComposition({}), ["x"]) == []


def test_entities_are_those_that_are_objects() -> None:
    assert map_entities({"a": {}, "b": 5}) == {"a": {}}
    assert map_entities([{"id": "t"}, {"id": 5}, 5]) == {"t": {"id": "t"}}
    assert map_entities("x") == {}

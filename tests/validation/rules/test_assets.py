"""REF, on assets: what is done about those that are missing."""

from typing import Any

import pytest

from kvid_composition import find_rule, repair_composition
from kvid_composition.document.edits import RemoveValue, SetValue
from kvid_composition.model.index import CompositionIndex
from kvid_composition.validation.rule import Remedy
from kvid_composition.validation.rules.examples import (
    sketch_asset,
    sketch_composition,
    sketch_item,
)


def _plan(item_type: str, **assets: Any) -> Remedy:
    """Plan what is to be done about an item that uses "photo"."""
    item = sketch_item(type=item_type, assetId="photo")
    document = sketch_composition(items={"a": item}, assets=assets, deletedAssets=[5, {}])
    index = CompositionIndex(document=document, tables={})
    rule = find_rule("REF102")
    assert rule.find is not None
    assert rule.fix is not None
    (remedy,) = rule.fix.plan(index, list(rule.find(index)))
    assert remedy is not None
    return remedy


NAMED = (SetValue(("items", "a", "assetId"), "pic"),)


@pytest.mark.parametrize(
    ("item_type", "asset_type"),
    [("image", "image"), ("audio", "video"), ("chart", "audio"), ("image", "svg")],
)
def test_the_key_is_named_of_the_one_asset_that_has_the_id_and_fits(
    item_type: str, asset_type: str
) -> None:
    remedy = _plan(item_type, pic=sketch_asset(id="photo", type=asset_type))
    assert (remedy.edits, remedy.is_safe) == (NAMED, True)


def test_an_asset_whose_type_is_not_known_may_fit() -> None:
    assert _plan("image", pic={"id": "photo"}).edits == NAMED


@pytest.mark.parametrize(("item_type", "asset_type"), [("image", "audio"), ("video", "image")])
def test_an_asset_that_does_not_fit_is_not_named(item_type: str, asset_type: str) -> None:
    remedy = _plan(item_type, pic=sketch_asset(id="photo", type=asset_type))
    assert (remedy.edits[-1], remedy.is_safe) == (RemoveValue(("items", "a")), False)


def test_of_two_assets_that_have_the_id_neither_is_named() -> None:
    two = {"pic": sketch_asset(id="photo"), "other": sketch_asset(id="photo")}
    assert not _plan("image", **two).is_safe


def test_the_first_of_several_items_takes_the_asset_off_the_deleted_ones() -> None:
    names = ["a", "b"]
    document: Any = sketch_composition(
        items={name: sketch_item(id=name, type="image", assetId="photo") for name in names},
        tracks=[{"id": name, "items": [name]} for name in names],
        assets={"pic": sketch_asset(id="photo")},
        deletedAssets=[{"assetId": "pic"}],
    )
    fixes = [fix for fix in repair_composition(document).applied if fix.code == "REF102"]
    assert [len(fix.edits) for fix in fixes] == [2, 1]


def test_no_error_takes_the_place_of_a_missing_asset() -> None:
    document = sketch_composition(
        items={"a": sketch_item(type="image", assetId="photo")},
        assets={"pic": sketch_asset(id="photo", type="audio")},
    )
    assert [issue.code for issue in repair_composition(document).report.errors] == ["REF102"]

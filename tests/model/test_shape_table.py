"""The table of shapes: it says what the models say, and needs no pydantic for it."""

from pathlib import Path

import pytest

from kvid_composition.model.assets import (
    ASSET_MODELS,
    BaseAsset,
    DeletedAsset,
    UnknownAsset,
)
from kvid_composition.model.base import JsonModel
from kvid_composition.model.composition import Composition
from kvid_composition.model.items import ITEM_MODELS, BaseItem, UnknownItem
from kvid_composition.model.shape import Shape
from kvid_composition.model.shape_table import (
    ASSET_SHAPES,
    BASE_ASSET,
    BASE_ITEM,
    COMPOSITION,
    DELETED_ASSET,
    ITEM_SHAPES,
    TRACK,
    UNKNOWN_ASSET,
    UNKNOWN_ITEM,
)
from kvid_composition.model.spec_reading import read_specs
from kvid_composition.model.tracks import Track
from tools import print_shapes


@pytest.mark.parametrize(
    ("shape", "model"),
    [
        (COMPOSITION, Composition),
        (TRACK, Track),
        (BASE_ITEM, BaseItem),
        (UNKNOWN_ITEM, UnknownItem),
        (BASE_ASSET, BaseAsset),
        (UNKNOWN_ASSET, UnknownAsset),
        (DELETED_ASSET, DeletedAsset),
        *((ITEM_SHAPES[name], model) for name, model in ITEM_MODELS.items()),
        *((ASSET_SHAPES[name], model) for name, model in ASSET_MODELS.items()),
    ],
)
def test_a_shape_is_what_its_model_says(shape: Shape, model: type[JsonModel]) -> None:
    assert shape.specs == read_specs(model)


def test_every_type_that_has_a_model_has_a_shape_and_no_other() -> None:
    assert list(ITEM_SHAPES) == list(ITEM_MODELS)
    assert list(ASSET_SHAPES) == list(ASSET_MODELS)


def test_the_table_is_as_it_is_printed() -> None:
    assert print_shapes.TABLE.read_text("utf-8") == print_shapes.write_table()


def test_the_table_is_written_to_its_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_shapes, "TABLE", tmp_path / "table.py")
    print_shapes.main()
    assert (tmp_path / "table.py").read_text("utf-8") == print_shapes.write_table()


def test_a_type_that_has_no_name_is_refused() -> None:
    with pytest.raises(ValueError, match="no name for"):
        print_shapes.write_types(frozenset((complex,)))

"""Specs of fields, and their verdict on whole columns."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.document.values import MISSING
from kvid_composition.model.assets import ASSET_MODELS
from kvid_composition.model.base import JsonModel
from kvid_composition.model.composition import Composition
from kvid_composition.model.fields import NumberKind
from kvid_composition.model.items import ITEM_MODELS, TextItem
from kvid_composition.model.spec_reading import read_specs
from kvid_composition.model.specs import FieldSpec
from kvid_composition.testing.drawn.shapes import shaped_values, small_json

MODELS: list[type[JsonModel]] = [Composition, *ITEM_MODELS.values(), *ASSET_MODELS.values()]
SPECS = [spec for model in MODELS for spec in read_specs(model)]


@st.composite
def _columns(draw: st.DrawFn) -> tuple[FieldSpec, list[Any]]:
    spec = draw(st.sampled_from(SPECS))
    fitting = shaped_values(spec)
    values = st.one_of(fitting, fitting, fitting, st.just(MISSING), small_json())
    return spec, draw(st.lists(values, max_size=5))


@given(_columns())
def test_agreement_a_column_is_accepted_when_each_value_is(
    spec_and_column: tuple[FieldSpec, list[Any]],
) -> None:
    spec, column = spec_and_column
    types = frozenset(map(type, column))
    assert spec.accepts_all(column, types) == all(map(spec.accepts, column))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (NumberKind(), "a number"),
        (NumberKind(above=0), "a number above 0"),
        (NumberKind(at_least=0), "a number, 0 or more"),
        (NumberKind(at_least=1, whole=True), "a whole number, 1 or more"),
    ],
)
def test_a_kind_says_what_it_takes(kind: NumberKind, expected: str) -> None:
    assert kind.expected == expected


def test_a_column_of_whole_numbers_accepts_whole_floats_only() -> None:
    spec = FieldSpec(
        key="width", types=frozenset((int, float)), kind=NumberKind(at_least=1, whole=True)
    )
    assert spec.accepts_all([1, 2.0], frozenset((int, float)))
    assert not spec.accepts_all([1, 2.5], frozenset((int, float)))


def test_a_column_without_numbers_is_within_all_bounds() -> None:
    spec = next(spec for spec in read_specs(TextItem) if spec.key == "fontSize")
    assert spec.accepts_all([MISSING, MISSING], frozenset((type(MISSING),)))


def test_specs_are_read_once() -> None:
    assert read_specs(TextItem) is read_specs(TextItem)

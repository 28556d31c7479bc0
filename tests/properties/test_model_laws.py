"""The laws of the models, over generated documents."""

import json
from typing import Any

from hypothesis import given
from jsonschema import Draft202012Validator

from kvid_composition import Composition, StructureError, composition_schema, detach
from kvid_composition.document.values import are_same_text
from kvid_composition.model.check import find_structure_faults
from kvid_composition.testing.drawn.shapes import bent_compositions, shaped_compositions

SCHEMA: Any = Draft202012Validator(composition_schema())


def _read_faults(document: Any) -> list[tuple[str, Any, str]]:
    try:
        Composition.from_document(document)
    except StructureError as error:
        return sorted((f.code, f.path, f.message) for f in error.faults)
    return []


@given(shaped_compositions())
def test_round_trip_to_document_is_the_exact_inverse_of_from_document(document: Any) -> None:
    written = Composition.from_document(document).to_document()
    assert json.dumps(written) == json.dumps(document)
    assert are_same_text(written, document)


@given(bent_compositions())
def test_agreement_the_check_only_validator_finds_what_the_models_find(document: Any) -> None:
    checked = sorted((f.code, f.path, f.message) for f in find_structure_faults(document))
    assert checked == _read_faults(document)


@given(bent_compositions())
def test_agreement_the_json_schema_accepts_what_the_models_accept(document: Any) -> None:
    assert SCHEMA.is_valid(document) == (_read_faults(document) == [])


@given(shaped_compositions())
def test_equality_a_model_equals_another_of_an_equal_document(document: Any) -> None:
    reordered = dict(reversed(document.items()))
    assert Composition.from_document(document) == Composition.from_document(reordered)


@given(shaped_compositions())
def test_purity_reading_a_model_leaves_the_document_as_it_is(document: Any) -> None:
    before = detach(document)
    Composition.from_document(document)
    assert are_same_text(document, before)

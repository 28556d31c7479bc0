"""No public function changes what it is given."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kvid_composition as kvid
from kvid_composition.document.values import are_same_text, is_array, is_object
from kvid_composition.testing.drawn.shapes import bent_compositions

_ITEM: Final[Any] = {"id": "new", "type": "solid", "from": 0, "durationInFrames": 1}
_BODIES: Final[list[Any]] = [
    {"operation": "replace", "data": {"composition": {"fps": 30}}},
    {"operation": "merge", "data": {"composition": {"fps": 30, "items": {"new": _ITEM}}}},
    {"operation": "add_item", "data": {"trackId": "t", "item": _ITEM}},
    {"operation": "update_item", "data": {"itemId": "new", "updates": {"opacity": 0}}},
    {"operation": "delete_item", "data": {"itemId": "new"}},
    {"operation": "add_track", "data": {"track": {"id": "u", "items": []}}},
    {"operation": "add_asset", "data": {"asset": {"id": "new", "type": "image"}}},
]


def _read(document: Any) -> None:
    model = kvid.Composition.from_document(document)
    model.with_track(kvid.Track(id="one more", items=[])).to_document()


def _prepare(document: Any) -> Any:
    """Give the document a place for the operations to work on, if it has none."""
    if not is_array(document.get("tracks")):
        document["tracks"] = []
    for key in ("items", "assets"):
        if not is_object(document.get(key)):
            document[key] = {}
    document["tracks"].append({"id": "t", "items": ["new"]})
    return document


FUNCTIONS: Final[dict[str, Callable[[Any], object]]] = {
    "validate_composition": kvid.validate_composition,
    "Composition.from_document": _read,
    "derive_thumbnail": kvid.derive_thumbnail,
    "detach": kvid.detach,
    "replace_composition": lambda document: kvid.replace_composition({}, document),
    "merge_composition": lambda document: kvid.merge_composition(document, {"fps": 1}),
    "merge_composition, partial": lambda document: kvid.merge_composition({"fps": 1}, document),
}


@pytest.mark.parametrize("name", FUNCTIONS)
@settings(max_examples=25)
@given(document=bent_compositions())
def test_purity_a_document_stays_as_it_is(name: str, document: Any) -> None:
    before = kvid.detach(document)
    _run(lambda: FUNCTIONS[name](document))
    assert are_same_text(document, before)


@given(bent_compositions().map(_prepare), st.sampled_from(_BODIES))
def test_purity_an_operation_changes_neither_document_nor_body(document: Any, body: Any) -> None:
    before = json.dumps([document, body])
    _run(lambda: kvid.apply_operation(document, body))
    assert json.dumps([document, body]) == before


def _run(call: Callable[[], object]) -> None:
    with suppress(kvid.KvidCompositionError):
        call()

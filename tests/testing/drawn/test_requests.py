"""Requests for Hypothesis: they apply, keep references sound, and every sort of them comes up."""

import json
from typing import Any

import jsonpatch
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition import apply_json_patch, apply_operation
from kvid_composition.patching.operations import OPERATION_NAMES
from kvid_composition.testing.drawn.documents import compositions
from kvid_composition.testing.drawn.plain_json import json_values
from kvid_composition.testing.drawn.requests import json_patches, operations
from kvid_composition.testing.seeded.references import list_loose_references
from tests.testing.drawn.finding import find_smallest

_BASE: dict[str, Any] = {
    "fps": 30,
    "tracks": [{"id": "main", "items": ["a", "b"]}],
    "items": {
        "a": {"id": "a", "type": "solid", "from": 0, "durationInFrames": 30},
        "b": {"id": "b", "type": "image", "from": 30, "durationInFrames": 30, "assetId": "pic"},
    },
    "assets": {"pic": {"id": "pic", "type": "image", "remoteUrl": None}},
}
_EMPTY: dict[str, Any] = {"fps": 30, "tracks": [], "items": {}, "assets": {}}


@given(st.data(), compositions())
def test_operations_apply_and_keep_references_sound(data: st.DataObject, document: Any) -> None:
    body = data.draw(operations(document))
    assert (
        list_loose_references(apply_operation(document, body)) == []
        or "composition" in (body["data"])
    )


@given(st.data())
def test_operations_of_an_empty_composition_apply(data: st.DataObject) -> None:
    apply_operation(_EMPTY, data.draw(operations(_EMPTY)))


@pytest.mark.parametrize("name", OPERATION_NAMES)
def test_each_operation_can_be_asked_for(name: str) -> None:
    found = find_smallest(operations(_BASE, names=[name]), lambda body: body["operation"] == name)
    assert len(json.dumps(found)) < 700


def test_a_deletion_shrinks_to_the_first_item() -> None:
    found = find_smallest(operations(_BASE), lambda body: body["operation"] == "delete_item")
    assert found == {"operation": "delete_item", "data": {"itemId": "a"}}


@given(st.data(), json_values(max_leaves=8))
def test_patches_apply_and_jsonpatch_agrees(data: st.DataObject, document: Any) -> None:
    patch = data.draw(json_patches(document))
    result = apply_json_patch(document, patch)
    theirs = jsonpatch.JsonPatch(patch).apply(document)
    assert json.dumps(result, sort_keys=True) == json.dumps(theirs, sort_keys=True)


@pytest.mark.parametrize("name", ["add", "copy", "move", "remove", "replace", "test"])
def test_each_step_of_a_patch_comes_up(name: str) -> None:
    found = find_smallest(
        json_patches(_BASE), lambda patch: any(step["op"] == name for step in patch)
    )
    assert [step["op"] for step in found] == [name]


@given(st.data())
def test_there_are_no_more_steps_than_asked_for(data: st.DataObject) -> None:
    assert len(data.draw(json_patches(_BASE, max_operations=2))) <= 2


def test_an_operation_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ValueError, match="'nope' is no operation; there are replace, merge, "):
        find_smallest(operations(_BASE, names=["nope"]), lambda _: True)

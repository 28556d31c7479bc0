"""Loose references: what the tests' own reading finds is what validation calls an error."""

from random import Random
from typing import Any

import pytest

from kvid_composition import validate_composition
from kvid_composition.testing.edits.making import make_random_script
from kvid_composition.testing.seeded.broken import loosen_composition
from kvid_composition.testing.seeded.compositions import make_random_composition
from kvid_composition.testing.seeded.references import has_sound_references, list_loose_references

Document = dict[str, Any]


def _make_base() -> Document:
    return {
        "fps": 30,
        "tracks": [{"id": "main", "items": ["a", "b"]}, {"id": "back", "items": []}],
        "items": {
            "a": {"id": "a", "type": "solid", "from": 0, "durationInFrames": 30},
            "b": {"id": "b", "type": "audio", "from": 0, "durationInFrames": 9, "assetId": "pic"},
        },
        "assets": {"pic": {"id": "pic", "type": "video"}, "spare": {"id": "spare", "type": "gif"}},
        "deletedAssets": [{"assetId": "gone"}, {"assetId": "spare"}],
    }


def test_a_sound_composition_has_none() -> None:
    assert list_loose_references(_make_base()) == []
    assert has_sound_references(_make_base())


def _loosen(**changes: Any) -> Document:
    return _make_base() | changes


_LOOSE: dict[str, Document] = {
    "which is no item": _loosen(tracks=[{"id": "main", "items": ["a", "b", "c"]}]),
    "is listed twice": _loosen(tracks=[{"id": "main", "items": ["a", "b", "a"]}]),
    "two tracks are": _loosen(tracks=[{"id": "x", "items": []}, {"id": "x", "items": []}]),
    "says that its id is": _loosen(items={"a": {"id": "b", "type": "solid"}}),
    "which is no asset": _loosen(assets={}),
    "of another type": _loosen(assets={"pic": {"id": "pic", "type": "image"}}),
    "has no asset": _loosen(items={"a": {"id": "a", "type": "gif"}}),
    "listed as deleted": _loosen(deletedAssets=[{"assetId": "pic"}]),
}


@pytest.mark.parametrize("what", _LOOSE)
def test_a_loose_reference_is_named(what: str) -> None:
    assert any(what in each for each in list_loose_references(_LOOSE[what]))
    assert not has_sound_references(_LOOSE[what])


@pytest.mark.parametrize("seed", range(300))
def test_what_is_found_is_what_validation_calls_an_error(seed: int) -> None:
    random = Random(seed)
    document = make_random_composition(random)
    if random.random() < 0.5:
        document = loosen_composition(random, document)
    document = make_random_script(random, document).after
    report = validate_composition(document)
    if any(issue.code.startswith("STR") for issue in report.errors):
        # What is withheld for its shape has no references to be checked.
        return
    errors = [issue for issue in report.errors if issue.code.startswith("REF")]
    assert bool(list_loose_references(document)) == bool(errors)

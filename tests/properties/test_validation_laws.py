"""The laws of validation, over generated documents."""

import json
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kvid_composition import (
    Report,
    detach,
    validate_composition,
    validate_composition_text,
)
from kvid_composition.document.scan import survey_document
from kvid_composition.document.values import are_same_text, is_array, is_object
from kvid_composition.document.walk import find_value_faults
from tests.strategies.compositions import bent_compositions, sound_compositions
from tests.strategies.faults import PlantedFault, planted_faults


@given(sound_compositions())
def test_soundness_a_sound_composition_gives_no_issue(document: dict[str, Any]) -> None:
    assert validate_composition(document) == Report()


@given(planted_faults())
def test_one_fault_one_issue(fault: PlantedFault) -> None:
    if fault.text is None:
        report = validate_composition(fault.document)
    else:
        report = validate_composition_text(fault.text)
    assert [(i.code, i.path) for i in report.issues] == [(fault.code, fault.pointer)]


@given(bent_compositions())
def test_purity_validation_leaves_the_document_as_it_is(document: Any) -> None:
    before = detach(document)
    validate_composition(document)
    assert are_same_text(document, before)


@given(bent_compositions())
def test_text_and_value_give_the_same_issues(document: Any) -> None:
    by_value = validate_composition(document)
    by_text = validate_composition_text(json.dumps(document))
    assert [(i.code, i.path, i.fingerprint) for i in by_text.issues] == [
        (i.code, i.path, i.fingerprint) for i in by_value.issues
    ]


@given(bent_compositions())
def test_every_issue_of_a_text_has_its_place(document: Any) -> None:
    report = validate_composition_text(json.dumps(document, indent=2))
    assert all(issue.line and issue.column for issue in report.issues)


@given(bent_compositions(), st.randoms(use_true_random=False))
def test_fingerprints_do_not_depend_on_the_order_of_keys(document: Any, random: Random) -> None:
    shuffled = _shuffle_keys(document, random)
    ignored = {"TIM105", "POR102"}  # which of two comes first is what these two are about
    assert _fingerprints(document, ignored) == _fingerprints(shuffled, ignored)


def _fingerprints(document: Any, ignored: set[str]) -> list[tuple[str, str]]:
    issues = validate_composition(document).issues
    return sorted((i.code, i.fingerprint) for i in issues if i.code not in ignored)


def _shuffle_keys(value: Any, random: Random) -> Any:
    if is_array(value):
        return [_shuffle_keys(part, random) for part in value]
    if not is_object(value):
        return value
    keys = list(value)
    random.shuffle(keys)
    return {key: _shuffle_keys(value[key], random) for key in keys}


@given(bent_compositions())
def test_the_first_look_never_misses_what_the_careful_walk_finds(document: Any) -> None:
    assert survey_document(document).is_plain == (not find_value_faults(document))

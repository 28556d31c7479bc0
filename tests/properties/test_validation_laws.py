"""The laws of validation, over generated documents."""

import json
from random import Random
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from kvid_composition import (
    Limits,
    Report,
    Severity,
    ValidationConfig,
    detach,
    validate_composition,
    validate_composition_text,
)
from kvid_composition.document.scan import survey_document
from kvid_composition.document.values import are_same_text
from kvid_composition.document.walk import find_value_faults
from kvid_composition.testing.drawn.shapes import (
    bent_compositions,
    shaped_compositions,
    sound_compositions,
    tangled_compositions,
)
from kvid_composition.testing.hostile.compositions import hostile_compositions
from kvid_composition.validation.issues import IssueCounts
from tests.documents import shuffle_keys
from tests.strategies.damages import damaged_compositions
from tests.strategies.faults import PlantedFault, planted_faults


@given(sound_compositions())
def test_soundness_a_sound_composition_gives_no_issue(document: dict[str, Any]) -> None:
    assert validate_composition(document) == Report()


@given(planted_faults() | damaged_compositions())
def test_one_fault_one_issue(fault: PlantedFault) -> None:
    if fault.text is None:
        report = validate_composition(fault.document, config=fault.config)
    else:
        report = validate_composition_text(fault.text, config=fault.config)
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


@given(bent_compositions() | tangled_compositions(), st.randoms(use_true_random=False))
def test_fingerprints_do_not_depend_on_the_order_of_keys(document: Any, random: Random) -> None:
    assert _fingerprints(document) == _fingerprints(shuffle_keys(document, random))


@given(tangled_compositions(), st.randoms(use_true_random=False))
def test_fingerprints_do_not_depend_on_the_order_of_tracks(document: Any, random: Random) -> None:
    shuffled = shuffle_keys(document, random)
    random.shuffle(shuffled["tracks"])
    assert _fingerprints(document) == _fingerprints(shuffled)


def _fingerprints(document: Any) -> list[tuple[str, str]]:
    issues = validate_composition(document).issues
    return sorted((issue.code, issue.fingerprint) for issue in issues)


@given(bent_compositions())
def test_the_first_look_never_misses_what_the_careful_walk_finds(document: Any) -> None:
    assert survey_document(document).is_plain == (not find_value_faults(document))


@given(bent_compositions() | hostile_compositions().map(lambda h: h.document), st.integers(0, 6))
def test_a_bound_on_issues_keeps_the_worst_and_the_verdict(document: Any, most: int) -> None:
    whole = _validate_bounded(document, 10**6)
    bounded = _validate_bounded(document, most)
    assert whole.omitted == IssueCounts()
    assert _list_severities(bounded) == _list_severities(whole)[:most]
    assert bounded.ok == whole.ok
    rest = iter(whole.issues)
    assert all(issue in rest for issue in bounded.issues)  # a subsequence
    assert len(bounded.issues) + bounded.omitted.total <= len(whole.issues)


def _validate_bounded(document: Any, most: int) -> Report:
    limits = Limits(nodes=20_000, issues=most)
    return validate_composition(document, config=ValidationConfig(limits=limits))


def _list_severities(report: Report) -> list[int]:
    return sorted(issue.severity.rank for issue in report.issues)


@given(shaped_compositions(), st.integers(0, 6))
def test_a_bound_on_issues_keeps_the_first_of_equally_bad_ones(document: Any, most: int) -> None:
    whole = _validate_bounded(document, 10**6).issues
    # Past many faults of this kind, the others are not looked for.
    ends = {"DOC", "STR"}
    assume(not any(i.severity is Severity.ERROR and i.code[:3] in ends for i in whole))
    bounded = _validate_bounded(document, most)
    worst = sorted(range(len(whole)), key=lambda k: whole[k].severity.rank)[:most]
    assert bounded.issues == tuple(whole[k] for k in sorted(worst))
    assert bounded.omitted.total == len(whole) - len(bounded.issues)


@given(bent_compositions(), st.integers(0, 6))
def test_text_and_value_keep_the_same_issues(document: Any, most: int) -> None:
    config = ValidationConfig(limits=Limits(issues=most))
    by_value = validate_composition(document, config=config)
    by_text = validate_composition_text(json.dumps(document), config=config)
    assert [(i.code, i.path) for i in by_text.issues] == [(i.code, i.path) for i in by_value.issues]
    assert by_text.omitted == by_value.omitted

"""The state: a document at one moment of its repair, and everything that is wrong with it then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kvid_composition.model.index import CompositionIndex
from kvid_composition.validation.config import ValidationConfig
from kvid_composition.validation.examination import examine_document
from kvid_composition.validation.issues import Severity
from kvid_composition.validation.reporter import CodedFinding, identify_findings
from kvid_composition.validation.rule import Finding

__all__ = ["State", "examine_state"]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A document at one moment.

    Attributes:
        document: the value.
        index: the index over its sound part; None where rules cannot be asked.
        found: what is wrong with it.
        found_marks: the fingerprint of each of these.
        findings: the same by code.
        marks: what is wrong with it by fingerprint; one finding for each.
        errors: the fingerprints of what is an error.
        omitted: by code, how many more faults there are.
    """

    document: Any
    index: CompositionIndex | None
    found: Sequence[CodedFinding]
    found_marks: Sequence[str]
    findings: Mapping[str, Sequence[Finding]]
    marks: Mapping[str, CodedFinding]
    errors: frozenset[str]
    omitted: Mapping[str, int]


def examine_state(document: object, settings: ValidationConfig) -> State:
    """Look at a document with all rules that a configuration lets report; never raises."""
    examination = examine_document(document, settings)
    found = list(examination.iterate_findings(settings))
    findings: dict[str, list[Finding]] = {}
    for coded in found:
        findings.setdefault(coded.code, []).append(coded.finding)
    found_marks = identify_findings(document, found)
    marks = dict(zip(found_marks, found, strict=True))
    severities = settings.severity_by_code
    errors = (m for m, coded in marks.items() if severities[coded.code] is Severity.ERROR)
    return State(
        document=document,
        index=examination.index,
        found=found,
        found_marks=found_marks,
        findings=findings,
        marks=marks,
        errors=frozenset(errors),
        omitted=examination.omitted,
    )

"""Validation: every rule over every part of a document that is sound enough."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from kvid_composition.document.pointer import Path
from kvid_composition.document.reader import TextFault, read_json
from kvid_composition.document.scan import survey_document
from kvid_composition.document.tables import Table
from kvid_composition.document.values import Missing, is_object, is_of_class
from kvid_composition.document.walk import ValueFault, find_value_faults, name_type
from kvid_composition.model.base import JsonModel
from kvid_composition.model.check import find_structure_faults
from kvid_composition.model.index import CompositionIndex
from kvid_composition.model.structure import StructureFault
from kvid_composition.validation.catalogue import RULES
from kvid_composition.validation.config import DEFAULT_CONFIG, ValidationConfig
from kvid_composition.validation.issues import Report
from kvid_composition.validation.reporter import CodedFinding, make_issues
from kvid_composition.validation.rule import Finding
from kvid_composition.validation.soundness import (
    SoundPart,
    withhold_structure_faults,
    withhold_value_faults,
)

__all__ = ["validate_composition", "validate_composition_text"]

_Tables: TypeAlias = Mapping[str, tuple[Table, ...]]


def validate_composition(document: object, *, config: ValidationConfig | None = None) -> Report:
    """Check any Python value as a composition; everything wrong with it is in the report.

    A model is checked as its document. The value is never changed.

    Raises:
        Nothing. Bad content is data: what is not even JSON gives issues, too.
    """
    settings = config or DEFAULT_CONFIG
    value = _write_model(document) if is_of_class(document, JsonModel) else document
    return Report(make_issues(value, _find_all(value, settings), settings))


def _write_model(model: JsonModel) -> object:
    """Write a model as a document; one that was forced into a wrong state stays what it is."""
    try:
        return model.to_document()
    except Exception:  # noqa: BLE001  pydantic lets models be built and changed unchecked
        return model


def validate_composition_text(
    data: bytes | bytearray | str, *, config: ValidationConfig | None = None
) -> Report:
    """Check a JSON text as a composition; issues carry line and column, from 1, in code points.

    Raises:
        Nothing. A text that is no JSON gives issues.
    """
    settings = config or DEFAULT_CONFIG
    if not any(type(data) is kind for kind in (bytes, bytearray, str)):
        detail = f"This is a Python value of type {name_type(data)}, not a text."
        foreign = CodedFinding("DOC107", Finding(path=(), message=detail))
        return Report(make_issues(None, [foreign], settings))
    reading = read_json(data, settings.limits)
    findings = [_report_text_fault(fault) for fault in reading.faults]
    if isinstance(reading.value, Missing):
        return Report(make_issues(None, findings, settings, reading.text))
    findings += _find_all(reading.value, settings)
    return Report(make_issues(reading.value, findings, settings, reading.text))


def _find_all(document: object, settings: ValidationConfig) -> list[CodedFinding]:
    survey = survey_document(document, settings.limits)
    values = [] if survey.is_plain else find_value_faults(document, settings.limits)
    findings = [_report_value_fault(fault) for fault in values]
    if any(_ends_everything(fault) for fault in values):
        return findings
    part = withhold_value_faults(document, [f for f in values if f.path or f.part == "key"])
    shape = _find_structure(part, survey.tables)
    findings += map(_report_structure_fault, shape)
    sound = withhold_structure_faults(part, shape)
    if is_object(sound.document):
        findings += _run_rules(sound, survey.tables if sound.document is document else {}, settings)
    return findings


def _ends_everything(fault: ValueFault) -> bool:
    """Tell whether nothing else can be said: the root is no JSON, or there is too much of it."""
    is_root = not fault.path and fault.part == "value" and fault.code != "DOC110"
    return is_root or fault.part == "document"


def _find_structure(part: SoundPart, tables: _Tables) -> list[StructureFault]:
    return [
        fault
        for fault in find_structure_faults(part.document, tables)
        if not part.covers(_name_place(fault))
    ]


def _name_place(fault: StructureFault) -> Path:
    return (*fault.path, fault.field) if fault.code == "STR101" else fault.path


def _run_rules(
    sound: SoundPart, tables: _Tables, settings: ValidationConfig
) -> Iterator[CodedFinding]:
    index = CompositionIndex(document=sound.document, withheld=sound.withheld, tables=tables)
    for rule in RULES:
        if rule.find is not None and rule.code in settings.reported:
            for finding in rule.find(index):
                yield CodedFinding(rule.code, finding)


def _report_text_fault(fault: TextFault) -> CodedFinding:
    message = fault.detail[:1].upper() + fault.detail[1:] + "."
    return CodedFinding(fault.code, Finding(path=fault.path, message=message), fault.position)


def _report_value_fault(fault: ValueFault) -> CodedFinding:
    return CodedFinding(fault.code, Finding(path=fault.path, message=f"This is {fault.detail}."))


def _report_structure_fault(fault: StructureFault) -> CodedFinding:
    reference = fault.field if fault.code == "STR101" else None
    return CodedFinding(
        fault.code, Finding(path=fault.path, message=fault.message, reference=reference)
    )

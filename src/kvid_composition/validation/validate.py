"""Validation: every rule over every part of a document that is sound enough."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import chain, takewhile
from typing import TypeAlias

from kvid_composition.document.limits import Limits
from kvid_composition.document.pointer import Path
from kvid_composition.document.reader import TextFault, read_json
from kvid_composition.document.scan import survey_document
from kvid_composition.document.tables import Table
from kvid_composition.document.values import Missing, is_object, is_of_class
from kvid_composition.document.walk import ValueFault, encodes, iterate_value_faults, name_type
from kvid_composition.model.base import JsonModel
from kvid_composition.model.check import iterate_structure_faults
from kvid_composition.model.index import CompositionIndex
from kvid_composition.model.structure import StructureFault
from kvid_composition.validation.catalogue import RULES
from kvid_composition.validation.config import DEFAULT_CONFIG, ValidationConfig
from kvid_composition.validation.gathering import Gathering
from kvid_composition.validation.issues import Report
from kvid_composition.validation.reporter import CodedFinding, make_report
from kvid_composition.validation.rule import Finding
from kvid_composition.validation.soundness import (
    SoundPart,
    is_within,
    round_integers,
    withhold_structure_faults,
    withhold_value_faults,
)

__all__ = ["validate_composition", "validate_composition_text"]

_Tables: TypeAlias = Mapping[str, tuple[Table, ...]]


def validate_composition(document: object, *, config: ValidationConfig | None = None) -> Report:
    """Check any Python value as a composition; what is wrong with it is in the report.

    A model is checked as its document. The value is never changed.

    Raises:
        Nothing. Bad content is data: what is not even JSON gives issues, too.
    """
    settings = config or DEFAULT_CONFIG
    value = _write_model(document) if is_of_class(document, JsonModel) else document
    omitted = Counter[str]()
    return make_report(value, _find_all(value, settings, omitted), settings, omitted=omitted)


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
        return make_report(None, [foreign], settings)
    reading = read_json(data, settings.limits)
    findings = map(_report_text_fault, reading.faults)
    omitted = Counter({"DOC103": reading.omitted})
    value = reading.value
    if isinstance(value, Missing):
        return make_report(None, findings, settings, text=reading.text, omitted=omitted)
    repeated = frozenset(fault.path for fault in reading.faults if fault.code == "DOC103")
    found = chain(findings, _find_all(value, settings, omitted, repeated))
    return make_report(value, found, settings, text=reading.text, omitted=omitted)


def _find_all(
    document: object,
    settings: ValidationConfig,
    omitted: Counter[str],
    repeated: Collection[Path] = (),
) -> Iterator[CodedFinding]:
    """Find what is wrong with a value; what is left out for its number is counted in `omitted`."""
    survey = survey_document(document, settings.limits)
    values = Gathering[ValueFault](settings, omitted)
    if not survey.is_plain:
        values.gather(_find_values(document, repeated, settings.limits))
    yield from map(_report_value_fault, values.kept)
    if values.ends_everything or any(map(_ends_everything, values.kept)):
        return
    inner = [fault for fault in values.kept if fault.path or fault.part == "key"]
    part = withhold_value_faults(document, inner, repeated)
    tables: _Tables = survey.tables if part.document is document else {}
    shape, known = _find_structure(part, tables, settings, omitted)
    yield from map(_report_structure_fault, shape.kept)
    if shape.ends_everything:
        return
    sound = withhold_structure_faults(part, (*shape.kept, *known))
    # Not all integers to be rounded may have been kept.
    left = iterate_value_faults(sound.document, settings.limits)
    sound = round_integers(sound, left if values.omits_some else inner)
    if is_object(sound.document):
        tables = survey.tables if sound.document is document else {}
        yield from _run_rules(sound, tables, settings)


def _find_values(
    document: object, repeated: Collection[Path], limits: Limits
) -> Iterator[ValueFault]:
    """Find values that are no JSON, but in what a text says twice: nobody knows what it says."""
    for fault in iterate_value_faults(document, limits):
        if not is_within(fault.path, repeated):
            yield fault


def _find_structure(
    part: SoundPart, tables: _Tables, settings: ValidationConfig, omitted: Counter[str]
) -> tuple[Gathering[StructureFault], list[StructureFault]]:
    """Find faults of shape: those to be reported, and those where an issue stands already."""
    shape = Gathering[StructureFault](settings, omitted)
    known: list[StructureFault] = []
    for fault in iterate_structure_faults(part.document, tables):
        if part.names(fault):
            known.append(fault)
        else:
            shape.add(fault)
    return shape, known


def _ends_everything(fault: ValueFault) -> bool:
    """Tell whether nothing else can be said: the root is no JSON, or there is too much of it."""
    is_root = not fault.path and fault.part == "value" and fault.code != "DOC110"
    return is_root or fault.part == "document"


def _run_rules(
    sound: SoundPart, tables: _Tables, settings: ValidationConfig
) -> Iterator[CodedFinding]:
    index = CompositionIndex(
        document=sound.document, withheld=sound.withheld, opened=sound.opened, tables=tables
    )
    for rule in RULES:
        if rule.find is not None and rule.code in settings.reported:
            for finding in rule.find(index):
                # What an issue stands at already is not a rule's to speak of.
                if not is_within(finding.path, sound.withheld):
                    yield CodedFinding(rule.code, finding)


def _report_text_fault(fault: TextFault) -> CodedFinding:
    message = fault.detail[:1].upper() + fault.detail[1:] + "."
    # A pointer never names a key that UTF-8 cannot hold: what holds it is named.
    path = tuple(takewhile(_is_nameable, fault.path))
    return CodedFinding(fault.code, Finding(path=path, message=message), fault.position)


def _is_nameable(step: str | int) -> bool:
    return isinstance(step, int) or encodes(step)


def _report_value_fault(fault: ValueFault) -> CodedFinding:
    return CodedFinding(fault.code, Finding(path=fault.path, message=f"This is {fault.detail}."))


def _report_structure_fault(fault: StructureFault) -> CodedFinding:
    reference = fault.field if fault.code == "STR101" else None
    return CodedFinding(
        fault.code, Finding(path=fault.path, message=fault.message, reference=reference)
    )

"""Validation: every rule over every part of a document that is sound enough."""

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import chain, takewhile

from kvid_composition.document.pointer import Path
from kvid_composition.document.reader import TextFault, read_json
from kvid_composition.document.values import Missing
from kvid_composition.document.walk import encodes, name_type
from kvid_composition.validation.basis import Basis
from kvid_composition.validation.config import DEFAULT_CONFIG, ValidationConfig
from kvid_composition.validation.examination import examine_document, write_model
from kvid_composition.validation.issues import Report
from kvid_composition.validation.reporter import CodedFinding, make_report
from kvid_composition.validation.revision import revise_report
from kvid_composition.validation.rule import Finding

__all__ = ["validate_composition", "validate_composition_text"]


def validate_composition(
    document: object,
    *,
    config: ValidationConfig | None = None,
    since: tuple[object, Report] | None = None,
) -> Report:
    """Check any Python value as a composition; what is wrong with it is in the report.

    A model is checked as its document. The value is never changed.

    Args:
        document: the value.
        config: which rules report, how severely, and the limits.
        since: an earlier document, which has not been changed in place since, and the very report
            that this function gave for it. Parts of `document` that are the same objects are not
            looked at again; the report is what it would be without this. It takes as long as one
            without where little is the same, the configuration is not, or the earlier document is
            broken (a DOC or STR error) or has another `fps`.

    Raises:
        Nothing. Bad content is data: what is not even JSON gives issues, too.
    """
    settings = config or DEFAULT_CONFIG
    value = write_model(document)
    revised = revise_report(value, settings, *since) if since else None
    return revised or _validate_all(value, settings)


def _validate_all(value: object, settings: ValidationConfig) -> Report:
    examination = examine_document(value, settings)
    findings = examination.iterate_findings(settings)
    report = make_report(value, findings, settings, omitted=examination.omitted)
    if examination.values is None or examination.index is None:
        return report
    return report.remember(
        Basis(
            document=id(value),
            settings=settings,
            values=examination.values,
            length=examination.index.length,
        )
    )


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
    examination = examine_document(document, settings, repeated)
    omitted.update(examination.omitted)
    return examination.iterate_findings(settings)


def _report_text_fault(fault: TextFault) -> CodedFinding:
    message = fault.detail[:1].upper() + fault.detail[1:] + "."
    # A pointer never names a key that UTF-8 cannot hold: what holds it is named.
    path = tuple(takewhile(_is_nameable, fault.path))
    return CodedFinding(fault.code, Finding(path=path, message=message), fault.position)


def _is_nameable(step: str | int) -> bool:
    return isinstance(step, int) or encodes(step)

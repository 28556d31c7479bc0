"""A run as a log in SARIF 2.1.0, which code scanning services and editors read.

Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", with errata 01.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from kvid_composition.checking.run import CheckedFile, Run, Unreadable
from kvid_composition.document.display import escape_text
from kvid_composition.document.values import JsonObject, JsonValue
from kvid_composition.reporting.fingerprints import Fingerprints
from kvid_composition.reporting.issue_words import name_file
from kvid_composition.reporting.locations import write_uri
from kvid_composition.reporting.render_settings import RenderSettings
from kvid_composition.reporting.sarif_places import (
    ROOT,
    write_artifact,
    write_fix,
    write_location,
    write_related,
)
from kvid_composition.reporting.sarif_rules import LEVELS, write_descriptors
from kvid_composition.reporting.sarif_text import write_message
from kvid_composition.reporting.wording import count_nouns
from kvid_composition.validation.issues import Issue

__all__ = ["write_sarif"]

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_TOOL: Final = "kvid-composition"
_FINGERPRINT: Final = "kvidComposition/v1"

# GitHub refuses a log with more results in a run.
_MOST_RESULTS: Final = 25_000
_MOST_RELATED: Final = 100


def write_sarif(run: Run, settings: RenderSettings) -> JsonObject:
    """Write a log with one run: its rules, a result an issue, and how the run went.

    At most 25,000 results, the worst. Lines and columns are from 1, columns in code points; an
    issue without a line has no region. A fix is written only where it is safe: an editor applies
    what it finds there without another question. Paths that could not be read, and the number of
    issues that are left out, are notifications; the former make the run one that did not succeed.
    """
    most = min(settings.most or _MOST_RESULTS, _MOST_RESULTS)
    shown = run.pick_worst(most)
    issues = [issue for picked in shown for issue in picked]
    codes = sorted({issue.code for issue in issues})
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _write_driver(issues, codes, settings)},
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {ROOT: {"description": {"text": "The checkout."}}},
                "invocations": [_write_invocation(run, len(issues), settings)],
                "results": list(_write_results(run, shown, codes, settings)),
            }
        ],
    }


def _write_driver(
    issues: Iterable[Issue], codes: list[str], settings: RenderSettings
) -> JsonObject:
    driver: JsonObject = {"name": _TOOL}
    if settings.version:
        driver |= {"version": settings.version, "semanticVersion": settings.version}
    if settings.documentation:
        driver["informationUri"] = settings.documentation
    names = {issue.code: issue.name for issue in issues}
    rules = write_descriptors(((code, names[code]) for code in codes), settings.documentation)
    return {**driver, "rules": list(rules)}


def _write_results(
    run: Run, shown: list[tuple[Issue, ...]], codes: list[str], settings: RenderSettings
) -> Iterator[JsonObject]:
    numbers = {code: number for number, code in enumerate(codes)}
    fingerprints = Fingerprints()
    for file, issues in zip(run.files, shown, strict=True):
        uri, _ = write_uri(file.address, settings)
        artifact = write_artifact(file.address, settings)
        for issue in issues:
            yield {
                "ruleId": issue.code,
                "ruleIndex": numbers[issue.code],
                "level": LEVELS[issue.severity],
                "message": write_message(f"{issue.message} {issue.hint}"),
                "locations": [write_location(artifact, file, issue)],
                "partialFingerprints": {_FINGERPRINT: fingerprints.take(uri, issue.fingerprint)},
                **_write_extras(artifact, file, issue),
            }


def _write_extras(artifact: JsonObject, file: CheckedFile, issue: Issue) -> JsonObject:
    """Write the members that not every result has."""
    extras: JsonObject = {}
    if issue.related:
        related = (write_related(artifact, pointer) for pointer in issue.related[:_MOST_RELATED])
        extras["relatedLocations"] = _drop_repeated(related)
    correction = file.corrections.get(issue)
    # An editor would apply it to the file, whatever is in that by now.
    if correction and correction.is_safe and correction.changes and not file.is_version:
        extras["fixes"] = [write_fix(artifact, correction)]
    return extras


def _drop_repeated(entries: Iterable[JsonObject]) -> list[JsonValue]:
    """Keep the first of equal entries: the schema says of both lists that they are sets."""
    return [*{repr(entry): entry for entry in entries}.values()]


def _write_invocation(run: Run, listed: int, settings: RenderSettings) -> JsonObject:
    notes = _drop_repeated(_notify_unreadable(path, settings) for path in run.unreadable)
    left = run.total - listed
    if left:
        least = "" if run.is_total_exact else "at least "
        text = f"Not listed: {least}{count_nouns(left, 'more issue')}."
        notes.append({"level": "warning", "message": {"text": text}})
    return {"executionSuccessful": not run.unreadable, "toolExecutionNotifications": notes}


def _notify_unreadable(path: Unreadable, settings: RenderSettings) -> JsonObject:
    text = f"{name_file(path.path)} could not be read: {escape_text(path.reason)}."
    return {
        "level": "error",
        "message": write_message(text),
        "locations": [
            {"physicalLocation": {"artifactLocation": write_artifact(path.address, settings)}}
        ],
    }

"""A run as a Code Quality report of GitLab.

Source: GitLab's documentation, "Code Quality report format".
"""

from collections.abc import Iterator
from typing import Final

from kvid_composition.checking.run import CheckedFile, Run, Unreadable
from kvid_composition.document.display import escape_text
from kvid_composition.document.values import JsonObject, JsonValue
from kvid_composition.reporting.fingerprints import Fingerprints
from kvid_composition.reporting.issue_words import name_pointer
from kvid_composition.reporting.locations import locate_file
from kvid_composition.reporting.render_settings import RenderSettings
from kvid_composition.reporting.wording import count_nouns
from kvid_composition.validation.issues import Issue, Severity

__all__ = ["write_code_quality"]

_SEVERITIES: Final = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write_code_quality(run: Run, settings: RenderSettings) -> list[JsonValue]:
    """Write an entry for each issue and for each path that could not be read.

    What is left out of a file is one more entry that counts it. GitLab wants a line: what has none
    stands at line 1.
    """
    report = _CodeQuality(settings)
    entries: list[JsonValue] = [report.write_path(path) for path in run.unreadable]
    for file, issues in zip(run.files, run.pick_worst(settings.most), strict=True):
        entries += (report.write_issue(file, issue) for issue in issues)
        left = sum(file.report.count().values()) - len(issues)
        entries += report.write_left(file, left)
    return entries


class _CodeQuality:
    """Writes entries whose fingerprints are distinct."""

    def __init__(self, settings: RenderSettings) -> None:
        self._settings = settings
        self._fingerprints = Fingerprints()

    def write_path(self, path: Unreadable) -> JsonObject:
        message = f"This path could not be read: {escape_text(path.reason)}"
        return self._write_entry(path.address, message, "unreadable-input", "blocker")

    def write_issue(self, file: CheckedFile, issue: Issue) -> JsonObject:
        pointer = name_pointer(issue.path)
        message = f"{escape_text(issue.message)} {escape_text(issue.hint)} At {pointer}."
        severity = _SEVERITIES[issue.severity]
        return self._write_entry(file.address, message, issue.code, severity, issue)

    def write_left(self, file: CheckedFile, left: int) -> Iterator[JsonObject]:
        if left:
            message = f"{count_nouns(left, 'more issue')} of this file not listed"
            yield self._write_entry(file.address, message, "omitted-issues", "info")

    def _write_entry(
        self, path: str, message: str, check: str, severity: str, issue: Issue | None = None
    ) -> JsonObject:
        name = escape_text(locate_file(path, self._settings))
        return {
            "description": message,
            "check_name": check,
            "fingerprint": self._fingerprints.take(name, issue.fingerprint if issue else check),
            "severity": severity,
            "location": {"path": name, **_write_place(issue)},
        }


def _write_place(issue: Issue | None) -> JsonObject:
    """Write the line in the form that GitLab shows, and with its column in the other one."""
    if issue is None or not issue.line:
        return {"lines": {"begin": 1}}
    position: JsonObject = {"line": issue.line, "column": issue.column or 1}
    return {
        "lines": {"begin": issue.line},
        "positions": {"begin": position, "end": position},
    }

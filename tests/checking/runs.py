"""Runs to report on."""

from kvid_composition import Issue, Report, Severity
from kvid_composition.checking.run import CheckedFile, Run, Unreadable
from kvid_composition.validation.issues import IssueCounts

__all__ = ["make_file", "make_issue", "make_run"]


def make_issue(severity: str = "error", **members: object) -> Issue:
    fields = {
        "code": "REF101",
        "name": "track-item-missing",
        "severity": Severity(severity),
        "path": "/tracks/0/items/0",
        "message": "There is no item 'a'.",
        "hint": "Add it.",
        "fingerprint": "0",
        "line": 3,
        "column": 7,
        **members,
    }
    return Issue(**fields)  # type: ignore[arg-type]


def make_file(path: str, *severities: str, **omitted: int) -> CheckedFile:
    """Make a file with an issue on each of its lines, and the counts of those that are omitted."""
    issues = (make_issue(severity, line=line) for line, severity in enumerate(severities, 1))
    return CheckedFile(path, Report(tuple(issues), IssueCounts(**omitted)))


def make_run(*files: CheckedFile, unreadable: tuple[str, ...] = ()) -> Run:
    return Run(files, tuple(Unreadable(path, "there is no such file") for path in unreadable))

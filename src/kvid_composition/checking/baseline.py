"""Baselines: the issues that were there when checking began, so that only new ones are reported."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from types import MappingProxyType
from typing import Final, TypeAlias

from kvid_composition.checking.known_issues import BaselineUse, KnownIssue, StaleEntry
from kvid_composition.checking.run import CheckedFile
from kvid_composition.document.values import JsonObject, JsonValue
from kvid_composition.validation.issues import Issue, Report

__all__ = [
    "BASELINE_VERSION",
    "Baseline",
    "KnownIssues",
    "accept_issues",
    "hide_known",
    "name_issue",
    "sum_up_baseline",
]

BASELINE_VERSION: Final = 1
"""Rises with the shape of a baseline, and when fingerprints are computed in another way."""

KnownIssues: TypeAlias = Mapping[KnownIssue, int]
"""How often an issue is known: equal faults of one file share a fingerprint."""


def _make_no_files() -> Mapping[str, KnownIssues]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Baseline:
    """The known issues of files.

    Attributes:
        files: what is known, by the path of the file: relative to the folder of the baseline, with
            slashes.
    """

    files: Mapping[str, KnownIssues] = field(default_factory=_make_no_files)

    def list_known(self, path: str | None) -> KnownIssues:
        """Give what is known of a file; nothing of one that has no path."""
        return self.files.get(path, {}) if path is not None else {}

    def revise(self, files: Mapping[str, CheckedFile], gone: Iterable[str] = ()) -> "Baseline":
        """Give the baseline for the state of these files; what it says of others stays.

        Args:
            files: what was checked, by path; what each hides is what is to be known.
            gone: paths of files that are no more.
        """
        dropped = frozenset(gone)
        revised = {path: known for path, known in self.files.items() if path not in dropped}
        for path, file in files.items():
            revised[path] = _merge_known(self.list_known(path), file)
        return Baseline({path: known for path, known in revised.items() if known})

    def to_dict(self) -> JsonObject:
        """Write the baseline as plain JSON (`schemas/baseline.schema.json`), sorted."""
        files: JsonObject = {path: _write_known(self.files[path]) for path in sorted(self.files)}
        return {"version": BASELINE_VERSION, "files": files}


def _merge_known(known: KnownIssues, file: CheckedFile) -> KnownIssues:
    """Add what a file hides to what is known and was not looked for: that may still be there."""
    left = Counter(known)
    left.subtract(file.stale)
    return Counter(file.hidden) | left


def _write_known(known: KnownIssues) -> JsonValue:
    by_code = groupby(sorted(known), key=lambda issue: issue.code)
    return {code: {issue.fingerprint: known[issue] for issue in issues} for code, issues in by_code}


def hide_known(file: CheckedFile, known: KnownIssues, reported: Collection[str]) -> CheckedFile:
    """Take what is known out of a file's report.

    Of more equal faults than are known, the later ones stay. What is only counted in the report
    stays, since nobody can tell what it is.

    Args:
        file: what was found.
        known: what a baseline knows of the file.
        reported: the codes of the rules that were asked; of others, nothing is stale.
    """
    left = Counter(known)
    kept = [issue for issue in file.report.issues if not _take(left, name_issue(issue))]
    return replace(
        file,
        report=Report(tuple(kept), file.report.omitted),
        hidden=Counter(known) - left,
        stale=_find_stale(file.report, left, reported),
    )


def accept_issues(file: CheckedFile, known: KnownIssues, reported: Collection[str]) -> CheckedFile:
    """Take everything out of a file's report: it is to be known from now on.

    What is only counted stays: it has no fingerprint.
    """
    found = Counter(map(name_issue, file.report.issues))
    stale = _find_stale(file.report, Counter(known) - found, reported)
    return replace(file, report=Report((), file.report.omitted), hidden=found, stale=stale)


def name_issue(issue: Issue) -> KnownIssue:
    """Name an issue as a baseline does."""
    return KnownIssue(issue.code, issue.fingerprint)


def _take(left: Counter[KnownIssue], issue: KnownIssue) -> bool:
    if left[issue] <= 0:
        return False
    left[issue] -= 1
    return True


def _find_stale(
    report: Report, left: Counter[KnownIssue], reported: Collection[str]
) -> KnownIssues:
    if report.omitted.total:
        return {}
    return Counter({issue: n for issue, n in left.items() if n > 0 and issue.code in reported})


def sum_up_baseline(
    baseline: Baseline, files: Iterable[CheckedFile], gone: Collection[str] = ()
) -> BaselineUse:
    """Sum up what a baseline did.

    Args:
        baseline: the one that was applied.
        files: what was checked.
        gone: the paths in the baseline of files that are no more.
    """
    hidden = 0
    stale: list[StaleEntry] = []
    for file in files:
        hidden += sum(file.hidden.values())
        stale += _list_stale(file.path, file.stale)
    for path in sorted(gone):
        stale += _list_stale(path, baseline.list_known(path))
    return BaselineUse(hidden=hidden, stale=tuple(stale))


def _list_stale(path: str, issues: KnownIssues) -> list[StaleEntry]:
    return [StaleEntry(path=path, issue=issue, count=issues[issue]) for issue in sorted(issues)]

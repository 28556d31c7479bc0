"""A run: the files that were checked, and the paths that could not be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from kvid_composition.checking.correction import Correction
from kvid_composition.checking.excerpt import Excerpt
from kvid_composition.checking.known_issues import BaselineUse, KnownIssue
from kvid_composition.validation.issues import Issue, Report, Severity

__all__ = ["CheckedFile", "Run", "Unreadable"]


def _make_no_excerpts() -> Mapping[Issue, Excerpt]:
    return MappingProxyType({})


def _make_no_corrections() -> Mapping[Issue, Correction]:
    return MappingProxyType({})


def _make_no_known_issues() -> Mapping[KnownIssue, int]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file and what validation found in it.

    Attributes:
        path: how the file is called, as it was found.
        report: what was found, without what a baseline lets pass.
        excerpts: of the issues that have a place in the text, what is to be shown of it.
        corrections: of the issues that can be mended in the text, how.
        hidden: what was found and let pass, and how often.
        stale: what would have been let pass, and is no longer there.
        place: where it is on disk, absolute; "" where `path` says it.
        is_version: whether this was read from git, so that what is at its place may differ.
    """

    path: str
    report: Report
    excerpts: Mapping[Issue, Excerpt] = field(default_factory=_make_no_excerpts)
    corrections: Mapping[Issue, Correction] = field(default_factory=_make_no_corrections)
    hidden: Mapping[KnownIssue, int] = field(default_factory=_make_no_known_issues)
    stale: Mapping[KnownIssue, int] = field(default_factory=_make_no_known_issues)
    place: str = ""
    is_version: bool = False

    @property
    def address(self) -> str:
        """Where reports point to: its place, or else its path."""
        return self.place or self.path


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A path that gave no bytes to check.

    Attributes:
        path: how it was called.
        reason: why, as a phrase.
        place: where it would be on disk, absolute; "" where `path` says it.
    """

    path: str
    reason: str
    place: str = ""

    @property
    def address(self) -> str:
        """Where reports point to: its place, or else its path."""
        return self.place or self.path


@dataclass(frozen=True)
class Run:
    """Everything that one call of `validate` found.

    Attributes:
        files: what was checked, in the order in which it was named.
        unreadable: what was not.
        baseline: what a baseline did; None where there was none.
    """

    files: tuple[CheckedFile, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    baseline: BaselineUse | None = None

    @cached_property
    def counts(self) -> dict[Severity, int]:
        """The number of issues of each severity, with those that reports omit."""
        counts = [file.report.count() for file in self.files]
        return {severity: sum(count[severity] for count in counts) for severity in Severity}

    @property
    def total(self) -> int:
        """The number of issues."""
        return sum(self.counts.values())

    @property
    def is_total_exact(self) -> bool:
        """Tell whether `total` is no lower bound: past many errors, a search may have ended."""
        return not any(file.report.omitted.error for file in self.files)

    @property
    def faulty(self) -> int:
        """The number of files with an issue."""
        return sum(1 for file in self.files if file.report.issues)

    def fails(self, threshold: Severity | None) -> bool:
        """Tell whether there is an issue as bad as the threshold or worse; None never fails."""
        if threshold is None:
            return False
        return any(n for severity, n in self.counts.items() if severity.rank <= threshold.rank)

    def pick_worst(self, most: int | None) -> list[tuple[Issue, ...]]:
        """Give for each file its issues to be shown: all, or the worst `most` of the whole run.

        The issues of a file keep their order. Of equally bad ones the earlier are picked.
        """
        if most is None or self.total <= most:
            return [file.report.issues for file in self.files]
        places = [
            (issue.severity.rank, number, position)
            for number, file in enumerate(self.files)
            for position, issue in enumerate(file.report.issues)
        ]
        picked = {place[1:] for place in sorted(places)[:most]}
        return [
            tuple(i for k, i in enumerate(file.report.issues) if (number, k) in picked)
            for number, file in enumerate(self.files)
        ]

"""Checking: every document of a call, one after another, so that no two texts are held at once."""

import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from kvid_composition.checking.baseline import (
    Baseline,
    KnownIssues,
    accept_issues,
    sum_up_baseline,
)
from kvid_composition.checking.check import check_text, confirm_stale
from kvid_composition.checking.run import CheckedFile, Run, Unreadable
from kvid_composition.cli.inputs import Found, Source, read_source
from kvid_composition.validation.config import ValidationConfig

__all__ = [
    "Outcome",
    "Task",
    "Wanted",
    "check_sources",
    "check_task",
    "place_file",
    "place_unreadable",
]


def _name_nothing(_source: Source) -> None:
    return None


def _place_nowhere(_source: Found) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be found out about one document, besides the rules for it.

    Attributes:
        source: the document.
        known: what is known of it already; None where everything is reported.
        update: everything in it is to be known from now on.
        most: of how many of its issues something can be shown at most; None for all.
        with_excerpts: whether the lines of the issues will be shown.
        with_corrections: whether what would mend the issues will be shown.
    """

    source: Source
    known: KnownIssues | None = None
    update: bool = False
    most: int | None = None
    with_excerpts: bool = False
    with_corrections: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be found out about each document.

    Attributes:
        configure: gives the rules for a document.
        baseline: what is known already; None where everything is reported.
        name: gives the path of a document in the baseline; None where it has none.
        place: gives where a document is on disk, absolute; "" where its name has to do.
        update: everything is to be known from now on.
        most: how many issues will be shown in all; None shows all.
        with_excerpts: whether the lines of the issues will be shown.
        with_corrections: whether what would mend the issues will be shown.
    """

    configure: Callable[[Source], ValidationConfig]
    baseline: Baseline | None = None
    name: Callable[[Source], str | None] = _name_nothing
    place: Callable[[Found], str] = _place_nowhere
    update: bool = False
    most: int | None = None
    with_excerpts: bool = False
    with_corrections: bool = False

    def plan(self, source: Source, errors: int) -> Task:
        """Say what is to be found out about a document that so many errors come before."""
        path = self.name(source)
        known = None if self.baseline is None else self.baseline.list_known(path)
        return Task(
            source=source,
            known=known,
            update=self.update and known is not None and path is not None,
            # Behind as many errors as are shown in all, none of this document is.
            most=None if self.most is None else max(0, self.most - errors),
            with_excerpts=self.with_excerpts,
            with_corrections=self.with_corrections,
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found out.

    Attributes:
        files: what was checked, in the order of the sources.
        unreadable: what could not be read.
    """

    files: Mapping[Source, CheckedFile]
    unreadable: tuple[Unreadable, ...]

    def make_run(self, baseline: Baseline | None = None, gone: Collection[str] = ()) -> Run:
        """Make a run of it; `gone` are paths in the baseline whose files are no more."""
        files = tuple(self.files.values())
        use = None if baseline is None else sum_up_baseline(baseline, files, gone)
        return Run(files, self.unreadable, use)


def check_sources(sources: Iterable[Found], wanted: Wanted) -> Outcome:
    """Check documents; one that cannot be read keeps no other from being checked."""
    files: dict[Source, CheckedFile] = {}
    unreadable: list[Unreadable] = []
    errors = 0
    for source in sources:
        if isinstance(source, Unreadable):
            unreadable.append(place_unreadable(source, source, wanted))
            continue
        result = check_task(wanted.plan(source, errors), wanted.configure(source))
        if isinstance(result, Unreadable):
            unreadable.append(place_unreadable(result, source, wanted))
        else:
            files[source] = place_file(result, source, wanted)
            errors += len(result.report.errors)
    return Outcome(files, tuple(unreadable))


def place_file(file: CheckedFile, source: Found, wanted: Wanted) -> CheckedFile:
    """Add where a document is that was checked, wherever that was done."""
    is_version = isinstance(source, Source) and source.is_version
    return replace(file, place=wanted.place(source), is_version=is_version)


def place_unreadable(unreadable: Unreadable, source: Found, wanted: Wanted) -> Unreadable:
    """Add where a document would be that could not be read."""
    return replace(unreadable, place=wanted.place(source))


def check_task(task: Task, config: ValidationConfig) -> CheckedFile | Unreadable:
    """Check one document by the rules for it."""
    known = task.known
    data = read_source(task.source, config.limits.text_bytes)
    if isinstance(data, Unreadable):
        return data
    if task.update and known is not None:
        file = check_text(task.source.name, data, _raise_limit(config, sys.maxsize))
        return confirm_stale(accept_issues(file, known, config.reported), data, config)
    return check_text(
        task.source.name,
        data,
        _raise_limit(config, sum(known.values())) if known else config,
        known=known,
        most=task.most,
        with_excerpts=task.with_excerpts,
        with_corrections=task.with_corrections,
    )


def _raise_limit(config: ValidationConfig, number: int) -> ValidationConfig:
    """Let a report hold so many issues more: those that are known must not crowd out new ones."""
    limits = replace(config.limits, issues=min(config.limits.issues + number, sys.maxsize))
    return replace(config, limits=limits)

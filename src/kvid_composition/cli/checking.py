"""Checking: every document of a call, one after another, so that no two texts are held at once."""

import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from kvid_composition.checking.baseline import Baseline, accept_issues, sum_up_baseline
from kvid_composition.checking.check import check_text, confirm_stale
from kvid_composition.checking.run import CheckedFile, Run, Unreadable
from kvid_composition.cli.inputs import Found, Source, read_source
from kvid_composition.validation.config import ValidationConfig

__all__ = ["Outcome", "Wanted", "check_sources"]


def _name_nothing(_source: Source) -> None:
    return None


def _place_nowhere(_source: Found) -> str:
    return ""


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
        place = wanted.place(source)
        if isinstance(source, Unreadable):
            unreadable.append(replace(source, place=place))
            continue
        result = _check(source, wanted, errors)
        if isinstance(result, Unreadable):
            unreadable.append(replace(result, place=place))
        else:
            files[source] = replace(result, place=place, is_version=source.is_version)
            errors += len(result.report.errors)
    return Outcome(files, tuple(unreadable))


def _check(source: Source, wanted: Wanted, errors: int) -> CheckedFile | Unreadable:
    config = wanted.configure(source)
    data = read_source(source, config.limits.text_bytes)
    if isinstance(data, Unreadable):
        return data
    path = wanted.name(source)
    known = None if wanted.baseline is None else wanted.baseline.list_known(path)
    if wanted.update and known is not None and path is not None:
        file = check_text(source.name, data, _raise_limit(config, sys.maxsize))
        return confirm_stale(accept_issues(file, known, config.reported), data, config)
    return check_text(
        source.name,
        data,
        _raise_limit(config, sum(known.values())) if known else config,
        known=known,
        # Behind as many errors as are shown in all, none of this document is.
        most=None if wanted.most is None else max(0, wanted.most - errors),
        with_excerpts=wanted.with_excerpts,
        with_corrections=wanted.with_corrections,
    )


def _raise_limit(config: ValidationConfig, number: int) -> ValidationConfig:
    """Let a report hold so many issues more: those that are known must not crowd out new ones."""
    limits = replace(config.limits, issues=min(config.limits.issues + number, sys.maxsize))
    return replace(config, limits=limits)

"""Repairs as text for people: what was done, what came with it, and what is left."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from kvid_composition.checking.repairing import RepairedFile
from kvid_composition.document.display import cut_text
from kvid_composition.reporting.issue_words import name_file, name_pointer
from kvid_composition.reporting.styled import BLANK, Line, Span, Style, fold_line, style_text
from kvid_composition.reporting.wording import SEVERITY_STYLES, count_nouns, style_counts
from kvid_composition.validation.issues import Issue, Severity
from kvid_composition.validation.repair_result import AppliedFix

__all__ = ["render_repairs", "summarize_repairs"]

_FIXED: Final = "fixed"
_WOULD_FIX: Final = "would fix"
_LONGEST_SUMMARY: Final = 300


def render_repairs(
    files: Sequence[RepairedFile],
    *,
    would: bool = False,
    most: int | None = None,
    columns: int | None = None,
) -> Iterator[Line]:
    """Write what was done to each file and what is left in it; a file with neither is left out.

    Args:
        files: what was repaired.
        would: nothing was written: it is only said what would be done.
        most: how many fixes, and how many issues, to show of each file. None shows all.
        columns: how wide the rows may be; None folds nothing.
    """
    is_first = True
    for file in files:
        if file.repair.applied or file.report.issues:
            if not is_first:
                yield BLANK
            is_first = False
            yield (Span(name_file(file.path), Style.TITLE),)
            verb = _WOULD_FIX if would else _FIXED
            for label, line in _list_rows(file, verb, most):
                margin = Span(f"  {' ':{len(verb) + 1}}") if label is None else Span("  ")
                head = () if label is None else (label,)
                yield from fold_line((margin, *head, *line), columns, len(verb) + 5)


_Row: TypeAlias = tuple[Span | None, Line]
"""A label, where the row begins something, and the rest of it."""


def _list_rows(file: RepairedFile, verb: str, most: int | None) -> Iterator[_Row]:
    applied = file.repair.applied
    for fix in applied[:most]:
        yield from _word_fix(fix, verb)
    yield from _count_rest(len(applied) - len(applied[:most]))
    left = sorted(file.report.issues, key=lambda issue: issue.severity.rank)
    for issue in left[:most]:
        yield from _word_left(file, issue, len(verb))
    yield from _count_rest(sum(file.report.count().values()) - len(left[:most]))


def _word_fix(fix: AppliedFix, verb: str) -> Iterator[_Row]:
    unsafe = () if fix.is_safe else (Span(" (unsafe)", Style.WARNING),)
    rule = Span(f" {fix.code}", Style.STRONG), Span(f" {fix.name}", Style.FAINT)
    yield Span(verb, Style.GOOD), (*rule, *unsafe, style_text(f": {fix.message}"))
    yield None, (Span(f"at {name_pointer(fix.path)}: ", Style.FAINT), _word_summary(fix.summary))
    for issue in fix.caused:
        severity = Span(f" {issue.severity.value}", SEVERITY_STYLES[issue.severity])
        words = style_text(f" {issue.code} {issue.name}: {issue.message}")
        yield None, (Span("with it came", Style.CHANGED), severity, words)


def _word_left(file: RepairedFile, issue: Issue, width: int) -> Iterator[_Row]:
    severity = Span(f" {issue.severity.value}", SEVERITY_STYLES[issue.severity])
    rule = Span(f" {issue.code}", Style.STRONG), Span(f" {issue.name}", Style.FAINT)
    label = Span("left".ljust(width), Style.STRONG)
    yield label, (severity, *rule, style_text(f": {issue.message}"))
    line = f"line {issue.line:,}, " if issue.line else ""
    yield None, (Span(f"at {line}{name_pointer(issue.path)}", Style.FAINT),)
    remedy = file.unsafe.get(issue)
    if remedy:
        yield None, (Span("--unsafe ", Style.STRONG), _word_summary(remedy.summary))
    else:
        yield None, (style_text(f"hint: {issue.hint}", Style.FAINT),)


def _word_summary(summary: str) -> Span:
    shown, is_whole = cut_text(summary, _LONGEST_SUMMARY)
    return style_text(f"{shown}{'' if is_whole else '…'}.")


def _count_rest(number: int) -> Iterator[_Row]:
    if number > 0:
        yield Span(f"... and {number:,} more; --format json has all.", Style.FAINT), ()


def summarize_repairs(
    files: Sequence[RepairedFile], refused: int = 0, *, would: bool = False
) -> Line:
    """Sum repairs up in one line: "Fixed 3 issues in 1 of 2 files; left: 1 error".

    Args:
        files: what was repaired.
        refused: how many files could not be repaired.
        would: nothing was written: it is only said what would be done.
    """
    return (*_count_fixes(files, would=would), *_count_left(files), *_count_refused(refused))


def _count_fixes(files: Sequence[RepairedFile], *, would: bool) -> Iterable[Span]:
    fixes = sum(len(file.repair.applied) for file in files)
    changed = sum(1 for file in files if file.repair.changed)
    of = count_nouns(len(files), "file")
    if not files:
        return (Span("Nothing was repaired", Style.WARNING),)
    if not fixes:
        return (Span(f"Nothing to fix in {of}", Style.GOOD),)
    where = of if len(files) == 1 else f"{changed:,} of {of}"
    verb = "Would fix" if would else "Fixed"
    return Span(f"{verb} {count_nouns(fixes, 'issue')}", Style.GOOD), Span(f" in {where}")


def _count_left(files: Sequence[RepairedFile]) -> Iterable[Span]:
    counts = {
        severity: sum(file.report.count()[severity.value] for file in files)
        for severity in Severity
    }
    if not any(counts.values()):
        return ()
    unsafe = sum(len(file.unsafe) for file in files)
    hint = f" (--unsafe fixes {unsafe:,} of them)" if unsafe else ""
    return Span("; left: "), *style_counts(counts), Span(hint)


def _count_refused(refused: int) -> Iterable[Span]:
    if not refused:
        return (Span("."),)
    text = f"{count_nouns(refused, 'file')} could not be repaired"
    return Span("; "), Span(text, Style.ERROR), Span(".")

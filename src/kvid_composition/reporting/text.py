"""A run as text for people: a block for each issue, grouped by file, and one line to sum up."""

from collections.abc import Iterable, Iterator

from kvid_composition.checking.run import CheckedFile, Run
from kvid_composition.reporting.styled import BLANK, Line, Span, Style, fold_line, style_text
from kvid_composition.reporting.wording import SEVERITY_STYLES, count_nouns, style_counts
from kvid_composition.validation.issues import Issue

__all__ = ["render_issues", "render_run", "summarize_run"]

_INDENT = Span("    ")


def render_run(run: Run, *, most: int | None = None, columns: int | None = None) -> Iterator[Line]:
    """Write every issue of a run: `path:line:column: severity CODE name: message`.

    Pointer and hint follow, indented. Errors come first within a file.

    Args:
        run: what was found.
        most: how many issues to show in all; the worst are. None shows all.
        columns: how wide the rows may be; None folds nothing.
    """
    shown = run.pick_worst(most)
    separate = False
    for file, issues in zip(run.files, shown, strict=True):
        if issues:
            if separate:
                yield BLANK
            yield from render_issues(file, issues, columns)
            separate = True
    left = run.total - sum(map(len, shown))
    if left:
        yield BLANK
        least = "" if run.is_total_exact else "at least "
        text = f"... and {least}{count_nouns(left, 'more issue')}. --max-issues 0 shows all."
        yield (Span(text, Style.STRONG),)


def render_issues(
    file: CheckedFile, issues: Iterable[Issue], columns: int | None = None
) -> Iterator[Line]:
    """Write some issues of a file, the worst first, in aligned columns."""
    ordered = sorted(issues, key=lambda issue: issue.severity.rank)
    places = [_name_place(file.path, issue) for issue in ordered]
    width = max(map(len, places), default=0)
    for issue, place in zip(ordered, places, strict=True):
        for line in _render_issue(issue, place.ljust(width)):
            yield from fold_line(line, columns)


def _name_place(path: str, issue: Issue) -> str:
    # A text that is too large is not read, so there is no line to name.
    place = f":{issue.line}:{issue.column}" if issue.line else ""
    return style_text(f"{path}{place}:").text


def _render_issue(issue: Issue, place: str) -> Iterator[Line]:
    yield (
        Span(place, Style.PLACE),
        Span(" "),
        Span(issue.severity.value.ljust(7), SEVERITY_STYLES[issue.severity]),
        Span(" "),
        Span(issue.code, Style.STRONG),
        Span(f" {issue.name}: ", Style.FAINT),
        style_text(issue.message),
    )
    also = f" (see {', '.join(issue.related)})" if issue.related else ""
    yield _INDENT, style_text(f"at {issue.path or 'the root'}{also}", Style.FAINT)
    yield _INDENT, style_text(f"hint: {issue.hint}", Style.FAINT)


def summarize_run(run: Run, *, is_partial: bool = False) -> Line:
    """Sum a run up in one line: "2 errors, 1 warning in 1 of 3 files".

    Args:
        run: what was found.
        is_partial: not all rules were asked, so that what has no issue need not be sound.
    """
    number = len(run.files)
    unread = _count_unreadable(run)
    if not number:
        return (Span("Nothing was checked", Style.WARNING), *unread)
    if run.total:
        of = count_nouns(number, "file")
        where = of if number == 1 else f"{run.faulty:,} of {of}"
        return (*style_counts(run.counts), Span(f" in {where}"), *unread)
    if is_partial:
        return (Span(f"Nothing to report in {count_nouns(number, 'file')}", Style.GOOD), *unread)
    what = "1 file is" if number == 1 else f"All {number:,} files are"
    return (Span(f"{what} sound: nothing to report", Style.GOOD), *unread)


def _count_unreadable(run: Run) -> tuple[Span, ...]:
    if not run.unreadable:
        return (Span("."),)
    text = f"{count_nouns(len(run.unreadable), 'path')} could not be read"
    return Span("; "), Span(text, Style.ERROR), Span(".")

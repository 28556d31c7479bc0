"""A run as text for people: a block for each issue, with the line of the JSON, and a summary."""

from collections.abc import Iterator

from kvid_composition.checking.run import CheckedFile, Run
from kvid_composition.reporting.excerpt_lines import render_excerpt
from kvid_composition.reporting.issue_words import (
    name_place,
    name_pointer,
    name_related,
    word_repair,
)
from kvid_composition.reporting.styled import BLANK, Line, Span, Style, fold_line, style_text
from kvid_composition.reporting.wording import SEVERITY_STYLES, count_nouns, style_counts
from kvid_composition.validation.issues import Issue

__all__ = ["render_issue", "render_left", "render_run", "summarize_run"]


def render_run(run: Run, *, most: int | None = None, columns: int | None = None) -> Iterator[Line]:
    """Write every issue of a run as a block of lines, a blank line between them.

    Errors come first within a file.

    Args:
        run: what was found.
        most: how many issues to show in all; the worst are. None shows all.
        columns: how wide the rows may be; None folds nothing.
    """
    shown = run.pick_worst(most)
    separate = False
    for file, issues in zip(run.files, shown, strict=True):
        for issue in sorted(issues, key=lambda issue: issue.severity.rank):
            if separate:
                yield BLANK
            yield from render_issue(file, issue, columns)
            separate = True
    left = run.total - sum(map(len, shown))
    if left:
        yield BLANK
        yield render_left(run, left)


def render_left(run: Run, left: int) -> Line:
    """Say how many issues are not shown."""
    least = "" if run.is_total_exact else "at least "
    text = f"... and {least}{count_nouns(left, 'more issue')}. --max-issues 0 shows all."
    return (Span(text, Style.STRONG),)


def render_issue(file: CheckedFile, issue: Issue, columns: int | None = None) -> Iterator[Line]:
    """Write one issue: what is wrong, where, the line of the JSON, and what to do."""
    style = SEVERITY_STYLES[issue.severity]
    excerpt = file.excerpts.get(issue)
    gutter = len(str(issue.line or ""))
    head = (
        Span(issue.severity.value, style),
        Span(" "),
        Span(issue.code, Style.STRONG),
        Span(f" {issue.name}: ", Style.FAINT),
        style_text(issue.message),
    )
    yield from fold_line(head, columns)
    yield Span(f" {'':{gutter}}--> ", Style.FAINT), Span(name_place(file, issue), Style.PLACE)
    if excerpt:
        yield from render_excerpt(excerpt, style, gutter=gutter, columns=columns)
    for title, text in _list_notes(file, issue):
        mark = Span(f" {'':{gutter}} = ", Style.FAINT)
        note = mark, Span(f"{title} ", Style.STRONG), style_text(text)
        yield from fold_line(note, columns, gutter + 4 + len(title) + 1)


def _list_notes(file: CheckedFile, issue: Issue) -> Iterator[tuple[str, str]]:
    yield "at", name_pointer(issue.path)
    if issue.related:
        yield "see", name_related(issue.related)
    yield "hint:", issue.hint
    repair = word_repair(file, issue)
    if repair:
        yield "repair:", repair


def summarize_run(run: Run, *, is_partial: bool = False) -> Line:
    """Sum a run up in one line: "2 errors, 1 warning in 1 of 3 files".

    Args:
        run: what was found.
        is_partial: not all rules were asked, so that what has no issue need not be sound.
    """
    number = len(run.files)
    end = _count_rest(run)
    if not number:
        return (Span("Nothing was checked", Style.WARNING), *end)
    if run.total:
        of = count_nouns(number, "file")
        where = of if number == 1 else f"{run.faulty:,} of {of}"
        return (*style_counts(run.counts), Span(f" in {where}"), *end)
    if is_partial or (run.baseline and run.baseline.hidden):
        what = "Nothing new" if run.baseline else "Nothing"
        return (Span(f"{what} to report in {count_nouns(number, 'file')}", Style.GOOD), *end)
    what = "1 file is" if number == 1 else f"All {number:,} files are"
    return (Span(f"{what} sound: nothing to report", Style.GOOD), *end)


def _count_rest(run: Run) -> tuple[Span, ...]:
    """Say what is not among the issues: what a baseline hides, and what could not be read."""
    rest: tuple[Span, ...] = ()
    if run.baseline and run.baseline.hidden:
        rest += (Span(f"; {count_nouns(run.baseline.hidden, 'known issue')} not shown"),)
    if run.unreadable:
        text = f"{count_nouns(len(run.unreadable), 'path')} could not be read"
        rest += (Span("; "), Span(text, Style.ERROR))
    return (*rest, Span("."))

"""A run in one line an issue, for grep and for editors."""

from collections.abc import Iterator

from kvid_composition.checking.run import CheckedFile, Run
from kvid_composition.reporting.issue_words import name_place
from kvid_composition.reporting.styled import Line, Span, Style, style_text
from kvid_composition.reporting.text import render_left
from kvid_composition.reporting.wording import SEVERITY_STYLES
from kvid_composition.validation.issues import Issue

__all__ = ["render_concisely"]


def render_concisely(run: Run, *, most: int | None = None) -> Iterator[Line]:
    """Write every issue of a run as `path:line:column: severity CODE message`.

    Errors come first within a file. Nothing is folded or aligned, so that a line is an issue.

    Args:
        run: what was found.
        most: how many issues to show in all; the worst are. None shows all.
    """
    shown = run.pick_worst(most)
    for file, issues in zip(run.files, shown, strict=True):
        for issue in sorted(issues, key=lambda issue: issue.severity.rank):
            yield _render_issue(file, issue)
    left = run.total - sum(map(len, shown))
    if left:
        yield render_left(run, left)


def _render_issue(file: CheckedFile, issue: Issue) -> Line:
    place = name_place(file, issue)
    # GitHub's runner takes a line that begins like this for a command.
    start = "./" if place.lstrip().startswith("::") else ""
    return (
        Span(f"{start}{place}: ", Style.PLACE),
        Span(issue.severity.value, SEVERITY_STYLES[issue.severity]),
        Span(f" {issue.code} ", Style.STRONG),
        style_text(issue.message),
    )

"""Issues as a list for people, where there is no text to show: three rows each, in columns."""

from collections.abc import Iterable, Iterator

from kvid_composition.checking.run import CheckedFile
from kvid_composition.reporting.issue_words import name_place, name_pointer, name_related
from kvid_composition.reporting.styled import Line, Span, Style, fold_line, style_text
from kvid_composition.reporting.wording import SEVERITY_STYLES
from kvid_composition.validation.issues import Issue

__all__ = ["render_issues"]

_INDENT = Span("    ")


def render_issues(
    file: CheckedFile, issues: Iterable[Issue], columns: int | None = None
) -> Iterator[Line]:
    """Write some issues of a file, the worst first, in aligned columns."""
    ordered = sorted(issues, key=lambda issue: issue.severity.rank)
    places = [f"{name_place(file, issue)}:" for issue in ordered]
    width = max(map(len, places), default=0)
    for issue, place in zip(ordered, places, strict=True):
        for line in _render_issue(issue, place.ljust(width)):
            yield from fold_line(line, columns)


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
    also = f" (see {name_related(issue.related)})" if issue.related else ""
    yield _INDENT, Span(f"at {name_pointer(issue.path)}{also}", Style.FAINT)
    yield _INDENT, style_text(f"hint: {issue.hint}", Style.FAINT)

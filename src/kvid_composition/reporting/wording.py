"""Wording: counts and severities as people say them."""

from typing import Final

from kvid_composition.reporting.styled import Span, Style
from kvid_composition.validation.issues import Severity

__all__ = ["SEVERITY_STYLES", "count_nouns", "style_counts"]

SEVERITY_STYLES: Final = {
    Severity.ERROR: Style.ERROR,
    Severity.WARNING: Style.WARNING,
    Severity.INFO: Style.INFO,
}


def count_nouns(number: int, noun: str) -> str:
    """Say how many: "1 error", "2 errors"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def style_counts(counts: dict[Severity, int]) -> list[Span]:
    """Say how many of each severity, the worst first; severities without an issue are left out."""
    spans: list[Span] = []
    for severity, number in counts.items():
        if number:
            spans += [Span(", ")] if spans else []
            spans.append(Span(count_nouns(number, severity.value), SEVERITY_STYLES[severity]))
    return spans

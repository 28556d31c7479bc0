"""The rules as a table: text, Markdown, JSON."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from kvid_composition.document.values import JsonObject
from kvid_composition.reporting.styled import BLANK, Line, Span, Style, fold_line, style_text
from kvid_composition.reporting.wording import SEVERITY_STYLES
from kvid_composition.validation.catalogue import FAMILIES
from kvid_composition.validation.rule import Rule

__all__ = ["render_rules", "write_markdown", "write_rule", "write_rules"]

_HEADS: Final = ("code", "name", "severity", "fix")
_NARROWEST: Final = 24


def render_rules(rules: Sequence[Rule], columns: int | None = None) -> Iterator[Line]:
    """Write a table for each family, with aligned columns and one title for all.

    Args:
        rules: those to show, in the order of the catalogue.
        columns: how wide the rows may be; None folds nothing.
    """
    widths = _measure_columns(rules)
    left = sum(widths) + 2 * len(widths)
    # Where the summaries would have next to no room they may as well begin under the codes.
    hanging = left if columns is None or columns - left >= _NARROWEST else 4
    for family, members in groupby(rules, key=lambda rule: rule.family):
        yield (Span(FAMILIES[family], Style.TITLE),)
        yield _render_cells((*_HEADS, "summary"), widths, (Style.FAINT,) * 5)
        for rule in members:
            severity = SEVERITY_STYLES[rule.severity]
            styles = (Style.STRONG, Style.PLAIN, severity, Style.GOOD, Style.PLAIN)
            cells = (*_write_cells(rule), rule.summary)
            yield from fold_line(_render_cells(cells, widths, styles), columns, hanging)
        yield BLANK
    fixes = "Fixes: a safe one cannot change what is seen or heard; of 'depends', some are safe."
    for text in (fixes, "kvid-composition explain CODE says more."):
        yield from fold_line((Span(text, Style.FAINT),), columns, 0)


def _write_cells(rule: Rule) -> tuple[str, ...]:
    return rule.code, rule.name, rule.severity.value, rule.fix.safety if rule.fix else "-"


def _measure_columns(rules: Iterable[Rule]) -> list[int]:
    rows = [_HEADS, *map(_write_cells, rules)]
    return [max(map(len, column)) for column in zip(*rows, strict=True)]


def _render_cells(cells: Sequence[str], widths: Sequence[int], styles: Sequence[Style]) -> Line:
    padded = [f"{cell:{width}}  " for cell, width in zip(cells, widths, strict=False)]
    spans = zip((*padded, cells[-1]), styles, strict=True)
    return tuple(style_text(text, style) for text, style in spans)


def write_markdown(rules: Iterable[Rule], pages: str | None = None) -> str:
    """Write a Markdown table for each family, under its title.

    Codes link to their pages, CODE.md in the folder `pages`, where there is one.
    """
    sections = [
        "\n".join(
            (
                f"## {FAMILIES[family]}\n",
                "| code | name | severity | fix | summary |",
                "|---|---|---|---|---|",
                *(_write_row(rule, pages) for rule in members),
            )
        )
        for family, members in groupby(rules, key=lambda rule: rule.family)
    ]
    return "\n\n".join(sections) + "\n"


def _write_row(rule: Rule, pages: str | None) -> str:
    fix = f"{rule.fix.safety}: {rule.fix.summary}" if rule.fix else ""
    code = rule.code if pages is None else f"[{rule.code}]({pages}/{rule.code}.md)"
    cells = (code, rule.name, rule.severity.value, fix, rule.summary)
    return f"| {' | '.join(map(_escape_markdown, cells))} |"


def _escape_markdown(text: str) -> str:
    return text.replace("|", "\\|").replace("__", "\\_\\_")


def write_rules(rules: Iterable[Rule]) -> JsonObject:
    """Write the rules as plain JSON."""
    return {"rules": [write_rule(rule) for rule in rules]}


def write_rule(rule: Rule) -> JsonObject:
    """Write everything about a rule that is text as plain JSON."""
    fix: JsonObject | None = None
    if rule.fix:
        fix = {"summary": rule.fix.summary, "safety": rule.fix.safety}
    return {
        "code": rule.code,
        "name": rule.name,
        "family": rule.family,
        "severity": rule.severity.value,
        "summary": rule.summary,
        "explanation": rule.explanation,
        "advice": rule.advice,
        "fix": fix,
    }

"""One rule in full, as text for people."""

from collections.abc import Iterator
from typing import Any, Final

from kvid_composition.document.writer import TextStyle, WriteError, write_json
from kvid_composition.reporting.styled import BLANK, Line, Span, Style, fold_line, style_text
from kvid_composition.reporting.wording import SEVERITY_STYLES
from kvid_composition.validation.catalogue import FAMILIES
from kvid_composition.validation.rule import Rule

__all__ = ["render_rule"]

_INDENT: Final = Span("    ")

# Escapes show what a letter hides: two spellings of one, a lone half of a pair.
_EXAMPLE_STYLE: Final = TextStyle(ascii_only=True)


def render_rule(rule: Rule, columns: int | None = None) -> Iterator[Line]:
    """Write a rule with its reasons, its fix and its smallest counter-example.

    `columns` is how wide the rows of prose may be; None folds nothing.
    """
    yield Span(rule.code, Style.STRONG), Span(f" {rule.name}", Style.TITLE)
    severity = Span(rule.severity.value, SEVERITY_STYLES[rule.severity])
    yield severity, Span(f", family {rule.family}: {_name_family(rule)}", Style.FAINT)
    yield BLANK
    yield from fold_line((style_text(rule.summary),), columns, 0)
    yield from _render_section("Why it matters", rule.explanation, columns)
    yield from _render_section("What to do", rule.advice, columns)
    if rule.fix:
        yield from _render_section(f"Fix ({rule.fix.safety})", _name_fix(rule.fix.summary), columns)
    yield from _render_title("Smallest example")
    for text in _write_example(rule.example).splitlines():
        yield from fold_line((_INDENT, style_text(text)), columns)
    yield from _render_section(
        "To pass it by", f"kvid-composition validate --ignore {rule.code} FILE", columns
    )


def _name_family(rule: Rule) -> str:
    return FAMILIES[rule.family].partition(":")[0]


def _name_fix(summary: str) -> str:
    return f"{summary[:1].upper()}{summary[1:]}."


def _render_section(title: str, text: str, columns: int | None) -> Iterator[Line]:
    yield from _render_title(title)
    yield from fold_line((_INDENT, style_text(text)), columns)


def _render_title(title: str) -> Iterator[Line]:
    yield BLANK
    yield (Span(title, Style.TITLE),)


def _write_example(example: Any) -> str:
    """Write an example as JSON if it is a document that can be; as it is read if it is a text."""
    if isinstance(example, bytes):
        return example.decode(errors="backslashreplace")
    if isinstance(example, str):
        return example
    try:
        return write_json(example, _EXAMPLE_STYLE)
    except WriteError:
        return repr(example)

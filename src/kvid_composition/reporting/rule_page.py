"""One rule in full, as text for people and as a page of Markdown; both say the same."""

from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from kvid_composition.document.display import escape_text
from kvid_composition.reporting.rule_sections import (
    Block,
    Code,
    Prose,
    Rules,
    Section,
    describe_rule,
)
from kvid_composition.reporting.styled import BLANK, Line, Span, Style, fold_line, style_text
from kvid_composition.reporting.wording import SEVERITY_STYLES
from kvid_composition.validation.catalogue import FAMILIES
from kvid_composition.validation.rule import Rule

__all__ = ["render_rule", "write_rule_page"]

_INDENT: Final = Span("    ")


def render_rule(rule: Rule, columns: int | None = None) -> Iterator[Line]:
    """Write a rule with its reasons, its smallest counter-example, its fix and the ways past it.

    `columns` is how wide the rows of prose may be; None folds nothing.
    """
    yield Span(rule.code, Style.STRONG), Span(f" {rule.name}", Style.TITLE)
    severity = Span(rule.severity.value, SEVERITY_STYLES[rule.severity])
    yield severity, Span(f", {_name_family(rule)}", Style.FAINT)
    yield BLANK
    yield from fold_line((style_text(rule.summary),), columns, 0)
    for section in describe_rule(rule):
        yield BLANK
        yield (Span(section.title, Style.TITLE),)
        yield from _render_blocks(section.blocks, columns)


def _render_blocks(blocks: Iterable[Block], columns: int | None) -> Iterator[Line]:
    """Write blocks indented, with a blank line where one follows another."""
    for number, block in enumerate(blocks):
        if number:
            yield BLANK
        for text in _list_rows(block):
            yield from fold_line((_INDENT, style_text(text)) if text else BLANK, columns)


def _list_rows(block: Block) -> list[str]:
    if isinstance(block, Rules):
        return [f"{rule.code} {rule.name}" for rule in block.rules]
    return block.text.splitlines()


def _name_family(rule: Rule) -> str:
    return f"family {rule.family}: {FAMILIES[rule.family].partition(':')[0]}"


def write_rule_page(rule: Rule) -> str:
    """Write the same as a page of Markdown."""
    parts = [
        f"# {rule.code} {rule.name}",
        f"*{rule.severity.value}*, {_name_family(rule)}",
        _escape(rule.summary),
        *(part for section in describe_rule(rule) for part in _write_section(section)),
    ]
    return "\n\n".join(parts) + "\n"


def _write_section(section: Section) -> Iterator[str]:
    yield f"## {section.title}"
    yield from map(_write_block, section.blocks)


def _write_block(block: Block) -> str:
    match block:
        case Prose(text):
            return _escape(text)
        case Code(text, language):
            rows = "\n".join(map(escape_text, text.splitlines()))
            return f"```{language}\n{rows}\n```"
        case Rules(rules):
            return "\n".join(f"- [{rule.code}]({rule.code}.md) {rule.name}" for rule in rules)
        case _:
            assert_never(block)


def _escape(text: str) -> str:
    """Keep what Markdown would take for itself; code in backquotes is meant."""
    return text.replace("__", "\\_\\_")

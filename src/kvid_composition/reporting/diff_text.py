"""A diff as text for people: a sentence, then the changes, entity by entity."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from kvid_composition.diffing.composition_diff import CompositionDiff
from kvid_composition.reporting.change_words import Versions
from kvid_composition.reporting.diff_blocks import SECTIONS, Block, gather_blocks
from kvid_composition.reporting.styled import BLANK, Line, Span, Style, fold_line, style_text
from kvid_composition.reporting.wording import count_nouns

__all__ = ["render_blocks", "render_diff"]

_HANGING: Final = 8


def render_diff(
    diff: CompositionDiff,
    versions: Versions,
    *,
    most: int | None = None,
    columns: int | None = None,
) -> Iterator[Line]:
    """Write a diff: what changed in one sentence, then every change under its entity.

    Args:
        diff: the changes.
        versions: the names of what has changed.
        most: how many changes to show; None shows all.
        columns: how wide the rows may be; None folds nothing.
    """
    yield from fold_line((style_text(diff.summary(), Style.STRONG),), columns, 0)
    yield from _render_sections(gather_blocks(diff, versions, most), columns)
    left = len(diff.changes) - (len(diff.changes) if most is None else most)
    if left > 0:
        yield BLANK
        text = f"... and {count_nouns(left, 'more change')}. --max-changes 0 shows all."
        yield (Span(text, Style.STRONG),)


def _render_sections(blocks: Iterable[Block], columns: int | None) -> Iterator[Line]:
    for title, members in groupby(blocks, key=lambda block: SECTIONS[block.kind]):
        yield BLANK
        yield (Span(title, Style.TITLE),)
        yield from render_blocks(members, columns)


def render_blocks(blocks: Iterable[Block], columns: int | None = None) -> Iterator[Line]:
    """Write the changes of some entities: a row for what came or went, else one for each change."""
    for block in blocks:
        for line in _render_block(block):
            yield from fold_line(line, columns, _HANGING)


def _render_block(block: Block) -> Iterator[Line]:
    if block.is_whole:
        sign = block.lines[0][0]
        note = (Span(": "), *block.note) if block.note else ()
        yield Span("  "), sign, Span(" "), *block.title, *note
        return
    if block.title:
        yield Span("    "), *block.title
    indent = Span("      " if block.title else "  ")
    for sign, words in block.lines:
        yield indent, sign, Span(" "), *words

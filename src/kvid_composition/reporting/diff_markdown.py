"""A diff as Markdown, for a comment on a pull request: a sentence, and a table by entity."""

from collections.abc import Iterable, Iterator
from typing import Final

from kvid_composition.diffing.composition_diff import CompositionDiff
from kvid_composition.reporting.change_words import Versions
from kvid_composition.reporting.diff_blocks import SINGULARS, Block, gather_blocks
from kvid_composition.reporting.markdown import mark_code, mark_prose
from kvid_composition.reporting.styled import Line, Span, Style
from kvid_composition.reporting.wording import count_nouns

__all__ = ["write_diff_markdown"]

_MOST_ROWS_IN_SIGHT: Final = 20
_HEAD: Final = ("| | What | How it changed |", "|---|---|---|")
# Styles of what only this library says; what has another style may come from a document.
_PROSE: Final = frozenset((Style.PLAIN, Style.FAINT))


def write_diff_markdown(
    diff: CompositionDiff,
    versions: Versions,
    files: tuple[str, str],
    *,
    most: int | None = None,
    longest: int | None = None,
) -> str:
    """Write a diff as GitHub Flavored Markdown; a long table is folded up.

    Args:
        diff: the changes.
        versions: the names of what has changed.
        files: what the two versions are called.
        most: how many changes to show; None shows all.
        longest: how many characters of table to write; a comment that is too long would be
            refused whole. None knows no bound.
    """
    before, after = map(mark_code, files)
    parts = [f"**{mark_prose(diff.summary())}**", f"{before} → {after}{_name_impact(diff)}"]
    rows = list(_take_rows(gather_blocks(diff, versions, most), longest))
    if rows:
        parts += _fold_table([row for row, _ in rows], count_nouns(len(diff.changes), "change"))
    left = len(diff.changes) - sum(number for _, number in rows)
    if left:
        parts.append(f"... and {count_nouns(left, 'more change')}.")
    return "\n\n".join(parts) + "\n"


def _name_impact(diff: CompositionDiff) -> str:
    return f", impact: {diff.impact.value}" if diff.impact else ""


def _take_rows(blocks: Iterable[Block], longest: int | None) -> Iterator[tuple[str, int]]:
    """Give rows, each with the number of its changes, as long as there is room."""
    length = 0
    for block in blocks:
        row = _write_row(block)
        length += len(row) + 1
        if longest is not None and length > longest:
            return
        yield row, len(block.lines)


def _write_row(block: Block) -> str:
    kind = SINGULARS[block.kind]
    note = (Span(": "), *block.note) if block.note else ()
    changes = [_mark_line((sign, Span(" "), *words)) for sign, words in block.lines]
    changes[0] += _mark_line(note)
    return f"| {kind} | {_mark_line(block.title)} | {'<br>'.join(changes)} |"


def _mark_line(line: Line) -> str:
    return "".join(map(_mark_span, line))


def _mark_span(span: Span) -> str:
    if span.text == " -> ":
        return " → "
    return mark_prose(span.text) if span.style in _PROSE else mark_code(span.text)


def _fold_table(rows: list[str], title: str) -> list[str]:
    table = "\n".join((*_HEAD, *rows))
    if len(rows) <= _MOST_ROWS_IN_SIGHT:
        return [table]
    # Markdown within HTML needs the blank lines around it.
    return [f"<details>\n<summary>{title}</summary>", table, "</details>"]

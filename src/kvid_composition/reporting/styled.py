"""Styled text: lines of spans that say what they are, not how they look."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby
from typing import Final, TypeAlias

from kvid_composition.document.display import escape_text
from kvid_composition.reporting.cells import measure_text

__all__ = ["BLANK", "Line", "Span", "Style", "fold_line", "join_text", "style_text"]


class Style(Enum):
    """What a span is; a terminal decides on the colour of it."""

    PLAIN = auto()
    STRONG = auto()
    FAINT = auto()
    TITLE = auto()
    PLACE = auto()
    GOOD = auto()
    ERROR = auto()
    WARNING = auto()
    INFO = auto()
    ADDED = auto()
    REMOVED = auto()
    CHANGED = auto()
    MOVED = auto()


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of one line; without control characters when made by `style_text`."""

    text: str
    style: Style = Style.PLAIN


Line: TypeAlias = tuple[Span, ...]

BLANK: Final[Line] = ()

# A piece is a word with the blanks before it, so that pieces put together give the text again.
_PIECE: Final = re.compile(" *[^ ]+| +")


def style_text(text: str, style: Style = Style.PLAIN) -> Span:
    """Make a span that is harmless to a terminal, whatever the text holds."""
    return Span(escape_text(text), style)


def join_text(line: Line) -> str:
    """Give the text of a line without its styles."""
    return "".join(span.text for span in line)


def fold_line(line: Line, columns: int | None, hanging: int = 4) -> Iterator[Line]:
    """Break a line between words so that its rows fit; later rows begin with `hanging` blanks.

    A word that is wider than a row stays whole: it may be a path or a URL to click at. `columns`
    None folds nothing.
    """
    if columns is None or measure_text(join_text(line)) <= columns:
        yield line
        return
    row: list[Span] = []
    width = 0
    for word in _split_words(line):
        wide = measure_text(join_text(tuple(word)))
        if row and width + wide > columns:
            yield _merge_spans(row)
            first, *rest = word
            word = [Span(" " * hanging), Span(first.text.lstrip(" "), first.style), *rest]  # noqa: PLW2901  the word, as a new row begins with it
            row, width = [], 0
            wide = measure_text(join_text(tuple(word)))
        row += word
        width += wide
    yield _merge_spans(row)


def _split_words(line: Line) -> Iterator[list[Span]]:
    """Give the words of a line, each with the blanks before it; a word may change its style."""
    word: list[Span] = []
    for span in line:
        for piece in _PIECE.findall(span.text):
            if word and piece.startswith(" "):
                yield word
                word = []
            word.append(Span(piece, span.style))
    yield word


def _merge_spans(spans: Iterable[Span]) -> Line:
    return tuple(
        Span("".join(span.text for span in run), style)
        for style, run in groupby(spans, key=lambda span: span.style)
    )

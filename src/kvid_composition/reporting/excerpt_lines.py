"""Excerpts as lines: the line of the JSON with its number, and carets under the place."""

from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Final

from kvid_composition.checking.excerpt import Excerpt
from kvid_composition.document.display import escape_text
from kvid_composition.reporting.cells import measure_text
from kvid_composition.reporting.styled import Line, Span, Style

__all__ = ["render_excerpt"]

_USUAL_COLUMNS: Final = 100
_LEAST_ROOM: Final = 20
_MORE: Final = "…"


def render_excerpt(
    excerpt: Excerpt, style: Style, *, gutter: int, columns: int | None = None
) -> Iterator[Line]:
    """Write an excerpt with the rows around it: `7 | "items": ["a"]`, and below it `^^^`.

    Args:
        excerpt: what to show; control characters come out as escapes.
        style: how the carets look.
        gutter: the columns for the number of the line.
        columns: how wide the rows may be; None takes 100. What does not fit is cut, the place last.
    """
    room = max((columns or _USUAL_COLUMNS) - gutter - len("  | "), _LEAST_ROOM)
    before, inside, behind = _fit_parts(excerpt, room)
    yield (Span(f" {'':{gutter}} |", Style.FAINT),)
    number = Span(f" {excerpt.line:>{gutter}} | ", Style.FAINT)
    # Another bracket of the same width: a command of a CI service could begin with the usual one,
    # and an escape would push the carets away.
    yield number, Span(f"{before}{inside}{behind}".rstrip().replace("##[", "##⟦"))
    carets = "^" * max(measure_text(inside), 1)
    blank = " " * measure_text(before)
    yield Span(f" {'':{gutter}} | ", Style.FAINT), Span(blank), Span(carets, style)


def _fit_parts(excerpt: Excerpt, room: int) -> tuple[str, str, str]:
    """Give what stands before, in and behind the place, in no more cells than there is room for."""
    end = excerpt.start + excerpt.length
    parts = (excerpt.text[: excerpt.start], excerpt.text[excerpt.start : end], excerpt.text[end:])
    before, inside, behind = map(_show, parts)
    left = _MORE if excerpt.is_cut_left else ""
    right = _MORE if excerpt.is_cut_right else ""
    if measure_text(f"{left}{before}{inside}{behind}{right}") <= room:
        return left + before, inside, behind + right
    # A third is enough to see what comes before; less, if the place has room for itself then.
    needed = measure_text(inside) + min(measure_text(behind), room // 4)
    before = _cut_start(parts[0], max(room - needed, room // 3), left)
    inside = _cut_end(parts[1], room - measure_text(before), "")
    behind = _cut_end(parts[2], room - measure_text(before + inside), right)
    return before, inside, behind


def _show(text: str) -> str:
    return escape_text(text.replace("\t", " "))


def _cut_start(text: str, room: int, more: str) -> str:
    """Give the end of a text that fits, after a sign that there is more, if there is."""
    shown = _show(text)
    if measure_text(more + shown) <= room:
        return more + shown
    return _MORE + "".join(reversed(_take_pieces(reversed(text), room - 1)))


def _cut_end(text: str, room: int, more: str) -> str:
    """Give the beginning of a text that fits, before a sign that there is more, if there is."""
    shown = _show(text)
    if measure_text(shown + more) <= room:
        return shown + more
    return "".join(_take_pieces(text, room - 1)) + _MORE if room > 0 else ""


def _take_pieces(characters: Iterable[str], room: int) -> list[str]:
    pieces = [_show(character) for character in characters]
    ends = accumulate(map(measure_text, pieces))
    return [piece for piece, end in zip(pieces, ends, strict=True) if end <= room]

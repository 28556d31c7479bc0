"""Cutting excerpts: of each issue's line, what lies around its place, without secrets."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final, TypeAlias

from kvid_composition.checking.excerpt import Excerpt
from kvid_composition.document.urls import find_user_infos
from kvid_composition.validation.issues import Issue

__all__ = ["cut_excerpts"]

_Span: TypeAlias = tuple[int, int]
"""Where a stretch of a text begins and ends, as indices into it."""

_BEFORE: Final = 80
_BEHIND: Final = 160
# How far beyond what is shown the beginning or the end of a user info is looked for.
_MARGIN: Final = 400

_INDENT: Final = re.compile(r"[ \t]*+")
# What counts of a value: a text to its end or the line's, a number or a name, of a container that
# is not empty the bracket. Possessive repeats keep it linear.
_TOKEN: Final = re.compile(
    r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[^\s,:\[\]{}"]++|\{[ \t]*+\}|\[[ \t]*+\]|.', re.DOTALL
)
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|.)", re.DOTALL)
# A quotation mark that ends a string, in JSON that is not broken just there.
_STRING_END: Final = re.compile(r'"(?=[ \t]*+(?:[,:\]}]|\Z))')
_MEANT: Final = {"t": "\t", "n": "\n", "r": "\r"}


def cut_excerpts(text: str, issues: Iterable[Issue]) -> dict[Issue, Excerpt]:
    """Cut the excerpt of every issue that has a place in the text that it was found in.

    Takes time in proportion to the text and to the number of issues, however long the lines are:
    of a line there are at most 80 code points before the place and 160 from it on. An issue whose
    line the text does not have gets none.
    """
    placed = [(issue, issue.line, issue.column or 1) for issue in issues if issue.line]
    lines = _find_lines(text, {line for _, line, _ in placed})
    places = {(line, column) for _, line, column in placed if line in lines}
    cut = {place: _cut_excerpt(text, *place, *lines[place[0]]) for place in places}
    return {issue: cut[line, column] for issue, line, column in placed if (line, column) in cut}


def _find_lines(text: str, numbers: Collection[int]) -> dict[int, _Span]:
    """Find where lines begin and end, in one pass over the text up to the last of them."""
    found: dict[int, _Span] = {}
    number, start = 1, 0
    for wanted in sorted(numbers):
        while number < wanted:
            start = text.find("\n", start) + 1
            if not start:
                return found
            number += 1
        end = text.find("\n", start)
        found[wanted] = start, end if end >= 0 else len(text)
    return found


def _cut_excerpt(text: str, line: int, column: int, start: int, end: int) -> Excerpt:
    if text.endswith("\r", start, end):
        end -= 1
    place = min(start + column - 1, end)
    place_end = _find_end(text, place, end)
    margin = _skip_indent(text, start, place)
    first, last = max(margin, place - _BEFORE), min(end, place + _BEHIND)
    shown_end = min(place_end, last)
    secrets = list(_find_secrets(text, (first, last), (start, end)))
    before = _hide(text, first, place, secrets)
    inside = _hide(text, place, shown_end, secrets)
    return Excerpt(
        line=line,
        text=before + inside + _hide(text, shown_end, last, secrets),
        start=len(before),
        length=max(len(inside), 1),
        extent=max(place_end - place, 1),
        is_cut_left=first > margin,
        is_cut_right=last < end,
    )


def _find_end(text: str, place: int, end: int) -> int:
    token = _TOKEN.match(text, place, end)
    return token.end() if token else place


def _skip_indent(text: str, start: int, place: int) -> int:
    indent = _INDENT.match(text, start, place)
    return indent.end() if indent else start


def _find_secrets(text: str, shown: _Span, line: _Span) -> Iterator[_Span]:
    """Find what of a line is user info of a URL, as far as it can reach what is shown."""
    start = max(line[0], shown[0] - _MARGIN)
    end = min(line[1], shown[1] + _MARGIN)
    is_whole = end == line[1]
    region = _ESCAPE.sub(_read_escape, text[start:end])
    if is_whole and "@" not in region:
        return
    # A URL has no end of its own in JSON; "#" is what ends a host.
    region = _STRING_END.sub("#", region)
    if start > line[0]:
        # The region may begin within a user info, which then ends within this string.
        tail, quote, _ = region.partition('"')
        for first, last in find_user_infos(f"//{tail}", is_whole=is_whole or bool(quote)):
            yield start + first - 2, start + last - 2
    for first, last in find_user_infos(region, is_whole=is_whole):
        yield start + first, start + last


def _read_escape(match: re.Match[str]) -> str:
    """Give what an escape of JSON means, repeated so that no index changes.

    No quotation mark comes out, so that those that are left begin or end a string.
    """
    letter = match[0][1]
    meant = chr(int(match[1], 16)) if match[1] else _MEANT.get(letter, letter)
    return meant.replace('"', "'") * len(match[0])


def _hide(text: str, start: int, end: int, secrets: Iterable[_Span]) -> str:
    """Give a stretch of a text with `***` in the place of each secret that reaches into it."""
    parts: list[str] = []
    for first, last in secrets:
        if max(first, start) < min(last, end):
            parts += (text[start:first], "***")
            start = last
    return "".join((*parts, text[start:end]))

"""The unified diff of a text, made of the changes themselves: its cost is that of reading the text.

The form is that of POSIX `diff -u`, which git and patch read.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kvid_composition.document.text_edits import TextSplice, apply_splices

__all__ = ["DiffLine", "diff_text"]

_CONTEXT: Final = 3
_NO_BREAK: Final = "\\ No newline at end of file"


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line of a diff.

    Attributes:
        kind: what it is; a "note" says that the line before has no line break.
        text: with its sign, without its line feed.
    """

    kind: Literal["head", "same", "old", "new", "note"]
    text: str


@dataclass(slots=True)
class _Change:
    """Lines of the old text, by their numbers from 0, and what stands there instead."""

    start: int
    end: int
    lines: list[str]


def diff_text(text: str, splices: Sequence[TextSplice]) -> Iterator[DiffLine]:
    """Give the lines of a diff, from the first hunk on; none where nothing changes.

    Args:
        text: the text before.
        splices: its changes, in its order.
    """
    old = _split_lines(text)
    moved = 0
    for group in _group(_find_changes(old, splices)):
        start = max(0, group[0].start - _CONTEXT)
        end = min(len(old), group[-1].end + _CONTEXT)
        added = sum(len(change.lines) - (change.end - change.start) for change in group)
        before, after = (start, end - start), (start + moved, end - start + added)
        yield DiffLine("head", f"@@ -{_write_range(*before)} +{_write_range(*after)} @@")
        yield from _write_hunk(old, start, end, group)
        moved += added


def _split_lines(text: str) -> list[str]:
    """Split a text at its line feeds; `splitlines` would do so at much else."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _find_changes(old: list[str], splices: Iterable[TextSplice]) -> Iterator[_Change]:
    """Give the lines that change, without what stays the same at either end of them."""
    number = offset = 0
    pending: list[TextSplice] = []
    start = start_offset = end = end_offset = 0
    for splice in splices:
        if pending and splice.start >= end_offset:
            yield from _make_change(old, start, end, start_offset, pending)
            pending = []
        while number < len(old) - 1 and offset + len(old[number]) <= splice.start:
            offset += len(old[number])
            number += 1
        if not pending:
            start, start_offset = number, offset
            end, end_offset = number, offset
        while end < len(old) and end_offset <= splice.end:
            end_offset += len(old[end])
            end += 1
        pending.append(splice)
    if pending:
        yield from _make_change(old, start, end, start_offset, pending)


def _make_change(
    old: list[str], start: int, end: int, offset: int, splices: Iterable[TextSplice]
) -> Iterator[_Change]:
    shifted = [TextSplice(s.start - offset, s.end - offset, s.text) for s in splices]
    new = _split_lines(apply_splices("".join(old[start:end]), shifted))
    first = 0
    while first < min(end - start, len(new)) and old[start + first] == new[first]:
        first += 1
    last = 0
    while last < min(end - start, len(new)) - first and old[end - 1 - last] == new[-1 - last]:
        last += 1
    change = _Change(start + first, end - last, new[first : len(new) - last])
    if change.lines or change.start < change.end:
        yield change


def _group(changes: Iterable[_Change]) -> Iterator[list[_Change]]:
    """Put changes together whose context would overlap."""
    group: list[_Change] = []
    for change in changes:
        if group and change.start - group[-1].end > 2 * _CONTEXT:
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _write_range(start: int, length: int) -> str:
    # An empty range is named by the line before it.
    if length == 1:
        return f"{start + 1}"
    return f"{start + 1 if length else start},{length}"


def _write_hunk(old: list[str], start: int, end: int, group: list[_Change]) -> Iterator[DiffLine]:
    for change in group:
        yield from _write_lines("same", " ", old[start : change.start])
        yield from _write_lines("old", "-", old[change.start : change.end])
        yield from _write_lines("new", "+", change.lines)
        start = change.end
    yield from _write_lines("same", " ", old[start:end])


def _write_lines(
    kind: Literal["same", "old", "new"], sign: str, lines: Iterable[str]
) -> Iterator[DiffLine]:
    for line in lines:
        yield DiffLine(kind, sign + line.removesuffix("\n"))
        if not line.endswith("\n"):
            yield DiffLine("note", _NO_BREAK)

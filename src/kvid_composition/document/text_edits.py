"""Edits of a document as changes of its text: all that is not touched keeps its very text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, Literal

from kvid_composition.document.edit_tree import EditedPart, NewPart, gather_edits
from kvid_composition.document.edits import Edit
from kvid_composition.document.text_places import TextPlaces, locate_entries
from kvid_composition.document.values import JsonValue
from kvid_composition.document.writer import TextStyle, detect_style, write_text

__all__ = ["TextSplice", "apply_splices", "edit_text", "plan_alternatives", "plan_splices"]

# What stands between entries on one line, by what stands behind keys.
_SEPARATORS: Final[Mapping[Literal[":", ": "], Literal[",", ", "]]] = {":": ",", ": ": ", "}


@dataclass(frozen=True, slots=True)
class TextSplice:
    """A stretch of a text, by its offsets, and what is to stand there instead."""

    start: int
    end: int
    text: str


def edit_text(text: str, value: JsonValue, edits: Iterable[Edit]) -> str:
    """Give the text after edits: reading it gives what `apply_edits` gives, in the same order.

    Numbers, escapes, white space and line ends stay as they are wherever no edit reaches. What is
    new is written as its neighbours are; what is taken out takes its comma and its line with it.

    Args:
        text: a JSON text without a key that is there twice.
        value: what it says.
        edits: each is meant in what the ones before it made.

    Raises:
        KeyError, IndexError: a path leads nowhere.
        ValueError: the text does not say the value.
        WriteError: a value of an edit is not JSON.
    """
    return apply_splices(text, plan_splices(text, value, edits))


def apply_splices(text: str, splices: Iterable[TextSplice]) -> str:
    """Put splices into a text; they are in its order and do not overlap."""
    pieces: list[str] = []
    end = 0
    for splice in splices:
        pieces += (text[end : splice.start], splice.text)
        end = splice.end
    return "".join((*pieces, text[end:]))


def plan_splices(text: str, value: JsonValue, edits: Iterable[Edit]) -> list[TextSplice]:
    """Plan what is to be changed in a text, in its order; as `edit_text` otherwise."""
    return plan_alternatives(text, value, [list(edits)])[0]


def plan_alternatives(
    text: str, value: JsonValue, alternatives: Iterable[Sequence[Edit]]
) -> list[list[TextSplice]]:
    """Plan each of several sequences of edits as if it were the only one.

    One pass over the text does for all of them; as `edit_text` otherwise.
    """
    trees = [gather_edits(value, edits) for edits in alternatives]
    root = TextPlaces([value])
    for tree in trees:
        _want_entries(root, tree)
    locate_entries(text, root)
    planner = _Planner(text, detect_style(text))
    return [sorted(planner.plan(tree, root), key=lambda splice: splice.start) for tree in trees]


def _want_entries(root: TextPlaces, tree: EditedPart) -> None:
    pending = [(root, tree)]
    while pending:
        places, part = pending.pop()
        for step in part.removed:
            places.wanted.setdefault(step)
        for step, inner in part.parts.items():
            if isinstance(inner, NewPart):
                places.wanted.setdefault(step)
            else:
                pending.append((places.look_into(step, inner.value), inner))


@dataclass(frozen=True, slots=True)
class _Planner:
    """Plans the changes of one text.

    Where something has a line of its own, its indent is known; on a line with others it is None.
    """

    text: str
    style: TextStyle

    def plan(self, tree: EditedPart, root: TextPlaces) -> Iterator[TextSplice]:
        """Plan what the edits in a tree change, in any order."""
        indent = None if self.style.indent is None else ""
        pending: list[tuple[EditedPart, TextPlaces, str | None]] = [(tree, root, indent)]
        while pending:
            part, places, indent = pending.pop()
            for step, inner in part.parts.items():
                number = places.numbers[step]
                here = indent if places is root else self.read_indent(places, number)
                if isinstance(inner, NewPart):
                    _, _, start, end = places.entries[number]
                    yield TextSplice(start, end, self.write(inner.settle(), here))
                else:
                    pending.append((inner, places.look_into(step, inner.value), here))
            if part.removed or part.added:
                yield from self.plan_entries(part, places, indent)

    def read_indent(self, places: TextPlaces, number: int) -> str | None:
        """Give what stands before an entry on its line; None if another entry does."""
        return _read_indent(places.read_gap(self.text, number))

    def write(self, value: JsonValue, indent: str | None) -> str:
        """Write a value that is put in: over several lines where it begins one, else on one."""
        style = replace(self.style, final_newline=False)
        if indent is None and style.indent is not None:
            style = replace(style, indent=None, item_separator=_SEPARATORS[style.key_separator])
        # No string of JSON holds a line break.
        return write_text(value, style).replace("\n", f"\n{indent or ''}")

    def plan_entries(
        self, part: EditedPart, places: TextPlaces, indent: str | None
    ) -> Iterator[TextSplice]:
        """Plan what is taken out of a container and put in at its end."""
        gone = sorted(places.numbers[step] for step in part.removed)
        last = places.count - 1
        if len(gone) == places.count:
            yield self.refill(part, places, indent)
            return
        runs = [[number for _, number in run] for _, run in groupby(enumerate(gone), _subtract)]
        end = places.entries[last].end
        if runs and runs[-1][-1] == last:
            last = runs.pop()[0] - 1
        for first, *_, final in ([run[0], *run] for run in runs):
            yield self.take_out(places, first, final)
        start = places.entries[last].end
        separator = self.read_separator(places)
        inner = _read_indent(separator)
        added = [separator + entry for entry in self.write_members(part, places, inner)]
        if added or start < end:
            yield TextSplice(start, end, "".join(added))

    def take_out(self, places: TextPlaces, first: int, final: int) -> TextSplice:
        """Take out entries behind which another one stays."""
        entries = places.entries
        if first and self.read_indent(places, first) is None:
            return TextSplice(entries[first - 1].end, entries[final].end, "")
        return TextSplice(entries[first].start, entries[final + 1].start, "")

    def refill(self, part: EditedPart, places: TextPlaces, indent: str | None) -> TextSplice:
        """Put in the entries of a container of which no entry stays."""
        if places.count and part.added:
            separator = self.read_separator(places)
            members = self.write_members(part, places, _read_indent(separator))
            start, end = places.entries[0].start, places.entries[places.count - 1].end
            return TextSplice(start, end, separator.join(members))
        opening, closing = places.opening, places.closing
        if not part.added:
            return TextSplice(opening, closing, "")
        if indent is None or self.style.indent is None:
            separator = self.read_separator(places)
            members = self.write_members(part, places, None)
            return TextSplice(opening, closing, separator.join(members))
        line = self.style.newline + indent
        inner = line + self.style.indent
        members = self.write_members(part, places, indent + self.style.indent)
        return TextSplice(opening, closing, f"{inner}{f',{inner}'.join(members)}{line}")

    def read_separator(self, places: TextPlaces) -> str:
        """Give what stands between the entries of a container, or would stand there."""
        if places.count > 1:
            return places.read_gap(self.text, places.count - 1)
        if places.count:
            gap = places.read_gap(self.text, 0)
            if "\n" in gap:
                return f",{gap}"
        if self.style.indent is None:
            return self.style.item_separator
        return _SEPARATORS[self.style.key_separator]

    def write_members(self, part: EditedPart, places: TextPlaces, indent: str | None) -> list[str]:
        """Write the members that are new in an object."""
        separator: str = self.style.key_separator
        if places.count:
            last = places.entries[places.count - 1]
            separator = self.text[last.key_end : last.value]
        return [
            f"{self.write(key, None)}{separator}{self.write(new.settle(), indent)}"
            for key, new in part.added.items()
            if isinstance(key, str)
        ]


def _subtract(pair: tuple[int, int]) -> int:
    return pair[1] - pair[0]


def _read_indent(gap: str) -> str | None:
    _, line_break, start = gap.rpartition("\n")
    # A comma may stand before an entry.
    return start[: len(start) - len(start.lstrip(" \t"))] if line_break else None

"""Places of entries: where members and elements stand in a JSON text, from end to end."""

import re
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from kvid_composition.document.tokens import ELEMENT, MEMBER, skip_blank, skip_value
from kvid_composition.document.values import JsonValue, is_object

__all__ = ["Entry", "TextPlaces", "locate_entries"]


class Entry(NamedTuple):
    """Where a member or an element stands: offsets into the text, the ends behind the last sign.

    Attributes:
        start: of the member, which is where its key starts; of an element, where its value does.
        key_end: the end of the key; for an element the same as `start`.
        value: the start of the value.
        end: the end of the value, and so of the entry.
    """

    start: int
    key_end: int
    value: int
    end: int


@dataclass(slots=True)
class TextPlaces:
    """An object or array in a text, as far as its entries are wanted.

    Attributes:
        value: what the text says there.
        wanted: the steps of the entries that are looked for, each with the places inside of it, or
            None where nothing inside is looked for.
        opening: the offset behind the opening bracket.
        closing: the offset of the closing bracket.
        numbers: for each step that is wanted, which entry it is.
        entries: by their numbers, those that are wanted and those beside them, the first, and the
            last two.
    """

    value: Any
    wanted: "dict[str | int, TextPlaces | None]" = field(
        default_factory=dict[str | int, "TextPlaces | None"]
    )
    opening: int = -1
    closing: int = -1
    numbers: dict[str | int, int] = field(default_factory=dict[str | int, int])
    entries: dict[int, Entry] = field(default_factory=dict[int, Entry])

    def look_into(self, step: str | int, value: JsonValue) -> "TextPlaces":
        """Look for the entry at a step, and for entries of the container that it holds."""
        places = self.wanted.get(step)
        if places is None:
            self.wanted[step] = places = TextPlaces(value)
        return places

    @property
    def count(self) -> int:
        """The number of entries."""
        return len(self.value)

    def read_gap(self, text: str, number: int) -> str:
        """Give the text before an entry, back to the entry before or to the opening bracket."""
        before = self.entries[number - 1].end if number else self.opening
        return text[before : self.entries[number].start]


def locate_entries(text: str, root: TextPlaces) -> None:
    """Find the entries that are wanted of the document, which is the one element of the root.

    One pass over the text does for any number of them.

    Raises:
        ValueError: the text says something else than the values of the places do; for instance it
            has a key twice.
    """
    start = skip_blank(text, 0)
    inner = root.wanted.get(0)
    if inner is not None:
        _locate_inside(text, inner, start)
        end = inner.closing + 1
    else:
        end = skip_value(text, start)
    if end < 0:
        raise _explain(start)
    root.entries[0] = Entry(start, start, start, end)
    root.numbers[0] = 0


def _locate_inside(text: str, places: TextPlaces, offset: int) -> None:
    around = [_walk_entries(text, places, offset)]
    end: int | None = None
    while around:
        try:
            inner, start = around[-1].send(end)
        except StopIteration as stop:
            around.pop()
            end = stop.value
        else:
            around.append(_walk_entries(text, inner, start))
            end = None


_Walk: TypeAlias = Generator[tuple[TextPlaces, int], int | None, int]


def _walk_entries(text: str, places: TextPlaces, offset: int) -> _Walk:
    """Go through a container and give its end.

    Whatever is to be looked into is yielded with its start, and its end is to be sent.
    """
    places.opening = offset + 1
    pattern, wanted, entries = _choose_pattern(places.value), places.wanted, places.entries
    before: Entry | None = None
    is_noted = True
    for number, step in enumerate(_list_steps(places.value)):
        match = pattern.match(text, offset)
        if match is None:
            raise _explain(offset)
        start = match.end()
        inner = wanted.get(step)
        sent = skip_value(text, start) if inner is None else (yield inner, start)
        offset = -1 if sent is None else sent
        if offset < 0:
            raise _explain(start)
        entry = Entry(*(match.span(1) if pattern is MEMBER else (start, start)), start, offset)
        is_wanted = step in wanted
        if is_wanted:
            places.numbers[step] = number
        if before is not None and (is_wanted or number == places.count - 1):
            entries[number - 1] = before
        if is_wanted or is_noted or number == places.count - 1:
            entries[number] = entry
        before, is_noted = entry, is_wanted
    places.closing = skip_blank(text, offset if before else places.opening)
    if not text.startswith(("]", "}"), places.closing):
        raise _explain(places.closing)
    return places.closing + 1


def _choose_pattern(container: Any) -> re.Pattern[str]:
    return MEMBER if is_object(container) else ELEMENT


def _list_steps(container: Any) -> Iterable[str | int]:
    return container if is_object(container) else range(len(container))


def _explain(offset: int) -> ValueError:
    return ValueError(f"the text at offset {offset} is not that of the value")

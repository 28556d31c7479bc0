"""Answers: what a tool gives back, in a size that was agreed upon."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from kvid_composition.document.display import cut_text, escape_text
from kvid_composition.document.values import JsonObject, JsonValue

__all__ = ["LEAST_BYTES", "Answer", "Budget", "Text", "measure_value"]

LEAST_BYTES: Final = 4_000
"""The smallest bound of an answer: what every answer has besides lists and documents fits in."""

_LARGEST_TEXT: Final = 4_000
_LONGEST_LINE: Final = 300
_QUOTES: Final = 2
# As the protocol's own encoder writes, but that it knows numbers which are none.
_STRICT: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tool gives back.

    Attributes:
        content: as the tool's output schema says.
        text: the most important of it in a few lines, for a model that is shown only text.
    """

    content: JsonObject
    text: str


class Budget:
    """The bytes that an answer may still take, as compact JSON in UTF-8.

    What matters most is put in first. A list takes what fits of it, in its order, and the rest is
    counted; anything else is put in whole or not at all.
    """

    def __init__(self, most: int) -> None:
        self._left = most - _bound_text(most)

    def spend(self, value: JsonValue) -> None:
        """Put in what every answer has."""
        self._left -= measure_value(value) or 0

    def take(self, value: JsonValue, *, half: bool = False) -> JsonValue:
        """Give a value that fits; None for one that does not, or that no JSON text can hold.

        Args:
            value: what is wanted.
            half: leave half of the bytes to what comes after.
        """
        size = measure_value(value)
        if size is None or size > self._share(half=half):
            return None
        self._left -= size
        return value

    def list_fitting(
        self,
        values: Iterable[JsonValue],
        *,
        half: bool = False,
        shorten: Callable[[Any], JsonValue] | None = None,
    ) -> tuple[list[JsonValue], int]:
        """Give the values of a list that fit, and how many do not.

        Args:
            values: those that are wanted, the most important first.
            half: leave half of the bytes to what comes after.
            shorten: makes another value of one that does not fit as it is.
        """
        room = self._share(half=half)
        kept: list[JsonValue] = []
        omitted = 0
        for value in values:
            fitting = _find_fitting(value, room, shorten)
            if fitting is None:
                omitted += 1
                continue
            kept.append(fitting[0])
            room -= fitting[1]
            self._left -= fitting[1]
        return kept, omitted

    def _share(self, *, half: bool) -> int:
        return self._left // 2 if half else self._left


def _find_fitting(
    value: JsonValue, room: int, shorten: Callable[[Any], JsonValue] | None
) -> tuple[JsonValue, int] | None:
    """Give the value, or the shorter one, with its size and a comma's; None where none fits."""
    size = measure_value(value)
    if size is not None and size < room:
        return value, size + 1
    return _find_fitting(shorten(value), room, None) if shorten else None


def measure_value(value: JsonValue) -> int | None:
    """Give the size of a value in bytes; None where UTF-8 or JSON cannot hold it."""
    try:
        return len(_STRICT.encode(value).encode())
    # Infinity, as a difference of huge numbers can be; an integer too long for Python to write; a
    # lone half of a pair.
    except ValueError:
        return None


def _bound_text(most: int) -> int:
    """Give how much of an answer its text may be."""
    return min(most // 4, _LARGEST_TEXT)


class Text:
    """The text of an answer: lines, as many as fit."""

    def __init__(self, most: int) -> None:
        # Within JSON a text stands in quotation marks.
        self._left = _bound_text(most) - _QUOTES
        self._lines: list[str] = []

    def add(self, line: str) -> bool:
        """Add a line, escaped and cut; tell whether it fitted."""
        shown, is_whole = cut_text(line, _LONGEST_LINE)
        return self._put(escape_text(shown) + ("" if is_whole else "…"))

    def add_all(self, lines: Iterable[str]) -> None:
        """Add lines as long as they fit."""
        for line in lines:
            if not self.add(line):
                return

    def add_json(self, title: str, value: JsonValue) -> None:
        """Add a value whole, or not at all."""
        self._put(f"{title}: {json.dumps(value)}")

    def _put(self, line: str) -> bool:
        size = measure_value(f"{line}\n") or 0
        if size > self._left:
            return False
        self._left -= size
        self._lines.append(line)
        return True

    def __str__(self) -> str:
        return "\n".join(self._lines)

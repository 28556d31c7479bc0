"""The weak order of arrangements: the smallest that turns round every pair which one of two does.

An arrangement is a list of the numbers from 0 on. A pair is turned round in it where the greater
number stands first. For every two arrangements there is one that turns round all pairs of both and
the fewest others: their join in the weak order (of permutations, Bruhat's).
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

__all__ = ["join_arrangements"]

# So wide that halving a gap again and again seldom leaves none, and labels have to be given anew.
_GAP: Final = 1 << 1024


def join_arrangements(sides: Sequence[Sequence[int]]) -> list[int]:
    """Give the smallest arrangement that turns round every pair that one of some turns round.

    From the greatest number down, each is put right behind the last one that a side puts before
    it; so nothing is moved that need not be. O(n log n), but for lists that are moved in memory.
    """
    count = len(sides[0])
    places = [_invert(side) for side in sides]
    heads = [_Heads() for _ in sides]
    line = _Line(count)
    for number in reversed(range(count)):
        found = (each.find_last(table[number]) for each, table in zip(heads, places, strict=True))
        line.put(number, max(found, key=line.read_label))
        for each, table in zip(heads, places, strict=True):
            each.add(table[number], number, line.labels)
    return line.list_all()


def _invert(side: Iterable[int]) -> list[int]:
    """Give the place of each number."""
    pairs = sorted((number, place) for place, number in enumerate(side))
    return [place for _, place in pairs]


class _Line:
    """Numbers in a row, which grows anywhere; labels tell in no time which of two comes first.

    `labels` are meaningful for the numbers that have been put.
    """

    def __init__(self, count: int) -> None:
        self.labels = [0] * count
        self._following: list[int | None] = [None] * count
        self._first: int | None = None

    def read_label(self, number: int | None) -> tuple[bool, int]:
        """Give what sorts as the row does; None stands for the place before all."""
        return (False, 0) if number is None else (True, self.labels[number])

    def put(self, number: int, before: int | None) -> None:
        """Put a number right behind another one, or first."""
        after = self._first if before is None else self._following[before]
        if before is not None and after is not None:
            if self.labels[after] - self.labels[before] < 2:
                self._label_anew()
            self.labels[number] = (self.labels[before] + self.labels[after]) >> 1
        elif before is not None:
            self.labels[number] = self.labels[before] + _GAP
        elif after is not None:
            self.labels[number] = self.labels[after] - _GAP
        self._following[number] = after
        if before is None:
            self._first = number
        else:
            self._following[before] = number

    def _label_anew(self) -> None:
        for place, number in enumerate(self.list_all()):
            self.labels[number] = place * _GAP

    def list_all(self) -> list[int]:
        """List the row."""
        numbers: list[int] = []
        number = self._first
        while number is not None:
            numbers.append(number)
            number = self._following[number]
        return numbers


class _Heads:
    """For every beginning of a side, which of the numbers in it comes last in the row.

    Only those are kept that come later in the row than all before them in the side.
    """

    def __init__(self) -> None:
        self._places: list[int] = []
        self._numbers: list[int] = []

    def find_last(self, place: int) -> int | None:
        """Find which number before a place comes last in the row."""
        index = bisect_left(self._places, place)
        return self._numbers[index - 1] if index else None

    def add(self, place: int, number: int, labels: Sequence[int]) -> None:
        """Add a number that has been put into the row, behind all those before it in the side."""
        index = end = bisect_left(self._places, place)
        while end < len(self._numbers) and labels[self._numbers[end]] < labels[number]:
            end += 1
        self._places[index:end] = [place]
        self._numbers[index:end] = [number]

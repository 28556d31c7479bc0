"""Chance that Hypothesis decides: what draws from a `Random` shrinks like any other strategy."""

from random import Random
from typing import Any

from hypothesis import strategies as st

__all__ = ["DrawnRandom"]

_STEPS = 256
_FRACTIONS = st.integers(1, _STEPS)


class DrawnRandom(Random):
    """A `Random` of which every number is drawn by Hypothesis.

    It shrinks to the first of several options, as `randrange` gives 0 or the lowest number, and to
    what happens most of the time: `random()` gives almost 1, so that `random() < 0.1` is false.
    """

    def __init__(self, draw: st.DrawFn) -> None:
        super().__init__(0)
        self._draw = draw

    def random(self) -> float:
        """Draw a fraction below 1."""
        return 1 - self._draw(_FRACTIONS) / (_STEPS + 1)

    def randrange(self, start: Any, stop: Any = None, step: Any = 1) -> int:
        """Draw a whole number from a range, its end excluded; it shrinks towards 0."""
        numbers = range(start) if stop is None else range(start, stop, step)
        first = -numbers.start if 0 in numbers and step == 1 else 0
        return numbers[first + self._draw(st.integers(-first, len(numbers) - 1 - first))]

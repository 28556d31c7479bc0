"""The pile: the documents that nobody has begun to check, in the order that is soonest done."""

from collections import deque
from collections.abc import Iterable, Mapping
from typing import Final

__all__ = ["Pile"]

# What is taken at once, by weight: enough that a worker seldom waits for more, and so little that
# none has much before it while another has nothing.
_MOST_AT_ONCE: Final = 512 * 1024
_LIGHT: Final = 1024 * 1024
# A document is large that is more than such a part of what each worker has to do in all. There are
# never many, and the others stay in their order, so that results seldom wait for one another.
_LARGE_PART: Final = 32


class Pile:
    """Documents by number: the large ones first, for which at the end everything would wait."""

    def __init__(self, weights: Mapping[int, int], workers: int) -> None:
        least = sum(weights.values()) // (_LARGE_PART * workers)
        large = [number for number, weight in weights.items() if weight > least]
        self._weights = weights
        self._large = deque(sorted(large, key=weights.__getitem__, reverse=True))
        self._others = deque(number for number, weight in weights.items() if weight <= least)

    def __bool__(self) -> bool:
        return bool(self._large or self._others)

    def take_some(self) -> list[int]:
        """Take what one worker is to do next; nothing where nothing is left."""
        taken: list[int] = []
        weight = 0
        while self and weight < _MOST_AT_ONCE:
            taken.append((self._large or self._others).popleft())
            weight += self._weights[taken[-1]]
        return taken

    def take_light(self) -> list[int]:
        """Take one document that takes no time worth speaking of, if one is next."""
        is_light = self._others and self._weights[self._others[0]] <= _LIGHT
        return [self._others.popleft()] if is_light else []

    def put_back(self, numbers: Iterable[int]) -> None:
        """Put documents back that were taken in this order, and not begun."""
        self._others.extendleft(reversed([*numbers]))

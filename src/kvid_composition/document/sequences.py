"""Lists of ids in another order: the fewest that move, and where each stands on the way."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import compress
from operator import eq, not_

__all__ = ["Rearrangement", "pick_moved", "pick_surely_moved"]


def pick_moved(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Give the fewest ids that have to move to bring those of `before` into the order of `after`.

    Ids that only one list has are passed by; within each list every id must be unique. What stays
    is a longest increasing subsequence; the same lists always give the same one. O(n log n).

    Returns:
        The ids that move, in the order of `after`.
    """
    start, old_end, new_end = _trim_common_ends(before, after)
    places = {id_: place for place, id_ in enumerate(before[start:old_end])}
    common = [id_ for id_ in after[start:new_end] if id_ in places]
    stays = _mark_increasing([places[id_] for id_ in common])
    return list(compress(common, map(not_, stays)))


def pick_surely_moved(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Give the ids that move whichever way the fewest are chosen, in the order of `after`.

    Of two neighbours that change places either one may have moved, so none surely has. O(n log n).
    """
    places = {id_: place for place, id_ in enumerate(before)}
    common = [id_ for id_ in after if id_ in places]
    values = [places[id_] for id_ in common]
    up_to = _measure_increasing(values)
    onwards = _measure_increasing([-value for value in reversed(values)])[::-1]
    longest = max(up_to, default=0)
    return [
        id_
        for id_, head, tail in zip(common, up_to, onwards, strict=True)
        if head + tail - 1 < longest
    ]


def _measure_increasing(places: Sequence[int]) -> list[int]:
    """Give for each member the length of the longest increasing subsequence that ends there."""
    tops: list[int] = []
    lengths: list[int] = []
    for place in places:
        pile = bisect_left(tops, place)
        tops[pile : pile + 1] = [place]
        lengths.append(pile + 1)
    return lengths


def _trim_common_ends(before: Sequence[str], after: Sequence[str]) -> tuple[int, int, int]:
    """Give the start of what differs, and its end in each of the two lists."""
    start = _count_alike(before, after)
    tail = _count_alike(before[start:][::-1], after[start:][::-1])
    return start, len(before) - tail, len(after) - tail


def _count_alike(before: Sequence[str], after: Sequence[str]) -> int:
    """Count the entries from the start that are the same in both lists."""
    alike = list(map(eq, before, after))
    return len(alike) if all(alike) else alike.index(False)


def _mark_increasing(places: Sequence[int]) -> list[bool]:
    """Mark the members of a longest increasing subsequence, by patience sorting."""
    tops: list[int] = []
    holders: list[int] = []
    below: list[int] = []
    for index, place in enumerate(places):
        pile = bisect_left(tops, place)
        below.append(holders[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [place]
        holders[pile : pile + 1] = [index]
    marks = [False] * len(places)
    index = holders[-1] if holders else -1
    while index >= 0:
        marks[index] = True
        index = below[index]
    return marks


class Rearrangement:
    """A list of unique ids on its way to another one: single entries are taken out and inserted.

    Every index is that of the list at that very moment. What is inserted comes in the order of
    `incoming`; what is taken may be taken whenever it suits, moved entries before their turn to be
    inserted again. No step looks at the whole list.

    Attributes:
        incoming: the ids to be inserted, in the order of the new list: those that it alone has,
            and the fewest of the others that have to change places.
        outgoing: the ids to be taken, in the order of the old list.
    """

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        self._start, old_end, new_end = _trim_common_ends(before, after)
        old, new = before[self._start : old_end], after[self._start : new_end]
        self._old_places = {id_: place for place, id_ in enumerate(old)}
        self._new_places = {id_: place for place, id_ in enumerate(new)}
        common = [id_ for id_ in new if id_ in self._old_places]
        stays = _mark_increasing([self._old_places[id_] for id_ in common])
        kept = list(compress(common, stays))
        staying = frozenset(kept)
        self.incoming = [id_ for id_ in new if id_ not in staying]
        self.outgoing = [id_ for id_ in old if id_ not in staying]
        # What stays is in the same order in both lists: the fixed points of all reckoning.
        self._kept_old = [self._old_places[id_] for id_ in kept]
        self._kept_new = [self._new_places[id_] for id_ in kept]
        self._waiting = [self._old_places[id_] for id_ in self.outgoing]
        self._length = len(new)
        self._progress = 0

    def take(self, id_: str) -> int:
        """Take out an id of `outgoing`; give the index at which it stood."""
        index = self.find(id_)
        del self._waiting[bisect_left(self._waiting, self._old_places[id_])]
        return index

    def find(self, id_: str) -> int:
        """Give the index of an id of `outgoing` that has not been taken."""
        place = self._old_places[id_]
        settled = self._count_settled(bisect_left(self._kept_old, place))
        return self._start + bisect_left(self._waiting, place) + settled

    def _count_settled(self, kept_before: int) -> int:
        """Count what is no longer waiting, before an entry with so many kept ones before it."""
        passed = bisect_left(self._kept_new, self._progress)
        if kept_before < passed:
            return self._kept_new[kept_before]
        return self._progress + kept_before - passed

    def insert(self, id_: str) -> int:
        """Insert the next id of `incoming`; give the index at which it stands."""
        place = self._new_places[id_]
        self._progress = place + 1
        return self.locate(self._start + place)

    def locate(self, index: int) -> int:
        """Give the present index of an entry that has its place, by its index in the new list."""
        place = index - self._start
        if place >= self._length:
            return index + len(self._waiting)
        kept = bisect_right(self._kept_new, place)
        return index + (bisect_left(self._waiting, self._kept_old[kept - 1]) if kept else 0)

"""What an option of the conflict `order` is to give: the way of one side, as far as it is asked.

Only what both have certainly moved, one to the front and the other to the back, is in question;
every other move of either side holds whichever option is taken.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import TypeAlias

__all__ = ["find_wrong_order"]

_Pairs: TypeAlias = set[frozenset[str]]


def find_wrong_order(lists: Sequence[Sequence[str]], option: str, after: Sequence[str]) -> str:
    """Say which pairs do not stand as chosen, nothing if all do.

    Args:
        lists: the ids in base, in ours and in theirs.
        option: whose way was chosen.
        after: the ids after that.
    """
    common = {*lists[0]}.intersection(*lists[1:], after)
    base, ours, theirs, merged = (_keep(each, common) for each in (*lists, after))
    contested = _find_contested(base, ours, theirs)
    sides = {"base": base, "ours": ours, "theirs": theirs}
    turned = {name: _list_turned(base, side) for name, side in sides.items()}
    unasked = {pair for pairs in turned.values() for pair in pairs if not pair & contested}
    if unasked <= turned[option]:
        return "" if merged == sides[option] else f"{merged} instead of {sides[option]}"
    missing = (turned[option] | unasked) - _list_turned(base, merged)
    return f"not as moved: {sorted(map(sorted, missing))}" if missing else ""


def _keep(ids: Sequence[str], common: set[str]) -> list[str]:
    return [id_ for id_ in ids if id_ in common]


def _list_turned(base: Sequence[str], other: Sequence[str]) -> _Pairs:
    pairs = combinations(base, 2)
    return {frozenset(pair) for pair in pairs if other.index(pair[0]) > other.index(pair[1])}


def _find_contested(base: list[str], ours: list[str], theirs: list[str]) -> set[str]:
    moved = _find_moved(base, ours) & _find_moved(base, theirs)
    return {
        id_
        for id_ in moved
        if (ours.index(id_) - base.index(id_)) * (theirs.index(id_) - base.index(id_)) < 0
    }


def _find_moved(base: list[str], other: list[str]) -> set[str]:
    """Find what is in no longest sequence that both have in the same order."""
    places = [base.index(id_) for id_ in other]
    below = _measure_runs(places)
    above = _measure_runs([-place for place in reversed(places)])[::-1]
    longest = max(below, default=0)
    through = zip(other, below, above, strict=True)
    return {id_ for id_, left, right in through if left + right - 1 < longest}


def _measure_runs(places: list[int]) -> list[int]:
    """Give the length of the longest ascending run that ends at each place."""
    lengths: list[int] = []
    for index, place in enumerate(places):
        before = zip(places[:index], lengths, strict=True)
        lengths.append(1 + max((length for held, length in before if held < place), default=0))
    return lengths

"""Order: two arrangements of a list of ids that grew from one, made one again.

The pairs that a side has turned round against the base are what it wants. Every such pair is wanted
against the base's order, so no set of them can contradict itself, and there is a smallest
arrangement that has all of them: the join of the two in the weak order of permutations. It is what
is given here, and it makes the merge of orders idempotent, symmetric and absorbing by its nature.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, TypeAlias

from kvid_composition.document.sequences import pick_surely_moved
from kvid_composition.merging.weak_order import join_arrangements

__all__ = ["Lead", "MergedOrder", "SortKey", "merge_order"]

SortKey: TypeAlias = Callable[[str], Any]
"""Gives what an id is sorted by where nothing else tells; no two ids may have the same."""

Lead: TypeAlias = Literal["ours", "theirs", "base"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedOrder:
    """The merged list.

    Attributes:
        ids: the list.
        contested: what one side has moved up and the other down.
        is_merged: whether both sides have had their say about the order.
        separated: the ids of a side behind whose left neighbour something has come of the other's.
    """

    ids: list[str]
    contested: tuple[str, ...] = ()
    is_merged: bool = False
    separated: tuple[str, ...] = ()


def merge_order(
    lists: tuple[Sequence[str], Sequence[str], Sequence[str]],
    members: Collection[str],
    key: SortKey,
    *,
    lead: Lead | None = None,
) -> MergedOrder:
    """Merge the order of a list with unique ids.

    Args:
        lists: the list in base, in ours and in theirs.
        members: what is on the merged list; what no list has comes last.
        key: what additions at one place are sorted by.
        lead: whose way goes for what both have moved, one up and the other down; None for both.
    """
    base, ours, theirs = lists
    common = frozenset(base).intersection(ours, theirs, members)
    cores = [[id_ for id_ in each if id_ in common] for each in lists]
    core = _merge_core(cores[0], cores[1], cores[2], lead)
    spine = core.ids
    if len(spine) == len(members):
        return core
    runs = [_Runs(each, common, members) for each in (ours, theirs)]
    listed = runs[0].anchors.keys() | runs[1].anchors.keys()
    rest = _Runs([id_ for id_ in base if id_ not in listed], common, members)
    placed = _insert_runs(spine, runs[0], runs[1], rest, key)
    unlisted = sorted(set(members).difference(placed), key=key)
    return MergedOrder(
        ids=[*placed, *unlisted],
        contested=core.contested,
        is_merged=core.is_merged,
        separated=_find_separated(spine, (ours, theirs), common, members),
    )


def _merge_core(
    base: list[str], ours: list[str], theirs: list[str], lead: Lead | None
) -> MergedOrder:
    """Merge the order of what all three have."""
    if theirs in (base, ours):
        return MergedOrder(ids=ours)
    if ours == base:
        return MergedOrder(ids=theirs)
    contested = _find_contested(base, ours, theirs)
    sides = [ours, theirs]
    if lead is not None:
        led = {"ours": ours, "theirs": theirs, "base": base}[lead]
        sides = [
            side if side is led else _put_back(side, frozenset(contested), base, led)
            for side in sides
        ]
    blocks = _cut_blocks(base, *sides)
    return MergedOrder(ids=_join(blocks, sides), contested=contested, is_merged=True)


def _put_back(
    side: list[str], contested: Collection[str], base: list[str], led: list[str]
) -> list[str]:
    """Take back what a side did to some ids: each stands behind what it follows in the base.

    What the side has moved besides is passed over, or it would take them along. To what both have
    moved they stand as in the list that leads.
    """
    rests = [[id_ for id_ in each if id_ not in contested] for each in (base, side, led)]
    moved = set(pick_surely_moved(rests[0], rests[1]))
    by_both = moved.intersection(pick_surely_moved(rests[0], rests[2]))
    places = {id_: place for place, id_ in enumerate(rests[1])}
    behind = _find_last_places(base, contested, {k: places[k] for k in places.keys() - moved})
    of_both = {id_: places[id_] for id_ in by_both}
    behind_both = _find_last_places(led, contested, of_both)
    mirrored = {id_: -place for id_, place in of_both.items()}
    before_both = _find_last_places([*reversed(led)], contested, mirrored)
    following: dict[int, list[str]] = {}
    for id_ in (id_ for id_ in led if id_ in contested):
        place = max(behind.get(id_, -1), behind_both.get(id_, -1))
        place = min(place, -before_both[id_] - 1) if id_ in before_both else place
        following.setdefault(place, []).append(id_)
    arranged = following.get(-1, [])
    for place, id_ in enumerate(rests[1]):
        arranged += [id_, *following.get(place, ())]
    return arranged


def _find_last_places(
    ids: Iterable[str], wanted: Collection[str], places: Mapping[str, int]
) -> dict[str, int]:
    """Give for each wanted id that follows something with a place the last of such places."""
    found: dict[str, int] = {}
    last: int | None = None
    for id_ in ids:
        if id_ in places:
            last = places[id_] if last is None else max(last, places[id_])
        elif id_ in wanted and last is not None:
            found[id_] = last
    return found


def _find_contested(base: list[str], ours: list[str], theirs: list[str]) -> tuple[str, ...]:
    """Find what both sides have certainly moved, one to the front and the other to the back."""
    moved = set(pick_surely_moved(base, ours)).intersection(pick_surely_moved(base, theirs))
    if not moved:
        return ()
    tables = [{id_: place for place, id_ in enumerate(each)} for each in (base, ours, theirs)]

    def goes_both_ways(id_: str) -> bool:
        old, own, other = (table[id_] for table in tables)
        return (own - old) * (other - old) < 0

    return tuple(id_ for id_ in base if id_ in moved and goes_both_ways(id_))


def _cut_blocks(base: list[str], ours: list[str], theirs: list[str]) -> list[list[str]]:
    """Cut the base into the stretches that all three have in one piece."""
    after_ours = dict(pairwise(ours))
    after_theirs = dict(pairwise(theirs))
    blocks = [[base[0]]]
    for id_, following in pairwise(base):
        if after_ours.get(id_) == after_theirs.get(id_) == following:
            blocks[-1].append(following)
        else:
            blocks.append([following])
    return blocks


def _join(blocks: list[list[str]], sides: Iterable[list[str]]) -> list[str]:
    """Arrange blocks so that every pair that a side has turned round is turned round."""
    numbers = {block[0]: number for number, block in enumerate(blocks)}
    arranged = join_arrangements(
        [[numbers[id_] for id_ in side if id_ in numbers] for side in sides]
    )
    return [id_ for number in arranged for id_ in blocks[number]]


class _Runs:
    """What a list has besides the common ids, each behind its nearest common left neighbour."""

    def __init__(
        self, ids: Iterable[str], common: Collection[str], members: Collection[str]
    ) -> None:
        self.anchors: dict[str, str | None] = {}
        anchor: str | None = None
        for id_ in ids:
            if id_ in common:
                anchor = id_
            elif id_ in members:
                self.anchors[id_] = anchor


def _insert_runs(
    spine: list[str], ours: _Runs, theirs: _Runs, rest: _Runs, key: SortKey
) -> list[str]:
    """Put everything that is not common behind its anchor."""
    places: dict[str | None, int] = {id_: place for place, id_ in enumerate(spine)}
    places[None] = -1
    anchors = {**rest.anchors, **theirs.anchors, **ours.anchors}
    for id_ in ours.anchors.keys() & theirs.anchors.keys():
        anchors[id_] = min(ours.anchors[id_], theirs.anchors[id_], key=places.__getitem__)
    groups: dict[str | None, tuple[list[str], list[str], list[str]]] = {}
    for index, runs in enumerate((ours, theirs, rest)):
        for id_ in runs.anchors:
            groups.setdefault(anchors[id_], ([], [], []))[index].append(id_)
    merged: list[str] = []
    for anchor in (None, *spine):
        if anchor is not None:
            merged.append(anchor)
        if anchor in groups:
            merged += _merge_runs(*groups[anchor], key)
    return merged


def _merge_runs(ours: list[str], theirs: list[str], rest: list[str], key: SortKey) -> list[str]:
    """Merge what is to stand at one place; what only base still has comes last."""
    shared = set(ours).intersection(theirs)
    spine = [id_ for id_ in ours if id_ in shared]
    if spine != [id_ for id_ in theirs if id_ in shared]:
        # The sides contradict one another: an order that neither made, and the same for both.
        return [*sorted({*ours, *theirs}, key=key), *rest]
    merged: list[str] = []
    parts = [_split(each, shared) for each in (ours, theirs)]
    for number, (own, other) in enumerate(zip(*parts, strict=True)):
        both = [part for part in (own, other) if part]
        for part in sorted(both, key=lambda part: key(part[0])):
            merged += part
        merged += spine[number : number + 1]
    return [*merged, *rest]


def _split(ids: list[str], shared: Collection[str]) -> list[list[str]]:
    """Split a list at what both have."""
    parts: list[list[str]] = [[]]
    for id_ in ids:
        if id_ in shared:
            parts.append([])
        else:
            parts[-1].append(id_)
    return parts


def _find_separated(
    spine: list[str],
    sides: tuple[Sequence[str], Sequence[str]],
    common: Collection[str],
    members: Collection[str],
) -> tuple[str, ...]:
    """Find what was put between two neighbours that are no longer neighbours."""
    following: dict[str | None, str] = dict(zip((None, *spine), spine, strict=False))
    separated: list[str] = []
    for side in sides:
        anchor: str | None = None
        first: str | None = None
        for id_ in side:
            if id_ in common:
                if first is not None and following.get(anchor) != id_:
                    separated.append(first)
                anchor, first = id_, None
            elif first is None and id_ in members:
                first = id_
    return tuple(separated)

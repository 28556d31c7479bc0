"""TIM, on overlap: items of one track stand one after another."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from operator import gt
from typing import Any, Final, TypeAlias

from kvid_composition.document.display import describe_number, quote_text
from kvid_composition.model.fields import Number
from kvid_composition.model.index import CompositionIndex
from kvid_composition.validation.issues import Severity
from kvid_composition.validation.rule import Finding, define_rule
from kvid_composition.validation.rules.examples import sketch_composition, sketch_item

__all__ = ["DUST", "OVERLAP_RULE"]

DUST: Final = 1e-6
"""What sums of doubles may be off by, in frames: 1.1 + 2.2 is not 3.3."""

_Stay: TypeAlias = tuple[Number, int, Number, str]
"""First frame of an item, what decides among those that start together, last frame, id."""


@dataclass(frozen=True, slots=True)
class _Overlap:
    """An item that begins before an earlier one has ended, and the first that it hits.

    Attributes:
        later: the item.
        earlier: the one that it hits.
        identity: the two, as they would be if items that start together stood in the order of
            their ids: the same whatever the order of the list.
    """

    later: _Stay
    earlier: _Stay
    identity: tuple[str, str]

    @property
    def rank(self) -> tuple[Any, ...]:
        """What puts overlaps of one item in order: the first that it hits comes first."""
        return self.earlier[0], self.earlier[3], self.identity


@define_rule(
    code="TIM105",
    name="items-overlap",
    severity=Severity.WARNING,
    summary="An item begins before an earlier one of its track has ended.",
    explanation="Both are painted, in the order of the list; editors show one on top of the other.",
    advice="Move or trim one of the two, or put it on a track of its own.",
    see_also=("REF105", "REF106"),
    example=sketch_composition(
        tracks=[{"id": "main", "items": ["a", "b"]}],
        items={"a": sketch_item(), "b": sketch_item(id="b", **{"from": 20}, durationInFrames=10)},
    ),
)
def _find_overlaps(index: CompositionIndex) -> Iterator[Finding]:
    # An item on two tracks is another rule's fault; of this one it is one item, with one issue.
    firsts: dict[str, _Overlap] = {}
    for rows in index.placements:
        for overlap in _find_overlaps_of_track(index, rows):
            known = firsts.setdefault(overlap.later[3], overlap)
            firsts[overlap.later[3]] = min(known, overlap, key=lambda each: each.rank)
    return map(_report_overlap, firsts.values())


def _report_overlap(overlap: _Overlap) -> Finding:
    start, _, _, name = overlap.later
    _, _, end, other = overlap.earlier
    return Finding(
        path=("items", name),
        message=f"Item {quote_text(name)} starts at frame {describe_number(start)}, "
        f"before {quote_text(other)} ends at {describe_number(end)}.",
        related=(("items", other),),
        reference=other,
        identity=("item", *overlap.identity),
    )


def _find_overlaps_of_track(
    index: CompositionIndex, listed: list[int | None]
) -> Iterator[_Overlap]:
    starts, ends, names = index.starts, index.ends, index.row_names
    stays: list[Any] = [
        (starts[row], position, ends[row], names[row])
        for position, row in enumerate(dict.fromkeys(listed))
        if row is not None and starts[row] is not None and ends[row] is not None
    ]
    # By start; items that start together keep the order of the list.
    stays.sort()
    begins = [stay[0] for stay in stays]
    stops = [stay[2] for stay in stays]
    if not any(map(gt, accumulate(stops, max), begins[1:])):
        return
    pairs = list(_sweep(stays))
    same = pairs
    if len(set(begins)) < len(begins):
        same = list(_sweep(sorted(stays, key=lambda stay: (stay[0], stay[3]))))
    # Both have as many: of items that start together and last, all but the first hit another.
    for (later, earlier), (one, other) in zip(pairs, same, strict=True):
        yield _Overlap(later, earlier, (one[3], other[3]))


def _sweep(stays: list[_Stay]) -> Iterator[tuple[_Stay, _Stay]]:
    """Give each stay that begins before one ahead of it has ended, with the first that it hits."""
    # Starts only grow, so whoever has ended once has ended for all that follow.
    first = 0
    for position, (start, _, end, _) in enumerate(stays):
        while first < position and stays[first][2] - start <= DUST:
            first += 1
        if first < position and end - start > DUST:
            yield stays[position], stays[first]


OVERLAP_RULE: Final = _find_overlaps

"""Overlaps: items that come to lie over one another only because two versions were merged."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice
from typing import Any, Final

from kvid_composition.diffing.numbers import is_number
from kvid_composition.document.values import MISSING, JsonObject, are_equal
from kvid_composition.merging.doubts import find_doubtful
from kvid_composition.merging.draft import Draft
from kvid_composition.merging.referee import Clash, name_entity, start_sentence
from kvid_composition.merging.registers import Held
from kvid_composition.merging.timing import LENGTH, START, TIME_KEYS, read_times
from kvid_composition.merging.versions import Side, Version
from kvid_composition.model.entity import Entity
from kvid_composition.model.fields import Number

__all__ = ["MAX_LOOKED_AT", "MAX_REPORTED", "settle_overlaps"]

MAX_REPORTED: Final = 10
"""Of the items that one newly overlaps, so many are asked about at once."""

MAX_LOOKED_AT: Final = 1_000
"""Of the items that play when another one begins, so many are looked at.

Where more lie over one another, nobody asks whether there is one more.
"""


@dataclass(frozen=True, slots=True)
class _Retimed:
    """The items that play at another time, or on another track, than in the base.

    Attributes:
        ours: those that ours has put there, or keeps though theirs has deleted them.
        theirs: the same of theirs.
        decided: those that have been converted or decided about: neither side has them so.
    """

    ours: frozenset[str]
    theirs: frozenset[str]
    decided: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Span:
    """When an item plays, in frames, and who had to do with it."""

    start: Number
    end: Number
    id: str
    is_ours: bool
    is_theirs: bool
    is_decided: bool

    @property
    def owner(self) -> str:
        """Who alone has put the item there: `nobody` where both have, or a decision."""
        if self.is_decided or (self.is_ours and self.is_theirs):
            return "nobody"
        return "ours" if self.is_ours else "theirs" if self.is_theirs else "base"


_MEETING: Final[Mapping[str, tuple[str, ...]]] = {
    "nobody": ("nobody", "ours", "theirs", "base"),
    "ours": ("nobody", "theirs"),
    "theirs": ("nobody", "ours"),
    "base": ("nobody",),
}
"""With whose items those of an owner can be where no one side has put both."""


def settle_overlaps(draft: Draft) -> None:
    """Ask what is to be done about items that overlap on neither side."""
    retimed = _Retimed(
        _find_retimed(draft.ours, draft.theirs),
        _find_retimed(draft.theirs, draft.ours),
        frozenset((*draft.converted, *draft.forced.times, *draft.forced.placements)),
    )
    doubtful = find_doubtful(draft)
    tracks = _find_tracks(draft, retimed.ours) & _find_tracks(draft, retimed.theirs)
    for track_id in sorted(tracks | _find_tracks(draft, retimed.decided)):
        spans = sorted(_list_spans(draft, track_id, retimed), key=lambda s: (s.start, s.id))
        for pair in _find_overlaps(draft, spans, doubtful):
            causes = [clash for span in pair for clash in doubtful.get(span.id, ())]
            _decide(draft, spans, pair, tuple(dict.fromkeys(causes)))


def _find_retimed(side: Side, other: Side) -> frozenset[str]:
    old, new = side.base, side.version
    retimed = {
        id_
        for id_ in side.items.changed
        if any(
            not are_equal(
                old.read_item(id_).get(key, MISSING), new.read_item(id_).get(key, MISSING)
            )
            for key in TIME_KEYS
        )
    }
    return frozenset(retimed.union(side.items.added, side.moved, other.items.removed))


def _find_tracks(draft: Draft, items: Collection[str]) -> set[str]:
    places = (draft.place(id_) for id_ in items if id_ in draft.items)
    return {place for place in places if place is not None}


def _list_spans(draft: Draft, track_id: str, retimed: _Retimed) -> Iterator[_Span]:
    owners = retimed.ours, retimed.theirs, retimed.decided
    for id_ in draft.list_members(track_id):
        edges = _read_edges(draft.items.get(id_))
        if edges is not None:
            yield _Span(*edges, id_, *(id_ in owned for owned in owners))


def _read_edges(item: Any) -> tuple[Number, Number] | None:
    """Give the first frame of an item and the one after its last; None where it never plays."""
    times = read_times(item)
    return None if times is None or times[1] <= 0 else (times[0], sum(times))


def _find_overlaps(
    draft: Draft, spans: Sequence[_Span], doubtful: Mapping[str, Sequence[str]]
) -> Iterator[tuple[_Span, _Span]]:
    """Find for each item the earlier ones that it newly overlaps; a few of them will do.

    Those that it overlaps whatever else is decided come before those that it may not overlap then.
    """
    playing = _Playing()
    for span in spans:
        playing.stop_before(span.start)
        met = [
            other
            for other in playing.find_met(span)
            if not _overlap_already(draft, other.id, span.id)
        ]
        met.sort(key=lambda each: (each.id in doubtful, each.start, each.id))
        yield from ((other, span) for other in met[:MAX_REPORTED])
        playing.start(span)


class _Playing:
    """What plays at some frame, apart by who has put it there: few of these can meet."""

    def __init__(self) -> None:
        self._owned: dict[str, dict[str, _Span]] = {owner: {} for owner in _MEETING}
        self._ends: list[tuple[Number, str, str]] = []

    def start(self, span: _Span) -> None:
        """Add an item that begins."""
        self._owned[span.owner][span.id] = span
        heappush(self._ends, (span.end, span.id, span.owner))

    def stop_before(self, frame: Number) -> None:
        """Forget what has ended."""
        while self._ends and self._ends[0][0] <= frame:
            _, id_, owner = heappop(self._ends)
            del self._owned[owner][id_]

    def find_met(self, span: _Span) -> Iterator[_Span]:
        """Find what plays where no one side has put both."""
        for owner in _MEETING[span.owner]:
            yield from islice(self._owned[owner].values(), MAX_LOOKED_AT)


def _overlap_already(draft: Draft, one: str, other: str) -> bool:
    return any(_do_overlap(side.version, one, other) for side in (draft.ours, draft.theirs))


def _do_overlap(version: Version, one: str, other: str) -> bool:
    """Tell whether two items of a version are on one track, and overlap there."""
    place = version.placements.get(one)
    if place is None or place != version.placements.get(other):
        return False
    first, second = (_read_edges(version.items.get(id_)) for id_ in (one, other))
    if first is None or second is None:
        return False
    return first[0] < second[1] and second[0] < first[1]


def _decide(
    draft: Draft, spans: Sequence[_Span], pair: tuple[_Span, _Span], cause: tuple[str, ...]
) -> None:
    items = tuple(Entity("item", span.id) for span in pair)
    held = [_describe(version, pair) for version in draft.list_versions()]
    clash = Clash(
        kind="overlap",
        entity=items[1],
        place=(),
        base=held[0] or MISSING,
        ours=held[1],
        theirs=held[2],
        related=items[:1],
        cause=cause,
        message=f"{start_sentence(name_entity(items[0]))} and {name_entity(items[1])} overlap.",
    )
    match draft.referee.decide(clash):
        case "ours":
            _put_back(draft, draft.ours, pair)
        case "theirs":
            _put_back(draft, draft.theirs, pair)
        case "shift":
            _shift(draft, spans, pair)
        case _:
            pass


def _describe(version: Version, pair: tuple[_Span, _Span]) -> JsonObject:
    """Say where a version has the two items, by their ids."""
    return {
        span.id: {
            **{key: version.read_item(span.id).get(key) for key in TIME_KEYS},
            "track": version.placements.get(span.id),
        }
        for span in pair
        if span.id in version.items
    }


def _put_back(draft: Draft, side: Side, pair: tuple[_Span, _Span]) -> None:
    """Put both items where a side has them; one that it does not have goes."""
    for span in pair:
        if span.id in side.version.items:
            item = side.version.read_item(span.id)
            times: tuple[Held, Held] = (item.get(START, MISSING), item.get(LENGTH, MISSING))
            draft.forced.times[span.id] = times
            draft.forced.placements[span.id] = side.place(span.id)
        else:
            draft.forced.gone.add(span.id)


def _shift(draft: Draft, spans: Sequence[_Span], pair: tuple[_Span, _Span]) -> None:
    """Play theirs at the first free place at or after its start."""
    earlier, later = pair
    shifted = earlier if earlier.is_theirs and not later.is_theirs else later
    item: Any = draft.items[shifted.id]
    start, length = shifted.start, shifted.end - shifted.start
    for other_start, other_end in sorted(_list_taken(draft, spans, shifted)):
        if other_start < start + length and other_end > start:
            start = other_end
    draft.forced.times[shifted.id] = (start, item[LENGTH])


def _list_taken(
    draft: Draft, spans: Iterable[_Span], shifted: _Span
) -> Iterator[tuple[Number, Number]]:
    """List when the others of a track play; those that were shifted before, where they are now."""
    for span in spans:
        start, length = draft.forced.times.get(span.id, (span.start, span.end - span.start))
        if span is not shifted and is_number(start) and is_number(length):
            yield start, start + length

"""Frame rate against frames: one side changed what a frame is, the other counted in old ones."""

from collections.abc import Iterator
from math import floor
from typing import Any, Final

from kvid_composition.diffing.numbers import is_number
from kvid_composition.document.values import MISSING, JsonObject, are_equal, is_object
from kvid_composition.merging.doubts import find_doubtful
from kvid_composition.merging.draft import Draft
from kvid_composition.merging.referee import ROOT, Clash, start_sentence
from kvid_composition.merging.timing import LENGTH, START, read_times
from kvid_composition.merging.versions import Side, other_side
from kvid_composition.model.entity import Entity
from kvid_composition.model.fields import Number

__all__ = ["convert_times", "settle_rate"]

_RATE: Final = "fps"


def settle_rate(draft: Draft) -> None:
    """Ask whether times of one side are to be converted, where the other changed the frame rate."""
    changer = _find_changer(draft)
    if changer is None:
        return
    counter = draft.side(other_side(changer.name))
    items = tuple(sorted(_list_retimed(draft, counter, changer)))
    if not items:
        return
    base, ours, theirs = (version.document.get(_RATE) for version in draft.list_versions())
    clash = Clash(
        kind="fps_vs_timing",
        entity=ROOT,
        place=(_RATE,),
        base=base,
        ours=ours,
        theirs=theirs,
        leanings={"ours": "keep_frames", "theirs": "keep_frames", "base": "keep_frames"},
        related=tuple(Entity("item", id_) for id_ in items),
        cause=_list_causes(draft, items),
        message=f"{start_sentence(changer.name)} changed the frame rate, {counter.name} when "
        "items play.",
    )
    if draft.referee.decide(clash) == "rescale":
        _rescale(draft, counter, items, _read_rates(draft, changer))


def _list_causes(draft: Draft, items: tuple[str, ...]) -> tuple[str, ...]:
    """List the open clashes without which there might be none of the items."""
    doubtful = find_doubtful(draft)
    if not all(id_ in doubtful for id_ in items):
        return ()
    return tuple(dict.fromkeys(clash for id_ in items for clash in doubtful[id_]))


def _find_changer(draft: Draft) -> Side | None:
    """Find the one side that changed the frame rate from one that means something to another."""
    base = draft.base.document.get(_RATE)
    changer = draft.find_only_side(
        lambda side: not are_equal(side.version.document.get(_RATE, MISSING), base)
    )
    if changer is None or not _is_rate(base):
        return None
    return changer if _is_rate(changer.version.document.get(_RATE)) else None


def _read_rates(draft: Draft, changer: Side) -> tuple[Any, Any]:
    """Give the old frame rate and the new one."""
    return draft.base.document[_RATE], changer.version.document[_RATE]


def _is_rate(value: Any) -> bool:
    return is_number(value) and value > 0


def _list_retimed(draft: Draft, counter: Side, changer: Side) -> Iterator[str]:
    """List the items whose time is told in the old frames by one side only."""
    for id_ in (*counter.items.added, *counter.items.changed):
        if id_ in draft.items:
            times = [
                read_times(version.items.get(id_))
                for version in (draft.base, counter.version, changer.version)
            ]
            if times[1] not in (times[0], times[2]):
                yield id_


def _rescale(
    draft: Draft, counter: Side, items: tuple[str, ...], rates: tuple[Number, Number]
) -> None:
    for id_ in items:
        # What a decision about an overlap has set is told in the new frames already.
        if id_ in draft.forced.times:
            continue
        item = draft.items[id_]
        told = read_times(counter.version.items[id_])
        if is_object(item) and told is not None and read_times(item) == told:
            draft.items[id_] = convert_times(item, *rates)
            draft.converted.add(id_)
    stored = counter.version.document.get(LENGTH, MISSING)
    is_theirs = not are_equal(stored, draft.base.document.get(LENGTH, MISSING))
    if is_number(stored) and is_theirs and are_equal(draft.root.get(LENGTH, MISSING), stored):
        draft.root[LENGTH] = max(1, _round(stored * rates[1] / rates[0]))


def convert_times(item: JsonObject, old: Number, new: Number) -> JsonObject:
    """Tell when an item plays in frames of another rate: both edges rounded, one frame at least."""
    times = read_times(item)
    if times is None:
        return item
    first, end = (_round(edge * new / old) for edge in (times[0], sum(times)))
    return {**item, START: first, LENGTH: max(1, end - first)}


def _round(value: float) -> int:
    return floor(value + 0.5)

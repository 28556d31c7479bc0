"""When an item plays: start, length and start in the medium, which are merged as one."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from kvid_composition.diffing.numbers import is_number
from kvid_composition.document.values import MISSING, JsonObject, are_equal, is_object
from kvid_composition.merging.referee import Clash, Note, Referee, name_entity
from kvid_composition.merging.registers import (
    Held,
    Unsettled,
    pick_members,
    settle,
)
from kvid_composition.model.aspects import Aspect
from kvid_composition.model.entity import Entity
from kvid_composition.model.fields import Number
from kvid_composition.model.shape_table import ITEM_SHAPES

__all__ = ["LENGTH", "START", "TIME_KEYS", "merge_times", "read_times"]

START: Final = "from"
LENGTH: Final = "durationInFrames"

TIME_KEYS: Final = (START, LENGTH)
"""The members that say when an item plays, in frames."""

_SOURCE_KEYS: Final = tuple(
    dict.fromkeys(
        key
        for shape in ITEM_SHAPES.values()
        for key, aspect in shape.aspects.items()
        if aspect is Aspect.SOURCE
    )
)

# A millionth of a frame is nothing that anybody set.
_SAME: Final = 1e-6


class _Three(NamedTuple):
    """An item in base (empty where it is not there), in ours and in theirs."""

    base: JsonObject
    ours: JsonObject
    theirs: JsonObject

    def read(self, key: str) -> tuple[Held, Held, Held]:
        base, ours, theirs = (item.get(key, MISSING) for item in self)
        return base, ours, theirs

    def settle(self, key: str) -> Held | Unsettled:
        return settle(*self.read(key))

    def pick(self, keys: tuple[str, ...]) -> tuple[JsonObject, JsonObject, JsonObject]:
        base, ours, theirs = (pick_members(item, keys) for item in self)
        return base, ours, theirs


def merge_times(
    referee: Referee, entity: Entity, versions: tuple[JsonObject, JsonObject, JsonObject]
) -> Mapping[str, Held]:
    """Merge when an item plays, as far as both sides have to do with it.

    Start and length are two registers first. Where a side changed both, its start and its end are:
    each is taken from the side that moved it. Otherwise all of it comes from one side, together
    with the start in the medium where that was moved with the start on the timeline.

    Returns:
        The members that are decided thereby.
    """
    three = _Three(*versions)
    settled = {key: three.settle(key) for key in TIME_KEYS}
    times = _take_settled(three, settled) or _merge_edges(referee, entity, three)
    sources = tuple(key for key in _SOURCE_KEYS if any(key in item for item in three))
    torn = tuple(key for key in sources if isinstance(three.settle(key), Unsettled))
    bound = tuple(key for key in sources if _moves_with_start(three, key))
    if times is not None and not set(torn) & set(bound):
        return times
    return _decide(referee, entity, three, (*TIME_KEYS, *bound))


def _take_settled(three: _Three, settled: Mapping[str, Held | Unsettled]) -> dict[str, Held] | None:
    """Take what the registers give, unless two halves make an item that never plays."""
    taken = {key: held for key, held in settled.items() if not isinstance(held, Unsettled)}
    if len(taken) < len(settled):
        return None
    length = taken[LENGTH]
    if is_number(length) and length < 1 and not _is_of_one_side(three, taken):
        return None
    return taken


def _is_of_one_side(three: _Three, times: Mapping[str, Held]) -> bool:
    return any(
        all(are_equal(item.get(key, MISSING), held) for key, held in times.items())
        for item in (three.ours, three.theirs)
    )


def _merge_edges(referee: Referee, entity: Entity, three: _Three) -> dict[str, Held] | None:
    """Take the start from the side that moved it, and the end from the side that moved that."""
    base, ours, theirs = (read_times(item) for item in three)
    if base is None or ours is None or theirs is None:
        return None
    starts = [start for start, _ in (base, ours, theirs)]
    ends = [start + length for start, length in (base, ours, theirs)]
    start, end = _settle_edge(*starts), _settle_edge(*ends)
    if start is None or end is None or end - start < 1:
        return None
    # With the base's length it would pass for a slide, when the result is merged once more.
    if abs(end - start - base[1]) < _SAME:
        return None
    referee.note(
        Note(
            kind="timing.edges",
            entity=entity,
            message=f"One side moved the start of {name_entity(entity)}, the other its end.",
        )
    )
    for item, own_start, own_end in zip(three, starts, ends, strict=True):
        # Whoever has both already: so that merging the result once more changes nothing.
        if item is not three.base and abs(own_start - start) < _SAME and abs(own_end - end) < _SAME:
            return {key: item[key] for key in TIME_KEYS}
    return {START: start, LENGTH: end - start}


def _settle_edge(base: float, ours: float, theirs: float) -> float | None:
    if abs(ours - theirs) < _SAME or abs(base - theirs) < _SAME:
        return ours
    return theirs if abs(base - ours) < _SAME else None


def read_times(item: Any) -> tuple[Number, Number] | None:
    """Give the first frame of an item and how many it plays; None where these are no numbers."""
    if not is_object(item):
        return None
    start, length = item.get(START), item.get(LENGTH)
    return (start, length) if is_number(start) and is_number(length) else None


def _moves_with_start(three: _Three, key: str) -> bool:
    """Tell whether a side has moved the start in the medium with the start on the timeline."""
    return any(
        not are_equal(three.base.get(START, MISSING), item.get(START, MISSING))
        and not are_equal(three.base.get(key, MISSING), item.get(key, MISSING))
        for item in (three.ours, three.theirs)
    )


def _decide(
    referee: Referee, entity: Entity, three: _Three, keys: tuple[str, ...]
) -> dict[str, Held]:
    base, ours, theirs = three.pick(keys)
    clash = Clash(
        kind="timing",
        entity=entity,
        base=base or MISSING,
        ours=ours,
        theirs=theirs,
        message=f"Both changed when {name_entity(entity)} plays.",
    )
    chosen = clash.choose_held(referee.decide(clash))
    members = chosen if is_object(chosen) else {}
    return {key: members.get(key, MISSING) for key in keys}

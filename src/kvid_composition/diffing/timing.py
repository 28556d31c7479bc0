"""The time of an item: which of an editor's moves explains what has changed about it.

Start and length are frames on the timeline; the source is where in its medium the item begins, in
seconds; the speed is a ratio. A picture or a text has no source.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from kvid_composition.diffing.changes import (
    Change,
    ItemRetimed,
    ItemShifted,
    ItemSlipped,
    ItemSpeedChanged,
    ItemTrimmed,
)
from kvid_composition.diffing.numbers import is_number, settle_number
from kvid_composition.model.aspects import Aspect
from kvid_composition.model.fields import Number

__all__ = ["TIME_ASPECTS", "TimeKeys", "name_time_change"]

TimeKeys: TypeAlias = Mapping[Aspect, str]
"""The key of each field that speaks of time, for one type of item."""

_START, _LENGTH, _SOURCE, _SPEED = TIME_ASPECTS = (
    Aspect.START,
    Aspect.LENGTH,
    Aspect.SOURCE,
    Aspect.SPEED,
)

# What an item without such a field does: it begins where its medium begins, at its pace.
_ABSENT: Final[Mapping[Aspect, Number]] = {_SOURCE: 0, _SPEED: 1}


@dataclass(frozen=True, slots=True)
class _Times:
    """A number of an item's time, before and after."""

    before: Number
    after: Number

    @property
    def delta(self) -> Number:
        return self.after - self.before


def name_time_change(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    changed: AbstractSet[Aspect],
    keys: TimeKeys,
    fps: Number | None,
) -> type[Change]:
    """Name the change of an item's time.

    Args:
        before: the item before.
        after: the item after.
        changed: the aspects whose fields differ; at least one.
        keys: where the fields are.
        fps: frames per second of both versions; None where they differ or mean nothing.
    """
    times = {
        aspect: _Times(*(item.get(key, _ABSENT.get(aspect)) for item in (before, after)))
        for aspect, key in keys.items()
    }
    if not all(
        is_number(t.before) and is_number(t.after) for a, t in times.items() if a in changed
    ):
        return ItemRetimed
    if changed == {_START}:
        return ItemShifted
    if changed == {_LENGTH}:
        return ItemTrimmed
    if changed == {_SOURCE}:
        return ItemSlipped
    if _SPEED in changed:
        return ItemSpeedChanged if _keeps_stretch(times, changed) else ItemRetimed
    is_trim = {_START, _LENGTH} <= changed and _is_trimmed(times, fps)
    return ItemTrimmed if is_trim else ItemRetimed


def _keeps_stretch(times: Mapping[Aspect, _Times], changed: AbstractSet[Aspect]) -> bool:
    """Tell whether an item of another speed shows the same stretch of its source.

    A length in whole frames can only come as near as half a frame.
    """
    if changed == {_SPEED}:
        return True
    if changed != {_SPEED, _LENGTH}:
        return False
    length, speed = times[_LENGTH], times[_SPEED]
    stretch = length.after * speed.after - length.before * speed.before
    return abs(stretch) <= abs(speed.after) / 2


def _is_trimmed(times: Mapping[Aspect, _Times], fps: Number | None) -> bool:
    """Tell whether new edges can come of trimming, without sliding what is in between."""
    start, length = times[_START], times[_LENGTH]
    end = settle_number(start.delta + length.delta)
    source = times.get(_SOURCE)
    if source is None:
        # Nothing tells a trim of both edges from a shift, unless the edges go opposite ways.
        return not end or (end > 0) != (start.delta > 0)
    speed = times[_SPEED].after if _SPEED in times else 1
    if fps is None or not is_number(speed) or not is_number(source.before):
        return False
    second = speed / fps
    return abs(source.delta - start.delta * second) <= abs(second) / 2

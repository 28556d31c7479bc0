"""The kind of change that a change of an item's time is: the tests' own reading of the rules.

Where rounding decides, or the rules leave it open, more than one answer is right.
"""

from typing import Any, Final, NamedTuple

from kvid_composition.document.values import MISSING
from kvid_composition.testing.seeded.fields import Document
from tests.strategies.edit_scripts_meaning import list_time_keys

__all__ = ["TIME_TYPES", "classify_time", "is_number", "is_whole"]

TIME_TYPES: Final = frozenset(
    {"ItemShifted", "ItemTrimmed", "ItemSlipped", "ItemSpeedChanged", "ItemRetimed"}
)
_CLOSE: Final = 1e-9
_EDGES: Final = frozenset({"start", "length"})
_STRETCH: Final = frozenset({"speed", "length"})


class _Time(NamedTuple):
    start: Any
    length: Any
    source: Any
    speed: Any

    @property
    def end(self) -> float:
        end: float = self.start + self.length
        return end


def is_number(value: object) -> bool:
    """Tell whether a value is a number; `True` is none."""
    return type(value) is int or type(value) is float


def is_whole(value: object) -> bool:
    """Tell whether a value is a whole number; 30.0 is one."""
    return type(value) is int or (type(value) is float and value.is_integer())


def classify_time(
    old: Document, new: Document, changed: frozenset[str], rates: tuple[Any, Any]
) -> frozenset[str]:
    """Name the types that the change may have.

    Args:
        old: the item before.
        new: the item after.
        changed: its members about time that are not equal.
        rates: the frame rates before and after.
    """
    (old_source, old_speed), (new_source, new_speed) = list_time_keys(old), list_time_keys(new)
    source, speed = old_source or new_source, old_speed or new_speed
    sources = changed & {old_source, new_source}
    parts = _name_parts(changed, sources)
    if {old_source, new_source, None} > {source, None} and (len(sources) > 1 or parts >= _EDGES):
        # The type has changed, and with it the name of the member: nothing says what that means.
        return TIME_TYPES
    before, after = _read_time(old, source, speed), _read_time(new, source, speed)
    if _is_unclear(before, after, parts):
        return frozenset({"ItemRetimed"})
    return _classify(before, after, parts, rates, has_source=source is not None)


def _read_time(item: Document, source: str | None, speed: str | None) -> _Time:
    return _Time(
        item.get("from", MISSING),
        item.get("durationInFrames", MISSING),
        0 if source is None else item.get(source, 0),
        1 if speed is None else item.get(speed, 1),
    )


def _name_parts(changed: frozenset[str], sources: frozenset[str | None]) -> frozenset[str]:
    named = {"from": "start", "durationInFrames": "length", "playbackRate": "speed"}
    return frozenset("source" if key in sources else named[key] for key in changed)


def _is_unclear(before: _Time, after: _Time, parts: frozenset[str]) -> bool:
    """Tell whether a value that has to do with the change is no number."""
    involved = set(parts)
    if parts >= _EDGES:
        involved |= {"source", "speed"}
    return not all(is_number(getattr(t, part)) for t in (before, after) for part in involved)


def _classify(
    before: _Time,
    after: _Time,
    parts: frozenset[str],
    rates: tuple[Any, Any],
    *,
    has_source: bool,
) -> frozenset[str]:
    plain = {
        frozenset({"start"}): "ItemShifted",
        frozenset({"source"}): "ItemSlipped",
        frozenset({"length"}): "ItemTrimmed",
        frozenset({"speed"}): "ItemSpeedChanged",
    }
    if parts in plain:
        return frozenset({plain[parts]})
    if parts == _STRETCH:
        shown = after.length * after.speed - before.length * before.speed
        return _decide(0.5 * abs(after.speed) - abs(shown), "ItemSpeedChanged")
    if parts >= _EDGES and "speed" not in parts:
        if has_source:
            return _classify_medium(before, after, rates)
        return _classify_still(before, after)
    return frozenset({"ItemRetimed"})


def _classify_medium(before: _Time, after: _Time, rates: tuple[Any, Any]) -> frozenset[str]:
    """Tell a trim by the medium, which moved along with the beginning."""
    fps = rates[1]
    if not all(map(is_number, rates)) or rates[0] != rates[1] or fps <= 0:
        return frozenset({"ItemRetimed"})
    moved = (after.start - before.start) / fps * after.speed
    off = abs(after.source - before.source - moved)
    return _decide(0.5 / fps * after.speed - off, "ItemTrimmed")


def _classify_still(before: _Time, after: _Time) -> frozenset[str]:
    """Tell a trim of what has no medium: one edge stays, or both move in or both out."""
    head, tail = after.start - before.start, before.end - after.end
    if tail == 0 or head * tail > 0:
        sure = tail == 0 or abs(tail) > _CLOSE
        return frozenset({"ItemTrimmed"}) if sure else frozenset({"ItemTrimmed", "ItemRetimed"})
    return _decide(-abs(tail), "ItemTrimmed")


def _decide(margin: float, name: str) -> frozenset[str]:
    """Take the name if there is a margin, ItemRetimed if not, both where rounding decides."""
    names = {name} if margin > _CLOSE else {"ItemRetimed"}
    return frozenset({name, "ItemRetimed"} if abs(margin) <= _CLOSE else names)

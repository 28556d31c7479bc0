"""Which facts of a script do not hold in a merged document."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from kvid_composition.document.values import MISSING, is_object
from kvid_composition.testing.edits.registers import (
    EXISTENCE,
    ORDER,
    PLACEMENT,
    Register,
    find_place,
    read_entity,
    read_register,
)
from kvid_composition.testing.edits.script import Script
from kvid_composition.testing.seeded.fields import Document
from tests.merging.laws_facts import DELETED, FRAMES, Fact, list_facts, map_deleted
from tests.merging.laws_trial import are_alike

__all__ = ["list_losses", "list_misplaced"]

_CLOSE: Final = 1e-6


def list_losses(script: Script, other: Script, document: Document) -> list[Fact]:
    """List what a script has changed and a merge with another does not hold."""
    return [fact for fact in list_facts(script) if not _holds(fact, script, other, document)]


def _holds(fact: Fact, script: Script, other: Script, document: Document) -> bool:
    kind, id_, field = fact.register
    if field == PLACEMENT:
        place = find_place(document, str(id_))[0]
        return are_alike(place, fact.after)
    if field == EXISTENCE:
        return (read_entity(document, fact.entity) is MISSING) == (fact.after is MISSING)
    if field == ORDER:
        return _is_turned(fact, other, document)
    if field == DELETED and kind == "composition" and fact.inner:
        entries = map_deleted(document.get(DELETED, MISSING))
        return entries is not None and are_alike(entries.get(fact.inner[0], MISSING), fact.after)
    if kind == "composition" and field == "durationInFrames":
        return _is_covered(document.get(field, MISSING), fact.after)
    if _has_value(fact, document):
        return True
    return kind == "item" and field in FRAMES and _has_edges(fact, script, document)


def _has_value(fact: Fact, document: Document) -> bool:
    value = read_register(document, fact.register)
    for step in fact.inner:
        value = value.get(step, MISSING) if is_object(value) else MISSING
    is_empty = fact.after == {} and not is_object(fact.before)
    return is_object(value) if is_empty else are_alike(value, fact.after)


def _is_covered(value: Any, wanted: Any) -> bool:
    """Tell whether a stored length is what somebody wanted, or more."""
    return are_alike(value, wanted) or (_are_numbers(value, wanted) and bool(value > wanted))


def _is_turned(fact: Fact, other: Script, document: Document) -> bool:
    """Tell whether a pair is turned round, as far as both are still on the list everywhere."""
    theirs = read_register(other.after, fact.register)
    merged = read_register(document, fact.register)
    lists = [each for each in (theirs, merged) if each is not MISSING]
    if len(lists) < 2 or not all(name in each for each in lists for name in fact.inner):
        return True
    first, second = map(merged.index, fact.inner)
    return bool(first < second)


def _has_edges(fact: Fact, script: Script, document: Document) -> bool:
    """Tell whether every edge that a side has moved is where it put it."""
    versions = (script.before, script.after, document)
    edges = [_read_edges(read_entity(each, fact.entity)) for each in versions]
    if None in edges:
        return False
    return all(abs(new - got) <= _CLOSE for old, new, got in zip(*edges, strict=True) if old != new)


def _read_edges(item: Any) -> tuple[float, float] | None:
    """Give the start and the end of an item, None where it has none."""
    start, length = (_read(item, key) for key in FRAMES)
    return (start, start + length) if _are_numbers(start, length) else None


def _read(item: Any, key: str) -> Any:
    return item.get(key) if is_object(item) else None


def _are_numbers(*values: Any) -> bool:
    return all(type(value) is int or type(value) is float for value in values)


def list_misplaced(script: Script, other: Script, document: Document) -> list[Fact]:
    """List what a script has put on a list and what does not stand behind the same neighbour.

    The neighbour is the nearest in front that the base, both sides and the merge have on the list.
    """
    lists = [Register("composition", None, ORDER)]
    lists += [Register("track", track["id"], ORDER) for track in script.before["tracks"]]
    return [fact for register in lists for fact in _list_in(register, script, other, document)]


def _list_in(
    register: Register, script: Script, other: Script, document: Document
) -> Iterator[Fact]:
    versions = (script.before, script.after, other.after, document)
    lists = [read_register(each, register) for each in versions]
    if MISSING in lists:
        return
    base, mine, theirs, merged = lists
    common = set(base).intersection(mine, theirs, merged)
    for name in mine:
        if name in merged and name not in base and name not in theirs:
            wanted, given = (_find_neighbour(each, name, common) for each in (mine, merged))
            if wanted != given:
                yield Fact(register, (name,), wanted, given)


def _find_neighbour(names: Sequence[str], name: str, common: set[str]) -> str | None:
    before = names[: names.index(name)]
    return next((each for each in reversed(before) if each in common), None)

"""What a script has achieved, as facts that a merge can keep or lose.

They come from the script's ledger: which registers it has touched. A fact is one part of a
register's change: a member of a nested object, a pair of a list that was turned round, an entry of
`deletedAssets`. Where two editors touch different parts, the facts of both can hold.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final

from kvid_composition.document.values import MISSING, is_array, is_object
from kvid_composition.model.entity import Entity
from kvid_composition.testing.edits.registers import (
    EXISTENCE,
    ORDER,
    PLACEMENT,
    Register,
    read_entity,
    read_register,
)
from kvid_composition.testing.edits.script import Script
from tests.merging.laws_trial import are_alike

__all__ = ["DELETED", "FRAMES", "Fact", "list_facts", "map_deleted"]

FRAMES: Final = ("from", "durationInFrames")
DELETED: Final = "deletedAssets"


@dataclass(frozen=True, slots=True)
class Fact:
    """One part of what a script has changed.

    Attributes:
        register: where.
        inner: the members that lead to it inside the register, the id of an entry of
            `deletedAssets`, or the two ids of a pair, the first in front.
        before: what was there; MISSING if nothing.
        after: what is there now.
    """

    register: Register
    inner: tuple[str, ...]
    before: Any
    after: Any

    @property
    def entity(self) -> Entity:
        """What has changed."""
        return Entity(self.register.kind, self.register.id)

    def __str__(self) -> str:
        """Say what has changed, for messages."""
        place = "/".join((self.register.field, *self.inner))
        change = f"{self.before!r} -> {self.after!r}"
        return f"{self.register.kind} {self.register.id!r} {place}: {change}"


def list_facts(script: Script) -> list[Fact]:
    """List what a script has changed, each thing once."""
    found = (fact for register in sorted(script.ledger) for fact in _list_of(script, register))
    return list({(fact.register, fact.inner): fact for fact in found}.values())


def _list_of(script: Script, register: Register) -> Iterator[Fact]:
    before, after = (read_register(each, register) for each in (script.before, script.after))
    match register.field:
        case field if field == EXISTENCE:
            yield from _compare_existence(register, before, after)
        case field if field == PLACEMENT:
            exists = read_entity(script.after, Entity(register.kind, register.id)) is not MISSING
            if before != after and (exists or after is not None):
                yield Fact(register, (), before, after)
        case field if field == ORDER:
            if MISSING not in (before, after):
                yield from _list_turned_pairs(register, before, after)
        case _:
            # Whether it exists is another register.
            if read_entity(script.after, Entity(register.kind, register.id)) is not MISSING:
                yield from _compare_field(register, before, after)


def _compare_existence(register: Register, before: Any, after: Any) -> Iterator[Fact]:
    if before is MISSING and after is MISSING:
        return
    if before is MISSING or after is MISSING:
        yield Fact(register, (), before, after)
    if after is not MISSING:
        held: Mapping[str, Any] = {} if before is MISSING else before
        for key in (held.keys() | after.keys()) - {"items"}:
            field = register._replace(field=key)
            yield from _compare_field(field, held.get(key, MISSING), after.get(key, MISSING))


def _compare_field(register: Register, before: Any, after: Any) -> Iterator[Fact]:
    if register.field == DELETED and register.kind == "composition":
        yield from _compare_deleted(register, before, after)
    else:
        yield from _compare_values(register, (), before, after)


def _compare_values(
    register: Register, inner: tuple[str, ...], before: Any, after: Any
) -> Iterator[Fact]:
    """Compare objects member by member; arrays are one value.

    An object that comes without members is a fact of its own: that there is one.
    """
    if are_alike(before, after):
        return
    held: Mapping[str, Any] = before if is_object(before) else {}
    if not is_object(after) or not held.keys() | after.keys():
        yield Fact(register, inner, before, after)
        return
    for key in sorted(held.keys() | after.keys()):
        values = held.get(key, MISSING), after.get(key, MISSING)
        yield from _compare_values(register, (*inner, key), *values)


def _compare_deleted(register: Register, before: Any, after: Any) -> Iterator[Fact]:
    old, new = map_deleted(before), map_deleted(after)
    if old is None or new is None:
        yield from _compare_values(register, (), before, after)
        return
    for name in sorted(old.keys() | new.keys()):
        values = old.get(name, MISSING), new.get(name, MISSING)
        if not are_alike(*values):
            yield Fact(register, (name,), *values)


def map_deleted(entries: Any) -> Mapping[str, Any] | None:
    """Map the entries of `deletedAssets` by their assets; None where they are no such list."""
    if entries is MISSING:
        return {}
    if not is_array(entries) or not all(map(is_object, entries)):
        return None
    names = [entry.get("assetId") for entry in entries]
    if len({*map(str, names)}) < len(names):
        return None
    return dict(zip(map(str, names), entries, strict=True))


def _list_turned_pairs(
    register: Register, before: Sequence[str], after: Sequence[str]
) -> Iterator[Fact]:
    places = {name: place for place, name in enumerate(before)}
    kept = [name for name in after if name in places]
    for first, second in combinations(kept, 2):
        if places[first] > places[second]:
            yield Fact(register, (first, second), (second, first), (first, second))

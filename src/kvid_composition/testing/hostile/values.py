"""Hostile Python values: whatever a caller can pass where a JSON document is expected.

`make_hostile_value` draws from a seeded `random.Random`, for fuzzers; `hostile_values()` is the
same for Hypothesis, which shrinks to the first kind and the lowest seed that fail.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any

from hypothesis import strategies as st

from kvid_composition.testing.hostile.foreign import FOREIGN, Record, Word
from kvid_composition.testing.hostile.traps import (
    HOOKS,
    ApartText,
    HostileError,
    Impostor,
    LyingDict,
    LyingList,
    LyingText,
    RaisingClass,
    RaisingDict,
    RaisingName,
    RaisingText,
    make_pretender,
    make_trap,
)

__all__ = [
    "KINDS",
    "HostileValue",
    "add_hostile_key",
    "hostile_values",
    "make_hostile_value",
    "make_plain_value",
    "nest",
]

_ERRORS: tuple[Callable[[str], BaseException], ...] = (
    HostileError,
    RuntimeError,
    RecursionError,
    StopIteration,
    AttributeError,
    KeyError,
    TypeError,
    SystemExit,
)

_CONTENTS: dict[type, Any] = {
    dict: {"id": "text1", "items": []},
    list: ["text1"],
    str: "text1",
    int: 5,
    float: 0.5,
    bytes: b"{}",
    tuple: ("text1",),
    object: None,
}


def _spring(base: type, hooks: tuple[str, ...], error: Callable[[str], BaseException]) -> object:
    trap = make_trap(base, hooks, error)
    return trap() if base is object else trap(_CONTENTS[base])


def _trap_one(random: Random) -> object:
    base = random.choice(list(_CONTENTS))
    return _spring(base, (random.choice(HOOKS),), random.choice(_ERRORS))


def _trap_all(random: Random) -> object:
    return _spring(random.choice(list(_CONTENTS)), HOOKS, random.choice(_ERRORS))


def _impostor(random: Random) -> object:
    claimed: tuple[type, ...] = (dict, list, str, int, float, bool, type(None), type)
    return Impostor(random.choice(claimed))


def _lie(random: Random) -> object:
    liars = (LyingDict(id="text1"), LyingList(["text1"]), LyingText("text1"))
    return random.choice(liars)


def _meta(random: Random) -> object:
    claimed: tuple[type, ...] = (dict, list, str, int, float, bool, type(None), object)
    pretender = make_pretender(random.choice(claimed))
    return random.choice((RaisingClass(), RaisingClass, RaisingDict(id="text1"), pretender()))


@cache
def _named_class(name: str) -> type:
    return type(name, (), {})


def _badly_named(random: Random) -> object:
    names = ("\x1b[31mred", "a\nb", "\u202eevil", "x" * 5000, RaisingName("x"))
    return _named_class(random.choice(names))()


def _cycle(random: Random) -> object:
    inner: list[Any] = []
    outer: dict[str, Any] = {"a": inner}
    match random.randrange(4):
        case 0:
            inner.append(inner)
        case 1:
            inner += [outer, outer]
        case 2:
            inner.append({"b": [outer, {"c": inner}]})
        case _:
            knot: list[list[Any]] = [[] for _ in range(random.randint(2, 24))]
            for strand in knot:
                strand.extend(knot)
            inner += knot
    return random.choice((inner, outer))


def _bomb(random: Random) -> object:
    """Share containers so that they expand to more values than any memory holds."""
    cores: tuple[Any, ...] = (1, "text", [], {}, math.nan, {1})
    part = random.choice(cores)
    width = random.choice((2, 10))
    for _ in range(random.randint(30, 60)):
        part = (
            [part] * width if random.random() < 0.5 else dict.fromkeys("abcdefghij"[:width], part)
        )
    return part


def nest(depth: int, *, arrays: bool = True, core: object = None) -> Any:
    """Nest one value in `depth` lists or dicts."""
    part: Any = core
    for _ in range(depth):
        part = [part] if arrays else {"a": part}
    return part


@cache
def _deepest(arrays: bool) -> Any:
    return nest(100_000, arrays=arrays)


def _deep(random: Random) -> object:
    arrays = random.random() < 0.5
    depth = random.choice((60, 64, 65, 150, 300, 600, 1000, 1500, 3000))
    # Such a depth takes a quarter of a second to look at.
    if random.random() < 0.002:
        return _deepest(arrays)
    return nest(depth, arrays=arrays, core=random.choice((None, {1}, math.inf)))


def _foreign(random: Random) -> object:
    return random.choice(FOREIGN)()


def _number(random: Random) -> object:
    numbers: tuple[int | float, ...] = (
        *(math.nan, math.inf, -math.inf, -0.0, 5e-324, 1.7976931348623157e308),
        *(10**6000, -(10**400), 10**309, 10**308, 2**53, -(2**60), 2**64, 10**4300),
    )
    return random.choice(numbers)


def _text(random: Random) -> object:
    texts = ("\ud800", "a\udfffb", "\udc80\ud800", "\x00", "\x1b]0;x\x07", "\u202e", "x" * 100_000)
    return random.choice(texts)


def _odd_keys(random: Random) -> object:
    """Make an object of which one key is no text, or a text that no pointer can name."""
    holder: dict[Any, Any] = {"id": "text1", "from": 0}
    add_hostile_key(holder, random, ["id", "from"])
    return holder


def make_plain_value(random: Random) -> object:
    """Give plain JSON of a type that does not belong here."""
    return random.choice((None, True, False, 0, -1, 2.5, "", "text1", [], {}, [None], {"": {}}))


_MAKERS: dict[str, Callable[[Random], object]] = {
    "plain": make_plain_value,
    "number": _number,
    "text": _text,
    "foreign": _foreign,
    "keys": _odd_keys,
    "cycle": _cycle,
    "deep": _deep,
    "bomb": _bomb,
    "impostor": _impostor,
    "liar": _lie,
    "name": _badly_named,
    "metaclass": _meta,
    "trap": _trap_one,
    "all traps": _trap_all,
}

KINDS = tuple(_MAKERS)
"""The kinds of hostile values, tame ones first."""

_WEIGHTS = tuple(0.3 if kind in {"bomb", "deep"} else 1.0 for kind in KINDS)


def make_hostile_value(random: Random, kind: str | None = None) -> object:
    """Make one hostile value: of some kind, now and then among others in a container."""
    chosen = kind or random.choices(KINDS, _WEIGHTS)[0]
    value = _MAKERS[chosen](random)
    match random.randrange(8):
        case 0:
            return [value, 1, value]
        case 1:
            return {"id": "text1", "type": "text", "odd": value}
        case _:
            return value


_ODD_KEYS: list[Any] = [None, 1, 1.0, True, (1,), b"id", math.nan, Word.ID, Record, 10**30]


def add_hostile_key(holder: dict[Any, Any], random: Random, spellings: list[Any]) -> None:
    """Give an object one more key, or put a hostile one in the place of its equal."""
    texts = [key for key in spellings if type(key) is str] or ["items"]
    spelling = random.choice(texts)
    values: tuple[Any, ...] = ([], "text1", {1}, None)
    value = random.choice(values)
    match random.randrange(6):
        case 0:
            holder[random.choice(_ODD_KEYS)] = value
        case 1:
            holder[random.choice(("\ud800", "__proto__", "\udc80id", "", "\x1b[31m", "a/~b"))] = (
                value
            )
        case 2:
            holder[ApartText(spelling)] = value
        case 3:
            _replace_key(holder, spelling, RaisingText(spelling))
        case 4:
            _replace_key(holder, spelling, LyingText(spelling))
        case _:
            trap = make_trap(str, ("__str__", "__repr__", "encode", "isascii"), HostileError)
            _replace_key(holder, spelling, trap(spelling))


def _replace_key(holder: dict[Any, Any], old: str, new: Any) -> None:
    members = [(new if key is old or key == old else key, value) for key, value in holder.items()]
    holder.clear()
    holder.update(members)
    if isinstance(new, RaisingText | LyingText):
        new.armed = True


_SEEDS = st.integers(0, 2**32 - 1)


@dataclass(frozen=True, slots=True)
class HostileValue:
    """A hostile value, named by how it was made."""

    value: Any = field(repr=False)
    kind: str
    seed: int


def hostile_values(*, kinds: tuple[str, ...] = KINDS) -> st.SearchStrategy[HostileValue]:
    """Give hostile values of some kinds; shrinks to a tame kind and a low seed."""
    choices = st.tuples(st.sampled_from(kinds), _SEEDS)
    return choices.map(lambda c: HostileValue(make_hostile_value(Random(c[1]), c[0]), *c))

"""Hostile Python values: whatever a caller can pass where a JSON document is expected.

`make_hostile_value` and `make_hostile_composition` draw from a seeded `random.Random`, for fuzzers;
`hostile_values()` and `hostile_compositions()` are the same for Hypothesis, which shrinks to the
first kind and the lowest seed that fail.
"""

import json
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any

from hypothesis import strategies as st

from kvid_composition.document.values import is_array, is_object
from kvid_composition.model.assets import ASSET_MODELS
from kvid_composition.model.items import ITEM_MODELS
from kvid_composition.model.specs import read_specs
from tests.strategies.borrowed import list_borrowed
from tests.strategies.foreign import FOREIGN, Record, Word
from tests.strategies.traps import (
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
    "HostileComposition",
    "HostileValue",
    "base_composition",
    "hostile_compositions",
    "hostile_values",
    "make_hostile_composition",
    "make_hostile_value",
    "nest",
]

Path = tuple[str | int, ...]


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
    _add_key(holder, random, ["id", "from"])
    return holder


def _plain(random: Random) -> object:
    """Give plain JSON of a type that does not belong here."""
    return random.choice((None, True, False, 0, -1, 2.5, "", "text1", [], {}, [None], {"": {}}))


_MAKERS: dict[str, Callable[[Random], object]] = {
    "plain": _plain,
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


def _add_key(holder: dict[Any, Any], random: Random, spellings: list[Any]) -> None:
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


_BASE_TEXT = """
{
  "fps": 30,
  "compositionWidth": 1920,
  "compositionHeight": 1080,
  "durationInFrames": 150,
  "tracks": [
    {"id": "front", "name": "Titles", "hidden": false, "items": ["text1", "cap1"]},
    {"id": "back", "items": ["vid1"]},
    {"id": "fill", "items": ["sol1"]}
  ],
  "items": {
    "text1": {"id": "text1", "type": "text", "from": 0, "durationInFrames": 60,
      "text": "Hello", "fontFamily": "Inter", "fontStyle": {"variant": "normal",
      "weight": "400"}, "left": 10, "opacity": 1},
    "sol1": {"id": "sol1", "type": "solid", "from": 0, "durationInFrames": 150},
    "cap1": {"id": "cap1", "type": "captions", "from": 60, "durationInFrames": 90,
      "assetId": "aC"},
    "vid1": {"id": "vid1", "type": "video", "from": 0, "durationInFrames": 150,
      "assetId": "aV", "videoStartFromInSeconds": 0.5, "metadata": {"shots": [{"take": 3}]}}
  },
  "assets": {
    "aC": {"id": "aC", "type": "caption", "filename": "words.json",
      "captions": [{"text": "Hello", "startMs": 0, "endMs": 500, "timestampMs": 250,
      "confidence": 1}]},
    "aV": {"id": "aV", "type": "video", "filename": "clip.mp4",
      "remoteUrl": "https://cdn.example.com/clip.mp4", "durationInSeconds": 30}
  },
  "deletedAssets": [
    {"assetId": "old", "assetType": "image", "remoteUrl": "https://cdn.example.com/old.png",
      "filename": "old.png"}
  ]
}
"""


def base_composition() -> dict[str, Any]:
    """Give the sound composition in which hostile values are placed, fresh at each call."""
    document: dict[str, Any] = json.loads(_BASE_TEXT)
    return document


def _list_paths(root: Any) -> list[list[Path]]:
    """List the paths to every value, by their length."""
    levels: list[list[Path]] = [[()]]
    level: list[tuple[Path, Any]] = [((), root)]
    while level:
        deeper: list[tuple[Path, Any]] = []
        for path, value in level:
            steps: Iterable[Any] = value if is_object(value) else range(len(value))
            deeper += (((*path, step), value[step]) for step in steps)
        levels.append([path for path, _ in deeper])
        level = [(path, part) for path, part in deeper if is_object(part) or is_array(part)]
    return [paths for paths in levels if paths]


_PATHS = _list_paths(base_composition())


@dataclass(frozen=True, slots=True)
class HostileComposition:
    """A composition with something hostile in it.

    Attributes:
        document: the whole value.
        path: where the hostile part stands; for a hostile key, its object.
        how: "value" in the place of another, "key", "entry" added to an array, or "fields" of other
            types added to an entity.
    """

    document: Any = field(repr=False)  # a hostile value's own repr may raise, or never end
    path: Path
    how: str


def make_hostile_composition(random: Random) -> HostileComposition:
    """Make a sound composition and put something hostile somewhere in it."""
    if random.random() < 0.2:
        return _lend_fields(random)
    root: list[Any] = [base_composition()]
    path = random.choice(random.choice(_PATHS))
    holder: Any = root
    for step in (0, *path)[:-1]:
        holder = holder[step]
    last = (0, *path)[-1]
    part = holder[last]
    if is_object(part) and random.random() < 0.4:
        _add_key(part, random, list(part))
        return HostileComposition(root[0], path, "key")
    if is_array(part) and random.random() < 0.4:
        position = random.randint(0, len(part))
        part.insert(position, make_hostile_value(random))
        return HostileComposition(root[0], (*path, position), "entry")
    holder[last] = make_hostile_value(random)
    return HostileComposition(root[0], path, "value")


def _lend_fields(random: Random) -> HostileComposition:
    """Give an entity fields that other types have, with plain JSON of any type in most of them."""
    document = base_composition()
    key = random.choice(("items", "items", "assets"))
    name = random.choice(list(document[key]))
    entity = document[key][name]
    models: dict[str, Any] = ITEM_MODELS if key == "items" else ASSET_MODELS
    borrowed = list_borrowed(read_specs(models[entity["type"]]))
    for lent in random.sample(borrowed, random.randint(1, 40)):
        entity[lent] = _plain(random) if random.random() < 0.97 else make_hostile_value(random)
    return HostileComposition(document, (key, name), "fields")


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


def hostile_compositions() -> st.SearchStrategy[HostileComposition]:
    """Give compositions with something hostile in them; shrinks to a low seed."""
    return _SEEDS.map(lambda seed: make_hostile_composition(Random(seed)))

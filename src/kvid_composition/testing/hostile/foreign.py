"""Python values that are harmless and no JSON."""

import datetime as dt
import math
from collections import ChainMap, Counter, OrderedDict, UserDict, defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from fractions import Fraction

__all__ = ["FOREIGN", "Record", "Word"]


class _Number(IntEnum):
    FIVE = 5


class Word(StrEnum):
    """A text that is not quite one."""

    ID = "id"


class _Thing(Enum):
    THING = None


@dataclass
class Record:
    """An object with fields."""

    id: str = "text1"


FOREIGN: tuple[Callable[[], object], ...] = (
    lambda: {1, 2},
    lambda: frozenset(("id",)),
    lambda: b"text1",
    lambda: bytearray(b"text1"),
    lambda: memoryview(b"text1"),
    lambda: ("text1",),
    lambda: 1 + 2j,
    lambda: Decimal("1.5"),
    lambda: Fraction(1, 3),
    lambda: dt.datetime(2026, 1, 2, tzinfo=dt.UTC),
    lambda: dt.timedelta(seconds=1),
    lambda: _Number.FIVE,
    lambda: Word.ID,
    lambda: _Thing.THING,
    lambda: (each for each in ("text1",)),
    lambda: range(3),
    lambda: slice(1),
    lambda: ...,
    lambda: NotImplemented,
    lambda: math,
    lambda: dict,
    lambda: Record,
    Record,
    lambda: len,
    lambda: Decimal.from_float,
    lambda: RuntimeError("text1"),
    lambda: OrderedDict[str, str](id="text1"),
    lambda: defaultdict[str, str](str, id="text1"),
    lambda: Counter("text"),
    lambda: UserDict(id="text1"),
    lambda: ChainMap({"id": "text1"}),
    lambda: deque(["text1"]),
    {"id": "text1"}.items,
    object,
)
"""Makers of such values: some, as iterators and containers, have to be fresh each time."""

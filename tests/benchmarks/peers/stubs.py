"""Entries and figures that need no other library."""

from typing import Any

from benchmarks.peers.speed.documents import Documents
from benchmarks.peers.speed.entry import Entry
from benchmarks.peers.speed.race import Figure


def load_nothing(documents: Documents) -> Any:
    return lambda: "something"


def make_entry(name: str = "mine", **changes: Any) -> Entry:
    settings: dict[str, Any] = {
        "group": "diff",
        "distribution": "pytest",
        "call": f"`{name}(before, after)`",
        "load": load_nothing,
        **changes,
    }
    return Entry(name=name, **settings)


OURS = make_entry("kvid-composition", distribution="kvid-composition")
IN_NODE = make_entry("in-node", load=None)


def measure(entry: Entry, time: float, yardstick: float = 10, items: int = 100) -> Figure:
    return Figure(
        entry=entry,
        items=items,
        outcome="measured",
        milliseconds=time,
        yardstick=yardstick,
        rounds=5,
    )

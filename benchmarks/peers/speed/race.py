"""The race: every entry at every size, each in a process of its own that is ended at a limit."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import median
from typing import Final, Literal, TypeAlias

from benchmarks.peers.speed.documents import write_documents
from benchmarks.peers.speed.entry import NODE, NODE_FOLDER, Entry

__all__ = ["Figure", "Outcome", "run_race"]

Outcome: TypeAlias = Literal["measured", "over the limit", "not asked", "absent", "failed"]

_ROOT: Final = Path(__file__).parents[3]
_ROUNDS: Final = 5
_ENOUGH: Final = 20.0
"""Seconds after which no further round begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What came of an entry at a size.

    Attributes:
        entry: which.
        items: of the documents.
        outcome: *not asked* if it is too slow for this size.
        milliseconds: of the call, the median.
        yardstick: milliseconds of the yardstick in the same process, the median.
        rounds: how many of each there were.
        detail: what went wrong.
    """

    entry: Entry
    items: int
    outcome: Outcome
    milliseconds: float = 0.0
    yardstick: float = 0.0
    rounds: int = 0
    detail: str = ""

    @property
    def ratio(self) -> float | None:
        """The call as a multiple of the yardstick; None if it was not measured."""
        return self.milliseconds / self.yardstick if self.rounds else None


def run_race(entries: Sequence[Entry], sizes: Sequence[int], *, limit: float) -> Iterator[Figure]:
    """Time all entries on the same documents.

    Args:
        entries: who takes part.
        sizes: the items of the documents, from few to many; slow entries are asked at the first.
        limit: seconds after which a process is ended, preparations included.
    """
    with tempfile.TemporaryDirectory() as folder:
        for items in sizes:
            write_documents(Path(folder) / str(items), items)
        for entry, items in product(entries, sizes):
            yield _run(entry, Path(folder), items, sizes, limit)


def _run(entry: Entry, folder: Path, items: int, sizes: Sequence[int], limit: float) -> Figure:
    if entry.find_version() is None:
        return Figure(entry=entry, items=items, outcome="absent")
    if entry.is_slow and items != sizes[0]:
        return Figure(entry=entry, items=items, outcome="not asked")
    command = [*_find_runner(entry), entry.key, str(folder / str(items)), str(_ROUNDS)]
    return _read_figure(entry, items, [*command, str(min(_ENOUGH, limit))], limit)


def _find_runner(entry: Entry) -> list[str]:
    if entry.is_in_node:
        script = str(NODE_FOLDER / "time.mjs")
        return [str(NODE), "--expose-gc", "--max-old-space-size=4096", script]
    return [sys.executable, "-m", "benchmarks.peers.speed.rounds"]


def _read_figure(entry: Entry, items: int, command: Sequence[str], limit: float) -> Figure:
    with tempfile.TemporaryFile("w+") as printed, tempfile.TemporaryFile("w+") as complaints:
        process = subprocess.Popen(command, stdout=printed, stderr=complaints, cwd=_ROOT)
        try:
            status = process.wait(limit)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            status = None
        printed.seek(0)
        complaints.seek(0)
        return _judge(entry, items, status, printed.readlines(), complaints.read())


def _judge(
    entry: Entry, items: int, status: int | None, lines: Sequence[str], complaints: str
) -> Figure:
    """Make a figure of what a process printed until its end."""
    if status:
        return Figure(entry=entry, items=items, outcome="failed", detail=_find_error(complaints))
    # Of a process that was ended, the last line may be half a line.
    rounds = [json.loads(line) for line in lines if line.endswith("\n")]
    if not rounds:
        return Figure(entry=entry, items=items, outcome="over the limit")
    return Figure(
        entry=entry,
        items=items,
        outcome="measured",
        milliseconds=median(each["call"] for each in rounds),
        yardstick=median(each["yardstick"] for each in rounds),
        rounds=len(rounds),
    )


def _find_error(complaints: str) -> str:
    """Find the line that says what went wrong: Python's last one; node has more below it."""
    lines = complaints.strip().splitlines()
    return next((line for line in reversed(lines) if "Error" in line), "without a word")

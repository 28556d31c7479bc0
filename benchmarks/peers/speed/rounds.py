"""What runs in a process of its own: rounds of a yardstick and a call, a line of JSON each.

Run by `race.py`: python -m benchmarks.peers.speed.rounds KEY FOLDER ROUNDS SECONDS
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from benchmarks.measure import time_once
from benchmarks.operations import Call, prepare_comparison, prepare_parsing
from benchmarks.peers.speed.documents import Documents
from benchmarks.peers.speed.entries import ENTRIES
from benchmarks.peers.speed.entry import Entry, Group

__all__ = ["run_rounds"]


def main(arguments: Sequence[str]) -> None:
    key, folder, rounds, seconds = arguments
    (entry,) = (each for each in ENTRIES if each.key == key)
    run_rounds(entry, Documents(folder=Path(folder)), int(rounds), float(seconds))


def run_rounds(entry: Entry, documents: Documents, rounds: int, seconds: float) -> None:
    """Print the milliseconds of each round; after so many seconds, no further one begins.

    Raises:
        RuntimeError: the call gives nothing, or says no.
    """
    if entry.load is None:
        raise RuntimeError(entry.key)
    call = entry.load(documents)
    yardstick = _prepare_yardstick(entry.group, documents.read_text("before"))
    start = perf_counter()
    for _ in range(rounds):
        _print_round(entry, yardstick, call)
        if perf_counter() - start > seconds:
            return


def _prepare_yardstick(group: Group, text: str) -> Call:
    return prepare_parsing(text) if group == "validate" else prepare_comparison(text)


def _print_round(entry: Entry, yardstick: Call, call: Call) -> None:
    unit = time_once(yardstick)
    answers: list[object] = []
    time = time_once(lambda: answers.append(call()))
    if not answers[0]:
        raise RuntimeError(f"{entry.key} says {answers[0]!r}")
    print(json.dumps({"yardstick": unit, "call": time}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

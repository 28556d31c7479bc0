"""Timing that can be compared: medians of whole runs, each after a garbage collection."""

import argparse
import gc
import json
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.compositions import SHAPES

__all__ = ["compare_growth", "read_sizes", "show_ratio", "time_call"]

SMALL, LARGE = 10_000, 100_000


def read_sizes(description: str | None) -> tuple[int, int]:
    """Read from the command line how many items documents have: few, and many."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="a tenth of the sizes")
    scale = 10 if parser.parse_args().quick else 1
    return SMALL // scale, LARGE // scale


def time_call(call: Callable[[], object], *, runs: int = 5) -> float:
    """Give the median time of a call, in milliseconds."""
    times: list[float] = []
    for _ in range(runs):
        gc.collect()
        start = perf_counter()
        call()
        times.append(perf_counter() - start)
    return median(times) * 1000


def show_ratio(name: str, time: float, yardstick: float, *, note: str = "") -> None:
    """Print a time in milliseconds, and as a multiple of the yardstick's."""
    print(f"  {name:<44} {time:9.1f} ms  {time / yardstick:6.2f} x  {note}".rstrip())


def compare_growth(
    name: str,
    prepare: Callable[[str], Callable[[], object]],
    sizes: tuple[int, int],
    *,
    shapes: Mapping[str, Callable[[int], Any]] = SHAPES,
) -> None:
    """Print for every shape how the cost of a call grows with the document, against `a == b`.

    Args:
        name: what the call does.
        prepare: makes the call for a document, given as its text.
        sizes: the items of the two documents.
        shapes: makes the documents, by the names of their shapes.
    """
    small, large = sizes
    print(f"growth from {small:,} to {large:,} items, against that of a == b")
    for shape, make in shapes.items():
        costs = [_measure_growth(json.dumps(make(size)), prepare) for size in sizes]
        growth, yardstick = (later / earlier for earlier, later in zip(*costs, strict=True))
        print(
            f"  {shape:<14} {name} {costs[0][0]:8.1f} -> {costs[1][0]:9.1f} ms = {growth:5.1f} x"
            f"   a == b {yardstick:5.1f} x   quotient {growth / yardstick:4.2f}"
        )


def _measure_growth(
    text: str, prepare: Callable[[str], Callable[[], object]]
) -> tuple[float, float]:
    a: Any = json.loads(text)
    b: Any = json.loads(text)
    return time_call(prepare(text)), time_call(lambda: a == b)

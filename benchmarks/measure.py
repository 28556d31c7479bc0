"""Timing that can be compared: whole runs, each after a garbage collection, of which medians count.

Machines are noisy, so what is compared takes turns, in one process.
"""

import gc
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Final

from benchmarks.compositions import SHAPES
from benchmarks.operations import Call, Prepare, prepare_comparison

__all__ = [
    "Growth",
    "compare_growth",
    "measure_growth",
    "show_operations",
    "show_ratio",
    "time_call",
    "time_together",
]

RUNS: Final = 5


def time_call(call: Call, *, runs: int = RUNS) -> float:
    """Give the median time of a call, in milliseconds."""
    return time_together([call], runs=runs)[0]


def time_together(
    calls: Sequence[Call], *, runs: int = RUNS, pick: Callable[[Iterable[float]], float] = median
) -> tuple[float, ...]:
    """Give the median time of each call, in milliseconds; the calls take turns."""
    rounds = [tuple(map(time_once, calls)) for _ in range(runs)]
    return tuple(map(pick, zip(*rounds, strict=True)))


def time_once(call: Call) -> float:
    """Give the time of one call, in milliseconds."""
    gc.collect()
    start = perf_counter()
    call()
    return (perf_counter() - start) * 1000


def show_ratio(name: str, time: float, yardstick: float, *, note: str = "") -> None:
    """Print a time in milliseconds, and as a multiple of the yardstick's."""
    print(f"  {name:<48} {time:9.1f} ms  {time / yardstick:7.2f} x  {note}".rstrip())


def show_operations(
    text: str, yardstick: tuple[str, Prepare], operations: Mapping[str, Prepare]
) -> None:
    """Print what operations cost, each timed together with the yardstick.

    Args:
        text: of the composition.
        yardstick: its name, and what makes its call.
        operations: what makes their calls, by their names.
    """
    name, prepare = yardstick
    call = prepare(text)
    show_ratio(name, *time_together([call]) * 2)
    for operation, prepare_operation in operations.items():
        show_ratio(operation, *time_together([prepare_operation(text), call]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How the cost of a call grows with the document, against that of `a == b`.

    Attributes:
        shape: of the documents.
        costs: of the call, in milliseconds, with few items and with many.
        yardstick: how many times more `a == b` costs.
    """

    shape: str
    costs: tuple[float, float]
    yardstick: float

    @property
    def growth(self) -> float:
        """How many times more the call costs."""
        return self.costs[1] / self.costs[0]

    @property
    def quotient(self) -> float:
        """The call's growth by that of `a == b`."""
        return self.growth / self.yardstick


def compare_growth(
    name: str,
    prepare: Prepare,
    sizes: tuple[int, int],
    *,
    shapes: Iterable[str] = tuple(SHAPES),
) -> None:
    """Print for every shape how the cost of a call grows.

    Args:
        name: what the call does.
        prepare: makes the call.
        sizes: the items of the two documents.
        shapes: of the documents, by their names.
    """
    small, large = sizes
    print(f"growth from {small:,} to {large:,} items, against that of a == b")
    for shape in shapes:
        each = measure_growth(shape, prepare, sizes)
        print(
            f"  {shape:<14} {name} {each.costs[0]:8.1f} -> {each.costs[1]:9.1f} ms"
            f" = {each.growth:5.1f} x   a == b {each.yardstick:5.1f} x"
            f"   quotient {each.quotient:4.2f}"
        )


def measure_growth(
    shape: str, prepare: Prepare, sizes: tuple[int, int], *, runs: int = RUNS
) -> Growth:
    """Time a call and `a == b` on a document with few items and on one with many.

    The best times count: a quotient of four figures shows every hiccup of the machine.
    """

    def measure(items: int) -> tuple[float, ...]:
        text = json.dumps(SHAPES[shape](items))
        return time_together([prepare(text), prepare_comparison(text)], runs=runs, pick=min)

    (small, before), (large, after) = map(measure, sizes)
    return Growth(shape=shape, costs=(small, large), yardstick=after / before)

"""Timing that can be compared: medians of whole runs, each after a garbage collection."""

import gc
from collections.abc import Callable
from statistics import median
from time import perf_counter

__all__ = ["time_call"]


def time_call(call: Callable[[], object], *, runs: int = 5) -> float:
    """Give the median time of a call, in milliseconds."""
    times: list[float] = []
    for _ in range(runs):
        gc.collect()
        start = perf_counter()
        call()
        times.append(perf_counter() - start)
    return median(times) * 1000

"""Telling what changed, beside `a == b`."""

from collections.abc import Callable

from benchmarks.operations import (
    Prepare,
    prepare_comparison,
    prepare_diff,
    prepare_shared_diff,
)

Measure = Callable[[Prepare], None]


def bench_a_equals_b(measure: Measure) -> None:
    measure(prepare_comparison)


def bench_diff_compositions(measure: Measure) -> None:
    measure(prepare_diff)


def bench_diff_compositions_sharing(measure: Measure) -> None:
    measure(prepare_shared_diff)

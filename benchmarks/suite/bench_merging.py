"""Merging three ways, beside `a == b`."""

from collections.abc import Callable

from benchmarks.operations import (
    Prepare,
    prepare_comparison,
    prepare_contested_merge,
    prepare_merge,
    prepare_shared_merge,
)

Measure = Callable[[Prepare], None]


def bench_a_equals_b(measure: Measure) -> None:
    measure(prepare_comparison)


def bench_merge_three_way(measure: Measure) -> None:
    measure(prepare_merge)


def bench_merge_three_way_sharing(measure: Measure) -> None:
    measure(prepare_shared_merge)


def bench_merge_three_way_contested(measure: Measure) -> None:
    measure(prepare_contested_merge)

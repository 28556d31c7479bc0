"""Finding the thumbnail, beside `a == b`."""

from collections.abc import Callable

from benchmarks.operations import (
    Prepare,
    prepare_comparison,
    prepare_thumbnail,
)

Measure = Callable[[Prepare], None]


def bench_a_equals_b(measure: Measure) -> None:
    measure(prepare_comparison)


def bench_derive_thumbnail(measure: Measure) -> None:
    measure(prepare_thumbnail)

"""Repairing 100 references, beside validating in full."""

from collections.abc import Callable

from benchmarks.operations import (
    Prepare,
    prepare_repair,
    prepare_validation,
)

Measure = Callable[[Prepare], None]


def bench_validate_composition(measure: Measure) -> None:
    measure(prepare_validation)


def bench_repair_composition(measure: Measure) -> None:
    measure(prepare_repair)

"""Looking at an operation before it is sent, beside validating in full."""

from collections.abc import Callable

from benchmarks.operations import (
    Prepare,
    prepare_preflight,
    prepare_validation,
)

Measure = Callable[[Prepare], None]


def bench_validate_composition(measure: Measure) -> None:
    measure(prepare_validation)


def bench_preflight_operation(measure: Measure) -> None:
    measure(prepare_preflight)

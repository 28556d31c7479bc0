"""Validating again after an edit, beside validating in full."""

from collections.abc import Callable

from benchmarks.operations import (
    Prepare,
    prepare_revalidation,
    prepare_validation,
)

Measure = Callable[[Prepare], None]


def bench_validate_composition(measure: Measure) -> None:
    measure(prepare_validation)


def bench_validate_composition_since(measure: Measure) -> None:
    measure(prepare_revalidation)

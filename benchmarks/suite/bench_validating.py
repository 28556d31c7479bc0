"""Validating, beside `json.loads` of the text."""

from collections.abc import Callable

from benchmarks.operations import (
    Prepare,
    prepare_broken_validation,
    prepare_parsing,
    prepare_text_validation,
    prepare_validation,
)

Measure = Callable[[Prepare], None]


def bench_json_loads(measure: Measure) -> None:
    measure(prepare_parsing)


def bench_validate_composition(measure: Measure) -> None:
    measure(prepare_validation)


def bench_validate_composition_broken(measure: Measure) -> None:
    measure(prepare_broken_validation)


def bench_validate_composition_text(measure: Measure) -> None:
    measure(prepare_text_validation)

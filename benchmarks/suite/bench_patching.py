"""Making and applying a JSON Patch, beside `a == b`."""

from collections.abc import Callable

from benchmarks.operations import (
    Prepare,
    prepare_comparison,
    prepare_patch_applying,
    prepare_patch_making,
)

Measure = Callable[[Prepare], None]


def bench_a_equals_b(measure: Measure) -> None:
    measure(prepare_comparison)


def bench_make_json_patch(measure: Measure) -> None:
    measure(prepare_patch_making)


def bench_apply_json_patch(measure: Measure) -> None:
    measure(prepare_patch_applying)

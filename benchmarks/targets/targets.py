"""The targets: every number that this library wants to reach, in one table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from benchmarks.operations import (
    Prepare,
    prepare_broken_validation,
    prepare_comparison,
    prepare_diff,
    prepare_field_merge,
    prepare_merge,
    prepare_parsing,
    prepare_patch_applying,
    prepare_patch_making,
    prepare_preflight,
    prepare_repair,
    prepare_revalidation,
    prepare_shared_diff,
    prepare_text_validation,
    prepare_thumbnail,
    prepare_validation,
)
from benchmarks.startup import COMMAND, FUNCTION, PACKAGE, PYDANTIC
from benchmarks.targets.jsonpatch_calls import prepare_jsonpatch_applying, prepare_jsonpatch_making
from benchmarks.targets.measures import (
    Measure,
    compare_costs,
    compare_growths,
    compare_starts,
    weigh,
)

__all__ = ["TARGETS", "Target"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A ratio that is not to be exceeded.

    Attributes:
        name: what is measured.
        unit: what the ratio is a multiple of.
        limit: the target.
        stretch: what would be better still.
        measure: measures the ratio.
    """

    name: str
    unit: str
    limit: float
    stretch: float | None
    measure: Measure


# Name, unit, target, stretch, and the call that is timed against the unit's.
_COSTS: Final[tuple[tuple[str, str, float, float | None, Prepare], ...]] = (
    ("validate_composition, sound", "json.loads", 1.6, 1.0, prepare_validation),
    ("validate_composition_text, sound", "json.loads", 3.2, 2.0, prepare_text_validation),
    ("validate_composition, 1 % broken", "full validation", 1.3, 1.1, prepare_broken_validation),
    ("validate_composition, since 10 edits", "full validation", 0.05, 0.02, prepare_revalidation),
    ("diff_compositions", "a == b", 3.0, 2.0, prepare_diff),
    ("diff_compositions, structure shared", "a == b", 0.5, 0.25, prepare_shared_diff),
    ("make_json_patch", "a == b", 4.0, 2.5, prepare_patch_making),
    ("make_json_patch", "jsonpatch.make_patch", 1 / 20, None, prepare_patch_making),
    ("apply_json_patch", "a == b", 0.2, 0.1, prepare_patch_applying),
    ("apply_json_patch", "jsonpatch's apply", 1 / 100, None, prepare_patch_applying),
    ("merge_three_way", "a == b", 12.0, 6.0, prepare_merge),
    ("preflight_operation, only tracks", "full validation", 0.5, 0.2, prepare_preflight),
    ("derive_thumbnail", "a == b", 0.05, None, prepare_thumbnail),
)
_UNITS: Final[dict[str, Prepare]] = {
    "json.loads": prepare_parsing,
    "a == b": prepare_comparison,
    "full validation": prepare_validation,
    "jsonpatch.make_patch": prepare_jsonpatch_making,
    "jsonpatch's apply": prepare_jsonpatch_applying,
}
_SLOW: Final = frozenset(("jsonpatch.make_patch", "jsonpatch's apply"))

_GROWTH: Final = 1.5, 1.2
_GROWING: Final[dict[str, Prepare]] = {
    "validate_composition": prepare_validation,
    "validate_composition_text": prepare_text_validation,
    "validate_composition, 1 % broken": prepare_broken_validation,
    "validate_composition, since 10 edits": prepare_revalidation,
    "diff_compositions": prepare_diff,
    "diff_compositions, structure shared": prepare_shared_diff,
    "make_json_patch": prepare_patch_making,
    "apply_json_patch": prepare_patch_applying,
    "merge_three_way": prepare_field_merge,
    "preflight_operation, only tracks": prepare_preflight,
    "derive_thumbnail": prepare_thumbnail,
    "repair_composition": prepare_repair,
}
# A merge refuses tracks with one id.
_WITHOUT: Final = {"merge_three_way": ("ids collide",)}

_MEMORY: Final = 0.8, 0.5

_STARTS: Final[tuple[tuple[str, str, float, float], ...]] = (
    ("the import alone", PACKAGE, 2.0, 1.6),
    ("the import alone", FUNCTION, 2.0, 1.6),
    ("whole process", COMMAND, 3.0, 2.0),
)


def _list_costs() -> Iterator[Target]:
    for name, unit, limit, stretch, prepare in _COSTS:
        runs = 3 if unit in _SLOW else 5
        measure = compare_costs(prepare, _UNITS[unit], runs=runs)
        yield Target(name=name, unit=unit, limit=limit, stretch=stretch, measure=measure)


def _list_growths() -> Iterator[Target]:
    limit, stretch = _GROWTH
    for name, prepare in _GROWING.items():
        yield Target(
            name=f"growth of {name}",
            unit="that of a == b",
            limit=limit,
            stretch=stretch,
            measure=compare_growths(prepare, without=_WITHOUT.get(name, ())),
        )


def _list_others() -> Iterator[Target]:
    limit, stretch = _MEMORY
    for operation in ("validate_composition", "diff_compositions"):
        yield Target(
            name=f"extra memory of {operation}",
            unit="the document's",
            limit=limit,
            stretch=stretch,
            measure=weigh(operation),
        )
    for kind, name, limit, stretch in _STARTS:
        yield Target(
            name=f"{name}, {kind}",
            unit=PYDANTIC,
            limit=limit,
            stretch=stretch,
            measure=compare_starts(kind, name),
        )


TARGETS: Final = (*_list_costs(), *_list_growths(), *_list_others())
"""All targets, in the order in which they are printed."""

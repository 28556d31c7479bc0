"""Measures: what a target is held against, as ratios by where they were measured."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias, get_args

from benchmarks.compositions import SHAPES, make_composition
from benchmarks.measure import measure_growth, time_together
from benchmarks.memory import Meter, measure_footprint
from benchmarks.operations import Prepare
from benchmarks.options import choose_sizes
from benchmarks.startup import PYDANTIC, time_starts

__all__ = ["Measure", "Settings", "compare_costs", "compare_growths", "compare_starts", "weigh"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How much is to be measured."""

    quick: bool = False

    @property
    def sizes(self) -> tuple[int, int]:
        """How many items documents have: few, and many."""
        return choose_sizes(quick=self.quick)


Measure: TypeAlias = Callable[[Settings], Mapping[str, float]]
"""Gives ratios by where they were measured: at a size, at the worst shape, or everywhere ("")."""

_GROWTH_RUNS: Final = 5


def compare_costs(prepare: Prepare, yardstick: Prepare, *, runs: int = 5) -> Measure:
    """Compare the time of a call with a yardstick's, at both sizes."""

    def measure(settings: Settings) -> Mapping[str, float]:
        return {f"{items:,} items": compare(items) for items in settings.sizes}

    def compare(items: int) -> float:
        text = _write_text(items)
        cost, unit = time_together([prepare(text), yardstick(text)], runs=runs)
        return cost / unit

    return measure


def compare_growths(prepare: Prepare, *, without: Collection[str] = ()) -> Measure:
    """Compare how the time of a call grows with how that of `a == b` does, on the worst shape."""

    def measure(settings: Settings) -> Mapping[str, float]:
        growths = [
            measure_growth(shape, prepare, settings.sizes, runs=_GROWTH_RUNS)
            for shape in SHAPES
            if shape not in without
        ]
        worst = max(growths, key=lambda growth: growth.quotient)
        return {f"worst: {worst.shape}": worst.quotient}

    return measure


def weigh(operation: str) -> Measure:
    """Weigh what an operation needs beside its document: the larger of what two meters show."""

    def measure(settings: Settings) -> Mapping[str, float]:
        return {f"{items:,} items": max(_weigh(operation, items)) for items in settings.sizes}

    return measure


def _weigh(operation: str, items: int) -> list[float]:
    footprints = [measure_footprint(operation, meter, items) for meter in get_args(Meter)]
    return [footprint.ratio for footprint in footprints if footprint]


def compare_starts(kind: str, name: str) -> Measure:
    """Compare a start with that of pydantic."""

    def measure(settings: Settings) -> Mapping[str, float]:
        times = _time_starts(quick=settings.quick)[kind]
        return {"": times[name] / times[PYDANTIC]}

    return measure


@cache
def _write_text(items: int) -> str:
    return json.dumps(make_composition(items), ensure_ascii=False)


_time_starts: Final = cache(time_starts)

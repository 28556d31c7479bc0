"""What was measured for the targets, as lines and as JSON."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.targets.measures import Settings
from benchmarks.targets.targets import Target

__all__ = ["Result", "draw_line", "measure_targets", "sum_up"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a target was held against.

    Attributes:
        target: which.
        place: where it was measured: a size, the worst shape, or everywhere ("").
        ratio: measured; None if there is nothing to measure.
        note: why there is nothing.
    """

    target: Target
    place: str = ""
    ratio: float | None = None
    note: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the target is met."""
        return self.ratio is not None and self.ratio <= self.target.limit

    @property
    def is_stretch_met(self) -> bool | None:
        """Whether even the stretch is; None if there is none."""
        stretch = self.target.stretch
        return None if stretch is None else self.ratio is not None and self.ratio <= stretch

    def to_json(self) -> dict[str, Any]:
        """Give the figures."""
        return {
            "name": self.target.name,
            "unit": self.target.unit,
            "place": self.place,
            "target": self.target.limit,
            "stretch": self.target.stretch,
            "measured": self.ratio,
            "met": self.is_met,
            "stretch_met": self.is_stretch_met,
            "note": self.note,
        }


def measure_targets(targets: Iterable[Target], settings: Settings) -> Iterator[Result]:
    """Measure one target after another; what a target needs that is missing is told."""
    for target in targets:
        try:
            ratios = target.measure(settings)
        except Exception as error:  # noqa: BLE001  the other targets are measured anyway
            yield Result(target=target, note=f"{type(error).__name__}: {error}")
        else:
            yield from (
                Result(target=target, place=place, ratio=ratio) for place, ratio in ratios.items()
            )


def draw_line(result: Result) -> str:
    """Draw a result as a line of the table."""
    target = result.target
    stretch = "" if target.stretch is None else f"{target.stretch:6.2f}"
    measured = "-" if result.ratio is None else f"{result.ratio:.3f}"
    met = "yes" if result.is_met else "NO"
    if result.is_stretch_met:
        met += ", stretch too"
    return (
        f"{target.name[:52]:<52}  {result.place:<20}  {target.limit:6.2f} {stretch:>6}"
        f"  {measured:>8} x {target.unit:<30}  {met}  {result.note}".rstrip()
    )


def sum_up(results: Iterable[Result]) -> str:
    """Say how many targets are met."""
    met = [result.is_met for result in results]
    return f"{sum(met)} of {len(met)} met."

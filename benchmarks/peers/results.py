"""The results of a run, as a page in Markdown and as JSON."""

from dataclasses import asdict, dataclass
from typing import Any, Final

from benchmarks.peers.machine import Machine
from benchmarks.peers.merges.comparison import Comparison
from benchmarks.peers.merges.section import write_json as write_merges
from benchmarks.peers.merges.section import write_section as write_merge_section
from benchmarks.peers.speed.race import Figure
from benchmarks.peers.speed.section import list_absent, write_figures
from benchmarks.peers.speed.section import write_section as write_speed_section

__all__ = ["Results", "write_json", "write_page"]

_MAKER: Final = "`make peers` installs what is compared, and writes this page."


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What a run came to.

    Attributes:
        command: that made it.
        machine: where.
        limit: seconds after which a process was ended.
        figures: how fast everyone was.
        comparison: what the merges lost.
    """

    command: str
    machine: Machine
    limit: float
    figures: tuple[Figure, ...]
    comparison: Comparison

    @property
    def absent(self) -> list[str]:
        """The packages that are not installed."""
        names = [entry.distribution for entry in list_absent(self.figures)]
        names += [merger.distribution for merger in self.comparison.absent]
        return [*dict.fromkeys(names)]


def write_page(results: Results) -> str:
    """Write the page; but for times and versions, the same command gives the same page."""
    absent = ", ".join(results.absent)
    parts = [
        "# This library and others, side by side",
        f"    {results.command}",
        f"Measured on {results.machine}.\n{_MAKER}",
        *([f"Not installed here: {absent}."] if absent else []),
        write_speed_section(results.figures, results.limit),
        write_merge_section(results.comparison),
    ]
    return "\n\n".join(parts) + "\n"


def write_json(results: Results) -> dict[str, Any]:
    """Give the figures as JSON."""
    return {
        "command": results.command,
        "machine": asdict(results.machine),
        "limit": results.limit,
        "speed": write_figures(results.figures),
        "merges": write_merges(results.comparison),
        "absent": results.absent,
    }

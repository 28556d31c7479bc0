"""What came of the merges, as a section in Markdown and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from benchmarks.peers.markdown import draw_table
from benchmarks.peers.merges.cases import CASES
from benchmarks.peers.merges.comparison import Comparison, Tally
from benchmarks.peers.merges.mergers import MERGERS

__all__ = ["write_json", "write_section"]

_ABOUT: Final = """\
Two people edit one composition. What they do is drawn at random, from edits of all kinds, over
small compositions, and no reference is broken in any of the three versions. All libraries get the
same {count:,} triples. A result with nothing to decide is *clean*; it can be wrong in both ways.

- *Failed*: an exception, and no answer.
- *References broken*: an id leads nowhere, stands twice, or leads to what does not fit
  (`benchmarks/peers/merges/references.py`).
- *An edit lost*: an item or asset, one of its fields or of the root's, or an item's track is not as
  the one side has it that changed it; or both changed it, not alike, and nothing is said about it
  (`benchmarks/peers/merges/lost_edits.py`).
- *Time*: of one merge, the median."""
_CASES: Final = """\
### Three small cases

In the first, both can be had. In the others only people can decide."""
_COLUMNS: Final = (
    *("", "version", "clean", "conflicts", "failed"),
    *("clean, but references broken", "clean, but an edit lost", "time"),
)


def write_section(comparison: Comparison) -> str:
    """Write a section; but for times and versions, the same comparison gives the same section."""
    parts = [
        "## What merges lose",
        _ABOUT.format(count=comparison.count),
        draw_table(_COLUMNS, map(_list_cells, comparison.tallies)),
        "\n".join(f"- {merger.name}: {merger.call}" for merger in MERGERS),
        _CASES,
        _draw_cases(comparison.tallies),
    ]
    return "\n\n".join(parts)


def write_json(comparison: Comparison) -> dict[str, Any]:
    """Give the figures as JSON."""
    return {
        "count": comparison.count,
        "seed": comparison.seed,
        "tallies": [
            {**asdict(tally), "cases": dict(zip(_list_case_names(), tally.cases, strict=True))}
            for tally in comparison.tallies
        ],
        "absent": [merger.distribution for merger in comparison.absent],
    }


def _list_cells(tally: Tally) -> list[str]:
    counts = tally.clean, tally.conflicts, tally.failed, tally.broken, tally.lost
    return [tally.name, tally.version, *map(str, counts), f"{tally.milliseconds:.2f} ms"]


def _list_case_names() -> list[str]:
    return [case.name for case in CASES]


def _draw_cases(tallies: Sequence[Tally]) -> str:
    rows = zip(_list_case_names(), *(tally.cases for tally in tallies), strict=True)
    return draw_table(["", *(tally.name for tally in tallies)], rows)

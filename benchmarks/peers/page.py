"""The page of results: a comparison as Markdown, and as JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, Final

from benchmarks.peers.cases import CASES
from benchmarks.peers.comparison import Comparison, Tally
from benchmarks.peers.mergers import MERGERS

__all__ = ["write_json", "write_page"]

_ABOUT: Final = """\
Two people edit one composition. What they do is drawn at random, from edits of all kinds, over
small compositions, and no reference is broken in any of the three versions. All libraries get the
same {count:,} triples. A result with nothing to decide is *clean*; it can be wrong in both ways.

- *Failed*: an exception, and no answer.
- *References broken*: an id leads nowhere, stands twice, or leads to what does not fit
  (`benchmarks/peers/references.py`).
- *An edit lost*: an item or asset, one of its fields or of the root's, or an item's track is not as
  the one side has it that changed it; or both changed it, not alike, and nothing is said about it
  (`benchmarks/peers/lost_edits.py`).
- *Time*: of one merge, the median."""
_CASES: Final = """\
## Three small cases

In the first, both can be had. In the others only people can decide."""
_COLUMNS: Final = (
    *("", "version", "clean", "conflicts", "failed"),
    *("clean, but references broken", "clean, but an edit lost", "time"),
)


def write_page(comparison: Comparison) -> str:
    """Write the page; but for times and versions, the same comparison gives the same page."""
    command = f"python -m benchmarks.peers --count {comparison.count} --seed {comparison.seed}"
    parts = [
        "# Three-way merges, side by side",
        f"    {command} --write",
        _ABOUT.format(count=comparison.count),
        _draw_table(_COLUMNS, map(_list_cells, comparison.tallies)),
        *_name_absent(comparison),
        "\n".join(f"- {merger.name}: {merger.call}" for merger in MERGERS),
        _CASES,
        _draw_cases(comparison.tallies),
    ]
    return "\n\n".join(parts) + "\n"


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


def _name_absent(comparison: Comparison) -> list[str]:
    names = ", ".join(merger.distribution for merger in comparison.absent)
    return [f"Not installed: {names}. `make peers` installs what is compared."] if names else []


def _list_case_names() -> list[str]:
    return [case.name for case in CASES]


def _draw_cases(tallies: Sequence[Tally]) -> str:
    rows = zip(_list_case_names(), *(tally.cases for tally in tallies), strict=True)
    return _draw_table(["", *(tally.name for tally in tallies)], rows)


def _draw_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

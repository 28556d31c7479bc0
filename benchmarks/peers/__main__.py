"""This library and others on the same documents: how fast they are, and what their merges lose.

Run: python -m benchmarks.peers [--quick] [--json] [--write] [--limit S] [--count N] [--seed N]
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks.options import choose_sizes, make_parser
from benchmarks.peers.machine import describe_machine
from benchmarks.peers.merges.comparison import compare_mergers
from benchmarks.peers.merges.mergers import MERGERS
from benchmarks.peers.results import Results, write_json, write_page
from benchmarks.peers.speed.chart import draw_chart
from benchmarks.peers.speed.entries import ENTRIES
from benchmarks.peers.speed.race import Figure, run_race

RESULTS: Final = Path(__file__).parents[1] / "RESULTS.md"
CHART: Final = Path(__file__).parents[2] / "docs" / "pictures" / "speed.svg"

_COUNTS: Final = {False: 1_500, True: 150}
_LIMITS: Final = {False: 120, True: 20}


def main(arguments: Sequence[str] | None = None) -> None:
    options = read_options(arguments)
    results = make_results(options)
    page = write_page(results)
    if options.write:
        RESULTS.write_text(page, "utf-8")
        CHART.parent.mkdir(exist_ok=True)
        CHART.write_text(draw_chart(results.figures, results.limit), "utf-8")
    print(json.dumps(write_json(results), indent=2) if options.json else page.rstrip())


def read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = make_parser("benchmarks.peers", __doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of Markdown")
    written = f"write {RESULTS.name} and {CHART.name}"
    parser.add_argument("--write", action="store_true", help=written)
    limit = "seconds that one library has at one size (120; quick: 20)"
    parser.add_argument("--limit", type=read_count, help=limit)
    parser.add_argument("--count", type=read_count, help="triples to be merged (1500; quick: 150)")
    parser.add_argument("--seed", type=int, default=1, help="where chance begins (1)")
    options = parser.parse_args(arguments)
    options.limit = options.limit or _LIMITS[options.quick]
    options.count = options.count or _COUNTS[options.quick]
    return options


def read_count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise ValueError
    return count


def make_results(options: argparse.Namespace) -> Results:
    race = run_race(ENTRIES, choose_sizes(quick=options.quick), limit=options.limit)
    return Results(
        command=write_command(options),
        machine=describe_machine(),
        limit=options.limit,
        figures=tuple(report_progress(race)),
        comparison=compare_mergers(MERGERS, count=options.count, seed=options.seed),
    )


def report_progress(figures: Iterator[Figure]) -> Iterator[Figure]:
    """Name each figure on standard error as soon as it is there."""
    for figure in figures:
        print(f"{figure.entry.key}, {figure.items:,} items: {figure.outcome}", file=sys.stderr)
        yield figure


def write_command(options: argparse.Namespace) -> str:
    """Write the command that makes these results: only what is not the rule is said."""
    words = ["python -m benchmarks.peers"]
    words += ["--quick"] * options.quick
    words += [f"--limit {options.limit}"] * (options.limit != _LIMITS[options.quick])
    words += [f"--count {options.count}"] * (options.count != _COUNTS[options.quick])
    words += [f"--seed {options.seed}"] * (options.seed != 1)
    return " ".join([*words, "--write"])


if __name__ == "__main__":
    main()

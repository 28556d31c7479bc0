"""The three-way merges of this library and of others, compared on the same documents.

Run: python -m benchmarks.peers [--count N] [--seed N] [--json] [--write]
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.peers.comparison import compare_mergers
from benchmarks.peers.mergers import MERGERS
from benchmarks.peers.page import write_json, write_page

RESULTS: Final = Path(__file__).parents[1] / "RESULTS.md"


def main(arguments: Sequence[str] | None = None) -> None:
    options = read_options(arguments)
    comparison = compare_mergers(MERGERS, count=options.count, seed=options.seed)
    page = write_page(comparison)
    if options.write:
        RESULTS.write_text(page, "utf-8")
    print(json.dumps(write_json(comparison), indent=2) if options.json else page.rstrip())


def read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--count", type=read_count, default=1_500, help="how many triples (1500)")
    parser.add_argument("--seed", type=int, default=1, help="where chance begins (1)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of Markdown")
    parser.add_argument("--write", action="store_true", help=f"write benchmarks/{RESULTS.name}")
    return parser.parse_args(arguments)


def read_count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise ValueError
    return count


if __name__ == "__main__":
    main()

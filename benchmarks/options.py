"""Options that the benchmarks share: `--quick`, and what it means."""

import argparse
from typing import Final

__all__ = ["choose_sizes", "make_parser", "read_sizes"]

SMALL: Final = 10_000
LARGE: Final = 100_000
QUICKER: Final = 10


def choose_sizes(*, quick: bool) -> tuple[int, int]:
    """Choose how many items documents have: few, and many."""
    scale = QUICKER if quick else 1
    return SMALL // scale, LARGE // scale


def make_parser(module: str, description: str | None) -> argparse.ArgumentParser:
    """Make the parser of a command that has `--quick`."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=description)
    parser.add_argument("--quick", action="store_true", help="a tenth of the sizes")
    return parser


def read_sizes(module: str, description: str | None) -> tuple[int, int]:
    """Read from the command line how many items documents have."""
    return choose_sizes(quick=make_parser(module, description).parse_args().quick)

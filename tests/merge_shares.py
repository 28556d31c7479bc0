"""How much merges clean: shares by what the editors were up to and by kind of edit.

    python -m tests.merge_shares --count 100000 --seed 1

A merge that calls everything a conflict loses nothing and is worth nothing; this is the other half
of the laws.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from kvid_composition.merging.kinds import CONFLICT_KINDS
from kvid_composition.merging.merge import merge_three_way
from kvid_composition.testing.edits.making import DRAWERS
from kvid_composition.testing.three_ways.making import MIXES, make_random_triple
from kvid_composition.testing.three_ways.triple import Triple
from tests.fuzz import bound_share
from tests.merging.laws_trial import Merge

__all__ = ["Shares", "count_shares", "main"]


@dataclass(frozen=True, slots=True)
class Shares:
    """How many triples there were, and how many were in conflict.

    Attributes:
        tried: by mix, and by kind of edit for triples of one edit a side.
        conflicting: of these, how many were in conflict.
        kinds: how many conflicts of each kind there were.
    """

    tried: Counter[str] = field(default_factory=Counter[str])
    conflicting: Counter[str] = field(default_factory=Counter[str])
    kinds: Counter[str] = field(default_factory=Counter[str])

    def rank(self, name: str) -> float:
        """Give what sorts the most conflicting first."""
        return -self.conflicting[name] / max(1, self.tried[name])


def count_shares(count: int, seed: int, merge: Merge = merge_three_way) -> Shares:
    """Merge so many triples, of all mixes evenly."""
    shares = Shares()
    for number in range(seed, seed + count):
        mix = MIXES[number % len(MIXES)]
        triple = make_random_triple(Random(number), mix=mix)
        result = merge(*triple.versions)
        names = {mix, *_name_edits(triple)}
        shares.tried.update(names)
        if not result.clean:
            shares.conflicting.update(names)
            shares.kinds.update(conflict.kind for conflict in result.conflicts)
    return shares


def _name_edits(triple: Triple) -> set[str]:
    """Name the edits of a triple that has one on either side."""
    ours, theirs = triple.kinds
    is_gentle = triple.mix == "gentle" and len(ours) == len(theirs) == 1
    return {*ours, *theirs} if is_gentle else set()


def _print_shares(shares: Shares, names: Iterable[str], title: str) -> None:
    print(f"\n{title:24}{'triples':>9}{'clean':>9}{'in conflict, 95 %':>20}")  # noqa: T201
    for name in names:
        tried, hits = shares.tried[name], shares.conflicting[name]
        clean = f"{1 - hits / tried:.2%}" if tried else "-"
        bound = f"below {bound_share(hits, tried):.2%}"
        print(f"{name:24}{tried:9,}{clean:>9}{bound:>20}")  # noqa: T201


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.merge_shares", description="How much merges clean."
    )
    parser.add_argument("--count", type=int, default=20_000, help="how many triples (20,000)")
    parser.add_argument("--seed", type=int, default=0, help="the seed of the first triple")
    options = parser.parse_args(arguments)
    shares = count_shares(options.count, options.seed)
    _print_shares(shares, MIXES, "what editors do")
    _print_shares(shares, sorted(DRAWERS, key=shares.rank), "one edit a side")
    print(f"\n{'conflicts':24}{'number':>9}")  # noqa: T201
    for kind in CONFLICT_KINDS:
        print(f"{kind:24}{shares.kinds[kind]:9,}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())

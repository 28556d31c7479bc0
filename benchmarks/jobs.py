"""What `validate --jobs` gains: many documents and a large one, checked by one process and by two.

Run: python -m benchmarks.jobs [--quick] [--json]

The yardstick is two calls at the same time that know nothing of one another, each with half of the
documents: what these do not gain, the machine does not give, busy or with cores that share a core.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from benchmarks.compositions import make_composition
from benchmarks.options import make_parser

__all__ = ["Gain", "measure_gain"]

_DOCUMENTS: Final = 400
_ITEMS: Final = 1_000
_MOST_ITEMS: Final = 50_000
_RUNS: Final = 5
# With a tenth, as elsewhere, no other process would be worth its start.
_QUICKER: Final = 4

_COMMAND: Final = (
    sys.executable,
    "-m",
    "kvid_composition.cli",
    "validate",
    "--isolated",
    "--quiet",
)
_HALVES: Final = "one", "two"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """What several processes gain; seconds of the best run.

    Attributes:
        megabytes: the size of all documents.
        clock: the time that somebody waits: for one job, for two, for the yardstick.
        cores: the time that the cores work in each.
    """

    megabytes: float
    clock: tuple[float, ...]
    cores: tuple[float, ...]

    @property
    def gain(self) -> float:
        """How many times sooner two jobs are done than one."""
        return self.clock[0] / self.clock[1]

    @property
    def possible(self) -> float:
        """How many times sooner the yardstick is done than one job."""
        return self.clock[0] / self.clock[2]


def main() -> None:
    parser = make_parser("benchmarks.jobs", __doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    gain = measure_gain(quick=options.quick)
    if options.json:
        print(json.dumps({**asdict(gain), "gain": gain.gain, "possible": gain.possible}, indent=2))
        return
    print(f"kvid-composition validate, {gain.megabytes:.0f} MB in all")
    names = "--jobs 1", "--jobs 2", "two calls, half each"
    for name, clock, cores in zip(names, gain.clock, gain.cores, strict=True):
        print(f"  {name:<22} {clock:6.2f} s by the clock   {cores:6.2f} s of all cores")
    print(f"  gain {gain.gain:.2f} x; of two calls {gain.possible:.2f} x")


def measure_gain(*, quick: bool = False, runs: int = _RUNS) -> Gain:
    """Check a corpus with one job, with two, and by two calls, in turn."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        size = write_corpus(folder, _QUICKER if quick else 1)
        halves = [str(folder / half) for half in _HALVES]
        calls = (
            lambda: run_together([*halves, "--jobs=1"]),
            lambda: run_together([*halves, "--jobs=2"]),
            lambda: run_together(*[[half] for half in halves]),
        )
        rounds = [list(map(time_call, calls)) for _ in range(runs)]
    best = [tuple(map(min, zip(*times, strict=True))) for times in zip(*rounds, strict=True)]
    clock, cores = zip(*best, strict=True)
    return Gain(megabytes=size / 1e6, clock=clock, cores=cores)


def write_corpus(folder: Path, scale: int) -> int:
    """Write the documents in two halves; give their size in bytes. The large one is the last."""
    one, two = (folder / half for half in _HALVES)
    one.mkdir()
    two.mkdir()
    text = json.dumps(make_composition(_ITEMS))
    documents, most_items = _DOCUMENTS // scale, _MOST_ITEMS // scale
    first_half = (documents + most_items // _ITEMS) // 2
    for number in range(documents):
        half = one if number < first_half else two
        (half / f"small-{number:03}.json").write_text(text, "utf-8")
    (two / "the-large-one.json").write_text(json.dumps(make_composition(most_items)), "utf-8")
    return sum(file.stat().st_size for file in folder.glob("*/*"))


def time_call(call: Callable[[], None]) -> tuple[float, float]:
    """Give the seconds by the clock, and those that the cores worked."""
    started, before = perf_counter(), os.times()
    call()
    clock, after = perf_counter() - started, os.times()
    cores = after.children_user + after.children_system
    return clock, cores - before.children_user - before.children_system


def run_together(*calls: list[str]) -> None:
    """Run commands at the same time, and wait for all."""
    processes = [subprocess.Popen([*_COMMAND, *arguments]) for arguments in calls]
    codes = [process.wait() for process in processes]
    if any(codes):
        raise SystemExit("the corpus is not sound")


if __name__ == "__main__":
    main()

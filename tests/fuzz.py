"""Fuzzing with seeds: `python -m tests.fuzz [TARGET] --count N --seed S`, or `--seconds N`.

A target is a function that takes a `random.Random`, tries one case, and raises where a promise is
broken. To add one, write the function and name it in `TARGETS`. The case of a failure is made again
by its own seed, which is printed with it.
"""

import argparse
import json
import math
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count, pairwise
from random import Random
from typing import TypeAlias

from kvid_composition import (
    Limits,
    Report,
    ValidationConfig,
    validate_composition,
    validate_composition_text,
)
from kvid_composition.document.display import escape_text
from kvid_composition.document.pointer import parse_pointer
from kvid_composition.testing.hostile.compositions import base_composition, make_hostile_composition
from kvid_composition.testing.hostile.values import make_hostile_value
from tests.merging.laws import try_merge
from tests.strategies.edit_scripts_laws import try_diff
from tests.strategies.patch_laws import try_any_patch, try_made_patch
from tests.strategies.repair_laws import try_repair
from tests.strategies.revision_laws import try_revisions
from tests.strategies.snapshots import Snapshot
from tests.strategies.text_edit_laws import try_text_edits

__all__ = [
    "TARGETS",
    "Tally",
    "bound_share",
    "fuzz",
    "main",
    "try_hostile_text",
    "try_hostile_value",
    "validate_small",
]

Target: TypeAlias = Callable[[Random], None]
Validate: TypeAlias = Callable[[object], Report]

# A document that expands without end is refused at ten million values, which takes its time.
_CONFIG = ValidationConfig(limits=Limits(nodes=20_000))
_SECONDS_FOR_ONE_CASE = 20


def validate_small(document: object) -> Report:
    """Validate with a limit that bombs reach soon."""
    return validate_composition(document, config=_CONFIG)


def try_hostile_value(random: Random, validate: Validate = validate_small) -> None:
    """Validate any Python value: nothing is raised, nothing changed, and only an object is ok."""
    if random.random() < 0.7:
        document = make_hostile_composition(random).document
    else:
        document = make_hostile_value(random)
    before = Snapshot(document)
    report = validate(document)
    before.require_unchanged()
    _check_report(report, is_sound_possible=type(document) is dict)


def try_hostile_text(
    random: Random, validate: Callable[[bytes], Report] = validate_composition_text
) -> None:
    """Validate the bytes of a composition after some accidents."""
    indent = random.choice((None, 2))
    data = json.dumps(base_composition(), ensure_ascii=False, indent=indent).encode()
    for _ in range(random.randint(1, 4)):
        data = random.choice(_ACCIDENTS)(data, random)
    _check_report(validate(data), is_sound_possible=True)


def _flip_bit(data: bytes, random: Random) -> bytes:
    changed = bytearray(data or b" ")
    changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _cut_end(data: bytes, random: Random) -> bytes:
    return data[: random.randint(0, len(data))]


def _insert(data: bytes, random: Random) -> bytes:
    position = random.randint(0, len(data))
    return data[:position] + random.choice(_INSERTS) + data[position:]


def _repeat(data: bytes, random: Random) -> bytes:
    start, end = sorted(random.randint(0, len(data)) for _ in range(2))
    return data[:end] + data[start:end] * random.randint(1, 3) + data[end:]


def _drop(data: bytes, random: Random) -> bytes:
    start = random.randint(0, len(data))
    return data[:start] + data[start + random.randint(1, 20) :]


def _replace_value(data: bytes, random: Random) -> bytes:
    old = random.choice((b"30", b'"text1"', b"150", b"false", b'"video"', b"[", b'"Hello"', b"0.5"))
    return data.replace(old, random.choice(_INSERTS), random.choice((1, -1)))


_ACCIDENTS = (_flip_bit, _cut_end, _insert, _repeat, _drop, _replace_value)

_INSERTS = (
    *(b"\x00", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xc3", b"\xf4\x90\x80\x80", b"\x1b[2J"),
    *(b'"', b"\\", b"\\u", b'"\\ud800"', b'"\\u202e"', b"\n", b"\r\n", b"\t", b"//", b"/*"),
    *(b"{", b"}", b"[", b"]", b",", b":", b"[" * 70, b'{"a":' * 70, b"[" * 3000 + b"]" * 3000),
    *(b"NaN", b"-Infinity", b"1e999", b"-0", b"-0.0", b"00", b"1.", b"9" * 400, b"-" + b"9" * 5000),
    *(b"null", b"true", b"9007199254740993", b"1e400", b'"fps": 25,', b'"__proto__": 1,'),
    *(b'"id": "text1",', b'"remoteUrl": "http://user:pw@localhost/\\u0000",', b'"items": {},'),
)


def _check_report(report: Report, *, is_sound_possible: bool) -> None:
    """Make sure that a report can be written, printed and followed."""
    _require(type(report) is Report, "this is no report")
    json.dumps(report.to_dict(), ensure_ascii=False, allow_nan=False).encode()
    _require(is_sound_possible or not report.ok, "this is no composition, and yet ok")
    for issue in report.issues:
        parse_pointer(issue.path)
        _require(len(issue.message) < 1000, "a message without end")
        _require(escape_text(issue.message) == issue.message, "a message with control characters")


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise AssertionError(message)


TARGETS: Mapping[str, tuple[Target, ...]] = {
    "hostile": (try_hostile_value, try_hostile_text),
    "diff": (try_diff,),
    "patches": (try_made_patch, try_any_patch),
    "merge": (try_merge,),
    "repair": (try_repair,),
    "since": (try_revisions,),
    "texts": (try_text_edits,),
}
"""By name, the functions that take turns."""


@dataclass(slots=True)
class Tally:
    """What a run tried, and the failures by the seed of their case."""

    tried: int = 0
    failures: dict[int, BaseException] = field(default_factory=dict[int, BaseException])


def fuzz(
    targets: tuple[Target, ...],
    *,
    seed: int,
    cases: int | None = None,
    seconds: float | None = None,
    show: Callable[[Tally], None] = lambda _: None,
) -> Tally:
    """Try cases until there are so many, or so much time has passed."""
    tally = Tally()
    end = None if seconds is None else time.monotonic() + seconds
    for number in count(seed) if cases is None else range(seed, seed + cases):
        if end is not None and time.monotonic() >= end:
            break
        target = targets[number % len(targets)]
        try:
            with _time_limit():
                target(Random(number))
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001  hostile values raise what they like
            tally.failures[number] = error
        tally.tried += 1
        if tally.tried % 1000 == 0:
            show(tally)
    return tally


@contextmanager
def _time_limit() -> Generator[None]:
    """Raise TimeoutError in a case that does not come to an end."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"no end after {_SECONDS_FOR_ONE_CASE} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, _SECONDS_FOR_ONE_CASE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; 1 if anything failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Seeded fuzzing.")
    parser.add_argument("target", nargs="?", choices=["all", *TARGETS], default="all")
    parser.add_argument("--count", type=int, help="how many cases to try (10,000)")
    parser.add_argument("--seconds", type=float, help="how long to try, instead")
    parser.add_argument("--seed", type=int, default=0, help="the seed of the first case")
    parser.add_argument(
        "--jobs", type=int, default=1, help="how many processes share the cases (1)"
    )
    options = parser.parse_args(arguments)
    if options.jobs > 1:
        return _share_cases(options)
    names = TARGETS if options.target == "all" else (options.target,)
    cases = options.count if options.count or options.seconds else 10_000
    start = time.monotonic()
    tally = fuzz(
        tuple(target for name in names for target in TARGETS[name]),
        seed=options.seed,
        cases=cases,
        seconds=options.seconds,
        show=_show_progress if sys.stderr.isatty() else lambda _: None,
    )
    _print_tally(tally, options.target, time.monotonic() - start)
    return 1 if tally.failures else 0


def _share_cases(options: argparse.Namespace) -> int:
    """Share the cases among processes, each with seeds of its own; 1 if anything failed."""
    count_ = options.count or 10_000
    bounds = [options.seed + count_ * job // options.jobs for job in range(options.jobs + 1)]
    command = [sys.executable, "-m", "tests.fuzz", options.target]
    commands = [
        [*command, "--count", str(end - start), "--seed", str(start)]
        for start, end in pairwise(bounds)
    ]
    running = [subprocess.Popen(command) for command in commands]
    return max([process.wait() for process in running])


def _show_progress(tally: Tally) -> None:
    sys.stderr.write(f"\r{tally.tried:,} tried, {len(tally.failures):,} failed")
    sys.stderr.flush()


def bound_share(hits: int, tried: int) -> float:
    """Give the upper end of the 95 % interval of a share: 3 in so many where there was no hit.

    Otherwise by Wilson's formula for one side.
    """
    if tried == 0 or hits == 0:
        return min(1.0, 3 / max(1, tried))
    z, share = 1.645, hits / tried
    spread = z * math.sqrt(share * (1 - share) / tried + z * z / (4 * tried * tried))
    return min(1.0, (share + z * z / (2 * tried) + spread) / (1 + z * z / tried))


def _print_tally(tally: Tally, target: str, seconds: float) -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    for seed, error in list(tally.failures.items())[:20]:
        last = traceback.extract_tb(error.__traceback__)[-1]
        what = escape_text(str(error))[:200]
        where = f"{last.filename}:{last.lineno}"
        print(f"failed: {type(error).__name__}: {what} ({where})")  # noqa: T201
        print(f"  again: python -m tests.fuzz {target} --count 1 --seed {seed}")  # noqa: T201
    rate = tally.tried / max(seconds, 1e-9)
    bound = bound_share(len(tally.failures), tally.tried)
    print(  # noqa: T201
        f"{tally.tried:,} tried, {len(tally.failures):,} failed ({rate:,.0f} a second); "
        f"with 95 % certainty fewer than {bound:.2g} of all fail"
    )


if __name__ == "__main__":
    sys.exit(main())

"""What an operation needs beside its document, in multiples of what the parsed document needs.

Run: python -m benchmarks.memory [--quick] [--json]

Counted twice, each time in a process of its own: by tracemalloc, which sees every allocation of
Python, and by the peak of resident memory, which sees what the system sees (Linux only).
"""

import gc
import json
import os
import subprocess
import sys
import tempfile
import tracemalloc
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, get_args

from benchmarks.compositions import make_composition
from benchmarks.edits import change_fields
from benchmarks.operations import CHANGES
from benchmarks.options import choose_sizes, make_parser
from kvid_composition import diff_compositions, validate_composition

__all__ = ["OPERATIONS", "Footprint", "measure_footprint"]

Meter: TypeAlias = Literal["tracemalloc", "resident"]

OPERATIONS: Final[dict[str, Callable[[Any, Any], object]]] = {
    "validate_composition": lambda before, _: validate_composition(before),
    "diff_compositions": diff_compositions,
}
"""What is measured, by its name: calls with a document and its next version."""

_ROOT: Final = Path(__file__).parents[1]
_STATUS: Final = Path("/proc/self/status")
_CLEAR: Final = Path("/proc/self/clear_refs")
# What is freed goes back to the system: else what reading the file took would hide what comes next.
_ENVIRONMENT: Final = {"MALLOC_MMAP_THRESHOLD_": "65536", "MALLOC_TRIM_THRESHOLD_": "0"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Footprint:
    """Memory in bytes.

    Attributes:
        document: what one parsed document needs.
        extra: what the operation needs on top at its peak.
    """

    document: int
    extra: int

    @property
    def ratio(self) -> float:
        """The extra memory as a multiple of the document's."""
        return self.extra / self.document


def main(arguments: Sequence[str] | None = None) -> None:
    options = _read_options(arguments)
    if options.child:
        operation, meter, path = options.child
        print(json.dumps(asdict(_METERS[meter](operation, Path(path)))))
        return
    figures = [
        {"items": items, "operation": operation, "meter": meter, **_describe(footprint)}
        for items in choose_sizes(quick=options.quick)
        for operation in OPERATIONS
        for meter in get_args(Meter)
        if (footprint := measure_footprint(operation, meter, items))
    ]
    print(json.dumps(figures, indent=2) if options.json else _draw_lines(figures))


def measure_footprint(operation: str, meter: Meter, items: int) -> Footprint | None:
    """Measure in a process of its own; None where the system does not tell."""
    if meter == "resident" and not _CLEAR.exists():
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "composition.json"
        path.write_text(json.dumps(make_composition(items)), "utf-8")
        command = [
            sys.executable,
            "-m",
            "benchmarks.memory",
            "--child",
            operation,
            meter,
            str(path),
        ]
        environment = {**os.environ, **_ENVIRONMENT}
        printed = subprocess.check_output(command, env=environment, cwd=_ROOT, text=True)
    return Footprint(**json.loads(printed))


def _read_options(arguments: Sequence[str] | None) -> Any:
    parser: ArgumentParser = make_parser("benchmarks.memory", __doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--child", nargs=3, help="OPERATION METER FILE: measure in this process")
    return parser.parse_args(arguments)


def _describe(footprint: Footprint) -> dict[str, float]:
    return {**asdict(footprint), "ratio": round(footprint.ratio, 3)}


def _draw_lines(figures: Sequence[dict[str, Any]]) -> str:
    return "\n".join(
        f"{each['items']:>7,} items  {each['operation']:<22}{each['meter']:<12}"
        f" document {each['document'] / 2**20:7.1f} MiB  extra {each['extra'] / 2**20:7.1f} MiB"
        f"  {each['ratio']:5.2f} x"
        for each in figures
    )


def _trace(operation: str, path: Path) -> Footprint:
    # Allocations that are made once, such as what is imported late, are not the operation's.
    _call(operation, make_composition(10), make_composition(10))
    tracemalloc.start()
    start = tracemalloc.get_traced_memory()[0]
    before = json.loads(path.read_text("utf-8"))
    gc.collect()
    document = tracemalloc.get_traced_memory()[0] - start
    after = _change(json.loads(path.read_text("utf-8")))
    gc.collect()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.reset_peak()
    _call(operation, before, after)
    return Footprint(document=document, extra=tracemalloc.get_traced_memory()[1] - held)


def _watch(operation: str, path: Path) -> Footprint:
    _call(operation, make_composition(10), make_composition(10))
    gc.collect()
    start = _read_status("VmRSS")
    before = json.loads(path.read_text("utf-8"))
    gc.collect()
    document = _read_status("VmRSS") - start
    after = _change(json.loads(path.read_text("utf-8")))
    gc.collect()
    held = _read_status("VmRSS")
    _CLEAR.write_text("5", "ascii")  # proc(5): the peak begins anew
    _call(operation, before, after)
    return Footprint(document=document, extra=_read_status("VmHWM") - held)


_METERS: Final = {"tracemalloc": _trace, "resident": _watch}


def _change(document: Any) -> Any:
    return change_fields(document, min(CHANGES, len(document["items"])))


def _call(operation: str, before: Any, after: Any) -> None:
    OPERATIONS[operation](before, after)


def _read_status(name: str) -> int:
    lines = dict(line.split(":", 1) for line in _STATUS.read_text("ascii").splitlines())
    return int(lines[name].split()[0]) * 1024


if __name__ == "__main__":
    main()

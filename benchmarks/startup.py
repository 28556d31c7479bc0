"""What a start costs, in multiples of `from pydantic import BaseModel` in a fresh interpreter.

Run: python -m benchmarks.startup [--quick] [--json]
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

from benchmarks.compositions import make_composition
from benchmarks.measure import show_ratio
from benchmarks.options import make_parser

__all__ = ["PYDANTIC", "find_early_imports", "time_starts"]

PYDANTIC: Final = "from pydantic import BaseModel"
PACKAGE: Final = "import kvid_composition"
FUNCTION: Final = "from kvid_composition import validate_composition"
COMMAND: Final = "kvid-composition validate small.json"
LATE: Final = "jsonpatch", "jsonschema"
"""What is to be imported on first use only."""

_RUNS: Final = 40
_QUICK_RUNS: Final = 5
_IMPORT: Final = """\
from time import perf_counter
start = perf_counter()
{}
print(perf_counter() - start)
"""
_LOADED: Final = f"""\
import sys
{FUNCTION}
print(*(name for name in {LATE} if name in sys.modules))
"""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = make_parser("benchmarks.startup", __doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    times = time_starts(quick=options.quick)
    if options.json:
        print(json.dumps({"milliseconds": times, "early": find_early_imports()}, indent=2))
        return
    for kind, yardstick in ((kind, times[kind][PYDANTIC]) for kind in times):
        print(kind)
        for name, time in times[kind].items():
            show_ratio(name, time, yardstick)
    print(f"imported though not used: {', '.join(find_early_imports()) or 'nothing'}")


def time_starts(*, quick: bool) -> dict[str, dict[str, float]]:
    """Give median times in milliseconds: of whole processes, and of imports within."""
    runs = _QUICK_RUNS if quick else _RUNS
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "small.json"
        small.write_text(json.dumps(make_composition(10)), "utf-8")
        command = Path(sys.executable).with_name("kvid-composition")
        whole = _take_turns(
            {
                "pass": _run_python("pass"),
                PYDANTIC: _run_python(PYDANTIC),
                PACKAGE: _run_python(PACKAGE),
                FUNCTION: _run_python(FUNCTION),
                COMMAND: [str(command), "validate", str(small)],
            },
            runs,
        )
    imports = {name: _run_python(_IMPORT.format(name)) for name in (PYDANTIC, PACKAGE, FUNCTION)}
    return {"whole process": whole, "the import alone": _take_turns(imports, runs, inside=True)}


def find_early_imports() -> list[str]:
    """Find what the package imports though nothing has used it yet."""
    return subprocess.check_output(_run_python(_LOADED), text=True).split()


def _run_python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def _take_turns(
    commands: Mapping[str, Sequence[str]], runs: int, *, inside: bool = False
) -> dict[str, float]:
    """Give the median time of each process, or of what it has timed itself, in milliseconds."""
    for command in commands.values():
        _time_process(command)  # writes the bytecode
    rounds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            seconds, printed = _time_process(command)
            rounds[name].append(float(printed) if inside else seconds)
    return {name: median(times) * 1000 for name, times in rounds.items()}


def _time_process(command: Sequence[str]) -> tuple[float, str]:
    start = perf_counter()
    printed = subprocess.check_output(command, text=True)
    return perf_counter() - start, printed


if __name__ == "__main__":
    main()

"""The timed suite is collected on demand, and never with the tests."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def collect(*arguments: str) -> list[str]:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", *arguments]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    return [line for line in printed.splitlines() if "::" in line]


def test_every_operation_is_timed_at_both_sizes() -> None:
    names = collect("-c", "benchmarks/pytest.ini", "--rootdir=.", "benchmarks/suite")
    assert len(names) == 44
    for operation in ("validate_composition", "diff_compositions", "make_json_patch"):
        assert sum(f"bench_{operation}[" in name for name in names) >= 2


def test_the_tests_do_not_collect_it() -> None:
    assert collect("-c", "pyproject.toml", "benchmarks") == []

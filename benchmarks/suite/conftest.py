"""What the timed functions get: `measure`, which times a call at both sizes."""

import gc
import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from benchmarks.compositions import make_composition
from benchmarks.operations import Prepare
from benchmarks.options import choose_sizes

_ROUNDS = 5


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--quick", action="store_true", help="a tenth of the sizes")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    sizes = choose_sizes(quick=bool(metafunc.config.getoption("--quick")))
    metafunc.parametrize("items", sizes, ids=[f"{items:,} items" for items in sizes])


@pytest.fixture
def measure(benchmark: Any, items: int) -> Callable[[Prepare], None]:
    """Time what `prepare` makes of the text of a composition; garbage is collected before."""

    def run(prepare: Prepare) -> None:
        module = benchmark.fullname.rpartition("/")[2].partition(".")[0]
        benchmark.group = f"{module.removeprefix('bench_')}, {items:,} items"
        call = prepare(write_text(items))
        benchmark.pedantic(call, setup=lambda: gc.collect() and None, rounds=_ROUNDS)

    return run


@cache
def write_text(items: int) -> str:
    return json.dumps(make_composition(items), ensure_ascii=False)

"""What is timed together takes turns, and growth is a quotient of quotients."""

import pytest

from benchmarks.measure import (
    Growth,
    compare_growth,
    measure_growth,
    show_operations,
    time_call,
    time_together,
)
from benchmarks.operations import Call, prepare_comparison, prepare_parsing


def test_calls_take_turns() -> None:
    calls: list[str] = []
    times = time_together([lambda: calls.append("a"), lambda: calls.append("b")], runs=3)
    assert "".join(calls) == "ababab"
    assert len(times) == 2


def test_the_median_counts_unless_another_is_picked() -> None:
    assert time_together([list], runs=3, pick=lambda times: len([*times])) == (3,)
    assert 0 < time_call(list, runs=3) < 1000


def test_a_quotient_is_the_growth_by_that_of_the_yardstick() -> None:
    growth = Growth(shape="mixed", costs=(2, 30), yardstick=10)
    assert (growth.growth, growth.quotient) == (15, 1.5)


def test_growth_is_measured_on_documents_of_both_sizes() -> None:
    sizes: list[int] = []

    def prepare(text: str) -> Call:
        sizes.append(len(text))
        return lambda: text.count("item")

    growth = measure_growth("one track", prepare, (10, 100), runs=1)
    assert growth.shape == "one track"
    assert sizes[1] > 8 * sizes[0]


def test_every_shape_has_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    compare_growth("parse", prepare_parsing, (10, 20), shapes=["mixed", "one asset"])
    head, mixed, asset = capsys.readouterr().out.splitlines()
    assert head == "growth from 10 to 20 items, against that of a == b"
    assert mixed.split()[:2] == ["mixed", "parse"]
    assert asset.split()[:3] == ["one", "asset", "parse"]


def test_an_operation_is_shown_as_a_multiple_of_its_yardstick(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_operations('{"a": 1}', ("a == b", prepare_comparison), {"parse": prepare_parsing})
    yardstick, parse = capsys.readouterr().out.splitlines()
    assert yardstick.split()[-2:] == ["1.00", "x"]
    assert parse.split()[0] == "parse"

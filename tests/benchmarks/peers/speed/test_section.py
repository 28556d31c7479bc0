"""The tables say of everyone what came of it, with the yardsticks above."""

import pytest

from benchmarks.peers.speed.race import Figure
from benchmarks.peers.speed.section import (
    list_absent,
    show_ratio,
    show_time,
    write_figures,
    write_section,
)
from tests.benchmarks.peers.stubs import IN_NODE, OURS, make_entry, measure

SLOW = make_entry("slow")
BROKEN = make_entry("broken")
ABSENT = make_entry("absent", distribution="kvid-no-such-package")
FIGURES = (
    measure(SLOW, 5000),
    Figure(entry=SLOW, items=1000, outcome="not asked"),
    measure(OURS, 25),
    measure(OURS, 300, 100, items=1000),
    measure(IN_NODE, 40, 20),
    Figure(entry=IN_NODE, items=1000, outcome="over the limit"),
    Figure(entry=BROKEN, items=100, outcome="failed", detail="IndexError: too far"),
    Figure(entry=BROKEN, items=1000, outcome="over the limit"),
    Figure(entry=ABSENT, items=100, outcome="absent"),
    Figure(entry=ABSENT, items=1000, outcome="absent"),
)


def list_rows() -> list[list[str]]:
    lines = write_section(FIGURES, 60).splitlines()
    table = [line for line in lines if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def test_the_fastest_stands_first_below_the_yardsticks() -> None:
    names = [row[0] for row in list_rows()[2:]]
    yardsticks = ["*a == b*", "*fast-deep-equal*"]
    assert names == [*yardsticks, "in-node", "**kvid-composition**", "slow", "broken"]


def test_times_stand_beside_ratios_at_each_size() -> None:
    rows = {row[0]: row[2:6] for row in list_rows()}
    assert rows[""] == ["100 items", "x", "1,000 items", "x"]
    assert rows["**kvid-composition**"] == ["25 ms", "2.5", "300 ms", "3.0"]
    assert rows["*a == b*"] == ["10 ms", "1", "100 ms", "1"]
    assert rows["*fast-deep-equal*"] == ["20 ms", "1", "-", ""]


def test_who_was_not_measured_has_the_reason() -> None:
    rows = {row[0]: row[2:6] for row in list_rows()}
    assert rows["slow"] == ["5.0 s", "500", "-", ""]
    assert rows["in-node"] == ["40 ms", "2.0", "over 60 s", ""]
    assert rows["broken"] == ["fails: IndexError: too far", "", "over 60 s", ""]


def test_it_is_said_that_schemas_check_the_structure_only() -> None:
    section = write_section(FIGURES, 60)
    assert "check the *structure only*" in section
    assert "ended\nafter 60 s" in section or "ended after 60 s" in section


def test_kinds_of_work_that_nobody_did_have_no_table() -> None:
    section = write_section(FIGURES, 60)
    assert "### Diff" in section
    assert "### Make a patch" not in section


def test_who_is_absent_has_no_row_and_is_listed() -> None:
    assert list_absent(FIGURES) == [ABSENT]
    assert "absent" not in [row[0] for row in list_rows()]


def test_the_figures_are_given_as_json() -> None:
    figures = write_figures(FIGURES)
    assert len(figures) == len(FIGURES)
    assert figures[2]["ratio"] == 2.5
    assert (figures[0]["runtime"], figures[4]["runtime"]) == ("python", "node")
    assert (figures[6]["outcome"], figures[6]["ratio"]) == ("failed", None)


@pytest.mark.parametrize(
    ("number", "words"),
    [(0.1234, "0.12"), (1.25, "1.2"), (12.6, "13"), (142.6, "143"), (11715.4, "11,700")],
)
def test_numbers_have_the_figures_that_count(number: float, words: str) -> None:
    assert show_ratio(number) == words


@pytest.mark.parametrize(
    ("milliseconds", "words"), [(0.5, "0.5 ms"), (12.4, "12 ms"), (999, "999 ms"), (27054, "27 s")]
)
def test_long_times_are_in_seconds(milliseconds: float, words: str) -> None:
    assert show_time(milliseconds) == words

"""The targets: each is measured, judged and printed."""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest

from benchmarks.memory import Footprint, Meter
from benchmarks.operations import Call, prepare_comparison, prepare_parsing
from benchmarks.startup import PYDANTIC
from benchmarks.targets import __main__ as command
from benchmarks.targets import measures
from benchmarks.targets.__main__ import main
from benchmarks.targets.measures import (
    Settings,
    compare_costs,
    compare_growths,
    compare_starts,
    weigh,
)
from benchmarks.targets.results import Result, draw_line, measure_targets, sum_up
from benchmarks.targets.targets import TARGETS, Target
from tests.benchmarks.answers import give

QUICK = Settings(quick=True)


def fail(settings: Settings) -> Mapping[str, float]:
    raise ModuleNotFoundError("no such thing")


MINE = Target(name="mine", unit="a == b", limit=2, stretch=1, measure=give({"": 1.5}))


def test_every_line_of_the_table_is_a_target() -> None:
    names = [target.name for target in TARGETS]
    for operation in (
        "validate_composition",
        "validate_composition_text",
        "diff_compositions",
        "make_json_patch",
        "apply_json_patch",
        "merge_three_way",
        "preflight_operation",
        "derive_thumbnail",
        "growth of",
        "extra memory of",
        "import kvid_composition",
        "kvid-composition validate small.json",
    ):
        assert [name for name in names if name.startswith(operation)], operation
    assert len({(target.name, target.unit) for target in TARGETS}) == len(TARGETS)


def test_a_stretch_is_more_than_its_target() -> None:
    assert all(target.stretch is None or target.stretch < target.limit for target in TARGETS)


@pytest.mark.parametrize(
    ("ratio", "met", "stretch"), [(1, True, True), (2, True, False), (2.01, False, False)]
)
def test_a_target_is_met_at_its_limit(ratio: float, met: bool, stretch: bool) -> None:
    result = Result(target=MINE, ratio=ratio)
    assert (result.is_met, result.is_stretch_met) == (met, stretch)


def test_where_there_is_no_stretch_it_is_neither_met_nor_missed() -> None:
    assert Result(target=replace(MINE, stretch=None), ratio=1).is_stretch_met is None


def test_what_cannot_be_measured_is_told_and_the_others_are_measured() -> None:
    broken, mine = measure_targets([replace(MINE, measure=fail), MINE], QUICK)
    assert (broken.is_met, broken.note) == (False, "ModuleNotFoundError: no such thing")
    assert (mine.ratio, mine.is_met) == (1.5, True)
    assert sum_up([broken, mine]) == "1 of 2 met."


def test_a_line_has_target_stretch_measured_and_whether_it_is_met() -> None:
    assert draw_line(Result(target=MINE, place="here", ratio=1.5)).split() == [
        *("mine", "here", "2.00", "1.00", "1.500", "x", "a", "==", "b", "yes")
    ]
    assert draw_line(Result(target=MINE, ratio=0.5)).endswith("yes, stretch too")
    assert draw_line(Result(target=MINE, note="why")).endswith("NO  why")


def test_the_command_prints_lines_or_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "TARGETS", (MINE, replace(MINE, name="other")))
    main([])
    assert capsys.readouterr().out.splitlines()[-1] == "2 of 2 met."
    main(["--only", "oth", "--json"])
    (figure,) = json.loads(capsys.readouterr().out)
    assert (figure["name"], figure["measured"], figure["met"]) == ("other", 1.5, True)


def test_costs_are_compared_at_both_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measures, "choose_sizes", give((5, 10)))
    ratios = compare_costs(prepare_parsing, prepare_comparison)(QUICK)
    assert [*ratios] == ["5 items", "10 items"]
    assert all(ratio > 1 for ratio in ratios.values())


def test_the_worst_shape_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measures, "choose_sizes", give((20, 60)))

    def prepare(text: str) -> Call:
        steps = 10_000 if '"track"' in text and len(text) > 10_000 else 1
        return lambda: sum(range(steps * 100))

    (worst,) = compare_growths(prepare)(QUICK)
    assert worst == "worst: ids collide"
    (without,) = compare_growths(prepare, without=["ids collide"])(QUICK)
    assert without != worst


def test_the_heavier_meter_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    def measure(operation: str, meter: Meter, items: int) -> Footprint | None:
        return Footprint(document=10, extra=1) if meter == "tracemalloc" else None

    monkeypatch.setattr(measures, "measure_footprint", measure)
    assert [*weigh("diff_compositions")(QUICK).values()] == [0.1, 0.1]


def test_starts_are_compared_with_pydantic(monkeypatch: pytest.MonkeyPatch) -> None:
    times = {"whole process": {PYDANTIC: 50, "mine": 100}}
    monkeypatch.setattr(measures, "_time_starts", give(times))
    assert compare_starts("whole process", "mine")(QUICK) == {"": 2}

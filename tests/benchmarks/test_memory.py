"""Memory is weighed in processes of their own, and by meters that agree."""

import json
from pathlib import Path
from typing import get_args

import pytest

from benchmarks import memory
from benchmarks.memory import Footprint, Meter, main, measure_footprint
from tests.benchmarks.answers import give


def test_a_ratio_is_to_the_memory_of_the_document() -> None:
    assert Footprint(document=200, extra=50).ratio == 0.25


@pytest.mark.parametrize("meter", get_args(Meter))
def test_a_document_is_weighed_as_what_it_is(meter: Meter) -> None:
    footprint = measure_footprint("validate_composition", meter, 2_000)
    if footprint is None:
        pytest.skip("this system does not tell")
    assert 2_000_000 < footprint.document < 6_000_000
    assert footprint.extra > 0


def test_where_the_system_does_not_tell_nothing_is_made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_CLEAR", Path("/no/such/file"))
    assert measure_footprint("validate_composition", "resident", 10) is None


def test_every_operation_is_weighed_by_every_meter_at_both_sizes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    footprint = Footprint(document=2**20, extra=2**19)
    monkeypatch.setattr(memory, "measure_footprint", give(footprint))
    main(["--json"])
    figures = json.loads(capsys.readouterr().out)
    assert len(figures) == 8
    assert {figure["ratio"] for figure in figures} == {0.5}
    main([])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 8
    assert lines[0].split()[:2] == ["10,000", "items"]

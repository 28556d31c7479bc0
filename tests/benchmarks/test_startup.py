"""Starts are timed in fresh processes."""

import json

import pytest

from benchmarks import startup
from benchmarks.startup import COMMAND, FUNCTION, PACKAGE, PYDANTIC, find_early_imports, main


@pytest.fixture
def once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startup, "_QUICK_RUNS", 1)


@pytest.mark.usefixtures("once")
def test_all_starts_are_timed(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--quick", "--json"])
    figures = json.loads(capsys.readouterr().out)
    whole, alone = figures["milliseconds"].values()
    assert [*whole] == ["pass", PYDANTIC, PACKAGE, FUNCTION, COMMAND]
    assert [*alone] == [PYDANTIC, PACKAGE, FUNCTION]
    assert 0 < alone[PYDANTIC] < whole[PYDANTIC]


@pytest.mark.usefixtures("once")
def test_starts_are_shown_as_multiples_of_pydantic(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--quick"])
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if PYDANTIC in line and line.endswith("1.00 x")]
    assert lines[-1] == "imported though not used: nothing"


def test_nothing_is_imported_early() -> None:
    assert find_early_imports() == []

"""The race ends who is too slow, tells who fails, and leaves nobody waiting."""

import sys
from pathlib import Path

import pytest

from benchmarks.peers.speed import race
from benchmarks.peers.speed.differs import DIFFERS
from benchmarks.peers.speed.documents import write_documents
from benchmarks.peers.speed.entry import Entry
from benchmarks.peers.speed.race import Figure, run_race
from tests.benchmarks.answers import give
from tests.benchmarks.peers.stubs import make_entry

ROUND = """print('{"yardstick": 2.0, "call": %s}', flush=True)\n"""


def run(code: str, monkeypatch: pytest.MonkeyPatch, *, limit: float = 30) -> Figure:
    """Run a race of one entry, which is this code."""

    def find(entry: Entry) -> list[str]:
        return [sys.executable, "-c", code]

    monkeypatch.setattr(race, "_find_runner", find)
    monkeypatch.setattr(race, "write_documents", give(None))
    (figure,) = run_race([make_entry()], [10], limit=limit)
    return figure


def test_medians_are_of_all_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    figure = run(ROUND % 4 + ROUND % 100 + ROUND % 6, monkeypatch)
    assert (figure.outcome, figure.milliseconds, figure.yardstick) == ("measured", 6, 2)
    assert (figure.rounds, figure.ratio) == (3, 3)


def test_who_is_over_the_limit_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    figure = run("import time; time.sleep(600)", monkeypatch, limit=0.2)
    assert (figure.outcome, figure.ratio) == ("over the limit", None)


def test_rounds_that_were_made_before_the_limit_count(monkeypatch: pytest.MonkeyPatch) -> None:
    code = ROUND % 8 + "print('{\"yard', end='', flush=True)\nimport time; time.sleep(600)"
    figure = run(code, monkeypatch, limit=3)
    assert (figure.outcome, figure.rounds, figure.ratio) == ("measured", 1, 4)


def test_a_failure_is_told_by_its_last_words(monkeypatch: pytest.MonkeyPatch) -> None:
    figure = run(ROUND % 8 + "raise ValueError('too far')", monkeypatch)
    assert (figure.outcome, figure.detail) == ("failed", "ValueError: too far")
    assert figure.ratio is None


def test_a_failure_in_node_is_told_though_more_stands_below(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = "import sys; sys.exit('TypeError: no\\n    at time.mjs:1\\n\\nNode.js v20')"
    assert run(code, monkeypatch).detail == "TypeError: no"


def test_an_end_without_a_word_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    figure = run("import os; os._exit(3)", monkeypatch)
    assert (figure.outcome, figure.detail) == ("failed", "without a word")


def test_who_is_absent_is_not_run() -> None:
    absent = make_entry(distribution="kvid-no-such-package")
    (figure,) = run_race([absent], [600], limit=1)
    assert figure.outcome == "absent"


def test_who_is_slow_is_asked_at_the_first_size_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(entry: Entry) -> list[str]:
        return [sys.executable, "-c", ROUND % 4]

    monkeypatch.setattr(race, "_find_runner", find)
    monkeypatch.setattr(race, "write_documents", give(None))
    figures = run_race([make_entry(is_slow=True)], [10, 100], limit=30)
    assert [figure.outcome for figure in figures] == ["measured", "not asked"]


def test_a_real_process_takes_turns_with_its_yardstick() -> None:
    (figure,) = run_race(DIFFERS[:1], [600], limit=60)
    assert (figure.outcome, figure.rounds, figure.detail) == ("measured", 5, "")


def test_all_get_the_same_documents(tmp_path: Path) -> None:
    documents = write_documents(tmp_path / "first", 600)
    again = write_documents(tmp_path / "again", 600)
    for name in ("before", "after", "patch", "ours", "theirs", "schema"):
        assert documents.read_text(name) == again.read_text(name)
    assert len(documents.read("before")["items"]) == 600
    assert len(documents.read("patch")) == 100

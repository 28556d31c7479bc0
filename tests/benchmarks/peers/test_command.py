"""The command that compares: its rules, its page, and what is on record."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.peers import __main__ as command
from benchmarks.peers.__main__ import CHART, RESULTS, main, read_options, write_command
from benchmarks.peers.machine import Machine, describe_machine
from benchmarks.peers.merges.cases import CASES
from benchmarks.peers.merges.mergers import MERGERS
from benchmarks.peers.speed.entries import ENTRIES
from tests.benchmarks.peers.stubs import make_entry

PLAIN = "    python -m benchmarks.peers --write\n"


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare a merge and an absent package, quickly."""
    absent = make_entry("absent", distribution="kvid-no-such-package")
    monkeypatch.setattr(command, "MERGERS", MERGERS[:1])
    monkeypatch.setattr(command, "ENTRIES", (absent,))


@pytest.mark.usefixtures("few")
def test_the_figures_are_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--quick", "--count", "4", "--seed", "9", "--json"])
    figures = json.loads(capsys.readouterr().out)
    merges = figures["merges"]
    assert (merges["count"], merges["seed"]) == (4, 9)
    (tally,) = merges["tallies"]
    assert tally["cases"][CASES[0].name] == "clean, and right"
    assert [each["outcome"] for each in figures["speed"]] == ["absent", "absent"]
    assert figures["absent"] == ["kvid-no-such-package"]


@pytest.mark.usefixtures("few")
def test_page_and_chart_are_written_by_one_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page, chart = tmp_path / "RESULTS.md", tmp_path / "pictures" / "speed.svg"
    monkeypatch.setattr(command, "RESULTS", page)
    monkeypatch.setattr(command, "CHART", chart)
    main(["--quick", "--count", "3", "--write"])
    assert "    python -m benchmarks.peers --quick --count 3 --write\n" in page.read_text("utf-8")
    assert "Not installed here: kvid-no-such-package." in page.read_text("utf-8")
    assert chart.read_text("utf-8").startswith("<svg ")
    assert capsys.readouterr().out.rstrip() == page.read_text("utf-8").rstrip()


def test_1500_triples_of_seed_1_and_two_minutes_are_the_rule() -> None:
    options = read_options([])
    assert (options.count, options.seed, options.limit) == (1500, 1, 120)
    assert (options.json, options.write, options.quick) == (False, False, False)


def test_only_what_is_not_the_rule_is_in_the_command() -> None:
    assert write_command(read_options(["--json"])) == "python -m benchmarks.peers --write"
    words = "--quick --limit 7 --count 3 --seed 2"
    expected = f"python -m benchmarks.peers {words} --write"
    assert write_command(read_options(words.split())) == expected


@pytest.mark.parametrize("option", ["--count", "--limit"])
def test_nothing_cannot_be_asked_for(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_options([option, "0"])
    assert option in capsys.readouterr().err


def test_of_the_machine_only_what_bears_on_times_is_told() -> None:
    machine = describe_machine()
    assert machine.cpus >= 1
    assert machine.python.startswith("CPython 3.")
    bare = Machine(cpus=2, system="Linux x86_64", python="CPython 3.11.7", node=None)
    assert str(bare) == "2 CPUs, Linux x86_64, CPython 3.11.7, no node"
    assert str(replace(bare, node="20.1.0")).endswith(", node 20.1.0")


def test_the_page_on_record_is_of_the_plain_command_and_of_all_peers() -> None:
    page = RESULTS.read_text("utf-8")
    assert PLAIN in page
    assert "Not installed here" not in page
    for entry in ENTRIES:
        assert f"\n| {entry.name} |" in page or f"\n| **{entry.name}** |" in page
    for merger in MERGERS:
        assert f"\n| {merger.name} |" in page


def test_the_chart_on_record_is_of_the_run_on_record() -> None:
    chart = CHART.read_text("utf-8")
    for entry in ENTRIES:
        assert f">{entry.name}</text>" in chart

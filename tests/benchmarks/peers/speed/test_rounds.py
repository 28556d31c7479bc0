"""A process of the race prints a line for each round, and none that is not true."""

import json
from pathlib import Path

import pytest

from benchmarks.peers.speed.documents import Documents, write_documents
from benchmarks.peers.speed.rounds import main, run_rounds
from tests.benchmarks.answers import give
from tests.benchmarks.peers.stubs import IN_NODE, make_entry


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Documents:
    return write_documents(tmp_path_factory.mktemp("race") / "600", 600)


@pytest.mark.parametrize("group", ["validate", "diff"])
def test_each_round_is_a_line(
    group: str, documents: Documents, capsys: pytest.CaptureFixture[str]
) -> None:
    run_rounds(make_entry(group=group), documents, 3, 60)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [sorted(line) for line in lines] == [["call", "yardstick"]] * 3
    assert all(line["yardstick"] > line["call"] for line in lines)


def test_no_round_begins_after_the_time_is_up(
    documents: Documents, capsys: pytest.CaptureFixture[str]
) -> None:
    run_rounds(make_entry(), documents, 5, 0)
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_who_finds_nothing_is_not_timed(
    documents: Documents, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(RuntimeError, match="diff/mine says \\[\\]"):
        run_rounds(make_entry(load=give(list)), documents, 5, 60)
    assert capsys.readouterr().out == ""


def test_who_runs_in_node_does_not_run_here(documents: Documents) -> None:
    with pytest.raises(RuntimeError):
        run_rounds(IN_NODE, documents, 1, 1)


def test_the_command_takes_the_entry_by_its_key(
    documents: Documents, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["make/kvid-composition", str(Path(documents.folder)), "1", "60"])
    assert json.loads(capsys.readouterr().out)["call"] > 0

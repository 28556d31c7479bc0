"""Progress: a bar for people who wait, and for nobody else."""

import io
import re
import sys

import pytest

from kvid_composition.cli import progress
from kvid_composition.cli.inputs import Found, make_source
from kvid_composition.cli.progress import track_progress
from tests.cli.harness import Terminal

MANY: list[Found] = [make_source(f"{number}.json") for number in range(20)]


@pytest.fixture(autouse=True)
def _forget_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


def show(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, sources: list[Found], *, quiet: bool
) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    assert list(track_progress(sources, quiet=quiet, color="auto")) == sources
    return stream.getvalue()


def test_many_files_on_a_terminal_have_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = re.sub(r"\x1b\[[0-9;]*m", "", show(monkeypatch, Terminal(), MANY, quiet=False))
    assert "Checking" in shown
    assert "20/20 files" in shown


def test_a_large_file_on_a_terminal_has_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    def measure(_: Found) -> int:
        return 2**24

    monkeypatch.setattr(progress, "measure_source", measure)
    assert "Checking" in show(monkeypatch, Terminal(), MANY[:1], quiet=False)


def test_few_files_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert show(monkeypatch, Terminal(), MANY[:19], quiet=False) == ""


def test_in_a_pipe_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert show(monkeypatch, io.StringIO(), MANY, quiet=False) == ""


def test_quiet_means_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert show(monkeypatch, Terminal(), MANY, quiet=True) == ""

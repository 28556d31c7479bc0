"""Whatever is typed: no traceback, a documented exit code, and an error with its code."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kvid_composition.cli.app import run
from kvid_composition.cli.loading import COMMANDS, GIT_COMMANDS
from tests.cli.harness import COMMAND
from tests.cli.wrong_usage import CASES, LINES, OTHER, SOUND, WrongCase, prepare_folder

CODED_ERROR = re.compile(r"^error ([A-Z]{3}\d{3}|[A-Z]+(_[A-Z]+)*): .+$", re.MULTILINE)
CODED_ISSUE = re.compile(r"\b[A-Z]{3}1\d\d\b|\b[A-Z]+_[A-Z]+\b")


def run_line(
    arguments: tuple[str, ...], stdin: bytes, monkeypatch: pytest.MonkeyPatch
) -> tuple[int, str, str]:
    """Run a command between pipes; give its exit code and what it writes to them."""
    out, err = io.BytesIO(), io.BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        patch.setattr(sys, "stdout", io.TextIOWrapper(out, "utf-8", write_through=True))
        patch.setattr(sys, "stderr", io.TextIOWrapper(err, "utf-8", write_through=True))
        code = run(arguments)
        return code, out.getvalue().decode("utf-8", "replace"), err.getvalue().decode()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that git takes for none of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    prepare_folder(tmp_path)
    return tmp_path


def test_there_are_five_hundred_of_them_and_all_differ() -> None:
    assert len({(case.arguments, case.name) for case in CASES}) == len(CASES) >= 500


def test_they_are_about_every_command() -> None:
    commands = {(name,) for name in COMMANDS} | {("git", name) for name in GIT_COMMANDS}
    assert commands == set(LINES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_mistake_ends_in_a_traceback(
    case: WrongCase, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.make(folder)
    code, printed, said = run_line(case.arguments, case.stdin, monkeypatch)
    assert code in case.codes, said
    assert "Traceback" not in printed + said
    assert all(row.isprintable() for row in said.splitlines())
    if code in {2, 129}:
        assert CODED_ERROR.search(said)
    # Where a code of 0 were right as well, a 1 is a result.
    if code == 1 and 0 not in case.codes:
        assert CODED_ISSUE.search(printed + said)


# An agents' server, started in this process, would be there for the tests behind it as well.
@pytest.mark.parametrize("command", [c for c in LINES if c != ("mcp",)], ids=" ".join)
def test_nothing_is_wrong_with_the_lines_that_the_wrong_ones_are_made_of(
    command: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, _, said = run_line((*command, *LINES[command]), b"", monkeypatch)
    assert "error USAGE" not in said


SITUATIONS = {
    "no stdin": '"$@" <&-',
    "no stdout": '"$@" >&-',
    "no stderr": '"$@" 2>&-',
    "no stream at all": '"$@" <&- >&- 2>&-',
    "a stdin to write to": '"$@" 0> /dev/null',
    "a full disk": '"$@" > /dev/full',
    "a full disk for errors": '"$@" 2> /dev/full',
    "a reader that is gone": 'exec 3> >(exec true); sleep 0.1; "$@" >&3',
}
"""How a shell starts a program where a stream is no stream."""

SAMPLE = (
    ("validate", "-"),
    ("validate", SOUND, "gone.json"),
    ("diff", SOUND, OTHER, "-f", "json"),
    ("git", "textconv", SOUND),
    ("nosuch",),
)

ENDINGS = {
    "a full disk": {2},
    "a reader that is gone": {2, 141},
}


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("arguments", SAMPLE, ids=" ".join)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a full disk to try")
def test_no_stream_that_is_none_ends_in_a_traceback(
    arguments: tuple[str, ...], situation: str, folder: Path
) -> None:
    result = subprocess.run(
        ["bash", "-c", SITUATIONS[situation], "bash", *COMMAND, *arguments],
        input=b"",
        capture_output=True,
        cwd=folder,
        check=False,
    )
    said = result.stderr.decode()
    assert result.returncode in ENDINGS.get(situation, {0, 1, 2})
    assert "Traceback" not in said
    assert "Exception ignored" not in said
    assert all(re.match(r"(error [A-Z_]+\d*|note): ", row) for row in said.splitlines()), said

"""Asking git: values, refusals, and colour as git has it."""

import subprocess
import sys
from pathlib import Path

import pytest

from kvid_composition.cli.git_calls import (
    GitError,
    ask_git,
    ask_git_for_color,
    find_setting,
    run_git,
    summarize_errors,
)
from tests.cli.clones import isolate_git


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand outside of any repository."""
    isolate_git(tmp_path, monkeypatch)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_value_is_given_without_its_line_break() -> None:
    assert ask_git("version").startswith("git version ")
    assert "\n" not in ask_git("version")


def test_a_name_of_any_bytes_is_given() -> None:
    run_git("config", "--global", "x.y", "a\udcff 안")
    assert find_setting("x.y", "--global") == "a\udcff 안"


def test_a_setting_that_is_not_there_is_none() -> None:
    assert find_setting("x.y") is None


def test_what_git_refuses_has_its_words() -> None:
    with pytest.raises(GitError, match="not a git repository") as error:
        ask_git("rev-parse", "--show-toplevel")
    assert error.value.reason.startswith("not a git repository")


def test_an_exit_code_that_is_expected_is_no_failure() -> None:
    assert run_git("config", "--get", "x.y", allowed=(0, 1)).returncode == 1
    with pytest.raises(GitError, match="nothing"):
        run_git("config", "--get", "x.y")


def test_without_git_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GitError, match="there is no git"):
        ask_git("version")
    assert not ask_git_for_color()


def test_an_argument_that_no_command_can_have_is_refused() -> None:
    with pytest.raises(GitError, match="git cannot be run"):
        ask_git("a\0")


def test_git_speaks_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    monkeypatch.setenv("LANGUAGE", "ko")
    with pytest.raises(GitError, match="not a git repository"):
        ask_git("rev-parse", "--show-toplevel")


def test_only_what_git_says_is_kept_of_its_errors() -> None:
    assert summarize_errors(b"12:00 trace: x\nfatal: a\nhint: b\xff\n") == "a b\\xff"
    assert summarize_errors(b"") == "nothing"


@pytest.mark.parametrize(
    ("setting", "pager", "expected"),
    [
        ("auto", False, False),
        ("auto", True, True),
        ("always", False, True),
        ("false", True, False),
    ],
)
def test_colour_is_as_git_has_it(
    setting: str, pager: bool, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_git("config", "--global", "color.ui", setting)
    if pager:
        monkeypatch.setenv("GIT_PAGER_IN_USE", "true")
    # Its own standard output has to be no terminal, whatever that of the tests is.
    script = "from kvid_composition.cli.git_calls import *; print(ask_git_for_color())"
    process = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
    assert process.stdout.split() == [str(expected).encode()]

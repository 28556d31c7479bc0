"""`git enable` and `git disable`: what is written can be unwritten, and git follows it."""

import os
import shlex
import sys
from pathlib import Path

import pytest
from typer.testing import Result

from kvid_composition.cli.loading import GIT_COMMANDS
from tests.cli.clones import Clone, isolate_git
from tests.cli.harness import invoke

KEYS = {
    "diff.kvid-composition.command",
    "diff.kvid-composition.textconv",
    "merge.kvid-composition.name",
    "merge.kvid-composition.driver",
    "merge.kvid-composition.recursive",
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return isolate_git(tmp_path, monkeypatch)


@pytest.fixture
def clone(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clone:
    """Stand in an empty repository."""
    top = tmp_path / "내 repo"
    clone = Clone(top)
    clone.git("init", "--quiet", "--initial-branch=main")
    monkeypatch.chdir(top)
    return clone


def enable(*arguments: str) -> Result:
    return invoke("git", "enable", *arguments)


def disable(*arguments: str) -> Result:
    return invoke("git", "disable", *arguments)


def list_keys(clone: Clone, scope: str = "--local") -> set[str]:
    names = clone.try_git("config", scope, "--name-only", "--list").stdout.split()
    return {name for name in names if "kvid-composition" in name}


def read_attributes(clone: Clone) -> list[str]:
    text = (clone.top / ".gitattributes").read_text("utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def check_attribute(clone: Clone, name: str) -> list[str]:
    """Give what git takes a file for."""
    lines = clone.git("-c", "core.quotePath=false", "check-attr", "diff", "merge", "--", name)
    return [line.rpartition(": ")[2] for line in lines.splitlines()]


def test_drivers_and_patterns_are_told_to_git(clone: Clone) -> None:
    result = enable()
    assert result.exit_code == 0
    assert result.stdout == (
        "Git compares and merges these as compositions in this repository:\n"
        "  composition.json\n"
        "  *.composition.json\n"
    )
    assert "commit .gitattributes; everybody else runs" in result.stderr
    assert list_keys(clone) == KEYS
    for name in ("composition.json", "a/b/composition.json", "내 영상.composition.json"):
        assert check_attribute(clone, name) == ["kvid-composition", "kvid-composition"]
    assert check_attribute(clone, "package.json") == ["unspecified", "unspecified"]


def test_other_patterns_are_taken_instead(clone: Clone) -> None:
    enable("내 영상/*.json", "#1.json")
    assert check_attribute(clone, "내 영상/a.json") == ["kvid-composition", "kvid-composition"]
    assert check_attribute(clone, "#1.json") == ["kvid-composition", "kvid-composition"]
    assert check_attribute(clone, "composition.json") == ["unspecified", "unspecified"]


def test_ours_win_over_lines_of_others(clone: Clone) -> None:
    (clone.top / ".gitattributes").write_text("*.json -diff merge=union\n")
    enable()
    assert check_attribute(clone, "composition.json") == ["kvid-composition", "kvid-composition"]
    assert check_attribute(clone, "package.json") == ["unset", "union"]


def test_enabling_in_a_folder_enables_the_repository(
    clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    (clone.top / "a").mkdir()
    monkeypatch.chdir(clone.top / "a")
    enable()
    assert not (clone.top / "a" / ".gitattributes").exists()
    assert check_attribute(clone, "composition.json") == ["kvid-composition", "kvid-composition"]


def test_enabling_twice_is_enabling_once(clone: Clone) -> None:
    enable()
    paths = clone.top / ".gitattributes", clone.top / ".git" / "config"
    before = [path.read_bytes() for path in paths]
    assert enable().stdout.endswith("  composition.json\n  *.composition.json\n")
    assert [path.read_bytes() for path in paths] == before


def test_a_file_that_does_not_change_is_not_written(clone: Clone) -> None:
    enable()
    path = clone.top / ".gitattributes"
    os.utime(path, (1, 1))
    enable()
    assert path.stat().st_mtime == 1


@pytest.mark.parametrize("text", [None, b"", b"*.png binary\n", b"*.png binary", b"\xff x\r\n"])
def test_disabling_restores_exactly(clone: Clone, text: bytes | None) -> None:
    path, config = clone.top / ".gitattributes", clone.top / ".git" / "config"
    if text is not None:
        path.write_bytes(text)
    before = config.read_bytes()
    enable()
    enable("x y.json")
    result = disable()
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "Git takes compositions for plain text again in this repository.\n",
        "",
    )
    assert (path.read_bytes() if path.exists() else None) == text
    assert config.read_bytes() == before


def test_disabling_keeps_what_others_set_under_our_name(clone: Clone) -> None:
    enable()
    clone.git("config", "kvid-composition.strategy", "theirs")
    clone.git("config", "diff.kvid-composition.cachetextconv", "true")
    disable()
    assert list_keys(clone) == {
        "kvid-composition.strategy",
        "diff.kvid-composition.cachetextconv",
    }


def test_disabling_what_is_not_enabled_changes_nothing(clone: Clone) -> None:
    assert disable().exit_code == 0
    assert not (clone.top / ".gitattributes").exists()


def test_one_pattern_is_disabled_and_the_others_stay(clone: Clone) -> None:
    enable()
    result = disable("composition.json")
    assert result.stdout == (
        "Git still compares and merges these as compositions in this repository:\n"
        "  *.composition.json\n"
    )
    assert list_keys(clone) == KEYS
    assert check_attribute(clone, "composition.json") == ["unspecified", "unspecified"]


def test_with_the_last_pattern_the_drivers_go(clone: Clone) -> None:
    enable("a.json")
    disable("a.json")
    assert list_keys(clone) == set()


def test_a_key_with_several_values_has_one_afterwards(clone: Clone) -> None:
    for value in ("a", "b"):
        clone.git("config", "--add", "diff.kvid-composition.command", value)
    enable()
    commands = clone.git("config", "--get-all", "diff.kvid-composition.command").splitlines()
    assert len(commands) == 1
    assert shlex.split(commands[0])[0] == sys.executable


def test_global_is_for_the_user_and_not_for_the_repository(clone: Clone, home: Path) -> None:
    assert "in all repositories of this user" in enable("--global").stdout
    assert list_keys(clone, "--global") == KEYS
    assert list_keys(clone) == set()
    assert not (clone.top / ".gitattributes").exists()
    assert (home / ".config" / "git" / "attributes").exists()
    assert check_attribute(clone, "composition.json") == ["kvid-composition", "kvid-composition"]


def test_global_needs_no_repository(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert enable("--global").exit_code == 0


def test_global_disabling_restores_exactly(clone: Clone, home: Path) -> None:
    config = home / ".gitconfig"
    config.write_text("[alias]\n\tst = status\n")
    before = config.read_bytes()
    enable("--global")
    assert "in all repositories of this user" in disable("--global").stdout
    assert config.read_bytes() == before
    assert not (home / ".config" / "git" / "attributes").exists()


def test_global_takes_the_attributes_file_that_git_is_told_of(clone: Clone, home: Path) -> None:
    clone.git("config", "--global", "core.attributesFile", "~/mine")
    (home / "mine").write_text("*.png binary\n")
    enable("--global")
    assert check_attribute(clone, "composition.json") == ["kvid-composition", "kvid-composition"]
    disable("--global")
    assert (home / "mine").read_text() == "*.png binary\n"


def test_global_follows_xdg(clone: Clone, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "xdg"))
    enable("--global")
    assert (home / "xdg" / "git" / "attributes").exists()
    assert check_attribute(clone, "composition.json") == ["kvid-composition", "kvid-composition"]


def test_outside_of_a_repository_git_says_so(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = enable()
    assert result.exit_code == 2
    assert result.stderr.startswith("error GIT_REFUSED: git says: not a git repository")


def test_a_pattern_that_git_would_not_understand_is_refused(clone: Clone) -> None:
    for result in (enable("!a"), disable("!a")):
        assert result.exit_code == 2
        assert result.stderr == (
            "error USAGE: '!a': git knows no attributes for what a pattern does not match\n"
        )
    assert list_keys(clone) == set()


def test_an_attributes_file_that_cannot_be_written_is_reported(clone: Clone) -> None:
    (clone.top / ".gitattributes").mkdir()
    result = enable()
    assert result.exit_code == 2
    assert result.stderr == (
        f"error UNWRITABLE_OUTPUT: {clone.top}/.gitattributes: Is a directory\n"
    )
    assert list_keys(clone) == set()


def test_a_python_that_does_not_know_itself_is_not_registered(
    clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "")
    result = enable()
    assert result.exit_code == 2
    assert "it is not known which Python runs here" in result.stderr
    assert not (clone.top / ".gitattributes").exists()


def test_the_commands_run_from_any_directory_and_with_any_name(
    clone: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / 'it\'s 100% "mine"' / "py thon"
    python.parent.mkdir()
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n')
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    enable()
    # A module of the repository's own must not come before one of Python's.
    (clone.top / "json.py").write_text("raise SystemExit(9)\n")
    clone.commit("base")
    with clone.on_branch("other"):
        clone.commit("theirs", lambda document: document.update(compositionWidth=1000))
    clone.commit("ours", lambda document: document.update(compositionHeight=500))
    clone.git("merge", "--quiet", "other")
    merged = clone.read()
    assert (merged["compositionWidth"], merged["compositionHeight"]) == (1000, 500)
    (clone.top / "a").mkdir()
    assert "canvas: compositionHeight 1080 -> 500" in clone.git("diff", "HEAD^2", folder="a")
    assert "+    compositionHeight 500" in clone.git("log", "-1", "-p", "HEAD^1", folder="a")


def test_a_driver_that_is_not_there_any_more_is_a_failure(clone: Clone) -> None:
    enable()
    driver = clone.git("config", "merge.kvid-composition.driver")
    gone = driver.replace(shlex.quote(sys.executable), "/nowhere/python")
    assert clone.run("sh", "-c", gone).returncode == 129


@pytest.mark.parametrize("command", GIT_COMMANDS)
def test_each_command_explains_itself_within_80_columns(command: str) -> None:
    result = invoke("git", command, "--help")
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_the_group_alone_shows_its_help() -> None:
    result = invoke("git")
    assert result.exit_code == 2
    names = [row.split()[0] for row in result.stdout.partition("Commands:")[2].split("\n") if row]
    assert names == [*GIT_COMMANDS]
    assert "..." not in result.stdout.partition("Commands:")[2]

"""The straight way: the same as through typer, for lines of nothing but names, and without it."""

import json
import shutil
import subprocess
import sys
from inspect import Parameter as Declared
from inspect import signature
from pathlib import Path
from typing import Any, get_args

import pytest

from kvid_composition.cli.completion import VARIABLE
from kvid_composition.cli.loading import COMMANDS, GIT_COMMANDS, load_command, load_git_command
from kvid_composition.cli.parameters import Argument, Parameter
from kvid_composition.cli.straight import call_straight
from tests.cli.harness import broken_document, invoke, write_document
from tests.documents import sound_document

FOREIGN = ("jsonpatch", "jsonschema", "pydantic", "rich", "typer", "typing_extensions")

FUNCTIONS = {
    **{name: load_command(name) for name in COMMANDS if name != "git"},
    **{f"git {name}": load_git_command(name) for name in GIT_COMMANDS},
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a working directory with documents in it."""
    write_document(tmp_path / "sound.json", sound_document())
    write_document(tmp_path / "broken.json", broken_document())
    write_document(tmp_path / "renamed.json", sound_document() | {"fps": 25})
    monkeypatch.chdir(tmp_path)
    return tmp_path


LINES = [
    ["validate", "sound.json"],
    ["validate", "sound.json", "broken.json"],
    ["validate", "."],
    ["validate", "gone.json"],
    ["validate", ""],
    ["validate", "*.json"],
    ["diff", "sound.json", "renamed.json"],
    ["diff", "sound.json", "gone.json"],
    ["preflight", "sound.json", "renamed.json"],
    ["plan", "sound.json", "renamed.json"],
    ["merge", "sound.json", "renamed.json", "sound.json"],
    ["repair", "sound.json"],
    ["rules"],
    ["explain", "REF101"],
    ["explain", "REF999"],
    ["thumbnail", "sound.json"],
    ["git", "textconv", "sound.json"],
    ["git", "diff", "a.json", "sound.json", "f00", "100644", "renamed.json", "c0f", "100644"],
    ["git", "diff", "a.json", "sound.json"],
]


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_a_line_of_names_does_what_it_does_through_typer(
    line: list[str], folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code = call_straight(line, {})
    straight = (code, *capfd.readouterr())
    through_typer = invoke(*line)
    assert straight == (through_typer.exit_code, through_typer.stdout, through_typer.stderr)


@pytest.mark.parametrize(
    "line",
    [
        [],
        ["--version"],
        ["validate"],
        ["validate", "--quiet", "sound.json"],
        ["validate", "sound.json", "-q"],
        ["validate", "--", "sound.json"],
        ["validat", "sound.json"],
        ["diff", "sound.json"],
        ["diff", "sound.json", "broken.json", "renamed.json"],
        ["rules", "more"],
        # Typer has to see whether these are among what can be chosen from.
        ["schema"],
        ["schema", "nothing"],
        ["git"],
        ["git", "merge", "a", "b"],
        ["git", "mergetool", "a"],
    ],
    ids=" ".join,
)
def test_any_other_line_is_left_to_typer(
    line: list[str], folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert call_straight(line, {}) is None
    assert capfd.readouterr() == ("", "")


def test_a_line_that_a_shell_asks_to_complete_is_left_to_typer() -> None:
    assert call_straight(["rules"], {VARIABLE: "complete_zsh"}) is None


def test_where_programs_see_what_a_pattern_means_typer_has_the_line() -> None:
    assert call_straight(["rules"], {}, "nt") is None


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_is_told_by_its_place_comes_first(name: str) -> None:
    parameters = list(signature(FUNCTIONS[name]).parameters.values())
    by_place = [
        p for p in parameters if any(isinstance(m, Argument) for m in get_args(p.annotation))
    ]
    assert by_place == parameters[: len(by_place)]
    assert all(p.kind is Declared.POSITIONAL_OR_KEYWORD for p in by_place)
    assert all(p.kind is Declared.KEYWORD_ONLY for p in parameters[len(by_place) :])
    assert all(p.default is not Declared.empty for p in parameters[len(by_place) :])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_parameter_says_once_how_it_is_told(name: str) -> None:
    for parameter in signature(FUNCTIONS[name]).parameters.values():
        told = [each for each in get_args(parameter.annotation) if isinstance(each, Parameter)]
        assert len(told) == 1


def _list_foreign(*line: str) -> Any:
    """Give the modules of others that are there when a command has ended, of those named above."""
    script = (
        "import atexit, json, sys\n"
        f"found = lambda: [name for name in {FOREIGN} if name in sys.modules]\n"
        "atexit.register(lambda: print(json.dumps(found()), file=sys.stderr))\n"
        "from kvid_composition.cli import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", script, *line]
    result = subprocess.run(command, capture_output=True, check=True)
    return json.loads(result.stderr.splitlines()[-1])


@pytest.mark.parametrize(
    "line",
    [
        "validate sound.json",
        "git textconv sound.json",
        "git diff a.json sound.json f00 100644 renamed.json c0f 100644",
        "git merge sound.json ours.json renamed.json 7 a.json",
        "plan sound.json renamed.json",
        "thumbnail sound.json",
    ],
)
def test_a_line_of_names_imports_neither_typer_nor_pydantic(line: str, folder: Path) -> None:
    shutil.copy(folder / "sound.json", folder / "ours.json")
    assert _list_foreign(*line.split()) == []


def test_a_line_with_an_option_imports_typer_and_does_not_import_rich(folder: Path) -> None:
    found = _list_foreign("validate", "--quiet", "sound.json")
    assert "typer" in found
    assert "rich" not in found


def test_to_import_the_entry_point_imports_next_to_nothing() -> None:
    # What is imported before `main` runs is not guarded against Ctrl-C.
    script = (
        "import sys\n"
        "from kvid_composition.cli import main\n"
        "print(*sorted(name for name in sys.modules if name.startswith('kvid_composition')))\n"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert result.stdout.decode().split() == [
        "kvid_composition",
        "kvid_composition.cli",
        "kvid_composition.lazy",
    ]

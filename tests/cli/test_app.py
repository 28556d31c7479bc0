"""The application: help, version, usage, and how it ends."""

import gc
import importlib
import runpy
import sys

import pytest

from kvid_composition import cli
from kvid_composition.cli import app as application
from kvid_composition.cli import loading, starting
from kvid_composition.cli.app import run
from kvid_composition.cli.exits import CommandEnd, ExitCode
from tests.cli.harness import NAUGHTY, invoke

COMMANDS = tuple(loading.COMMANDS)


@pytest.fixture(autouse=True)
def _keep_collecting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gc, "freeze", lambda: None)


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == ExitCode.DONE
    assert capsys.readouterr().out == "kvid-composition 0.1.0\n"


def test_help_names_every_command_in_full() -> None:
    text = invoke("--help").stdout
    assert all(f"\n  {command} " in text for command in COMMANDS)
    assert "..." not in text.partition("Commands:")[2]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_each_command_explains_itself_within_80_columns(command: str, option: str) -> None:
    result = invoke(command, option)
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80


@pytest.mark.parametrize("command", [c for c in COMMANDS if c != "demo"])
def test_help_has_an_example_to_copy(command: str) -> None:
    assert f"\n    kvid-composition {command} " in invoke(command, "--help").stdout


def test_no_command_at_all_shows_the_help_and_ends_with_2() -> None:
    result = invoke()
    assert result.exit_code == 2
    assert result.stdout == invoke("--help").stdout


@pytest.mark.parametrize(
    "arguments", [["nosuch"], ["validate"], ["validate", "--nosuch"], ["explain", "a", "b"]]
)
def test_wrong_usage_ends_with_2_in_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == ExitCode.REFUSED
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("error USAGE: ")
    assert shown.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [[NAUGHTY], ["validate", f"--{NAUGHTY}"]])
def test_wrong_usage_is_quoted_harmlessly(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(arguments)
    assert capsys.readouterr().err.strip().isprintable()


def test_a_command_gives_its_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules"]) == ExitCode.DONE
    assert run(["validate", "gone.json"]) == ExitCode.REFUSED
    assert capsys.readouterr().err.startswith("error UNREADABLE_INPUT")


@pytest.mark.parametrize("where", ["app", "prepare_streams"])
def test_an_interrupt_ends_with_130_and_no_word(
    where: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(application, where, interrupt)
    assert run([]) == ExitCode.INTERRUPTED
    assert capsys.readouterr() == ("", "")


def test_an_interrupt_before_the_application_is_there_ends_with_130_and_no_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(starting, "find_spec", interrupt)
    with pytest.raises(SystemExit) as exit_:
        cli.main()
    assert exit_.value.code == ExitCode.INTERRUPTED
    assert capsys.readouterr() == ("", "")


def test_a_command_that_typer_does_not_call_can_end_early(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def end(_: str) -> None:
        raise CommandEnd(ExitCode.OUTPUT_CLOSED)

    monkeypatch.setattr(application, "write_output", end)
    assert run(["--version"]) == ExitCode.OUTPUT_CLOSED


def test_the_process_ends_with_the_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["kvid-composition", "validate", "gone.json"])
    with pytest.raises(SystemExit) as exit_:
        cli.main()
    assert exit_.value.code == ExitCode.REFUSED
    assert capsys.readouterr().out.startswith("Nothing was checked")


def test_the_package_can_be_run_as_a_module(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["kvid-composition", "--version"])
    with pytest.raises(SystemExit) as exit_:
        runpy.run_module("kvid_composition.cli", run_name="__main__")
    assert exit_.value.code == 0
    assert capsys.readouterr().out.startswith("kvid-composition ")


def test_to_import_the_module_runs_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    importlib.import_module("kvid_composition.cli.__main__")
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("missing", ["typer", "rich"])
def test_without_the_extra_one_line_says_how_to_install_it(
    missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(SystemExit) as exit_:
        cli.main()
    assert exit_.value.code == 2
    expected = "The command line needs an extra: pip install 'kvid-composition[cli]'\n"
    assert capsys.readouterr() == ("", expected)

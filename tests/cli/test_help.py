"""What every command says of itself when it is asked."""

import re

import pytest

from kvid_composition.cli.loading import COMMANDS, GIT_COMMANDS
from tests.cli.harness import invoke

ALL = [*((name,) for name in COMMANDS), *(("git", name) for name in GIT_COMMANDS)]


def read_help(command: tuple[str, ...]) -> str:
    result = invoke(*command, "--help", env={"COLUMNS": "80"})
    assert result.exit_code == 0
    return result.stdout


@pytest.fixture(params=ALL, ids=" ".join)
def command(request: pytest.FixtureRequest) -> tuple[str, ...]:
    name: tuple[str, ...] = request.param
    return name


def test_each_help_tells_the_exit_codes(command: tuple[str, ...]) -> None:
    assert "\n  Exit code: " in read_help(command)


def test_each_help_has_an_example_to_copy(command: tuple[str, ...]) -> None:
    examples = re.split(r"\n  Examples?:\n", read_help(command))[1]
    name = " ".join(command)
    assert re.search(rf"^    (\S.* \| )?kvid-composition {name}( |$)", examples, re.MULTILINE)


def test_each_help_fits_into_80_columns(command: tuple[str, ...]) -> None:
    assert max(map(len, read_help(command).splitlines())) <= 80


def test_arguments_are_called_in_the_usage_as_they_are_below(command: tuple[str, ...]) -> None:
    usage, _, rest = read_help(command).partition("\n\n")
    assert "{" not in usage
    prose = rest.partition("Options:")[0]
    for name in re.findall(r"\b[A-Z]+\b", usage.partition("[OPTIONS]")[2]):
        # Of git's five, the help says %O, %A, ...; what stands below a group are its commands.
        if name not in {"COMMAND", "ARGS", "L", "O", "P"}:
            assert re.search(rf"\b{name}s?\b", prose), name


def test_each_option_says_what_it_does(command: tuple[str, ...]) -> None:
    options = read_help(command).partition("Options:\n")[2].partition("\n\nCommands:")[0]
    for text in re.split(r"\n  (?=-)", f"\n{options}")[1:]:
        about = re.split(r"  +|\n", text.strip(), maxsplit=1)[1]
        assert re.search(r"[.)\]]$", about.strip()), text


def test_no_help_has_a_blank_too_many(command: tuple[str, ...]) -> None:
    for row in read_help(command).partition("Options:")[0].splitlines():
        assert "  " not in row.strip() or "kvid-composition" in row, row


def test_the_help_of_the_program_tells_the_exit_codes() -> None:
    assert "\n  Exit code: 0 done, 1 " in invoke("--help").stdout

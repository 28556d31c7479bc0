"""Loading commands: only the one that is called, and all of them for help."""

import json
import subprocess
import sys

import pytest

from kvid_composition.cli.loading import COMMANDS, GIT_COMMANDS
from tests.cli.harness import invoke, run_process


def list_loaded(*arguments: str) -> set[str]:
    """Give the commands whose modules are there when the process ends."""
    script = (
        "import atexit, json, sys\n"
        "atexit.register(lambda: print(json.dumps(list(sys.modules)), file=sys.stderr))\n"
        "from kvid_composition.cli import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", script, *arguments]
    result = subprocess.run(command, capture_output=True, check=False)
    modules = json.loads(result.stderr.splitlines()[-1])
    prefix = "kvid_composition.cli.commands."
    return {name.removeprefix(prefix) for name in modules if name.startswith(prefix)}


@pytest.mark.parametrize("command", ["validate", "rules", "plan"])
def test_a_command_does_not_load_the_others(command: str) -> None:
    assert list_loaded(command) == {command}


@pytest.mark.parametrize("command", ["textconv", "merge"])
def test_a_command_below_git_loads_the_group_and_itself(command: str) -> None:
    assert list_loaded("git", command) == {"git", f"git_{command}"}


def test_help_of_git_loads_all_below_it() -> None:
    assert list_loaded("git", "--help") == {"git", *(f"git_{name}" for name in GIT_COMMANDS)}


def test_help_loads_all_of_them() -> None:
    assert list_loaded("--help") == set(COMMANDS)


def test_commands_stand_in_their_order() -> None:
    text = invoke("--help").stdout.partition("Commands:")[2]
    assert [row.split()[0] for row in text.splitlines() if row.strip()] == list(COMMANDS)


def test_a_misspelled_command_is_guessed() -> None:
    result = run_process("validat")
    assert result.returncode == 2
    assert b"No such command 'validat'. Did you mean 'validate'?" in result.stderr

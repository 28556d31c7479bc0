"""The straight way: a command with nothing but names behind it is called without typer.

Git, hooks and most people call commands so. What is left to typer is what it is for: options, help,
completion, and saying what is wrong with a line. Without it, and without the pydantic that it
imports, `validate FILE` takes half as long (docs/decisions/0020).
"""

import os
from collections.abc import Callable, Mapping, Sequence
from inspect import Parameter as Declared
from inspect import signature
from typing import Any, Final, get_args

from kvid_composition.cli.completion import VARIABLE
from kvid_composition.cli.exits import CommandEnd, ExitCode
from kvid_composition.cli.loading import COMMANDS, GIT_COMMANDS, load_command, load_git_command
from kvid_composition.cli.parameters import Argument
from kvid_composition.cli.terminal import prepare_streams

__all__ = ["call_straight"]

_GIT: Final = "git"

# What is taken as it is typed; anything else has to be read.
_TEXT: Final = (str, str | None)
_TEXTS: Final = (list[str], list[str] | None)


def call_straight(
    words: Sequence[str], environment: Mapping[str, str] = os.environ, system: str = os.name
) -> int | None:
    """Call a command, and give its exit code; None, and nothing has been done, if typer has to.

    Args:
        words: what follows the program's name.
        environment: tells whether a shell asks for completion.
        system: `nt` where it is for the program to see what a pattern means: typer does that.
    """
    is_plain = all(word == "-" or not word.startswith("-") for word in words)
    if not is_plain or environment.get(VARIABLE) or system == "nt":
        return None
    match words:
        case (name, *names) if name in COMMANDS and name != _GIT:
            return _call(load_command(name), names)
        case ("git", name, *names) if name in GIT_COMMANDS:
            return _call(load_git_command(name), names)
        case _:
            return None


def _call(command: Callable[..., None], names: list[str]) -> int | None:
    values = _place_names(command, names)
    if values is None:
        return None
    try:
        prepare_streams()
        command(*values)
    except CommandEnd as end:
        return end.code
    return ExitCode.DONE


def _place_names(command: Callable[..., None], names: list[str]) -> list[Any] | None:
    """Give the arguments of a command; None where the names do not fit what it takes."""
    taken = [each for each in signature(command).parameters.values() if _is_argument(each)]
    types = [get_args(each.annotation)[0] for each in taken]
    if len(types) == 1 and types[0] in _TEXTS:
        return [names] if names else None
    needed = sum(each.default is Declared.empty for each in taken)
    fits = needed <= len(names) <= len(taken) and all(type_ in _TEXT for type_ in types)
    return [*names] if fits else None


def _is_argument(parameter: Declared) -> bool:
    return any(isinstance(each, Argument) for each in get_args(parameter.annotation))

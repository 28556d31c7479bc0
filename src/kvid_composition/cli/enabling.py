"""Enabling and disabling: what the two commands have in common."""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import Annotated, TypeAlias

from kvid_composition.cli.attributes import find_pattern_fault
from kvid_composition.cli.drivers import Scope
from kvid_composition.cli.git_calls import GitError
from kvid_composition.cli.parameters import Argument, Option
from kvid_composition.cli.terminal import ColorChoice, fail, write_output
from kvid_composition.document.display import escape_text, quote_text

__all__ = [
    "GlobalOption",
    "PatternsArgument",
    "check_patterns",
    "name_scope",
    "print_patterns",
    "refusing_failures",
]

PatternsArgument: TypeAlias = Annotated[list[str] | None, Argument(metavar="PATTERN", hidden=True)]
GlobalOption: TypeAlias = Annotated[
    bool, Option("--global", help="For all repositories of this user, not only for this one.")
]


def name_scope(*, is_global: bool) -> Scope:
    """Give the scope as git calls it."""
    return "global" if is_global else "local"


def check_patterns(patterns: Iterable[str], color: ColorChoice) -> None:
    """End the command where git would not understand a pattern.

    Raises:
        CommandEnd: REFUSED.
    """
    for pattern in patterns:
        fault = find_pattern_fault(pattern)
        if fault:
            raise fail("USAGE", f"{quote_text(pattern)}: {fault}", color)


@contextmanager
def refusing_failures(color: ColorChoice) -> Generator[None, None, None]:
    """End the command where git refuses something, or a file cannot be changed.

    Raises:
        CommandEnd: REFUSED.
    """
    try:
        yield
    except GitError as error:
        raise fail("GIT_REFUSED", f"git says: {error.reason}", color) from error
    except OSError as error:
        name = "" if error.filename is None else f"{error.filename}: "
        raise fail("UNWRITABLE_OUTPUT", f"{name}{error.strerror or error}", color) from error


def print_patterns(patterns: Iterable[str]) -> None:
    """Print patterns, one on each line."""
    write_output("".join(f"  {escape_text(pattern)}\n" for pattern in patterns))

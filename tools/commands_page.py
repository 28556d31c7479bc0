"""The page of the commands, printed from what each says of itself."""

from collections.abc import Iterator
from typing import Final

from typer.testing import CliRunner

from kvid_composition.cli.app import app
from kvid_composition.cli.loading import COMMANDS, GIT_COMMANDS

__all__ = ["write_commands"]

_ABOUT: Final = """\
What `kvid-composition COMMAND --help` says. Results go to the standard output, everything else to
the standard error. Wherever a document is taken, `-` is the standard input and `REV:path` a file in
git."""

# What a terminal is, as far as help is laid out by it.
_TERMINAL: Final = {"COLUMNS": "80", "NO_COLOR": "1"}


def write_commands(note: str) -> str:
    """Write the page of the commands: a section for each, in the order of the help."""
    return "\n\n".join(["# Commands", note, _ABOUT, *_write_sections()]) + "\n"


def _write_sections() -> Iterator[str]:
    yield _quote_help()
    for name in COMMANDS:
        yield f"## {name}"
        yield _quote_help(name)
        if name == "git":
            for inner in GIT_COMMANDS:
                yield f"### git {inner}"
                yield _quote_help(name, inner)


def _quote_help(*command: str) -> str:
    result = CliRunner().invoke(
        app, [*command, "--help"], prog_name="kvid-composition", env=_TERMINAL
    )
    return f"```text\n{result.output.strip()}\n```"

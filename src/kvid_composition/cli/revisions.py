"""Revisions: a document as git has it, named `REV:path` as for `git show`."""

import os
import subprocess
from tempfile import TemporaryFile
from typing import Final

from kvid_composition.checking.run import Unreadable
from kvid_composition.cli.git_calls import summarize_errors
from kvid_composition.cli.streams import read_at_most
from kvid_composition.document.display import quote_text

__all__ = ["names_revision", "read_revision"]

_NO_FILE: Final = "there is no such file"


def names_revision(argument: str) -> bool:
    """Tell whether an argument may name a file in git: it is no file itself, and no URL."""
    return ":" in argument and "://" not in argument and not os.path.lexists(argument)


def read_revision(name: str, most: int) -> bytes | Unreadable:
    """Read at most `most` bytes of a file in git; git finds the repository as it always does.

    `HEAD~2:path` is the file as of a commit, `:path` as of the index; a path is one from the top
    of the repository, one with `./` before it from here. Source: gitrevisions(7).
    """
    # What follows the end of the options is a name, even if it begins with a dash. Unlike `show`,
    # `cat-file blob` gives nothing but a file, and that as it is.
    command = ("git", "cat-file", "blob", "--end-of-options", name)
    try:
        with (
            TemporaryFile() as errors,
            subprocess.Popen(  # noqa: S603  no shell, and the name cannot be an option
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                # The words of git are quoted, and the words around them are English.
                env={**os.environ, "LC_ALL": "C"},
            ) as process,
        ):
            data = _read_start(process, most)
            if process.returncode == 0 or len(data) == most:
                return data
            errors.seek(0)
            reason = summarize_errors(errors.read())
            hint = _suggest_name(name) if "does not exist" in reason else ""
            return Unreadable(name, f"{_NO_FILE}, and git says: {reason}{hint}")
    except FileNotFoundError:
        return Unreadable(name, f"{_NO_FILE}, and no git to ask for a revision")
    except (OSError, ValueError) as error:
        return Unreadable(name, f"{_NO_FILE}, and git cannot be asked ({error})")


def _read_start(process: "subprocess.Popen[bytes]", most: int) -> bytes:
    # A pipe was asked for, so there is one.
    data = read_at_most(process.stdout, most) if process.stdout else b""
    if len(data) == most:
        process.kill()
    process.wait()
    return data


def _suggest_name(name: str) -> str:
    """Suggest the name that is meant where somebody in a sub-directory thinks of a path from it."""
    revision, _, path = name.partition(":")
    if path.startswith(".") or not os.path.lexists(path):
        return ""
    return f"; did you mean {quote_text(f'{revision}:./{path}')}?"

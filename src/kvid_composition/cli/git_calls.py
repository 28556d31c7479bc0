"""Asking git: what it knows about the repository and its configuration."""

import os
import subprocess
from collections.abc import Iterable
from typing import Final

__all__ = [
    "GitError",
    "ask_git",
    "ask_git_for_color",
    "find_setting",
    "run_git",
    "summarize_errors",
]

_SPOKEN: Final = ("fatal: ", "error: ", "hint: ")


class GitError(Exception):
    """Git has refused, or there is none.

    Attributes:
        reason: the words of git, on one line.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def run_git(*arguments: str, allowed: Iterable[int] = (0,)) -> "subprocess.CompletedProcess[bytes]":
    """Run git here and give what came of it.

    Args:
        arguments: what follows `git`.
        allowed: the exit codes that are no failure.

    Raises:
        GitError: git ends otherwise, or cannot be run.
    """
    try:
        process = subprocess.run(  # noqa: S603  no shell
            ("git", *arguments),  # noqa: S607  the git of this user
            stdin=subprocess.DEVNULL,
            capture_output=True,
            # The words of git are quoted, and the words around them are English.
            env={**os.environ, "LC_ALL": "C"},
            check=False,
        )
    except FileNotFoundError as error:
        raise GitError("there is no git") from error
    # An argument with a null character is no command's: that is a ValueError.
    except (OSError, ValueError) as error:
        raise GitError(f"git cannot be run ({error})") from error
    if process.returncode not in allowed:
        raise GitError(summarize_errors(process.stderr))
    return process


def ask_git(*arguments: str) -> str:
    """Ask git for one value.

    Raises:
        GitError: git refuses, or cannot be run.
    """
    return _read_value(run_git(*arguments).stdout)


def find_setting(key: str, *options: str) -> str | None:
    """Find a value in git's configuration; None where there is none.

    Args:
        key: its name.
        options: where to look, and for what type.

    Raises:
        GitError: git refuses, or cannot be run.
    """
    process = run_git("config", *options, "--get", key, allowed=(0, 1))
    return None if process.returncode else _read_value(process.stdout)


def _read_value(output: bytes) -> str:
    # Names of files can be any bytes.
    return os.fsdecode(output.removesuffix(b"\n"))


def ask_git_for_color() -> bool:
    """Tell whether git would colour a diff that goes to the standard output of this process.

    That is so on a terminal and for a pager, unless the configuration says otherwise. Source:
    git-config(1), `--get-colorbool`, which looks at its own standard output.
    """
    try:
        process = subprocess.run(
            ("git", "config", "--get-colorbool", "color.diff"),  # noqa: S607  as above
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except OSError:
        return False
    return process.returncode == 0


def summarize_errors(errors: bytes) -> str:
    """Give what git says, on one line, without the lines that tracing adds."""
    lines = errors.decode("utf-8", "backslashreplace").splitlines()
    spoken = [line.partition(": ")[2] for line in lines if line.startswith(_SPOKEN)]
    return " ".join(spoken) or "nothing"

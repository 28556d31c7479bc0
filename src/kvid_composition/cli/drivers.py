"""Drivers: what git is told about compositions, for one repository or for all of a user."""

import os
import shlex
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from kvid_composition.cli.attributes import (
    DRIVER,
    add_patterns,
    list_patterns,
    remove_patterns,
)
from kvid_composition.cli.files import write_file
from kvid_composition.cli.git_calls import GitError, ask_git, find_setting, run_git

__all__ = ["PATTERNS", "Enabling", "Scope", "disable_drivers", "enable_drivers"]

Scope: TypeAlias = Literal["local", "global"]

PATTERNS: Final = ("composition.json", "*.composition.json")
"""What is taken for a composition if nothing else is said."""

_NOTHING_TO_UNSET: Final = 5


@dataclass(frozen=True, slots=True)
class Enabling:
    """What is enabled now.

    Attributes:
        attributes: the file that says which files are compositions.
        patterns: which, as they are written there.
    """

    attributes: Path
    patterns: tuple[str, ...]


def enable_drivers(scope: Scope, patterns: Iterable[str]) -> Enabling:
    """Let git compare and merge compositions by this installation of the command.

    Raises:
        GitError: git refuses, or there is no repository.
        OSError: the attributes file cannot be read or written.
    """
    path = _find_attributes(scope)
    text = add_patterns(_read(path), patterns)
    for key, value in _list_settings().items():
        run_git("config", f"--{scope}", "--replace-all", key, value)
    _write(path, text)
    return Enabling(path, list_patterns(text))


def disable_drivers(scope: Scope, patterns: Iterable[str] | None) -> Enabling:
    """Take away what `enable_drivers` made, all of it or some patterns, and nothing else.

    Raises:
        GitError: git refuses, or there is no repository.
        OSError: the attributes file cannot be read or written.
    """
    path = _find_attributes(scope)
    text = remove_patterns(_read(path), patterns)
    _write(path, text)
    left = list_patterns(text)
    if not left:
        for key in _list_settings():
            run_git("config", f"--{scope}", "--unset-all", key, allowed=(0, _NOTHING_TO_UNSET))
    return Enabling(path, left)


def _list_settings() -> Mapping[str, str]:
    """Give the configuration. Source: gitattributes(5), on diff and merge drivers.

    Where a command and a textconv are given, `git diff` takes the command, while `git log -p` and
    `git show` take the textconv unless `--ext-diff` is asked for.
    """
    # What git appends to a command can begin with a dash, and is no option.
    merge = _write_command("merge").replace("%", "%%")
    # To git anything from 1 to 128 is a conflict, also that there is no such command any more.
    guard = "|| { test $? -eq 1 && exit 1; exit 129; }"
    return {
        f"diff.{DRIVER}.command": _write_command("diff"),
        f"diff.{DRIVER}.textconv": _write_command("textconv"),
        f"merge.{DRIVER}.name": "three-way merge of video compositions",
        f"merge.{DRIVER}.driver": f"{merge} %O %A %B %L %P {guard}",
        # The common ancestor of a criss-cross merge is made up; conflicts in it help nobody.
        f"merge.{DRIVER}.recursive": "binary",
    }


def _write_command(name: str) -> str:
    """Write the line that runs a command of ours, for the shell of git, from any directory."""
    if not sys.executable:
        raise GitError("it is not known which Python runs here")
    # `-P`: a module of the repository's own must not come before one of Python's.
    parts = (sys.executable, "-P", "-m", "kvid_composition.cli", "git", name, "--")
    return " ".join(map(shlex.quote, parts))


def _find_attributes(scope: Scope) -> Path:
    if scope == "global":
        return _find_global_attributes()
    return Path(ask_git("rev-parse", "--show-toplevel"), ".gitattributes")


def _find_global_attributes() -> Path:
    """Find the attributes file of the user. Source: gitattributes(5), `core.attributesFile`."""
    for scope in ("--global", "--system"):
        found = find_setting("core.attributesFile", scope, "--type=path")
        if found:
            return Path(found)
    home = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(home, "git", "attributes")


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return None


def _write(path: Path, text: str | None) -> None:
    """Write a file, if that changes it; None takes it away."""
    if text == _read(path):
        return
    if text is None:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, text.encode("utf-8", "surrogateescape"))

"""Running the command line: in this process, as a process, and on a pseudo-terminal."""

import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from kvid_composition.cli.app import app
from tests.documents import sound_document
from tests.reporting.hostile import NAUGHTY

__all__ = [
    "COMMAND",
    "NAUGHTY",
    "Terminal",
    "broken_document",
    "invoke",
    "run_on_terminal",
    "run_process",
    "write_document",
    "write_lacking",
]

COMMAND = (sys.executable, "-m", "kvid_composition.cli")

_PLAIN = {"NO_COLOR": None, "FORCE_COLOR": None, "TERM": "xterm-256color", "COLUMNS": None}


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def invoke(
    *arguments: str | Path, stdin: bytes = b"", env: Mapping[str, str | None] | None = None
) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(
        app,
        [str(argument) for argument in arguments],
        input=stdin,
        env={**_PLAIN, **(env or {})},
        catch_exceptions=False,
    )


def run_process(
    *arguments: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a process, with pipes on all sides."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env=make_environment(env),
        check=False,
    )


def make_environment(env: Mapping[str, str] | None = None) -> dict[str, str]:
    inherited = {key: value for key, value in os.environ.items() if key not in _PLAIN}
    return {**inherited, "TERM": "xterm-256color", **(env or {})}


def run_on_terminal(
    *arguments: str | Path, env: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run a command on a pseudo-terminal; give its exit code and all that it showed."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=make_environment({"COLUMNS": "80", "LINES": "24", **(env or {})}),
    ) as process:
        os.close(theirs)
        shown = bytearray()
        # Linux ends a pseudo-terminal that nobody writes to any more with an error.
        with suppress(OSError):
            while part := os.read(ours, 65536):
                shown += part
        os.close(ours)
    return process.returncode, shown.decode()


def broken_document(name: str = "gone") -> dict[str, Any]:
    """Give a document with one error: a track lists an item that is not there."""
    document = sound_document()
    document["tracks"][0]["items"].append(name)
    return document


def write_document(path: Path, document: object) -> Path:
    """Write a document as JSON; the folders around it are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=2), "utf-8")
    return path


def write_lacking(name: str, *gone: str, **members: Any) -> Path:
    """Write a sound document whose first track also lists items that are not there.

    Args:
        name: the file, from the working directory.
        gone: the items.
        members: what the document is to have besides, or in place of its own.
    """
    document = {**sound_document(), **members}
    document["tracks"][0]["items"] += gone
    return write_document(Path(name), document)

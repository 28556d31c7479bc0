"""Real shells on a pseudo-terminal, to press the tab key in them."""

import os
import pty
import re
import select
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from time import monotonic
from typing import Literal, TypeAlias

from kvid_composition.cli.completion import write_completion

__all__ = ["Shell", "find_programs", "press_tab"]

Shell: TypeAlias = Literal["bash", "zsh"]

_READY = "ready>"
_START = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
}
_PREPARE = {
    "bash": f"PS1='{_READY}'\n",
    "zsh": f"unset zle_bracketed_paste; autoload -Uz compinit; compinit -uD; PROMPT='{_READY}'\n",
}
_SECONDS = 60


def find_programs() -> str:
    """Give a search path on which the command that is tested stands first."""
    return os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))


def press_tab(shell: Shell, steps: Iterable[tuple[str, str]], folder: Path) -> str:
    """Type words behind the program's name in a shell, each with a tab, and give what it shows.

    Args:
        shell: which one.
        steps: what is typed, and what the line is then expected to have: that is waited for.
        folder: a temporary one.
    """
    (folder / "script").write_text(f"{_PREPARE[shell]}{write_completion(shell)}", "utf-8")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        _START[shell],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        env={**os.environ, "PATH": find_programs(), "TERM": "dumb", "HOME": str(folder)},
    ) as process:
        os.close(theirs)
        os.write(ours, b" . ./script\n")
        _read_until(ours, _READY)
        os.write(ours, b"kvid-composition ")
        shown = ""
        for typed, expected in steps:
            os.write(ours, f"{typed}\t".encode())
            shown += _read_until(ours, expected)
        process.kill()
        os.close(ours)
    return _erase(shown)


def _read_until(stream: int, expected: str) -> str:
    """Read until something is shown, or for a minute."""
    shown = ""
    end = monotonic() + _SECONDS
    while expected not in _erase(shown) and monotonic() < end:
        ready, _, _ = select.select([stream], [], [], 0.2)
        shown += os.read(stream, 65536).decode(errors="replace") if ready else ""
    return shown


def _erase(shown: str) -> str:
    """Do what a terminal does for a backspace."""
    return re.sub(r".\x08", "", shown)

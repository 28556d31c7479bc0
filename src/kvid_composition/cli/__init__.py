"""The command line: the only room that reads and writes files."""

import gc
import sys
from importlib.util import find_spec
from typing import Final

from kvid_composition.cli.exits import ExitCode

__all__ = ["main"]

_NEEDED: Final = ("typer", "rich")
_HOW_TO_INSTALL: Final = "The command line needs an extra: pip install 'kvid-composition[cli]'"


def main() -> None:
    """Run the command that the arguments of the process name, and end with its exit code."""
    code = _run_guarded()
    # A process that ends looks through all objects for cycles, several times; ours took as long
    # for that as for a small composition. What is frozen is passed by.
    gc.freeze()
    sys.exit(code)


def _run_guarded() -> int:
    # To import the application takes longer than most commands, so Ctrl-C often comes in there.
    try:
        if not all(map(find_spec, _NEEDED)):
            sys.stderr.write(f"{_HOW_TO_INSTALL}\n")
            return ExitCode.REFUSED
        from kvid_composition.cli.app import run  # noqa: PLC0415  only now it is sure to be there

        return run()
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED

"""Starting: by which way a line gets to its command."""

import sys
from importlib.util import find_spec
from typing import Final

from kvid_composition.cli.exits import ExitCode

# ruff: noqa: PLC0415  what needs the extra is imported when it is sure to be there

__all__ = ["start"]

_NEEDED: Final = ("typer", "rich")
_HOW_TO_INSTALL: Final = "The command line needs an extra: pip install 'kvid-composition[cli]'"


def start() -> int:
    """Run the command that the arguments of the process name, and give its exit code.

    Raises:
        KeyboardInterrupt: somebody pressed Ctrl-C.
    """
    if not all(map(find_spec, _NEEDED)):
        sys.stderr.write(f"{_HOW_TO_INSTALL}\n")
        return ExitCode.REFUSED
    from kvid_composition.cli.straight import call_straight

    code = call_straight(sys.argv[1:])
    if code is not None:
        return code
    from kvid_composition.cli.app import run

    return run()

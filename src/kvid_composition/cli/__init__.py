"""The command line: the only room that reads and writes files."""

import gc
import sys
from importlib.util import find_spec
from typing import Final

__all__ = ["main"]

_NEEDED: Final = ("typer", "rich")
_HOW_TO_INSTALL: Final = "The command line needs an extra: pip install 'kvid-composition[cli]'"


def main() -> None:
    """Run the command that the arguments of the process name, and end with its exit code."""
    if not all(map(find_spec, _NEEDED)):
        sys.stderr.write(f"{_HOW_TO_INSTALL}\n")
        sys.exit(2)
    from kvid_composition.cli.app import run  # noqa: PLC0415  only now it is sure to be there

    code = run()
    # A process that ends looks through all objects for cycles, several times; ours took as long
    # for that as for a small composition. What is frozen is passed by.
    gc.freeze()
    sys.exit(code)

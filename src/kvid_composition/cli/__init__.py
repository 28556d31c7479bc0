"""The command line: the only room that reads and writes files."""

# Nothing is imported here but what Python has loaded already, so that Ctrl-C finds the guard up.
import gc
import sys

__all__ = ["main"]


def main() -> None:
    """Run the command that the arguments of the process name, and end with its exit code."""
    code = _run_guarded()
    # A process that ends looks through all objects for cycles, several times; ours took as long
    # for that as for a small composition. What is frozen is passed by.
    gc.freeze()
    sys.exit(code)


def _run_guarded() -> int:
    # To import a command takes longer than most commands, so Ctrl-C often comes in there.
    try:
        from kvid_composition.cli.starting import start  # noqa: PLC0415

        return start()
    except KeyboardInterrupt:
        from kvid_composition.cli.exits import ExitCode  # noqa: PLC0415

        return ExitCode.INTERRUPTED

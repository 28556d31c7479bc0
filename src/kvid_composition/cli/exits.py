"""Exit codes: what a script can tell from the end of a command, and how a command ends early."""

from enum import IntEnum

__all__ = ["CommandEnd", "ExitCode"]


class ExitCode(IntEnum):
    """How a command ended.

    GAVE_UP tells git that a merge failed, from which it tells apart any lower number: conflicts.
    The last two are what a shell reports for the signals.
    """

    DONE = 0
    FOUND = 1
    REFUSED = 2
    GAVE_UP = 129
    INTERRUPTED = 130
    OUTPUT_CLOSED = 141


class CommandEnd(Exception):  # noqa: N818  no error: most commands end so
    """The command ends here, and all has been said.

    Attributes:
        code: its exit code.
    """

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code

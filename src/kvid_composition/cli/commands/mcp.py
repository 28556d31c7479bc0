"""`mcp`: the library as tools for AI agents, over the Model Context Protocol."""

import os
import signal
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Final

from kvid_composition.agent_tools.allowed_root import AllowedRoot
from kvid_composition.agent_tools.answer import LEAST_BYTES
from kvid_composition.agent_tools.tool import Workplace
from kvid_composition.cli.configuring import ConfigOption, IsolatedOption, take_settings
from kvid_composition.cli.exits import CommandEnd, ExitCode
from kvid_composition.cli.parameters import Option
from kvid_composition.cli.terminal import fail, is_terminal, print_note

__all__ = ["serve_tools"]

_HOW_TO_INSTALL: Final = "this command needs an extra: pip install 'kvid-composition[mcp]'"
_USUAL_BYTES: Final = 50_000


def serve_tools(
    *,
    root: Annotated[
        Path, Option(metavar="DIR", help="The only folder whose files tools may read.")
    ] = Path(),
    max_answer_bytes: Annotated[
        int,
        Option(
            min=LEAST_BYTES,
            metavar="N",
            help="Bound of an answer as JSON: the worst first, and the count of the rest.",
        ),
    ] = _USUAL_BYTES,
    allow_writes: Annotated[
        bool,
        Option(
            "--allow-writes",
            help="Let merge, resolve and repair write *.json files in the folder, when asked to.",
        ),
    ] = False,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
) -> None:
    """Serve tools for AI agents over the Model Context Protocol.

    An agent's program starts this command and talks to it on standard input and output. The tools
    are validate, explain, repair, diff, preflight, merge and resolve. They take compositions as
    JSON, or as files within one folder, and keep nothing between calls. Without --allow-writes
    they change nothing. The configuration is that of the folder.

    Exit code: 0 the input has ended, 2 wrong usage or no such folder, 130 interrupted,
    141 nobody reads the answers.

    \b
    Examples:
      kvid-composition mcp
      kvid-composition mcp --root compositions --allow-writes
    """  # noqa: D301  \b keeps the line breaks of the examples
    if find_spec("mcp") is None:
        raise fail("MISSING_EXTRA", _HOW_TO_INSTALL)
    # A process can be started without them.
    if sys.stdin is None or sys.stdout is None:
        raise fail("UNREADABLE_INPUT", "the protocol needs standard input and output")
    if is_terminal(sys.stdin):
        print_note("an agent's program is to start this; Ctrl-D ends it")
    allowed = _open_root(root)
    settings = take_settings(config=config, isolated=isolated, start=allowed.path)
    place = Workplace(
        root=allowed,
        most_bytes=max_answer_bytes,
        may_write=allow_writes,
        configure=settings.configure,
    )
    raise CommandEnd(_serve(place))


def _open_root(folder: Path) -> AllowedRoot:
    try:
        return AllowedRoot.open(folder)
    # A name with a null character is no folder's: that is a ValueError.
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise fail("UNREADABLE_INPUT", f"{folder}: {reason}") from error


def _serve(place: Workplace) -> ExitCode:
    # To import the protocol takes a second.
    from kvid_composition.agent_tools.server import serve_stdio  # noqa: PLC0415

    # The thread that reads the input cannot be woken, and Python would wait for it.
    signal.signal(signal.SIGINT, _end_at_once)
    code = ExitCode.DONE
    try:
        serve_stdio(place)
    except* OSError:
        code = ExitCode.OUTPUT_CLOSED
    return code


def _end_at_once(*_signal: object) -> None:
    os._exit(ExitCode.INTERRUPTED)

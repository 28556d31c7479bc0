"""The terminal: whether to colour, and writing that ends quietly when nobody reads any more."""

import os
import shutil
import sys
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import Any, Final, Literal, TextIO, TypeAlias

from kvid_composition.cli.exits import CommandEnd, ExitCode
from kvid_composition.document.values import JsonObject
from kvid_composition.document.writer import WriteError
from kvid_composition.reporting.json_text import harden_json, write_report_text
from kvid_composition.reporting.styled import Line, Span, Style, join_text, style_text

__all__ = [
    "ColorChoice",
    "decide_color",
    "fail",
    "fit_prose",
    "is_terminal",
    "measure_columns",
    "paint_line",
    "prepare_streams",
    "print_aside",
    "print_error",
    "print_lines",
    "print_note",
    "print_report",
    "write_bytes",
    "write_document",
    "write_output",
]

ColorChoice: TypeAlias = Literal["auto", "always", "never"]

_WIDEST_PROSE: Final = 88
_USUAL_COLUMNS: Final = 80

# The eight basic colours: a terminal's owner has chosen how they look.
_CODES: Final[Mapping[Style, str]] = {
    Style.STRONG: "1",
    Style.FAINT: "2",
    Style.TITLE: "1;4",
    Style.PLACE: "36",
    Style.GOOD: "32",
    Style.ERROR: "1;31",
    Style.WARNING: "1;33",
    Style.INFO: "1;34",
    Style.ADDED: "1;32",
    Style.REMOVED: "31",
    Style.CHANGED: "33",
    Style.MOVED: "35",
}


def prepare_streams() -> None:
    """Let no character end a command: what an encoding has not is written as its escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a stream goes to a terminal that understands escapes."""
    if stream is None or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def decide_color(choice: ColorChoice, stream: TextIO | None) -> bool:
    """Decide on colour: NO_COLOR, then FORCE_COLOR, then the option, then what the stream is.

    Source: no-color.org and force-color.org; a variable counts when it is not empty.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return choice == "always" or (choice == "auto" and is_terminal(stream))


def measure_columns(stream: TextIO | None = None) -> int | None:
    """Give the columns of the terminal that a stream goes to; None where it goes elsewhere.

    Without a stream, results are meant.
    """
    return shutil.get_terminal_size().columns if is_terminal(stream or sys.stdout) else None


def fit_prose() -> int:
    """Give the columns for prose: those of the terminal, but no more than one likes to read."""
    return min(measure_columns() or _USUAL_COLUMNS, _WIDEST_PROSE)


def paint_line(line: Line, *, color: bool) -> str:
    """Write a line, coloured or not, without a line break."""
    return "".join(map(_paint_span, line)) if color else join_text(line)


def _paint_span(span: Span) -> str:
    code = _CODES.get(span.style)
    return f"\x1b[{code}m{span.text}\x1b[0m" if code and span.text else span.text


def print_lines(lines: Iterable[Line], *, color: bool) -> None:
    """Print results."""
    write_output("".join(f"{paint_line(line, color=color)}\n" for line in lines))


def write_output(text: str) -> None:
    """Write results as they are.

    Raises:
        CommandEnd: they cannot be written: OUTPUT_CLOSED where the reader is gone, else REFUSED.
    """
    # A process can be started without a standard output; then nobody wants the results.
    if sys.stdout is None:
        return
    with _ending_quietly(sys.stdout):
        sys.stdout.write(text)
        sys.stdout.flush()


def write_document(text: str) -> None:
    """Write a JSON text that may go into a file or to a program: in UTF-8, line ends as they are.

    On a terminal, characters that could steer it are written as JSON's escapes: these say the same.

    Raises:
        CommandEnd: as for `write_output`.
    """
    # The encoding of standard output is for people; that of a document is not a choice.
    write_bytes((harden_json(text) if is_terminal(sys.stdout) else text).encode())


def write_bytes(data: bytes) -> None:
    """Write bytes as they are.

    Raises:
        CommandEnd: as for `write_output`.
    """
    # A stream that was put in its place may have no bytes below.
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        write_output(data.decode("utf-8", "replace"))
        return
    with _ending_quietly(sys.stdout):
        buffer.write(data)
        buffer.flush()


def print_report(report: JsonObject, choice: ColorChoice = "auto") -> None:
    """Print a report as JSON, in ASCII, so that any pipe and any terminal holds it.

    Raises:
        CommandEnd: as for `write_output`; REFUSED also where a figure of it is no JSON.
    """
    try:
        text = write_report_text(report)
    except WriteError as error:
        raise fail("UNWRITABLE_OUTPUT", f"the result cannot be JSON: {error}", choice) from error
    write_output(text)


@contextmanager
def _ending_quietly(stream: TextIO) -> Generator[None, None, None]:
    try:
        yield
    except BrokenPipeError as error:
        _abandon(stream)
        raise CommandEnd(ExitCode.OUTPUT_CLOSED) from error
    except OSError as error:
        _abandon(stream)
        print_error("UNWRITABLE_OUTPUT", f"results cannot be written: {error.strerror}")
        raise CommandEnd(ExitCode.REFUSED) from error


def _abandon(stream: Any) -> None:
    """Send what is still in the buffer nowhere: else Python fails on it when it ends."""
    # A stream that is no file has no descriptor.
    with suppress(OSError), open(os.devnull, "wb") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), stream.fileno())


def print_error(code: str, message: str, choice: ColorChoice = "auto") -> None:
    """Print a failure of the command on stderr: `error CODE: message`."""
    line = Span("error", Style.ERROR), Span(f" {code}: "), style_text(message)
    print_aside((line,), choice)


def print_note(message: str) -> None:
    """Print on stderr what is good to know, but no result."""
    print_aside(((Span("note", Style.INFO), Span(": "), style_text(message)),))


def print_aside(lines: Iterable[Line], choice: ColorChoice = "auto") -> None:
    """Print on stderr what accompanies a result."""
    color = decide_color(choice, sys.stderr)
    # Without a standard error, or with nobody at its other end, the exit code has to say it all.
    with suppress(OSError, AttributeError):
        sys.stderr.write("".join(f"{paint_line(line, color=color)}\n" for line in lines))


def fail(code: str, message: str, choice: ColorChoice = "auto") -> CommandEnd:
    """Print a failure; the caller raises what is given back."""
    print_error(code, message, choice)
    return CommandEnd(ExitCode.REFUSED)

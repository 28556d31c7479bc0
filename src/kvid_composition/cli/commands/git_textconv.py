"""`git textconv`: a composition as a timeline in lines, for git to compare."""

from pathlib import Path
from typing import Annotated

from kvid_composition.cli.documents import Refusal, interpret_bytes
from kvid_composition.cli.parameters import Argument
from kvid_composition.cli.terminal import fail, write_bytes, write_document
from kvid_composition.document.values import is_object
from kvid_composition.reporting.timeline_text import write_timeline

__all__ = ["print_timeline"]


def print_timeline(
    file: Annotated[str, Argument(metavar="FILE", hidden=True)],
) -> None:
    """Print a composition as a timeline in lines. Git calls this for 'git log -p' and 'git show'.

    Settings come first, then tracks, front first, with their items in the order of time, and the
    assets. A change moves only its own lines. What is no composition is printed as it is.

    Exit code: 0, or 2 where FILE cannot be read.

    \b
    Example:
      kvid-composition git textconv a.json
    """  # noqa: D301  \b keeps the line breaks of the example
    data = _read_whole(file)
    document = interpret_bytes(file, data)
    if isinstance(document, Refusal) or not is_object(document.value):
        write_bytes(data)
    else:
        write_document("".join(f"{line}\n" for line in write_timeline(document.value)))


def _read_whole(file: str) -> bytes:
    """Read a file, whatever its size: of what is no composition nothing may be missing."""
    try:
        return Path(file).read_bytes()
    # A name with a null character is no file's: that is a ValueError.
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise fail("UNREADABLE_INPUT", f"{file}: {reason}") from error

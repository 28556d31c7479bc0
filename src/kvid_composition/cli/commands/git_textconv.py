"""`git textconv`: a composition as a timeline in lines, for git to compare."""

from pathlib import Path
from typing import Annotated

import typer

from kvid_composition.cli.documents import Refusal, take_document
from kvid_composition.cli.inputs import Source
from kvid_composition.cli.terminal import fail, write_bytes, write_document
from kvid_composition.document.values import is_object
from kvid_composition.reporting.timeline_text import write_timeline

__all__ = ["print_timeline"]


def print_timeline(
    file: Annotated[str, typer.Argument(metavar="FILE", hidden=True)],
) -> None:
    """Print a composition as a timeline in lines. Git calls this for 'git log -p' and 'git show'.

    Settings come first, then tracks, front first, with their items in the order of time, and the
    assets. A change moves only its own lines. What is no composition is printed as it is.

    Exit code: 0, or 2 where there is no such file.
    """
    document = take_document(Source(file, Path(file)))
    if isinstance(document, Refusal) or not is_object(document.value):
        _print_as_it_is(file)
    else:
        write_document("".join(f"{line}\n" for line in write_timeline(document.value)))


def _print_as_it_is(file: str) -> None:
    try:
        data = Path(file).read_bytes()
    # A name with a null character is no file's: that is a ValueError.
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise fail("UNREADABLE_INPUT", f"{file}: {reason}") from error
    write_bytes(data)

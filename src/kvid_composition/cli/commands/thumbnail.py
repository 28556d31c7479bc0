"""`thumbnail`: the picture that stands for a composition."""

from typing import Annotated

import typer

from kvid_composition.cli.inputs import Source, make_source, read_source
from kvid_composition.cli.terminal import fail, print_note, write_output
from kvid_composition.document.display import escape_text
from kvid_composition.document.reader import TextFault, read_json
from kvid_composition.document.values import Missing
from kvid_composition.reporting.run import Unreadable
from kvid_composition.thumbnail import derive_thumbnail

__all__ = ["print_thumbnail"]


def print_thumbnail(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", hidden=True),
    ],
) -> None:
    """Print the URL of the picture that stands for a composition.

    FILE is a composition, or - for the standard input.

    It is the URL of the first image asset that has a usable one. Where there is none, nothing is
    printed but a note on stderr, and the exit code is 0: to have no picture is no fault.

    \b
    Example:
      kvid-composition thumbnail project.json
    """  # noqa: D301  \b keeps the line breaks of the example
    source = make_source(file)
    url = derive_thumbnail(_read_document(source))
    if url is None:
        print_note(f"{source.name}: no image asset has a usable URL, so there is no thumbnail")
    else:
        write_output(f"{escape_text(url)}\n")


def _read_document(source: Source) -> object:
    data = read_source(source)
    if isinstance(data, Unreadable):
        raise fail("UNREADABLE_INPUT", f"{data.path}: {data.reason}")
    reading = read_json(data)
    if isinstance(reading.value, Missing):
        fault = reading.faults[-1]
        raise fail(fault.code, f"{_name_place(source, fault)}: {fault.detail}")
    return reading.value


def _name_place(source: Source, fault: TextFault) -> str:
    # A text that is too large is not read, so there is no line to name.
    position = fault.position
    return f"{source.name}:{position.line}:{position.column}" if position else source.name

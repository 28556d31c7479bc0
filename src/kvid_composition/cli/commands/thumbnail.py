"""`thumbnail`: the picture that stands for a composition."""

from typing import Annotated

from kvid_composition.cli.documents import read_document
from kvid_composition.cli.parameters import Argument
from kvid_composition.cli.terminal import print_note, write_output
from kvid_composition.document.display import escape_text
from kvid_composition.thumbnail import derive_thumbnail

__all__ = ["print_thumbnail"]


def print_thumbnail(
    file: Annotated[
        str,
        Argument(metavar="FILE", hidden=True),
    ],
) -> None:
    """Print the URL of the picture that stands for a composition.

    FILE is a composition, REV:path for one in git, or - for the standard input.

    It is the URL of the first image asset that has a usable one. Where there is none, nothing is
    printed but a note on stderr.

    Exit code: 0, also where there is none; 2 where FILE cannot be read.

    \b
    Example:
      kvid-composition thumbnail project.json
    """  # noqa: D301  \b keeps the line breaks of the example
    document = read_document(file)
    url = derive_thumbnail(document.value)
    if url is None:
        print_note(f"{document.name}: no image asset has a usable URL, so there is no thumbnail")
    else:
        write_output(f"{escape_text(url)}\n")

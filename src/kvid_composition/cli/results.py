"""Results: documents written where they are wanted, in the style of the one that they come from."""

from pathlib import Path

from kvid_composition.checking.documents import write_like
from kvid_composition.cli.files import write_file
from kvid_composition.cli.terminal import ColorChoice, fail, write_document

__all__ = ["write_like", "write_result"]


def write_result(text: str, target: Path | None, color: ColorChoice) -> None:
    """Write a document to a file, whole or not at all, or to the standard output.

    Raises:
        CommandEnd: REFUSED, where it cannot be written.
    """
    if target is None:
        write_document(text)
        return
    try:
        write_file(target, text.encode())
    # A name with a null character is no file's: that is a ValueError.
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise fail("UNWRITABLE_OUTPUT", f"{target}: {reason}", color) from error

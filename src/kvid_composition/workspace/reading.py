"""Reading files that people name: bounded, and with a reason where that fails."""

from pathlib import Path

__all__ = ["explain_failure", "read_start"]


def read_start(file: Path, most: int) -> bytes:
    """Read at most so many bytes of a file.

    Raises:
        OSError: it cannot be read.
        ValueError: its name is one that no file can have.
    """
    with file.open("rb") as stream:
        return stream.read(most)


def explain_failure(error: OSError | ValueError) -> str:
    """Say why a file could not be read, as a phrase."""
    match error:
        case FileNotFoundError():
            return "there is no such file"
        case PermissionError():
            return "there is no permission to read it"
        case OSError(strerror=str(reason)):
            return f"it cannot be read ({reason})"
        case _:
            return f"it cannot be read ({error})"

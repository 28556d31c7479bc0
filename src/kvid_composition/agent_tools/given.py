"""Documents that were given to a tool, by value or by file, and results written to files."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kvid_composition.agent_tools.allowed_root import AllowedRoot, FileRefusedError
from kvid_composition.agent_tools.arguments import names_file
from kvid_composition.agent_tools.tool_error import ToolError
from kvid_composition.checking.documents import (
    Document,
    Refusal,
    find_unusable,
    interpret_bytes,
    write_like,
)
from kvid_composition.document.limits import DEFAULT_LIMITS
from kvid_composition.document.pointer import format_pointer
from kvid_composition.document.values import JsonValue
from kvid_composition.document.writer import WriteError, write_text

__all__ = ["Given", "locate_file", "read_file", "take_given", "write_to_file"]

_HINTS: Final[Mapping[str, str]] = {
    "OUTSIDE_ROOT": "Name a file within the allowed root, or give the document itself.",
    "NO_SUCH_FILE": "Check the path; it is relative to the allowed root.",
    "NOT_A_FILE": "Name a regular file, or give the document itself.",
    "UNREADABLE_FILE": "Name another file, or give the document itself.",
    "UNWRITABLE_FILE": "Name another file, or take the result from the answer.",
}
_UNUSABLE: Final = "Call validate: it says everything that is wrong with it, and where."


@dataclass(frozen=True, slots=True)
class Given:
    """A document that was given, plain JSON within the limits.

    Attributes:
        argument: the name of the argument.
        value: what it says.
        document: the file that it was read from; None where it was given itself.
    """

    argument: str
    value: Any
    document: Document | None = None

    def locate(self, pointer: str) -> str:
        """Name a place in the document so that who has given it finds it."""
        if self.document is None:
            return f"/{self.argument}{pointer}"
        return f"{self.document.name}#{pointer}"

    def write(self, value: JsonValue) -> str:
        """Write a value as the text of a file, in the style of the document if it has one.

        Raises:
            WriteError: it cannot be written as JSON.
        """
        return write_text(value) if self.document is None else write_like(self.document, value)


def take_given(root: AllowedRoot, arguments: Mapping[str, Any], name: str) -> Given:
    """Take the document of an argument.

    Raises:
        ToolError: the file cannot be read, or what was given is no JSON or too much of it.
    """
    value = arguments[name]
    if names_file(value):
        file, data = read_file(root, value, name)
        document = interpret_bytes(file, data)
        if isinstance(document, Refusal):
            raise ToolError(document.code, document.place, document.reason, _UNUSABLE)
        return Given(name, document.value, document)
    fault = find_unusable(value)
    if fault is not None:
        place = format_pointer((name, *fault.path))
        raise ToolError(fault.code, place, f"this is {fault.detail}", _UNUSABLE)
    return Given(name, value)


def read_file(
    root: AllowedRoot,
    reference: Mapping[str, Any],
    name: str,
    most: int = DEFAULT_LIMITS.text_bytes,
) -> tuple[str, bytes]:
    """Read the file that `{"file": path}` names; of one over the limit as much as shows it.

    Raises:
        ToolError: it names none, or one that cannot be read.
    """
    file = _name_file(reference, name)
    with _placing(format_pointer((name, "file"))):
        return file, root.read(file, most)


def locate_file(root: AllowedRoot, reference: Mapping[str, Any], name: str) -> Path:
    """Give the path of the file that `{"file": path}` names.

    Raises:
        ToolError: it names none, or one outside the root.
    """
    with _placing(format_pointer((name, "file"))):
        return root.locate(_name_file(reference, name))


def _name_file(reference: Mapping[str, Any], name: str) -> str:
    file = reference["file"]
    if type(file) is str:
        return file
    place = format_pointer((name, "file"))
    raise ToolError("INVALID_ARGUMENT", place, "this must be a text", "Name a file.")


@contextmanager
def _placing(place: str) -> Generator[None, None, None]:
    """Say where the file stands in the call that is refused."""
    try:
        yield
    except FileRefusedError as error:
        raise ToolError(error.code, place, error.reason, _HINTS[error.code]) from error


def write_to_file(root: AllowedRoot, file: str, write: Callable[[], str]) -> None:
    """Write a result to the file that `write_to` names.

    Args:
        root: where files may be written.
        file: which one.
        write: gives the text.

    Raises:
        ToolError: it cannot be written.
    """
    try:
        data = write().encode()
    except WriteError as error:
        reason = f"the result cannot be written: {error.reason}"
        raise ToolError("UNWRITABLE_FILE", "/write_to", reason, _UNUSABLE) from error
    with _placing("/write_to"):
        root.write(file, data)

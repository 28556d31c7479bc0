"""Documents: what a command takes one or two of; read strictly, or the command ends."""

import sys
from dataclasses import dataclass, replace
from typing import Any, Final

from kvid_composition.checking.run import Unreadable
from kvid_composition.cli.inputs import Source, make_source, read_source
from kvid_composition.cli.terminal import ColorChoice, fail, print_note
from kvid_composition.document.limits import Limits
from kvid_composition.document.positions import Position, locate_paths
from kvid_composition.document.reader import TextFault, read_json
from kvid_composition.document.scan import survey_document
from kvid_composition.document.values import JsonValue, Missing
from kvid_composition.document.walk import iterate_value_faults
from kvid_composition.document.writer import DEFAULT_STYLE, TextStyle, WriteError, write_json
from kvid_composition.reporting.wording import count_nouns

__all__ = [
    "Document",
    "Pair",
    "Refusal",
    "interpret_bytes",
    "note_faults",
    "read_document",
    "read_pair",
    "take_document",
    "write_text",
]

# What a text can say that is no JSON, or too much of it. The others are JSON, if bad JSON.
_NO_JSON: Final = frozenset(("DOC104", "DOC105", "DOC106"))

# What was read is within the limits; what is said about it may hold it several times.
_NO_LIMITS: Final = Limits(nodes=sys.maxsize, depth=sys.maxsize)


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read.

    Attributes:
        name: how it is called in results.
        text: its text, without a byte order mark.
        value: what it says, plain JSON within the limits.
        faults: what is wrong with the text, though it can be read.
    """

    name: str
    text: str
    value: Any
    faults: tuple[TextFault, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something that was read is no document.

    Attributes:
        code: the code of the failure.
        place: what was read, with line and column where they are known.
        reason: what is wrong.
    """

    code: str
    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents, one before and one after."""

    before: Document
    after: Document

    @property
    def names(self) -> dict[str, str]:
        """What the two are called."""
        return {"before": self.before.name, "after": self.after.name}

    @property
    def values(self) -> tuple[Any, Any]:
        """What the two say."""
        return self.before.value, self.after.value


def read_pair(first: str, second: str, *, color: ColorChoice = "auto", quiet: bool = False) -> Pair:
    """Read two documents, as `read_document` reads one.

    Raises:
        typer.Exit: REFUSED; also where both are the standard input, which can be read only once.
    """
    if first == second == "-":
        raise fail("USAGE", "only one of the two can be -, the standard input", color)
    one = read_document(first, color=color, quiet=quiet)
    return Pair(one, read_document(second, color=color, quiet=quiet))


def read_document(argument: str, *, color: ColorChoice = "auto", quiet: bool = False) -> Document:
    """Read the document that an argument names: a file, `REV:path` in git, or `-`.

    A byte order mark, and a key that is there twice (the last one counts), are worth a note.

    Raises:
        typer.Exit: REFUSED, after the failure has been printed with its code and place: the
            document cannot be read, is no JSON, or is over a limit.
    """
    document = take_document(make_source(argument))
    if isinstance(document, Refusal):
        raise fail(document.code, str(document), color)
    if not quiet:
        note_faults(document)
    return document


def take_document(source: Source) -> Document | Refusal:
    """Read a document, or say why it is none."""
    data = read_source(source)
    if isinstance(data, Unreadable):
        return Refusal("UNREADABLE_INPUT", data.path, data.reason)
    return interpret_bytes(source.name, data)


def interpret_bytes(name: str, data: bytes) -> Document | Refusal:
    """Take what was read for a document, or say why it is none."""
    reading = read_json(data)
    if isinstance(reading.value, Missing) or reading.text is None:
        fault = reading.faults[-1]
        return Refusal(fault.code, _name_place(name, fault.position), fault.detail)
    document = Document(name, reading.text, reading.value, reading.faults)
    return _find_refusal(document) or document


def _find_refusal(document: Document) -> Refusal | None:
    if survey_document(document.value).is_plain:
        return None
    for fault in iterate_value_faults(document.value):
        if fault.code in _NO_JSON:
            place = locate_paths(document.text, [fault.path]).get(fault.path)
            named = _name_place(document.name, place.value if place else None)
            return Refusal(fault.code, named, f"this is {fault.detail}")
    return None


def note_faults(document: Document) -> None:
    """Note on stderr what is wrong with the text of a document that could be read."""
    if not document.faults:
        return
    first, more = document.faults[0], len(document.faults) - 1
    others = f" (and {count_nouns(more, 'more fault')} of the text)" if more else ""
    print_note(f"{_name_place(document.name, first.position)}: {first.detail}{others}")


def _name_place(name: str, position: Position | None) -> str:
    # A text that is too large is not read, so there is no line to name.
    return f"{name}:{position.line}:{position.column}" if position else name


def write_text(value: JsonValue, style: TextStyle = DEFAULT_STYLE) -> str:
    """Write a value in a style, or with escapes where UTF-8 cannot hold it: half of an emoji.

    Raises:
        WriteError: it cannot be written at all.
    """
    try:
        return write_json(value, style, _NO_LIMITS)
    except WriteError:
        return write_json(value, replace(style, ascii_only=True), _NO_LIMITS)

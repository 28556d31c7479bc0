"""Documents that were read: what a text says, or why it says nothing that can be worked on."""

from dataclasses import dataclass
from typing import Any, Final

from kvid_composition.document.positions import Position, locate_paths
from kvid_composition.document.reader import TextFault, read_json
from kvid_composition.document.scan import survey_document
from kvid_composition.document.values import JsonValue, Missing, are_same_text
from kvid_composition.document.walk import ValueFault, iterate_value_faults
from kvid_composition.document.writer import detect_style, write_text

__all__ = [
    "Document",
    "Refusal",
    "find_unusable",
    "interpret_bytes",
    "name_place",
    "write_like",
]

# What a text can say that is no JSON, or too much of it. The others are JSON, if bad JSON.
_NO_JSON: Final = frozenset(("DOC104", "DOC105", "DOC106"))


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


def interpret_bytes(name: str, data: bytes) -> Document | Refusal:
    """Take what was read for a document, or say why it is none."""
    reading = read_json(data)
    if isinstance(reading.value, Missing) or reading.text is None:
        fault = reading.faults[-1]
        return Refusal(fault.code, name_place(name, fault.position), fault.detail)
    document = Document(name, reading.text, reading.value, reading.faults)
    return _find_refusal(document) or document


def _find_refusal(document: Document) -> Refusal | None:
    fault = find_unusable(document.value)
    if fault is None:
        return None
    place = locate_paths(document.text, [fault.path]).get(fault.path)
    named = name_place(document.name, place.value if place else None)
    return Refusal(fault.code, named, f"this is {fault.detail}")


def find_unusable(value: object) -> ValueFault | None:
    """Give the first part of a value that is no JSON, or too much of it; None for a document."""
    if survey_document(value).is_plain:
        return None
    return next((f for f in iterate_value_faults(value) if f.code in _NO_JSON), None)


def name_place(name: str, position: Position | None) -> str:
    """Name a place in a text: `name:line:column`."""
    # A text that is too large is not read, so there is no line to name.
    return f"{name}:{position.line}:{position.column}" if position else name


def write_like(document: Document, value: JsonValue) -> str:
    """Write a value in the style of a document; what has not changed is its very text."""
    # The text keeps even what a style does not tell.
    if are_same_text(document.value, value):
        return document.text
    return write_text(value, detect_style(document.text))

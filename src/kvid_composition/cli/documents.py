"""Documents: what a command takes one or two of; read strictly, or the command ends."""

from dataclasses import dataclass
from typing import Any

from kvid_composition.checking.documents import (
    Document,
    Refusal,
    interpret_bytes,
    name_place,
)
from kvid_composition.checking.run import Unreadable
from kvid_composition.cli.inputs import Source, make_source, read_source
from kvid_composition.cli.terminal import ColorChoice, fail, print_note
from kvid_composition.document.writer import write_text
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
        CommandEnd: REFUSED; also where both are the standard input, which can be read only once.
    """
    if first == second == "-":
        raise fail("USAGE", "only one of the two can be -, the standard input", color)
    one = read_document(first, color=color, quiet=quiet)
    return Pair(one, read_document(second, color=color, quiet=quiet))


def read_document(argument: str, *, color: ColorChoice = "auto", quiet: bool = False) -> Document:
    """Read the document that an argument names: a file, `REV:path` in git, or `-`.

    A byte order mark, and a key that is there twice (the last one counts), are worth a note.

    Raises:
        CommandEnd: REFUSED, after the failure has been printed with its code and place: the
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


def note_faults(document: Document) -> None:
    """Note on stderr what is wrong with the text of a document that could be read."""
    if not document.faults:
        return
    first, more = document.faults[0], len(document.faults) - 1
    others = f" (and {count_nouns(more, 'more fault')} of the text)" if more else ""
    print_note(f"{name_place(document.name, first.position)}: {first.detail}{others}")

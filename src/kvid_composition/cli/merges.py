"""Merges: three documents are read, merged, and written in the style of ours."""

from dataclasses import dataclass
from typing import Any, Final

from kvid_composition.checking.run import Unreadable
from kvid_composition.cli.documents import (
    Document,
    Refusal,
    interpret_bytes,
    note_faults,
    take_document,
)
from kvid_composition.cli.inputs import Source, make_source, read_source
from kvid_composition.cli.results import write_like
from kvid_composition.document.display import quote_text
from kvid_composition.document.errors import KvidCompositionError
from kvid_composition.merging.marked import write_conflicts
from kvid_composition.merging.merge import merge_three_way
from kvid_composition.merging.merge_error import MergeInputError, StrategyError
from kvid_composition.merging.result import MergeResult
from kvid_composition.merging.strategy import MergeStrategy, read_strategy

__all__ = ["MergeRefusedError", "Merged", "merge_sources", "read_strategy_option"]

_NAMES: Final = ("manual", "ours", "theirs", "base")


class MergeRefusedError(Exception):
    """A merge that cannot be made.

    Attributes:
        code: the code of the failure.
        message: what is wrong, and where.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a merge.

    Attributes:
        ours: the document that gives the style.
        result: the merge.
    """

    ours: Document
    result: MergeResult

    def write(self) -> str:
        """Write the merged document, in it the conflicts that are open."""
        return write_like(self.ours, write_conflicts(self.result))


def merge_sources(sources: tuple[Source, Source, Source], strategy: str | None) -> Merged:
    """Merge base, ours and theirs. A base that is empty says that both were added.

    Args:
        sources: where the three are.
        strategy: what is decided beforehand, as for `read_strategy_option`.

    Raises:
        MergeRefusedError: one of the three cannot be read or merged, or the strategy is none.
    """
    settings = None if strategy is None else read_strategy_option(strategy)
    base, *sides = sources
    documents = [_require(_take_base(base)), *(_require(take_document(side)) for side in sides)]
    for document in documents:
        note_faults(document)
    try:
        result = merge_three_way(*(each.value for each in documents), strategy=settings)
    except MergeInputError as error:
        index = ("base", "ours", "theirs").index(error.input_name)
        place = f"{documents[index].name}: at {error.pointer or 'the root'}"
        raise MergeRefusedError("NOT_MERGEABLE", f"{place}: {error.reason}") from error
    except KvidCompositionError as error:
        raise MergeRefusedError("MERGE_FAILED", str(error)) from error
    return Merged(documents[1], result)


def _take_base(source: Source) -> Document | Refusal:
    data = read_source(source)
    if isinstance(data, Unreadable):
        return Refusal("UNREADABLE_INPUT", data.path, data.reason)
    return interpret_bytes(source.name, data) if data.strip() else Document(source.name, "", {})


def _require(document: Document | Refusal) -> Document:
    if isinstance(document, Refusal):
        raise MergeRefusedError(document.code, str(document))
    return document


def read_strategy_option(text: str) -> MergeStrategy:
    """Read a strategy: its name, a JSON object, or the name of a file that holds one.

    Raises:
        MergeRefusedError: it is none of these, or names something that does not exist.
    """
    try:
        return read_strategy(text if text in _NAMES else _read_object(text))
    except StrategyError as error:
        raise MergeRefusedError("BAD_STRATEGY", str(error)) from error


def _read_object(text: str) -> Any:
    if text.lstrip().startswith("{"):
        return _require(interpret_bytes("strategy", text.encode("utf-8", "surrogateescape"))).value
    found = take_document(make_source(text))
    if isinstance(found, Refusal) and found.code == "UNREADABLE_INPUT":
        names = ", ".join(_NAMES)
        reason = f"neither a strategy ({names}) nor a file that can be read"
        raise MergeRefusedError("BAD_STRATEGY", f"{quote_text(text)} is {reason}")
    return _require(found).value

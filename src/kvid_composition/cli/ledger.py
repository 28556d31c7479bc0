"""The ledger: what came of each document of a call, in whatever order they are done."""

from collections.abc import Sequence
from typing import TypeAlias

from kvid_composition.checking.run import CheckedFile, Unreadable
from kvid_composition.cli.checking import Outcome
from kvid_composition.cli.inputs import Found, Source

__all__ = ["Ledger", "Result"]

Result: TypeAlias = CheckedFile | Unreadable
"""What came of a document."""


class Ledger:
    """Takes results in any order, and gives them in the order of the documents.

    Attributes:
        errors: how many errors there are in the documents before the first that is not done.
    """

    def __init__(self, sources: Sequence[Found]) -> None:
        self._sources = sources
        self._results: dict[int, Result] = {}
        self._first_open = 0
        self.errors = 0

    def enter(self, number: int, result: Result) -> None:
        """Note what came of a document, which goes by its place among the documents."""
        self._results[number] = result
        while done := self._results.get(self._first_open):
            self._first_open += 1
            self.errors += len(done.report.errors) if isinstance(done, CheckedFile) else 0

    def sum_up(self) -> Outcome:
        """Give what came of all documents."""
        results = [self._results[number] for number in range(len(self._sources))]
        files = {
            source: result
            for source, result in zip(self._sources, results, strict=True)
            if isinstance(source, Source) and isinstance(result, CheckedFile)
        }
        return Outcome(files, tuple(r for r in results if isinstance(r, Unreadable)))

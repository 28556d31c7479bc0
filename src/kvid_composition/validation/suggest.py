"""Suggestions: the id that was probably meant."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kvid_composition.document.display import quote_text

__all__ = ["MOST_SUGGESTIONS", "Suggestions"]

# Enough for a person; a document with more broken references has another problem than spelling.
MOST_SUGGESTIONS: Final = 100
"""How many suggestions are made for one rule."""


@dataclass
class Suggestions:
    """Finds the id that differs from a wrong one only in case and punctuation.

    Attributes:
        ids: the ids that exist.
    """

    ids: Iterable[str]
    _asked: int = 0

    def suggest(self, wrong: str, *, otherwise: str) -> str:
        """Give a hint that names the id probably meant; `otherwise` where none is near."""
        self._asked += 1
        if self._asked > MOST_SUGGESTIONS:
            return otherwise
        near = self._by_letters.get(_strip(wrong))
        return otherwise if near is None else f"Did you mean {quote_text(near)}?"

    @cached_property
    def _by_letters(self) -> dict[str, str]:
        return {_strip(id_): id_ for id_ in reversed(list(self.ids))}


def _strip(id_: str) -> str:
    return "".join(filter(str.isalnum, id_)).casefold()

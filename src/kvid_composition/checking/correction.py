"""Corrections: the fix of one issue as changes of the text that it was found in."""

from dataclasses import dataclass

from kvid_composition.document.positions import Position

__all__ = ["Correction", "TextChange"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """A stretch of a text, and what is to stand there instead.

    Attributes:
        start: where the stretch begins.
        end: where it ends; the same as `start` where something is only put in.
        text: what is to stand there.
    """

    start: Position
    end: Position
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What would mend one issue.

    Attributes:
        summary: what it does, in a few words.
        is_safe: it cannot change what is seen or heard of a document that worked.
        changes: of the text, in its order; they do not overlap.
    """

    summary: str
    is_safe: bool
    changes: tuple[TextChange, ...]

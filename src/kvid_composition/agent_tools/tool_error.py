"""Errors of tools: why a call has no answer, in words that help to make a better one."""

import json
from typing import Final

from kvid_composition.document.display import cut_text, escape_text
from kvid_composition.document.values import JsonObject

__all__ = ["ToolError"]

_LONGEST: Final = 400
"""Characters of a place or a reason: an argument may be as long as it likes."""


class ToolError(Exception):
    """A call that cannot be answered.

    Attributes:
        code: the kind of the failure, stable for programs.
        place: where it is: a JSON Pointer into the arguments, `FILE#POINTER`, or
            `FILE:line:column`; empty where no place is at fault.
        reason: what is wrong, as a phrase.
        hint: what to do about it, as a sentence.
    """

    def __init__(self, code: str, place: str, reason: str, hint: str) -> None:
        super().__init__(f"{code} at {place}: {reason}")
        self.code = code
        self.place = place
        self.reason = reason
        self.hint = hint

    def write(self) -> str:
        """Write the error as a JSON text in ASCII."""
        return json.dumps(self.to_dict())

    def to_dict(self) -> JsonObject:
        """Give the error as JSON: short, and harmless to whoever shows it."""
        return {
            "code": self.code,
            "place": _shorten(self.place),
            "reason": _shorten(self.reason),
            "hint": _shorten(self.hint),
        }


def _shorten(text: str) -> str:
    shown, is_whole = cut_text(text, _LONGEST)
    return escape_text(shown) + ("" if is_whole else "…")

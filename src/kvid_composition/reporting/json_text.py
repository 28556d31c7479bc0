"""JSON on a terminal: a text that says the same and steers nothing."""

import json
import re
from typing import Final

from kvid_composition.document.display import escape_text

__all__ = ["harden_json"]

# Control characters up to 1F are escapes in every JSON text, but for the blanks between values.
_SUSPECT: Final = re.compile(r"[^\x00-\x7e]")


def harden_json(text: str) -> str:
    """Write the characters of a JSON text that could steer a terminal as JSON's own escapes.

    Only within strings can a JSON text have characters beyond ASCII, so it stays the same JSON.
    """
    return text if text.isascii() and "\x7f" not in text else _SUSPECT.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return character if escape_text(character) == character else json.dumps(character)[1:-1]

"""JSON as results are written: a text that says the same and steers nothing."""

import json
import re
from typing import Final

from kvid_composition.document.display import escape_text
from kvid_composition.document.limits import NO_LIMITS
from kvid_composition.document.values import JsonValue
from kvid_composition.document.writer import TextStyle, write_json

__all__ = ["harden_json", "write_report_text"]

_REPORT_STYLE: Final = TextStyle(ascii_only=True)

# Control characters up to 1F are escapes in every JSON text, but for the blanks between values.
_SUSPECT: Final = re.compile(r"[^\x00-\x7e]")


def write_report_text(report: JsonValue) -> str:
    """Write a report as JSON in ASCII, so that any pipe and any terminal holds it.

    Raises:
        WriteError: a figure of it is no JSON.
    """
    # It may have more values than a document, and hold a document whole.
    text = write_json(report, _REPORT_STYLE, NO_LIMITS)
    # Only within strings can JSON have it: it could steer the machine of a CI service.
    return text.replace("##[", r"##\u005b")


def harden_json(text: str) -> str:
    """Write the characters of a JSON text that could steer a terminal as JSON's own escapes.

    Only within strings can a JSON text have characters beyond ASCII, so it stays the same JSON.
    """
    return text if text.isascii() and "\x7f" not in text else _SUSPECT.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return character if escape_text(character) == character else json.dumps(character)[1:-1]

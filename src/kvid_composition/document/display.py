"""Values in messages: short, on one line, and harmless to a terminal."""

import json
import unicodedata
from typing import Final

from kvid_composition.document.limits import DEFAULT_LIMITS
from kvid_composition.document.values import JsonValue, is_array, is_object

__all__ = ["describe_value", "escape_text", "quote_text"]

# Controls, formats (bidirectional ones among them), surrogates, and Unicode's own line ends.
_UNPRINTABLE: Final = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


def escape_text(text: str) -> str:
    """Write every character that could steer a terminal or hide as its code point."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        f"\\u{ord(c):04x}" if unicodedata.category(c) in _UNPRINTABLE else c for c in text
    )


def quote_text(text: str, longest: int = DEFAULT_LIMITS.message_characters) -> str:
    """Quote at most `longest` characters of a text, on one line."""
    if len(text) > longest:
        return f"'{escape_text(text[:longest])}…'"
    return f"'{escape_text(text)}'"


def describe_value(value: JsonValue, longest: int = DEFAULT_LIMITS.message_characters) -> str:
    """Say what a value is, in the words of JSON."""
    if isinstance(value, str):
        return f"the text {quote_text(value, longest)}"
    if is_object(value):
        return "an object"
    if is_array(value):
        return "an array"
    # Python refuses to write integers of more than 4,300 digits.
    if type(value) is int and abs(value) >= 10**longest:
        return "a huge integer"
    return json.dumps(value)

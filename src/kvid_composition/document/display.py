"""Values in messages: short, on one line, without secrets, and harmless to a terminal."""

import json
import unicodedata
from math import inf
from typing import Final

from kvid_composition.document.limits import MESSAGE_CHARACTERS
from kvid_composition.document.urls import redact_text
from kvid_composition.document.values import JsonValue, is_array, is_object

__all__ = ["cut_text", "describe_number", "describe_value", "escape_text", "quote_text"]

# Controls, formats (bidirectional ones among them), surrogates, and Unicode's own line ends.
_UNPRINTABLE: Final = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))

# Source: actions/runner, ActionCommand.cs: the older form of a workflow command.
_RUNNER_COMMAND: Final = "##["

# How far behind what is shown the end of a user info is looked for.
_LONGEST_USER_INFO: Final = 400


def escape_text(text: str) -> str:
    """Write every character that could steer a terminal or hide as its code point.

    `##[` could steer the machine of a CI service, wherever in a line it stands.
    """
    text = text.replace(_RUNNER_COMMAND, r"##\u005b")
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        f"\\u{ord(c):04x}" if unicodedata.category(c) in _UNPRINTABLE else c for c in text
    )


def cut_text(text: str, longest: int = MESSAGE_CHARACTERS) -> tuple[str, bool]:
    """Give at most `longest` characters of a text, and tell whether that is all of it.

    The user info of every URL in it (`https://user:password@host`) is replaced by `***`.
    """
    if len(text) <= longest and "@" not in text:
        return text, True
    start = text[: longest + _LONGEST_USER_INFO]
    is_whole = len(start) == len(text)
    shown = redact_text(start, is_whole=is_whole)
    return shown[:longest], is_whole and len(shown) <= longest


def quote_text(text: str, longest: int = MESSAGE_CHARACTERS) -> str:
    """Quote at most `longest` characters of a text, on one line, without any user info of a URL."""
    shown, is_whole = cut_text(text, longest)
    return f"'{escape_text(shown)}{'' if is_whole else '…'}'"


def describe_number(number: float) -> str:
    """Write a number; what is beyond a double, as a sum of two huge ones can be, in words."""
    if number in {inf, -inf}:
        return "over 1e308" if number > 0 else "under -1e308"
    return _write_integer(number) if isinstance(number, int) else repr(number)


def _write_integer(number: int, longest: int = MESSAGE_CHARACTERS) -> str:
    # Python refuses to write integers of more than 4,300 digits.
    return str(number) if abs(number) < 10**longest else "a huge integer"


def describe_value(value: JsonValue, longest: int = MESSAGE_CHARACTERS) -> str:
    """Say what a value is, in the words of JSON."""
    if isinstance(value, str):
        return f"the text {quote_text(value, longest)}"
    if is_object(value):
        return "an object"
    if is_array(value):
        return "an array"
    if type(value) is int:
        return _write_integer(value, longest)
    return json.dumps(value)

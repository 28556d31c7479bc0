"""TOML as text: keys and texts, harmless to a terminal, and read back as they were."""

import re
from collections.abc import Iterable
from typing import Final

from kvid_composition.document.display import escape_text

__all__ = ["quote_toml", "write_toml_key", "write_toml_list"]

# TOML 1.0, "Basic strings": "any Unicode character may be used except those that must be escaped:
# quotation mark, backslash, and the control characters other than tab". What could steer a
# terminal is escaped as well; `\\u` and `\\U` say the same.
_ESCAPED: Final = re.compile(r'["\\]|[^ -~]')

# TOML 1.0, "Keys": "Bare keys may only contain ASCII letters, ASCII digits, underscores, dashes".
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


def quote_toml(text: str) -> str:
    """Write a text as a basic string; it has no half of a surrogate pair in it."""
    return f'"{_ESCAPED.sub(_escape, text)}"'


def write_toml_list(texts: Iterable[str]) -> str:
    """Write texts as an array, on one line."""
    return f"[{', '.join(map(quote_toml, texts))}]"


def write_toml_key(key: str) -> str:
    """Write a key, with quotation marks only where it needs them."""
    return key if _BARE.fullmatch(key) else quote_toml(key)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if character in '"\\':
        return f"\\{character}"
    if escape_text(character) == character:
        return character
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"

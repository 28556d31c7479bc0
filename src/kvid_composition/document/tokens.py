"""Tokens: from one value of a JSON text to the next, without looking into what lies between.

Every expression is linear, whatever the text: its repeats are possessive.
"""

import re
from json import JSONDecoder
from typing import Final

__all__ = ["ELEMENT", "MEMBER", "skip_blank", "skip_value"]

# RFC 8259 section 2: "ws = *( %x20 / %x09 / %x0A / %x0D )"; \s would take more.
_BLANK: Final = re.compile(r"[ \t\n\r]*+")

# An opening brace is treated like a comma: either stands before a key.
MEMBER: Final = re.compile(
    r'[ \t\n\r]*+[{,][ \t\n\r]*+("[^"\\]*+(?:\\.[^"\\]*+)*+")[ \t\n\r]*+:[ \t\n\r]*+', re.DOTALL
)
"""What stands between the brace or the value before a member and its value; group 1 is the key."""

ELEMENT: Final = re.compile(r"[ \t\n\r]*+[\[,][ \t\n\r]*+(?!\])")
"""What stands between the bracket or the value before an element and the element."""

# A quotation mark alone comes last: it opens a string that never ends.
_STRUCTURE: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[{\]}"]', re.DOTALL)
_INTEGER: Final = re.compile(r"-?[0-9]++")

_DECODER: Final = JSONDecoder(strict=False)


def skip_blank(text: str, offset: int) -> int:
    """Give the offset of what comes after white space."""
    match = _BLANK.match(text, offset)
    return match.end() if match else offset


def skip_value(text: str, offset: int) -> int:
    """Give the end of the value that starts here; -1 where there is none.

    Parsing a value and throwing it away is the fastest way past it. It fails where the value is
    nested too deeply for the parser, or has an integer that Python refuses to read.
    """
    try:
        return _DECODER.raw_decode(text, offset)[1]
    except (RecursionError, ValueError):
        return _skip_brackets(text, offset)


def _skip_brackets(text: str, offset: int) -> int:
    if not text.startswith(("{", "["), offset):
        integer = _INTEGER.match(text, offset)
        return integer.end() if integer else -1
    depth = 0
    for token in _STRUCTURE.finditer(text, offset):
        match token[0]:
            case "{" | "[":
                depth += 1
            case "}" | "]":
                depth -= 1
                if depth == 0:
                    return token.end()
            case '"':
                return -1
            case _:
                continue
    return -1

"""Markdown: text that shows as it is, whatever it says, also within a table."""

import re
from typing import Final

from kvid_composition.document.display import escape_text

__all__ = ["mark_code", "mark_prose"]

# What a code span can hold within a table: no fence, no border, no blank that would be trimmed.
_PLAIN_CODE: Final = re.compile(r"(?! )[^`|\\]+(?<! )")
_SPECIAL: Final = re.compile(r"[^\w ]|_")
# Of what a sentence has, a comma and the like mean nothing; ":" does in URLs and ":emoji:".
_SPECIAL_IN_PROSE: Final = re.compile(r"[^\w ,.;:'()+-]|_|:(?![ \d])")
_BREAK: Final = "&#8203;"


def mark_code(text: str) -> str:
    """Give a text as code: nothing in it is interpreted, and nobody is mentioned by it.

    What a code span cannot hold is written as the HTML element, every special character as a
    reference. Source: GitHub Flavored Markdown Spec, sections 4.10 and 6.3.
    """
    shown = escape_text(text)
    if _PLAIN_CODE.fullmatch(shown):
        return f"`{shown}`"
    return f"<code>{_SPECIAL.sub(_refer, shown)}</code>"


def mark_prose(text: str) -> str:
    """Give a sentence; what would mention people, issues or pages is broken invisibly."""
    return _SPECIAL_IN_PROSE.sub(_refer_harmlessly, escape_text(text))


def _refer(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def _refer_harmlessly(match: re.Match[str]) -> str:
    # People and issues are found in what the reader sees, so a reference alone would not do.
    return _refer(match) + (_BREAK if match[0] in "@#/" else "")

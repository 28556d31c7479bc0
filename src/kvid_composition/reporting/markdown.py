"""Markdown: text that shows as it is, whatever it says, also within a table."""

import re
from typing import Final

from kvid_composition.document.display import escape_text

__all__ = ["mark_code", "mark_prose"]

# What a code span can hold within a table: no fence, no border, no blank that would be trimmed.
_PLAIN_CODE: Final = re.compile(r"(?! )[^`|\\]+(?<! )")

# What can become a link, a name of somebody, an emoji or a formula, up to where it is broken.
_LIVELY: Final = (
    "[@#/$]"
    # A scheme or an emoji, but no time such as 00:10.
    r"|:(?=\S)(?!(?<=\d:)\d\d(?!\w))"
    r"|www(?=\.)"
    # GH-1, or whatever a repository has for its issues elsewhere.
    r"|(?<=\w)-(?=\d)"
    # Seven digits are enough for a commit.
    "|[0-9a-f]{6}(?=[0-9a-f])"
)
_SPECIAL: Final = re.compile(rf"(?P<lively>{_LIVELY})|[^\w ]|_", re.IGNORECASE)
# Of what a sentence has, a comma and the like mean nothing.
_SPECIAL_IN_PROSE: Final = re.compile(rf"(?P<lively>{_LIVELY})|[^\w ,.;:'()+-]|_", re.IGNORECASE)
# Names and numbers are looked for in what the reader sees, piece by piece between elements. So a
# reference alone would not do, and this element is one that shows nothing and is not copied.
_BREAK: Final = "<wbr>"


def mark_code(text: str) -> str:
    """Give a text as code: nothing in it is interpreted, and nobody is mentioned by it.

    What a code span cannot hold is written as the HTML element, every special character as a
    reference. Source: GitHub Flavored Markdown Spec, sections 4.10 and 6.3.
    """
    shown = escape_text(text)
    if _PLAIN_CODE.fullmatch(shown):
        return f"`{shown}`"
    # Within the element, unlike in a span, GitHub still finds addresses of web pages and mail.
    return f"<code>{_SPECIAL.sub(_calm, shown)}</code>"


def mark_prose(text: str) -> str:
    """Give a sentence; what would mention people, issues, commits or pages is broken invisibly.

    Source: GitHub Flavored Markdown Spec, section 6.9 (`www.`, URLs, addresses of mail); GitHub's
    documentation, "Autolinked references and URLs" (`#1`, `GH-1`, `user/repository#1`, 7 to 40
    digits of a commit) and "Mentioning people and teams".
    """
    return _SPECIAL_IN_PROSE.sub(_calm, escape_text(text))


def _calm(match: re.Match[str]) -> str:
    """Write special characters as references, with a break behind what is lively."""
    shown = "".join(each if each.isalnum() else f"&#{ord(each)};" for each in match[0])
    return shown + (_BREAK if match["lively"] else "")

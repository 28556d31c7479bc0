"""Messages of SARIF that mean what they say: no placeholder and no link comes from data."""

import re
from typing import Final

from kvid_composition.document.display import escape_text
from kvid_composition.document.values import JsonObject

__all__ = ["write_message"]

# Sections 3.11.5 and 3.11.6: "{0}" stands for an argument, "[text](1)" for a link.
_PLACEHOLDER: Final = re.compile(r"\{(\d+)\}")
_LINK: Final = "]("


def write_message(text: str) -> JsonObject:
    """Write a plain text message."""
    plain = escape_text(text).replace(_LINK, "] (")
    return {"text": _PLACEHOLDER.sub(r"{{\1}}", plain)}

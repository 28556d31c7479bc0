"""The bounds that keep every operation's time and memory in proportion to its input."""

from dataclasses import dataclass

__all__ = ["DEFAULT_LIMITS", "Limits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a document may ask of this library; what is over a limit is reported, not tried.

    Attributes:
        text_bytes: largest document as text, in bytes of UTF-8.
        depth: deepest nesting of objects and arrays; a lone `{}` has depth 1.
        nodes: most values in one document, counting a shared container as often as it is reached.
        integer_digits: longest integer, in decimal digits; a double ends at 309.
        message_characters: most characters of any value that a message may quote.
    """

    text_bytes: int = 64 * 1024 * 1024
    depth: int = 64
    nodes: int = 10_000_000
    integer_digits: int = 309
    message_characters: int = 80


DEFAULT_LIMITS = Limits()

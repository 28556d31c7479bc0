"""The bounds that keep every operation's time and memory in proportion to its input."""

from dataclasses import dataclass
from typing import Final

from kvid_composition.document.errors import KvidCompositionError

__all__ = ["DEFAULT_LIMITS", "MESSAGE_CHARACTERS", "NO_LIMITS", "LimitError", "Limits"]

MESSAGE_CHARACTERS: Final = 80
"""Most characters of any value that a message quotes. A promise, and so no limit to be set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a document may ask of this library; what is over a limit is reported, not tried.

    Attributes:
        text_bytes: largest document as text, in bytes of UTF-8.
        depth: deepest nesting of objects and arrays; a lone `{}` has depth 1.
        nodes: most values in one document, counting a shared container as often as it is reached.
        integer_digits: longest integer, in decimal digits; a double ends at 309.
        issues: most issues in one report; the worst are kept, and the others only counted.
        patch_operations: most operations of one JSON Patch. What a patch may put into a document
            is bounded by `text_bytes`, how deep that ends up by `depth`.
    """

    text_bytes: int = 64 * 1024 * 1024
    depth: int = 64
    nodes: int = 10_000_000
    integer_digits: int = 309
    issues: int = 10_000
    patch_operations: int = 10_000


class LimitError(KvidCompositionError):
    """Something asks for more than a limit allows; base of what is raised for one.

    Attributes:
        limit: the name of the limit: an attribute of `Limits`.
    """

    limit: str


DEFAULT_LIMITS = Limits()

_ENDLESS: Final = 2**63 - 1

NO_LIMITS: Final = Limits(
    text_bytes=_ENDLESS,
    depth=_ENDLESS,
    nodes=_ENDLESS,
    integer_digits=_ENDLESS,
    issues=_ENDLESS,
    patch_operations=_ENDLESS,
)
"""For what this library has made of documents that are within their limits: it may be larger."""

"""JSON Pointer (RFC 6901), strictly: the name of a place in a document."""

import re
from collections.abc import Iterable
from typing import Final

from kvid_composition.document.errors import KvidCompositionError
from kvid_composition.document.values import JsonValue

__all__ = [
    "Path",
    "PointerError",
    "format_pointer",
    "parse_index",
    "parse_pointer",
    "resolve_path",
]

Path = tuple[str | int, ...]
"""The steps from the root to a value: a key of an object, or an index of an array."""

# RFC 6901 section 4: "array-index = %x30 / ( %x31-39 *(%x30-39) )": no sign, no leading zero.
_ARRAY_INDEX: Final = re.compile(r"0|[1-9][0-9]*")
# RFC 6901 section 3: "escaped = "~" ( "0" / "1" )": any other tilde is an error.
_BAD_ESCAPE: Final = re.compile(r"~(?![01])")


class PointerError(KvidCompositionError):
    """A text that is no JSON Pointer, or a pointer to nothing.

    Attributes:
        pointer: the pointer as text.
        reason: what is wrong with it, as a sentence.
    """

    def __init__(self, pointer: str, reason: str) -> None:
        super().__init__(f"{pointer!r}: {reason}")
        self.pointer = pointer
        self.reason = reason


def format_pointer(path: Iterable[str | int]) -> str:
    """Write a path as a JSON Pointer; the root is the empty text."""
    return "".join(
        f"/{step}" if type(step) is int else "/" + str(step).replace("~", "~0").replace("/", "~1")
        for step in path
    )


def parse_pointer(pointer: str) -> tuple[str, ...]:
    """Split a JSON Pointer into its unescaped tokens; `""` gives `()`.

    Raises:
        PointerError: it does not start with `/`, or has a `~` that is no `~0` or `~1`.
    """
    if not pointer:
        return ()
    if not pointer.startswith("/"):
        raise PointerError(pointer, "a JSON Pointer is empty or starts with '/'")
    if _BAD_ESCAPE.search(pointer):
        raise PointerError(pointer, "'~' must be written '~0', and '/' inside a key '~1'")
    # "~01" must become "~1", so the slash is unescaped first (RFC 6901 section 4).
    return tuple(t.replace("~1", "/").replace("~0", "~") for t in pointer[1:].split("/"))


def parse_index(token: str) -> int | None:
    """Read a token as an index of an array; None where it is no index at all.

    An index that no list in memory can have is given as a large number.
    """
    if not _ARRAY_INDEX.fullmatch(token):
        return None
    # int() refuses 4,301 digits.
    return int(token[:18])


def resolve_path(document: JsonValue, tokens: Iterable[str]) -> tuple[Path, JsonValue]:
    """Follow pointer tokens to a value; array tokens come back as integers.

    Raises:
        PointerError: a token names no member, or would go into a text, number, boolean or null.
    """
    path: list[str | int] = []
    value = document
    for token in tokens:
        step, value = _take_step(value, token, path)
        path.append(step)
    return tuple(path), value


def _take_step(value: JsonValue, token: str, path: list[str | int]) -> tuple[str | int, JsonValue]:
    here = format_pointer([*path, token])
    if isinstance(value, dict):
        if token not in value:
            raise PointerError(here, "no such key")
        return token, value[token]
    if isinstance(value, list):
        index = parse_index(token)
        if index is None:
            raise PointerError(here, "an array index is 0, or digits without a leading zero")
        if index >= len(value):
            raise PointerError(here, f"the array has {len(value)} entries")
        return index, value[index]
    raise PointerError(here, "only objects and arrays have parts")

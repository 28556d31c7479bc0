"""Places in a TOML text: where a key stands, which Python's parser does not tell."""

import re
import tomllib
from collections.abc import Sequence
from typing import Any, Final

from kvid_composition.document.values import is_object

__all__ = ["locate_key", "parse_toml"]

# Where a key's name is in more lines, or what is given for it takes more, its place stays unsaid.
_MOST_LINES: Final = 50

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


def parse_toml(text: str) -> dict[str, Any]:
    """Read a TOML text.

    Raises:
        ValueError: it is none, or more than Python reads: a `TOMLDecodeError` where that is told.
    """
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def locate_key(text: str, path: Sequence[str]) -> tuple[int, int | None] | None:
    """Find the line, and where that is unambiguous the column, at which a key is given; from 1.

    What a line says depends on those before it, so the parser is asked: the key is at the first
    line with which a text has it that up to there has it not. None where no such line is found, as
    for a key that is written with escapes.

    Args:
        text: a valid TOML text.
        path: the keys from the root to the one that is looked for.
    """
    name = path[-1]
    # Only a line feed ends a line of TOML; `splitlines` knows eight more ends.
    lines = [f"{line}\n" for line in text.split("\n")]
    likely = [number for number, line in enumerate(lines) if name in line]
    for number in likely[:_MOST_LINES]:
        before = _try_to_parse("".join(lines[:number]))
        if before is not None and not _has(before, path) and _is_given(lines, number, path):
            return number + 1, _find_column(lines[number], name)
    return None


def _is_given(lines: list[str], number: int, path: Sequence[str]) -> bool:
    """Tell whether the statement that begins at a line gives the key."""
    for end in range(number + 1, min(len(lines), number + _MOST_LINES) + 1):
        parsed = _try_to_parse("".join(lines[:end]))
        if parsed is not None:
            return _has(parsed, path)
    return False


def _try_to_parse(text: str) -> dict[str, Any] | None:
    try:
        return parse_toml(text)
    except ValueError:
        return None


def _has(table: dict[str, Any], path: Sequence[str]) -> bool:
    part: Any = table
    for key in path:
        if not is_object(part) or key not in part:
            return False
        part = part[key]
    return True


def _find_column(line: str, name: str) -> int | None:
    """Find the one place in a line where a name stands; a longer name that holds it is another."""
    edge = r"[A-Za-z0-9_-]" if _BARE.fullmatch(name) else r"[^\s\S]"
    found = [
        match.start() for match in re.finditer(f"(?<!{edge}){re.escape(name)}(?!{edge})", line)
    ]
    return found[0] + 1 if len(found) == 1 else None

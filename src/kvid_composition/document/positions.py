"""Lines and columns: where in a JSON text the values are that paths name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from json import JSONDecoder
from typing import Final

from kvid_composition.document.pointer import Path
from kvid_composition.document.tokens import ELEMENT, MEMBER, skip_blank, skip_value

__all__ = ["Place", "Position", "locate_offsets", "locate_paths"]

_END: Final = re.compile(r"[ \t\n\r]*+[\[{]?+[ \t\n\r]*+[\]}]")
_DECODER: Final = JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A place in a text.

    Attributes:
        line: 1-based. A line ends with a line feed, so CR LF ends one line too; a carriage
            return alone ends none, as in the errors of Python's `json`.
        column: 1-based, in code points.
        offset: 0-based index into the text, in code points.
    """

    line: int
    column: int
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a value starts, and the key before it if it is a member of an object."""

    key: Position | None
    value: Position


@dataclass(slots=True, kw_only=True)
class _Wanted:
    """A value that is looked for, or one around it; `start` is -1 until it is found."""

    parts: dict[str | int, "_Wanted"] = field(default_factory=dict[str | int, "_Wanted"])
    key: int | None = None
    start: int = -1
    inside: int = -1
    """The start of the container it was found in: an earlier duplicate of that has no parts."""
    entries: int = 0


def locate_offsets(text: str, offsets: Iterable[int]) -> dict[int, Position]:
    """Give line and column of offsets into a text, in one pass over it, in rising order."""
    positions: dict[int, Position] = {}
    line, line_start, seen = 1, 0, 0
    for offset in sorted(set(offsets)):
        breaks = text.count("\n", seen, offset)
        if breaks:
            line += breaks
            line_start = text.rindex("\n", seen, offset) + 1
        positions[offset] = Position(line=line, column=offset - line_start + 1, offset=offset)
        seen = offset
    return positions


def locate_paths(text: str, paths: Iterable[Path]) -> dict[Path, Place]:
    """Find the values that paths name, in one pass over a JSON text for any number of paths.

    Of duplicate keys the last one counts, as in the parsed value. Paths to nothing are left out.
    Nothing is raised for a text that is not JSON: what stands before the fault may be found.
    """
    root = _Wanted()
    targets = {path: _want(root, path) for path in paths}
    _mark_wanted(text, root)
    found = {path: target for path, target in targets.items() if _is_current(root, path)}
    starts = (target.start for target in found.values())
    keys = (target.key for target in found.values() if target.key is not None)
    positions = locate_offsets(text, (*starts, *keys))
    return {
        path: Place(
            key=None if target.key is None else positions[target.key],
            value=positions[target.start],
        )
        for path, target in found.items()
    }


def _want(root: _Wanted, path: Path) -> _Wanted:
    target = root
    for step in path:
        target = target.parts.setdefault(step, _Wanted())
    return target


def _is_current(root: _Wanted, path: Path) -> bool:
    """Tell whether each step was found in the last of the containers that have its path."""
    around = root
    for step in path:
        part = around.parts[step]
        if part.inside != around.start:
            return False
        around = part
    return around.start >= 0


def _mark_wanted(text: str, root: _Wanted) -> None:
    """Go through the text, into the containers that hold something wanted and past all else."""
    offset = skip_blank(text, 0)
    root.start = offset if offset < len(text) else -1
    around = [root] if _is_open(text, root) else []
    while around and offset >= 0:
        container = around[-1]
        if text.startswith("{", container.start):
            offset, part = _mark_members(text, offset, container)
        else:
            offset, part = _mark_elements(text, offset, container)
        if part is None:
            around.pop()
        else:
            part.entries = 0
            around.append(part)


def _mark_members(text: str, offset: int, around: _Wanted) -> tuple[int, _Wanted | None]:
    """Go on in an object to the next member to look into, or past its end (-1: broken text)."""
    while match := MEMBER.match(text, offset):
        key = _read_key(match[1])
        offset = match.end()
        part = None if key is None else around.parts.get(key)
        if part is not None:
            part.key, part.start, part.inside = match.start(1), offset, around.start
            if _is_open(text, part):
                return offset, part
        end = skip_value(text, offset)
        if end < 0:
            return -1, None
        offset = end
    return _skip_end(text, offset), None


def _mark_elements(text: str, offset: int, around: _Wanted) -> tuple[int, _Wanted | None]:
    """Go on in an array to the next element to look into, or past its end (-1: broken text)."""
    while match := ELEMENT.match(text, offset):
        offset = match.end()
        part = around.parts.get(around.entries)
        around.entries += 1
        if part is not None:
            part.start, part.inside = offset, around.start
            if _is_open(text, part):
                return offset, part
        end = skip_value(text, offset)
        if end < 0:
            return -1, None
        offset = end
    return _skip_end(text, offset), None


def _is_open(text: str, part: _Wanted) -> bool:
    return bool(part.parts) and part.start >= 0 and text[part.start : part.start + 1] in {"{", "["}


def _read_key(literal: str) -> str | None:
    if "\\" not in literal:
        return literal[1:-1]
    try:
        key: str = _DECODER.raw_decode(literal)[0]
    except ValueError:
        return None
    return key


def _skip_end(text: str, offset: int) -> int:
    match = _END.match(text, offset)
    return match.end() if match else -1

"""Attributes: the lines that tell git which files are compositions, among lines of others.

Ours are one block, under a line that says whose they are. What stands around it stays as it is, to
the byte, and is the same again when the block has been taken away.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

__all__ = ["DRIVER", "add_patterns", "find_pattern_fault", "list_patterns", "remove_patterns"]

DRIVER: Final = "kvid-composition"
"""The name of our drivers in git's configuration."""

_MARK: Final = "# Made by 'kvid-composition git enable', unmade by 'kvid-composition git disable'."
_GIVEN: Final = f" diff={DRIVER} merge={DRIVER}"
_BLOCK: Final = re.compile(
    rf"^{re.escape(_MARK)}\r?\n((?:.+{re.escape(_GIVEN)}(?:\r?\n|\Z))*)", re.MULTILINE
)
_PLAIN: Final = re.compile(r"[^\s\"#!\\\[][^\s\"\\]*")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"'})


def find_pattern_fault(pattern: str) -> str | None:
    """Say what is wrong with a pattern; None where it is one.

    Source: gitattributes(5): "negative patterns are forbidden".
    """
    if not pattern.strip():
        return "an empty pattern means no file"
    if pattern.startswith("!"):
        return "git knows no attributes for what a pattern does not match"
    if _CONTROL.search(pattern):
        return "a control character cannot be in a pattern"
    return None


def list_patterns(text: str | None) -> tuple[str, ...]:
    """List our patterns in an attributes file, as they are written there; None is no file."""
    block = _BLOCK.search(text or "")
    lines = block[1].splitlines() if block else ()
    return tuple(line.removesuffix(_GIVEN) for line in lines)


def add_patterns(text: str | None, patterns: Iterable[str]) -> str:
    """Add patterns to an attributes file; those that are there already stay where they are."""
    written = tuple(dict.fromkeys((*list_patterns(text), *map(_quote, patterns))))
    block = _BLOCK.search(text or "")
    if text is None:
        return _write_block(written, is_last=False)
    if block:
        return _replace_block(text, block, written)
    # A file that does not end with a line break has to do so again without us. So our own end
    # remembers it, and after an empty file that it was there.
    if text.endswith("\n"):
        return text + _write_block(written, is_last=False)
    return text + "\n" * bool(text) + _write_block(written, is_last=True)


def remove_patterns(text: str | None, patterns: Iterable[str] | None) -> str | None:
    """Remove patterns from an attributes file; None as patterns are all of ours.

    Returns:
        What is left; None for no file.
    """
    block = _BLOCK.search(text or "")
    if text is None or block is None:
        return text
    gone = {*(list_patterns(text) if patterns is None else map(_quote, patterns))}
    left = [written for written in list_patterns(text) if written not in gone]
    if left:
        return _replace_block(text, block, left)
    before, after = text[: block.start()], text[block.end() :]
    if not block[0].endswith("\n"):
        return before.removesuffix("\n")
    return before + after or None


def _replace_block(text: str, block: re.Match[str], written: Sequence[str]) -> str:
    whole = _write_block(written, is_last=not block[0].endswith("\n"))
    return text[: block.start()] + whole + text[block.end() :]


def _write_block(written: Iterable[str], *, is_last: bool) -> str:
    lines = (f"{pattern}{_GIVEN}" for pattern in written)
    return "\n".join((_MARK, *lines)) + ("" if is_last else "\n")


def _quote(pattern: str) -> str:
    """Write a pattern, in quotation marks where git would take it for something else."""
    return pattern if _PLAIN.fullmatch(pattern) else f'"{pattern.translate(_ESCAPES)}"'

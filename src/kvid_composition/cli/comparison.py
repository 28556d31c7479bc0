"""Comparisons: what git asks an external diff to show, and how git itself would show it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kvid_composition.cli.git_calls import run_git
from kvid_composition.reporting.styled import Line, Style, style_text

__all__ = ["NOWHERE", "Comparison", "read_comparison", "read_plain_diff", "render_header"]

NOWHERE: Final = "/dev/null"
"""What git names where a file is not there; also where a system calls that otherwise."""

# With the escapes that may be before it where there is colour.
_BINARY: Final = re.compile(rb"(?:\x1b\[[0-9;]*m)*Binary files ")
_HUNK: Final = re.compile(rb"(?:\x1b\[[0-9;]*m)*@@ ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What git asks to compare.

    Attributes:
        path: the file in the repository, as it was called before.
        new_path: what it is called after.
        files: where it can be read before and after; None while it has conflicts.
        modes: its modes before and after.
        renaming: what git says about a renaming, with line breaks.
    """

    path: str
    new_path: str
    files: tuple[str, str] | None = None
    modes: tuple[str, str] = ("", "")
    renaming: str = ""


def read_comparison(arguments: Sequence[str]) -> Comparison | None:
    """Read the arguments of git; None where they are not those of git.

    They are PATH OLD-FILE OLD-HEX OLD-MODE NEW-FILE NEW-HEX NEW-MODE, for a file that was renamed
    also its new name and what there is to be said about that, and PATH alone for one with
    conflicts. Source: git(1), `GIT_EXTERNAL_DIFF`.
    """
    match arguments:
        case [path]:
            return Comparison(path=path, new_path=path)
        case [path, old, _, old_mode, new, _, new_mode]:
            modes = old_mode, new_mode
            return Comparison(path=path, new_path=path, files=(old, new), modes=modes)
        case [path, old, _, old_mode, new, _, new_mode, new_path, renaming]:
            return Comparison(
                path=path,
                new_path=new_path,
                files=(old, new),
                modes=(old_mode, new_mode),
                renaming=renaming,
            )
        case _:
            return None


def render_header(comparison: Comparison) -> Iterator[Line]:
    """Write the lines that begin a comparison, nearly as git does: it is no patch to be applied."""
    if comparison.files is None:
        yield (style_text(f"* Unmerged path {comparison.path}"),)
        return
    yield _stress(f"diff --composition {comparison.new_path}")
    yield from map(_stress, _list_modes(comparison.files, comparison.modes))
    yield from map(_stress, comparison.renaming.splitlines())


def _list_modes(files: tuple[str, str], modes: tuple[str, str]) -> Iterator[str]:
    if files[0] == NOWHERE:
        yield f"new file mode {modes[1]}"
    elif files[1] == NOWHERE:
        yield f"deleted file mode {modes[0]}"
    elif modes[0] != modes[1]:
        yield f"old mode {modes[0]}"
        yield f"new mode {modes[1]}"


def read_plain_diff(files: tuple[str, str], *, color: bool) -> bytes:
    """Give how git compares two files as text, without its header, which names the wrong files.

    Raises:
        GitError: git refuses, or cannot be run.
    """
    options = (
        "--no-index",
        "--no-ext-diff",
        "--no-textconv",
        f"--color={'always' if color else 'never'}",
    )
    output = run_git("diff", *options, "--", *files, allowed=(0, 1)).stdout
    lines = output.splitlines(keepends=True)
    if any(map(_BINARY.match, lines)):
        return b"Binary files differ\n"
    start = next((number for number, line in enumerate(lines) if _HUNK.match(line)), len(lines))
    return b"".join(lines[start:])


def _stress(text: str) -> Line:
    return (style_text(text, Style.STRONG),)

"""Inputs: from what was typed to the bytes of documents; what fails is a value, too."""

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from kvid_composition.document.limits import DEFAULT_LIMITS
from kvid_composition.reporting.run import Unreadable

__all__ = [
    "STDIN",
    "Found",
    "Source",
    "find_sources",
    "make_source",
    "measure_source",
    "read_source",
]

STDIN: Final = "<stdin>"

_PASSED_BY: Final = "node_modules"


@dataclass(frozen=True, slots=True)
class Source:
    """A document to be read: a file, or the standard input where `path` is None.

    Attributes:
        name: how it is called in results.
        path: the file.
    """

    name: str
    path: Path | None


Found: TypeAlias = Source | Unreadable


def find_sources(arguments: Iterable[str]) -> list[Found]:
    """Find every document that the arguments mean, each once, in the order of the arguments.

    An argument is a file, a directory (all `*.json` in it and below, sorted, but none in hidden
    directories and node_modules), a pattern with `*`, `?`, `[...]` or `**`, or `-`.
    """
    found: dict[str, Found] = {}
    for argument in arguments:
        for source in _expand_argument(argument):
            found.setdefault(_identify(source), source)
    return list(found.values())


def _identify(source: Found) -> str:
    if isinstance(source, Unreadable):
        return source.path
    if source.path is None:
        return STDIN
    return os.path.abspath(source.path)  # noqa: PTH100  Path.absolute keeps `..`


def _expand_argument(argument: str) -> Iterator[Found]:
    source = make_source(argument)
    if source.path is None:
        yield source
    # A name may hold a bracket, so what exists comes before what a pattern could mean.
    elif os.path.lexists(argument) or not glob.has_magic(argument):
        yield from _expand_path(source.path)
    else:
        yield from _expand_pattern(argument)


def make_source(argument: str) -> Source:
    """Give the one document that an argument names: a file, or the standard input for `-`."""
    return Source(STDIN, None) if argument == "-" else Source(argument, Path(argument))


def _expand_path(path: Path) -> Iterator[Found]:
    if os.path.isdir(path):  # noqa: PTH112  Path.is_dir raises for a name that is too long
        yield from _walk_directory(path)
    else:
        yield Source(str(path), path)


def _expand_pattern(pattern: str) -> Iterator[Found]:
    paths = map(Path, glob.iglob(pattern, recursive=True))  # noqa: PTH207  patterns may be absolute
    wanted = _PASSED_BY in pattern
    kept = sorted(path for path in paths if wanted or _PASSED_BY not in path.parts)
    if not kept:
        yield Unreadable(pattern, "no file matches this pattern")
    for path in kept:
        yield from _expand_path(path)


def _walk_directory(root: Path) -> Iterator[Found]:
    closed: list[Found] = []

    def note_closed(error: OSError) -> None:
        closed.append(Unreadable(str(Path(error.filename)), _explain_failure(error)))

    paths: list[Path] = []
    for folder, folders, names in os.walk(root, onerror=note_closed):
        folders[:] = [n for n in folders if not n.startswith(".") and n != _PASSED_BY]
        candidates = (Path(folder, name) for name in names if name.endswith(".json"))
        # A pipe that happens to be called so would never end.
        paths += (path for path in candidates if path.is_file())
    yield from (Source(str(path), path) for path in sorted(paths))
    yield from closed
    if not paths and not closed:
        yield Unreadable(str(root), "there is no *.json file in this directory")


def measure_source(source: Found) -> int:
    """Give the size of a document in bytes, as far as it can be told before it is read."""
    if isinstance(source, Unreadable) or source.path is None:
        return 0
    try:
        return source.path.stat().st_size
    except (OSError, ValueError):
        return 0


def read_source(source: Source) -> bytes | Unreadable:
    """Read a document; of one that is over the limit only as much as shows that it is."""
    most = DEFAULT_LIMITS.text_bytes + 1
    try:
        if source.path is None:
            return _read_stdin(most)
        with source.path.open("rb") as file:
            return file.read(most)
    # A name with a null character is no file's: that is a ValueError.
    except (OSError, ValueError) as error:
        return Unreadable(source.name, _explain_failure(error))


def _read_stdin(most: int) -> bytes:
    # A process can be started without a standard input.
    return b"" if sys.stdin is None else sys.stdin.buffer.read(most)


def _explain_failure(error: OSError | ValueError) -> str:
    match error:
        case FileNotFoundError():
            return "there is no such file"
        case PermissionError():
            return "there is no permission to read it"
        case OSError(strerror=str(reason)):
            return f"it cannot be read ({reason})"
        case _:
            return f"it cannot be read ({error})"

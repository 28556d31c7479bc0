"""Inputs: from what was typed to the bytes of documents; what fails is a value, too."""

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import Final, TypeAlias

from kvid_composition.checking.run import Unreadable
from kvid_composition.cli.revisions import names_revision, read_revision
from kvid_composition.cli.streams import read_at_most
from kvid_composition.document.limits import DEFAULT_LIMITS
from kvid_composition.workspace.reading import explain_failure

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
    """A document to be read: a file, a file in git, or the standard input.

    Attributes:
        name: how it is called in results; of a file in git, what git is asked for.
        path: the file; None for the others.
    """

    name: str
    path: Path | None

    @property
    def is_stdin(self) -> bool:
        """Tell whether it is the standard input."""
        return self.path is None and self.name == STDIN

    @property
    def is_version(self) -> bool:
        """Tell whether it is a file in git."""
        return self.path is None and self.name != STDIN


Found: TypeAlias = Source | Unreadable


def find_sources(arguments: Iterable[str]) -> list[Found]:
    """Find every document that the arguments mean, each once, in the order of the arguments.

    An argument is a file, a directory (all `*.json` in it and below, sorted, but none in hidden
    directories and node_modules), a pattern with `*`, `?`, `[...]` or `**`, `REV:path`, or `-`.
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
        return source.name
    try:
        return os.path.abspath(source.path)  # noqa: PTH100  Path.absolute keeps `..`
    except OSError:
        # The working directory has been deleted; then nothing relative is there to be found twice.
        return source.name


def _expand_argument(argument: str) -> Iterator[Found]:
    # A name may hold a bracket, so what exists comes before what a pattern could mean.
    if glob.has_magic(argument) and not os.path.lexists(argument):
        yield from _expand_pattern(argument)
        return
    source = make_source(argument)
    if source.path is None:
        yield source
    else:
        yield from _expand_path(source.path)


def make_source(argument: str) -> Source:
    """Give the one document that an argument names.

    `-` is the standard input, `REV:path` a file in git if there is no file of that name.
    """
    if argument == "-":
        return Source(STDIN, None)
    return Source(argument, None if names_revision(argument) else Path(argument))


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
        closed.append(Unreadable(str(Path(error.filename)), explain_failure(error)))

    paths: list[Path] = []
    for folder, folders, names in os.walk(root, onerror=note_closed):
        folders[:] = [n for n in folders if not n.startswith(".") and n != _PASSED_BY]
        paths += (Path(folder, name) for name in names if name.endswith(".json"))
    files = [found for path in sorted(paths) if (found := _look_at(path))]
    yield from (*files, *closed)
    if not files and not closed:
        yield Unreadable(str(root), "there is no *.json file in this directory")


def _look_at(path: Path) -> Found | None:
    """Give what a directory lists as a file; None for a pipe or the like, which may never end."""
    try:
        is_file = S_ISREG(path.stat().st_mode)
    except OSError as error:
        # A directory may be open to be listed, and closed to be entered.
        is_dangling = isinstance(error, FileNotFoundError) and path.is_symlink()
        reason = "it links to a file that is not there" if is_dangling else explain_failure(error)
        return Unreadable(str(path), reason)
    return Source(str(path), path) if is_file else None


def measure_source(source: Found) -> int:
    """Give the size of a document in bytes, as far as it can be told before it is read."""
    if isinstance(source, Unreadable) or source.path is None:
        return 0
    try:
        return source.path.stat().st_size
    except (OSError, ValueError):
        return 0


def read_source(source: Source, limit: int = DEFAULT_LIMITS.text_bytes) -> bytes | Unreadable:
    """Read a document; of one that is over the limit only as much as shows that it is."""
    most = limit + 1
    try:
        if source.is_stdin:
            return _read_stdin(most)
        if source.path is None:
            return read_revision(source.name, most)
        with source.path.open("rb") as file:
            return read_at_most(file, most)
    # A name with a null character is no file's: that is a ValueError.
    except (OSError, ValueError) as error:
        return Unreadable(source.name, explain_failure(error))


def _read_stdin(most: int) -> bytes | Unreadable:
    # A process can be started without a standard input.
    if sys.stdin is None:
        return Unreadable(STDIN, "there is no standard input")
    return read_at_most(sys.stdin.buffer, most)

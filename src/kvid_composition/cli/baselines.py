"""Baselines on disk: the file read and written, and files named as it names them."""

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from glob import has_magic
from pathlib import Path

from kvid_composition.checking.baseline import Baseline
from kvid_composition.checking.baseline_reader import BaselineError, read_baseline, write_baseline
from kvid_composition.checking.run import CheckedFile
from kvid_composition.cli.files import write_file
from kvid_composition.cli.streams import read_at_most
from kvid_composition.cli.terminal import ColorChoice, fail, print_error, print_note
from kvid_composition.document.limits import DEFAULT_LIMITS
from kvid_composition.reporting.wording import count_nouns
from kvid_composition.workspace.baseline_names import name_for_baseline

__all__ = ["BaselineFile", "open_baseline"]


@dataclass(frozen=True, slots=True)
class BaselineFile:
    """A baseline, and the file that it comes from or goes to."""

    file: Path
    baseline: Baseline

    @property
    def name(self) -> str:
        """How the file is called in messages: from the working directory, if that is shorter."""
        return _name_shortly(self.file)

    def name_file(self, path: Path | None) -> str | None:
        """Give the path of a file as the baseline names it: relative to its folder.

        What has no path, as the standard input, has none that would be the same tomorrow.
        """
        return None if path is None else name_for_baseline(path, self.file)

    def find_gone(self, arguments: Iterable[str], found: Collection[str | None]) -> frozenset[str]:
        """Find the paths in the baseline whose files the arguments would mean, were they there."""
        scope = _Scope.of_arguments(arguments)
        places = {path: self.file.parent / path for path in self.baseline.files}
        return frozenset(
            path
            for path, place in places.items()
            if path not in found and scope.covers(_locate(place)) and not os.path.lexists(place)
        )

    def update(
        self, files: Mapping[str, CheckedFile], gone: Collection[str], color: ColorChoice
    ) -> bool:
        """Write the baseline for the state of these files; tell whether that could be done."""
        revised = self.baseline.revise(files, gone)
        data = write_baseline(revised).encode()
        try:
            # What is the same need not be touched.
            if revised != self.baseline or not self.file.exists():
                write_file(self.file, data)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            print_error("UNWRITABLE_OUTPUT", f"{self.name}: {reason}", color)
            return False
        number = sum(sum(known.values()) for known in revised.files.values())
        where = count_nouns(len(revised.files), "file")
        print_note(f"{self.name} knows {count_nouns(number, 'issue')} in {where}")
        return True


def open_baseline(file: Path, *, may_be_new: bool, color: ColorChoice) -> BaselineFile:
    """Read a baseline; one that may be new and is not there is empty.

    Raises:
        CommandEnd: REFUSED, after the failure has been printed with its code and place.
    """
    name = _name_shortly(file)
    try:
        with file.open("rb") as stream:
            data = read_at_most(stream, DEFAULT_LIMITS.text_bytes + 1)
    except FileNotFoundError:
        if may_be_new:
            return BaselineFile(file, Baseline())
        hint = "there is no such file; --update-baseline makes it"
        raise fail("UNREADABLE_BASELINE", f"{name}: {hint}", color) from None
    # A name with a null character is no file's: that is a ValueError.
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise fail("UNREADABLE_BASELINE", f"{name}: {reason}", color) from error
    try:
        return BaselineFile(file, read_baseline(data))
    except BaselineError as error:
        place = f":{error.position.line}:{error.position.column}" if error.position else ""
        raise fail("BASELINE", f"{name}{place}: {error}", color) from error


def _name_shortly(file: Path) -> str:
    try:
        return min(str(file), os.path.relpath(file), key=len)
    # On Windows nothing leads from one drive to another; and the working directory may be gone.
    except (OSError, ValueError):
        return str(file)


def _locate(path: Path) -> Path:
    """Give the absolute path of what may not be there, without `..`."""
    try:
        return Path(os.path.abspath(path))  # noqa: PTH100  Path.absolute keeps `..`
    # The working directory has been deleted.
    except OSError:
        return path


@dataclass(frozen=True, slots=True)
class _Scope:
    """What arguments mean, whether or not it is there.

    Attributes:
        places: the files and folders that are named.
        patterns: folders, and for each part below one what it has to be like.
    """

    places: frozenset[Path]
    patterns: tuple[tuple[Path, tuple[str, ...]], ...]

    @classmethod
    def of_arguments(cls, arguments: Iterable[str]) -> "_Scope":
        """Take patterns apart where they begin to be patterns; what exists is none."""
        places: set[Path] = set()
        patterns: list[tuple[Path, tuple[str, ...]]] = []
        for argument in arguments:
            path = Path(argument)
            fixed = next((k for k, part in enumerate(path.parts) if has_magic(part)), None)
            if fixed is None or os.path.lexists(argument):
                places.add(_locate(path))
            else:
                patterns.append((_locate(Path(*path.parts[:fixed])), path.parts[fixed:]))
        return cls(frozenset(places), tuple(patterns))

    def covers(self, path: Path) -> bool:
        """Tell whether an absolute path is a place, in one, or fits a pattern."""
        if path in self.places or not self.places.isdisjoint(path.parents):
            return True
        return any(
            path.is_relative_to(folder) and _fits(path.relative_to(folder).parts, pattern)
            for folder, pattern in self.patterns
        )


def _fits(parts: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    """Tell whether a path, or a folder that it is in, fits a pattern; `**` is any number of parts.

    Every way to read the pattern is followed at once, so that many `**` cost no more than one.
    """
    states = {0}
    for part in parts:
        states |= {k + 1 for k in states if pattern[k : k + 1] == ("**",)}
        if len(pattern) in states:
            return True
        states = {
            k if pattern[k] == "**" else k + 1
            for k in states
            if pattern[k] == "**" or fnmatchcase(part, pattern[k])
        }
    return len(pattern) in states

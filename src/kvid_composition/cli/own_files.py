"""Own files: what a call reads and writes beside the documents, and so does not check."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kvid_composition.checking.run import Unreadable
from kvid_composition.cli.exits import CommandEnd
from kvid_composition.cli.inputs import Found, Source, find_sources, read_source
from kvid_composition.cli.terminal import ColorChoice, fail, print_note
from kvid_composition.document.limits import DEFAULT_LIMITS
from kvid_composition.document.reader import read_json
from kvid_composition.document.values import MISSING, is_object
from kvid_composition.reporting.issue_words import name_file

__all__ = ["OwnFiles", "find_others"]

# What a composition has, and no report.
_MEMBERS: Final = frozenset(("fps", "tracks", "items", "assets"))


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """The files of a call.

    Attributes:
        read: those that it reads, and what each is, as a phrase.
        written: those that its results go to.
    """

    read: Mapping[Path, str]
    written: Sequence[Path]


def find_others(
    arguments: Sequence[str], own: OwnFiles, *, quiet: bool, color: ColorChoice
) -> list[Found]:
    """Find the documents that arguments mean, without the call's own files among them.

    A note names each that was meant itself and is passed by, and each if nothing else is left: that
    holds for a quiet call, too.

    Raises:
        CommandEnd: REFUSED: something that is read would be written over.
    """
    written = dict.fromkeys(map(_follow_links, own.written), "a result of this call")
    named = dict.fromkeys(map(Path, arguments))
    for path in (*named, *own.read) if written else ():
        if _follow_links(path) in written:
            raise _refuse(path, color)
    sources = find_sources(arguments)
    for source in _pick(sources, written):
        if _holds_work(source):
            raise _refuse(source.name, color)
    read = {_follow_links(path): what for path, what in own.read.items()}
    passed_by = _pick(sources, written | read)
    kept = [source for source in sources if source not in passed_by]
    for source, what in passed_by.items():
        # A hook names every file of a commit, and the baseline may be among them.
        if not kept or (source.path in named and not quiet):
            print_note(f"{name_file(source.name)} is not checked: it is {what}")
    return kept


def _refuse(name: str | Path, color: ColorChoice) -> CommandEnd:
    return fail("USAGE", f"{name}: this is read, and would be written over", color)


def _pick(sources: Iterable[Found], files: Mapping[str, str]) -> dict[Source, str]:
    """Pick the sources that are one of these files, links followed, and what that is."""
    # Most calls have no file of their own, and need not follow any link.
    placed = ((each, each.path) for each in sources if files and isinstance(each, Source))
    return {
        source: files[place]
        for source, path in placed
        if path and (place := _follow_links(path)) in files
    }


def _holds_work(source: Source) -> bool:
    """Tell whether a file may be a composition, and not what this command has written before."""
    data = read_source(source, DEFAULT_LIMITS.text_bytes)
    value = MISSING if isinstance(data, Unreadable) else read_json(data).value
    return value is MISSING or (is_object(value) and not _MEMBERS.isdisjoint(value))


def _follow_links(path: str | Path) -> str:
    try:
        return os.path.realpath(path)
    # The working directory may be gone, and a name may hold what no file's can.
    except (OSError, ValueError):
        return str(path)

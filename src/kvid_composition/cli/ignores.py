"""Ignores: what was found, as the lines of the configuration that would silence it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kvid_composition.checking.ignores import add_ignores
from kvid_composition.checking.run import CheckedFile
from kvid_composition.cli.terminal import print_note, write_output
from kvid_composition.document.walk import encodes
from kvid_composition.reporting.ignores_toml import write_ignores
from kvid_composition.reporting.wording import count_nouns
from kvid_composition.validation.issues import Issue
from kvid_composition.workspace.loaded import LoadedSettings

__all__ = ["print_ignores"]

_SHARED_FILE: Final = "pyproject.toml"
_SECTION: Final = "tool.kvid-composition"


def print_ignores(files: Iterable[tuple[Path | None, CheckedFile]], loaded: LoadedSettings) -> None:
    """Print the table of per-file ignores that silences what was found.

    It has the ignores that are there already, so that it can stand in their place. A note on the
    standard error counts the issues that it cannot name.

    Args:
        files: what was checked, with its place; None for what has none.
        loaded: the settings, to which the table is to be added.
    """
    found: dict[str, list[Issue]] = {}
    left = 0
    for place, file in files:
        path = None if place is None else loaded.relate(place)
        left += file.report.omitted.total
        # TOML holds no name that UTF-8 does not hold.
        if path is None or not encodes(path):
            left += len(file.report.issues)
        else:
            found.setdefault(path, []).extend(file.report.issues)
    ignores = add_ignores(loaded.settings.per_file_ignores, found)
    is_shared = loaded.file is None or loaded.file.name == _SHARED_FILE
    if ignores:
        lines = write_ignores(ignores, _SECTION if is_shared else "")
        write_output("".join(f"{line}\n" for line in lines))
    if left:
        hint = "of no file below the configuration, or past the limit of a report"
        print_note(f"{count_nouns(left, 'issue')} cannot be silenced this way: {hint}")

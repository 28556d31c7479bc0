"""Finding settings: the nearest file that has some, upwards from a folder."""

import os
from pathlib import Path
from typing import Final

from kvid_composition.checking.settings_error import SettingsError, SettingsProblem
from kvid_composition.validation.house_schema import HouseSchema
from kvid_composition.workspace.loaded import LoadedSettings
from kvid_composition.workspace.reading import explain_failure, read_start
from kvid_composition.workspace.schema_files import read_house_schema

__all__ = ["OWN_FILE", "SHARED_FILE", "find_settings", "load_settings"]

OWN_FILE: Final = "kvid-composition.toml"
"""The file that has nothing but settings, at its top."""

SHARED_FILE: Final = "pyproject.toml"
"""The file that has the settings of many tools, ours in `[tool.kvid-composition]`."""

# Nobody writes as much by hand, and Python's parser takes a second for it.
_MOST_BYTES: Final = 1024 * 1024


def find_settings(start: Path) -> LoadedSettings | None:
    """Find and read the nearest settings, in a folder and in all those around it.

    In each folder `kvid-composition.toml` comes first, then a `pyproject.toml`, which counts only
    with a table `[tool.kvid-composition]`. A pyproject.toml that is no TOML ends the search, as it
    does for other tools: whether it has settings nobody can tell.

    Returns:
        The settings; None where there are none.

    Raises:
        SettingsError: the nearest file cannot be read or followed.
    """
    try:
        folder = Path(os.path.abspath(start))  # noqa: PTH100  drops `..`
    except OSError:
        # The working directory has been deleted, and with it what was around it.
        return None
    for around in (folder, *folder.parents):
        for name in (OWN_FILE, SHARED_FILE):
            file = around / name
            loaded = _load(file) if os.path.isfile(file) else None  # noqa: PTH113  never raises
            if loaded is not None:
                return loaded
    return None


def load_settings(file: Path) -> LoadedSettings:
    """Read the settings of one file; by its name it is a pyproject.toml or one of ours.

    Raises:
        SettingsError: it cannot be read or followed, or it is a pyproject.toml without our table.
    """
    loaded = _load(Path(os.path.abspath(file)))  # noqa: PTH100  drops `..`
    if loaded is None:
        reason = "it has no table [tool.kvid-composition]"
        problem = SettingsProblem(code="NO_SETTINGS", key="", reason=reason)
        raise SettingsError(str(file), [problem])
    return loaded


def _load(file: Path) -> LoadedSettings | None:
    # Where there is no such file, nobody has to wait for a parser of TOML.
    from kvid_composition.checking.settings_reader import read_settings  # noqa: PLC0415

    shown = _name_from_here(file)

    def load_schema(name: str) -> HouseSchema:
        return read_house_schema(file.parent / name, name)

    is_project = file.name == SHARED_FILE
    text = _read_text(file, shown)
    found = read_settings(text, file=shown, load_schema=load_schema, is_project=is_project)
    if found is None:
        return None
    settings, given = found
    origins = dict.fromkeys(sorted(given), shown)
    return LoadedSettings(
        settings=settings,
        folder=file.parent,
        file=file,
        origins=origins,
        schema_files=tuple(file.parent / schema.name for schema in settings.schemas),
    )


def _read_text(file: Path, shown: str) -> str:
    try:
        data = read_start(file, _MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _refuse("UNREADABLE_SETTINGS", shown, explain_failure(error)) from error
    if len(data) > _MOST_BYTES:
        raise _refuse("UNREADABLE_SETTINGS", shown, f"it has more than {_MOST_BYTES:,} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refuse("INVALID_TOML", shown, "this is no TOML: it is not UTF-8") from error


def _refuse(code: str, shown: str, reason: str) -> SettingsError:
    return SettingsError(shown, [SettingsProblem(code=code, key="", reason=reason)])


def _name_from_here(file: Path) -> str:
    """Name a file from the working directory, where it is in it."""
    try:
        here = Path.cwd()
    except OSError:
        return str(file)
    return str(file.relative_to(here)) if file.is_relative_to(here) else str(file)

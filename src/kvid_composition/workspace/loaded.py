"""Loaded settings: settings, where they come from, and which files they are about."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from kvid_composition.checking.settings import DEFAULT_SETTINGS, Settings
from kvid_composition.validation.config import ValidationConfig

__all__ = ["LoadedSettings"]


@dataclass(frozen=True, kw_only=True)
class LoadedSettings:
    """Settings with the folder that patterns and files in them start from.

    Attributes:
        settings: the settings.
        folder: the folder of the file, absolute; without a file, the one where work is done.
        file: the file; None where there is none.
        origins: of the keys that are set, who says so: a file or an option.
        schema_files: the files of the house schemas.
    """

    settings: Settings
    folder: Path
    file: Path | None = None
    origins: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    schema_files: tuple[Path, ...] = ()

    @classmethod
    def of_nothing(cls, folder: Path) -> "LoadedSettings":
        """Give the settings that hold where nothing is configured."""
        return cls(settings=DEFAULT_SETTINGS, folder=folder)

    @property
    def baseline(self) -> Path | None:
        """The file of the known issues."""
        name = self.settings.baseline
        return None if name is None else self.folder / name

    def owns(self, path: Path) -> bool:
        """Tell whether a JSON file is a part of the settings, and so no composition."""
        try:
            return bool(self._own_files) and os.path.realpath(path) in self._own_files
        # The working directory may be gone, and a name may hold what no file's can.
        except (OSError, ValueError):
            return False

    @cached_property
    def _own_files(self) -> frozenset[str]:
        files = (*self.schema_files, *((self.baseline,) if self.baseline else ()))
        return frozenset(map(os.path.realpath, files))

    def configure(self, path: Path | None = None) -> ValidationConfig:
        """Give the configuration for one file.

        Args:
            path: the file, absolute or from the working directory. A file outside of the folder is
                meant by no pattern, and neither is a document without a name: None.
        """
        # Without patterns nobody needs to know where a file is.
        if path is None or not self.settings.per_file_ignores:
            return self.settings.configure()
        return self.settings.configure(self.relate(path))

    def relate(self, path: Path) -> str | None:
        """Give the steps from the folder to a file; None where it is not in the folder.

        A file that is in it only where links are followed is in it as well.
        """
        try:
            found = _relate(os.path.abspath(path), str(self.folder))  # noqa: PTH100  drops `..`
            return found or _relate(os.path.realpath(path), os.path.realpath(self.folder))
        # The working directory may be gone, and a name may hold what no file's can.
        except (OSError, ValueError):
            return None


def _relate(path: str, folder: str) -> str | None:
    inner = Path(path)
    return inner.relative_to(folder).as_posix() if inner.is_relative_to(folder) else None

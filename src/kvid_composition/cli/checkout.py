"""The checkout: the folder that reports start from, and files as they lie in it."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

__all__ = ["find_root", "find_top", "place_file"]

# Where the usual services put the checkout, absolute.
_SERVICES: Final = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")


def find_root(environment: Mapping[str, str], directory: str) -> str:
    """Find the folder that paths in reports are to be relative to: the checkout, links followed.

    Where no service says it, that is the top of the repository around a directory; "" without one.
    """
    for name in _SERVICES:
        if os.path.isabs(environment.get(name, "")):  # noqa: PTH117  of no text there is no Path
            # A service may name it by a link, where the working directory never has one.
            return os.path.realpath(environment[name])
    top = find_top(Path(directory)) if directory else None
    return str(top) if top else ""


def find_top(folder: Path) -> Path | None:
    """Find the top of the repository that a folder is in: the nearest one with a `.git` in it."""
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)


def place_file(path: str, root: str) -> str:
    """Give the absolute path of a file, from the root where it lies in it by whatever name.

    Of the links on the way, only one that leads to the root or into it is followed: a link within
    the checkout is a file of it like any other.

    Args:
        path: absolute.
        root: absolute, with no links in it.
    """
    whole = Path(os.path.normpath(path))
    try:
        if whole.is_relative_to(root):
            return str(whole)
        for folder in reversed(whole.parents):
            followed = Path(os.path.realpath(folder))
            if followed.is_relative_to(root):
                return str(followed / whole.relative_to(folder))
    # A name with a null character is no file's.
    except ValueError:
        pass
    return str(whole)

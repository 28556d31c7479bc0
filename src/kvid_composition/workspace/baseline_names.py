"""Names of files in a baseline: the same for every command and test, wherever it is called from."""

import os
from pathlib import Path

__all__ = ["name_for_baseline"]


def name_for_baseline(file: Path, baseline: Path) -> str:
    """Name a file as a baseline does: from its folder, with slashes.

    No link is followed: what is reached through one keeps the name that it has in the project,
    wherever the link leads on a machine.

    Args:
        file: the file, absolute or from the working directory.
        baseline: the file of the baseline, likewise.
    """
    try:
        return Path(os.path.relpath(file, baseline.parent)).as_posix()
    # On Windows nothing leads from one drive to another; and the working directory may be gone.
    except (OSError, ValueError):
        return file.as_posix()

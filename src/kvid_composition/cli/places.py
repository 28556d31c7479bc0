"""Places: where another process finds a document, if it can."""

import os
from pathlib import Path
from stat import S_ISREG

from kvid_composition.cli.inputs import Source

__all__ = ["find_place"]


def find_place(source: Source) -> Source | None:
    """Give a document as another process can read it; None for one that only this process can.

    Links are followed here, since one such as /dev/stdin leads each process elsewhere.
    """
    if source.is_stdin:
        return None
    if source.path is None:
        return source
    try:
        place = Path(os.path.realpath(source.path))
        # Behind a link to a file that has been deleted, another file may have its name.
        is_there = S_ISREG(place.stat().st_mode) and place.samefile(source.path)
    except (OSError, ValueError):
        return None
    return Source(source.name, place) if is_there else None

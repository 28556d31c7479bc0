"""The name of the root member in which a merge leaves what it could not decide."""

from typing import Final

__all__ = ["OPEN_CONFLICTS"]

OPEN_CONFLICTS: Final = "_mergeConflicts"
"""The top-level member of a document in which conflicts of a merge are still to be decided."""

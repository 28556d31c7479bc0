"""The page of conflicts and resolutions, printed from the decision table."""

from collections.abc import Iterable
from typing import Final

from kvid_composition.merging.kinds import CONFLICT_KINDS, RESOLUTION_KINDS, KindOfConflict

__all__ = ["write_conflicts"]

_ABOUT: Final = """\
What `merge_three_way` and `kvid-composition merge` leave to decide, and what they have decided. Why
it is so stands in [How a three-way merge decides](../explanation/merge.md); the JSON of a result
has a schema, `kvid-composition schema merge-result`."""
_ABOUT_CONFLICTS: Final = """\
*Meanwhile* is what the returned document holds until somebody decides; its references are sound all
the same. Each option comes with a JSON Patch against that document. `base` is offered where the
base has something to go back to. In a strategy, `ours` and `theirs` also stand for what that side
has done: for `delete` where it deleted, for `keep` or `restore` where the other did; and for
`keep_frames` where the frame rate is in question."""
_ABOUT_RESOLUTIONS: Final = """\
What needs nobody, or has been decided. A merge is *clean* when it has no conflict, however many of
these it has."""


def write_conflicts(note: str) -> str:
    """Write the page of conflicts and resolutions."""
    conflicts = (_write_conflict(kind, row) for kind, row in CONFLICT_KINDS.items())
    sections = [
        "# Conflicts and resolutions",
        note,
        _ABOUT,
        "## Conflicts",
        _ABOUT_CONFLICTS,
        _write_table(("conflict", "what both have done", "meanwhile", "options"), conflicts),
        "## Resolutions",
        _ABOUT_RESOLUTIONS,
        _write_table(("resolution", "what has happened"), RESOLUTION_KINDS.items()),
    ]
    return "\n\n".join(sections) + "\n"


def _write_conflict(kind: str, row: KindOfConflict) -> tuple[str, ...]:
    options = "<br>".join(f"*{name}* {effect}" for name, effect in row.options.items())
    return kind, row.situation, row.meanwhile, options


def _write_table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

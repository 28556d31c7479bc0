"""The batch: fixes that were planned for one document, applied to it one after another."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from kvid_composition.document.edits import Edit, RemoveValue, SetValue, apply_edits
from kvid_composition.document.pointer import Path
from kvid_composition.validation.remedies import PlannedFix
from kvid_composition.validation.soundness import is_within

__all__ = ["Batch", "apply_fixes", "line_up_edits", "rename_tracks"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Fixes that were applied together.

    Attributes:
        document: what they were planned for.
        fixes: in the order in which they were applied.
        edits: of each fix, meant in what the ones before it made.
        added: the fingerprints of what was not wrong before, and was after.
    """

    document: Any
    fixes: Sequence[PlannedFix]
    edits: Sequence[tuple[Edit, ...]]
    added: frozenset[str]

    def apply_first(self, number: int) -> Any:
        """Give the document after so many fixes."""
        return apply_edits(self.document, chain.from_iterable(self.edits[:number]))


def apply_fixes(document: Any, fixes: Iterable[PlannedFix]) -> Any:
    """Give the document after fixes, all of which were planned for it."""
    return apply_edits(document, chain.from_iterable(line_up_edits(fixes)))


def rename_tracks(document: Any, fixes: Iterable[PlannedFix]) -> Any:
    """Give the document as fixes name its tracks; all else in it stays, and where it stands.

    It is the very same where they rename none.
    """
    renames = [edit for fix in fixes for edit in fix.remedy.edits if _is_renaming(edit)]
    return apply_edits(document, renames) if renames else document


def _is_renaming(edit: Edit) -> bool:
    match edit:
        case SetValue(path=("tracks", int(), "id")):
            return True
        case _:
            return False


def line_up_edits(fixes: Iterable[PlannedFix]) -> list[tuple[Edit, ...]]:
    """Give the edits of each fix, meant in what the ones before it made.

    What an earlier one has taken out is not touched again.
    """
    shifts = _Shifts()
    return [
        tuple(moved for edit in fix.remedy.edits if (moved := shifts.take(edit)) is not None)
        for fix in fixes
    ]


class _Shifts:
    """Where the values of a document are after some of them have been taken out."""

    def __init__(self) -> None:
        self._gone: set[Path] = set()
        self._gone_steps: defaultdict[Path, list[int]] = defaultdict(list)

    def take(self, edit: Edit) -> Edit | None:
        """Give an edit as it is meant by now, and note what it takes out; None if that is gone."""
        if is_within(edit.path, self._gone):
            return None
        path = tuple(
            step if isinstance(step, str) else step - self._count_before(edit.path[:depth], step)
            for depth, step in enumerate(edit.path)
        )
        if isinstance(edit, SetValue):
            return SetValue(path, edit.value)
        self._gone.add(edit.path)
        last = edit.path[-1]
        if isinstance(last, int):
            insort(self._gone_steps[edit.path[:-1]], last)
        return RemoveValue(path)

    def _count_before(self, holder: Path, step: int) -> int:
        gone = self._gone_steps.get(holder)
        return bisect_left(gone, step) if gone else 0

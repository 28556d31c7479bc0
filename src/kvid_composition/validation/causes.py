"""Causes: with which fix of a repair an issue came that was not there before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from kvid_composition.document.edits import RemoveValue, SetValue
from kvid_composition.document.pointer import Path
from kvid_composition.document.values import read_members
from kvid_composition.validation.batch import Batch
from kvid_composition.validation.config import ValidationConfig
from kvid_composition.validation.remedies import PlannedFix
from kvid_composition.validation.reporter import CodedFinding
from kvid_composition.validation.rule import Finding
from kvid_composition.validation.state import examine_state

__all__ = ["list_causes", "list_mentioned", "list_touched"]

# Of so many fixes the very one is found, by looking at the document between them.
_FEW: Final = 32

# Looking at a document between fixes takes as long as validating it.
_MOST_LOOKS: Final = 32


def list_causes(
    batches: Sequence[Batch], issues: Mapping[str, CodedFinding], settings: ValidationConfig
) -> dict[str, tuple[int, int]]:
    """Give for each issue the fix with which it came: the number of its batch, and its own there.

    In a batch of a few fixes that is the very one after which the issue is there. In a larger one
    it is the last that has to do with the same item, track or asset, and where none has, one not
    earlier than that after which it is there.

    Args:
        batches: what was done, in its order.
        issues: by fingerprint, issues that were not there at first, and are now.
        settings: what the issues were found with.
    """
    came = {mark: number for number, batch in enumerate(batches) for mark in batch.added}
    probes = {number: _Probe(batches[number], settings) for number in {*came.values()}}
    return {
        mark: (came[mark], probes[came[mark]].find_cause(mark, coded.finding))
        for mark, coded in issues.items()
    }


class _Probe:
    """Looks at the documents between the fixes of one batch."""

    def __init__(self, batch: Batch, settings: ValidationConfig) -> None:
        self._batch = batch
        self._settings = settings
        self._marks: dict[int, frozenset[str]] = {}

    def find_cause(self, mark: str, finding: Finding) -> int:
        """Give the number of the fix with which an issue came."""
        before, after = 0, len(self._batch.fixes)
        if after > _FEW:
            related = [self._last.get(path, -1) for path in list_mentioned(finding)]
            if max(related, default=-1) >= 0:
                return max(related)
        while after - before > 1:
            middle = (before + after) // 2
            if middle not in self._marks and len(self._marks) >= _MOST_LOOKS:
                break
            if mark in self._look(middle):
                after = middle
            else:
                before = middle
        return after - 1

    def _look(self, number: int) -> frozenset[str]:
        """Give what is wrong after so many fixes."""
        if number not in self._marks:
            document = self._batch.apply_first(number)
            self._marks[number] = frozenset(examine_state(document, self._settings).marks)
        return self._marks[number]

    @cached_property
    def _last(self) -> dict[Path, int]:
        """The last fix that has to do with each item, track and asset."""
        items = read_members(read_members(self._batch.document).get("items"))
        return {
            path: number
            for number, fix in enumerate(self._batch.fixes)
            for path in list_touched(fix, items)
        }


def list_mentioned(finding: Finding) -> Iterator[Path]:
    """List the entities that an issue has to do with."""
    yield from (path[:2] for path in (finding.path, *finding.related) if len(path) > 1)
    yield from _list_bearers(finding.reference)


def _list_bearers(id_: object) -> Iterable[Path]:
    """List what an id may be the id of."""
    return (("items", id_), ("assets", id_)) if isinstance(id_, str) else ()


def list_touched(fix: PlannedFix, items: Mapping[str, object]) -> Iterator[Path]:
    """List the entities that a fix has to do with."""
    yield from list_mentioned(fix.finding)
    for edit in fix.remedy.edits:
        yield edit.path[:2]
        match edit:
            case SetValue(value=str(value)):
                yield from _list_bearers(value)
            case RemoveValue(path=("items", str(name))):
                yield from _list_bearers(read_members(items.get(name)).get("assetId"))
            case _:
                continue

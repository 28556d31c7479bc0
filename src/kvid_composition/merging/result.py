"""The result of a merge: a document, and what is still to be decided about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from kvid_composition.document.values import JsonObject
from kvid_composition.merging.conflict import Conflict, Resolution
from kvid_composition.merging.kinds import OptionName
from kvid_composition.merging.strategy import MergeStrategy
from kvid_composition.validation.issues import Issue

__all__ = ["MergeInputs", "MergeResult", "Picks"]

Picks = Mapping[str, OptionName]
"""Options that have been chosen, by the ids of their conflicts."""


class MergeInputs(Protocol):
    """What was merged, to be merged again."""

    @property
    def documents(self) -> tuple[JsonObject, JsonObject, JsonObject]:
        """Base, ours and theirs."""
        ...

    @property
    def strategy(self) -> MergeStrategy:
        """What was decided beforehand."""
        ...

    @property
    def inherited(self) -> Mapping[str, tuple[Issue, ...]]:
        """The errors of references that the inputs have."""
        ...

    def merge(self, picks: Picks) -> "MergeResult":
        """Merge with some choices."""
        ...


@dataclass(frozen=True, kw_only=True)
class MergeResult:
    """What came of a merge.

    Attributes:
        document: both sides' changes. Where they are in conflict it holds one of the two meanwhile,
            or both; its references are sound if those of the inputs were. It may share parts with
            the inputs.
        conflicts: what is to be decided, sorted by path.
        resolutions: what has been decided, and what is worth a look.
        picks: what has been chosen so far, by `resolve_conflicts`.
    """

    document: JsonObject
    conflicts: tuple[Conflict, ...]
    resolutions: tuple[Resolution, ...]
    picks: Picks
    _inputs: MergeInputs = field(repr=False, compare=False)

    @property
    def clean(self) -> bool:
        """Whether nothing is to be decided. Notes may be among the resolutions all the same."""
        return not self.conflicts

    @property
    def inherited(self) -> Mapping[str, tuple[Issue, ...]]:
        """Errors of references that `base`, `ours` and `theirs` have had before, by these names.

        They are neither blamed on the merge nor hidden by it. Found when they are first asked for.
        """
        return self._inputs.inherited

    @property
    def inputs(self) -> tuple[JsonObject, JsonObject, JsonObject]:
        """Base, ours and theirs, as they were merged."""
        return self._inputs.documents

    @property
    def strategy(self) -> MergeStrategy:
        """What was decided beforehand."""
        return self._inputs.strategy

    def find_conflict(self, id_: str) -> Conflict | None:
        """Give a conflict by its id."""
        return next((conflict for conflict in self.conflicts if conflict.id == id_), None)

    def merge_again(self, picks: Picks) -> "MergeResult":
        """Merge the same inputs with these choices and no others."""
        return self._inputs.merge(picks)

    def to_dict(self) -> JsonObject:
        """Give the result as JSON."""
        return {
            "clean": self.clean,
            "document": self.document,
            "conflicts": [conflict.to_dict() for conflict in self.conflicts],
            "resolutions": [resolution.to_dict() for resolution in self.resolutions],
            "inherited": {
                name: [issue.to_dict() for issue in issues]
                for name, issues in self.inherited.items()
            },
        }

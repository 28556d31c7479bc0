"""The diff: all changes between two versions of a composition, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from kvid_composition.diffing.changes import Change, invert_change
from kvid_composition.diffing.facts import Fact
from kvid_composition.diffing.reading import read_changes, read_facts
from kvid_composition.diffing.summary import summarize_changes
from kvid_composition.document.values import JsonObject
from kvid_composition.model.aspects import Impact

__all__ = ["CompositionDiff"]


@dataclass(frozen=True, slots=True)
class CompositionDiff:
    """What changed from one version to another; false when nothing did.

    Attributes:
        changes: the composition's own, then those of tracks, items and assets. Of each kind first
            what is gone, then the others in the order of the version after.
        facts: what several changes together mean. Applying a diff does not look at them.
    """

    changes: tuple[Change, ...] = ()
    facts: tuple[Fact, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes)

    @property
    def impact(self) -> Impact | None:
        """How much the most important change matters; None without changes."""
        impacts = (change.impact for change in self.changes)
        return max(impacts, key=lambda impact: impact.rank, default=None)

    def invert(self) -> Self:
        """Give the diff that leads back; what it would mean is not said."""
        return type(self)(tuple(map(invert_change, self.changes)))

    def summary(self) -> str:
        """Say in one sentence what changed."""
        return summarize_changes(self.changes)

    def to_dict(self) -> JsonObject:
        """Write the diff as plain JSON (`schemas/diff.schema.json`).

        The values are shared with the documents that were compared.
        """
        return {
            "summary": self.summary(),
            "impact": self.impact.value if self.impact else None,
            "changes": [change.to_dict() for change in self.changes],
            "facts": [fact.to_dict() for fact in self.facts],
        }

    @classmethod
    def from_dict(cls, written: Mapping[str, Any]) -> Self:
        """Read what `to_dict` has written; summary and impact are told anew.

        Raises:
            ChangeError: it is not the JSON of a diff.
        """
        return cls(read_changes(written), read_facts(written))

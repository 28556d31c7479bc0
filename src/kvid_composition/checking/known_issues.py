"""Known issues: what a baseline lets pass, named by fingerprint, and what became of it in a run."""

from dataclasses import dataclass

__all__ = ["BaselineUse", "KnownIssue", "StaleEntry"]


@dataclass(frozen=True, slots=True, order=True)
class KnownIssue:
    """An issue of one file, as a baseline names it.

    Attributes:
        code: the rule's code, for people who read the baseline.
        fingerprint: the issue's; equal faults of one file share it.
    """

    code: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleEntry:
    """A known issue that is no longer there, so that its entry can go.

    Attributes:
        path: the file, as the run named it, or as the baseline does where the file is gone.
        issue: what it was.
        count: how many of it are gone.
    """

    path: str
    issue: KnownIssue
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineUse:
    """What a baseline did in a run.

    Attributes:
        hidden: how many issues it kept out of the run.
        stale: entries that did nothing.
    """

    hidden: int
    stale: tuple[StaleEntry, ...] = ()

    @property
    def stale_count(self) -> int:
        """The number of known issues that are no longer there."""
        return sum(entry.count for entry in self.stale)

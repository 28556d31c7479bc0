"""Statistics: how often each rule is broken in a run, and how much of it can be repaired."""

from collections import Counter
from dataclasses import dataclass

from kvid_composition.checking.run import Run
from kvid_composition.document.values import JsonObject

__all__ = ["RuleCount", "Statistics", "count_rules"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCount:
    """How often one rule is broken.

    Attributes:
        code: the rule's code.
        name: the rule's name.
        count: how many issues it has.
        repairable: how many of them have a safe fix.
    """

    code: str
    name: str
    count: int
    repairable: int

    def to_dict(self) -> JsonObject:
        """Write the count as plain JSON."""
        return {
            "code": self.code,
            "name": self.name,
            "count": self.count,
            "repairable": self.repairable,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """The counts of a run.

    Attributes:
        rules: those that are broken, the most often broken first.
        uncounted: issues of which only the number is known, not the rule.
    """

    rules: tuple[RuleCount, ...] = ()
    uncounted: int = 0

    def to_dict(self) -> JsonObject:
        """Write the counts as plain JSON."""
        return {"rules": [rule.to_dict() for rule in self.rules], "uncounted": self.uncounted}


def count_rules(run: Run) -> Statistics:
    """Count the issues of a run by rule; what is repairable is taken from the corrections."""
    counts, repairable = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    uncounted = 0
    for file in run.files:
        uncounted += file.report.omitted.total
        for issue in file.report.issues:
            correction = file.corrections.get(issue)
            counts[issue.code, issue.name] += 1
            repairable[issue.code, issue.name] += bool(correction and correction.is_safe)
    rules = (
        RuleCount(code=code, name=name, count=count, repairable=repairable[code, name])
        for (code, name), count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    return Statistics(rules=tuple(rules), uncounted=uncounted)

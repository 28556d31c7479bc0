"""Remedies: what would mend which issue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kvid_composition.document.edits import Edit
from kvid_composition.document.pointer import Path, format_pointer
from kvid_composition.model.index import CompositionIndex
from kvid_composition.validation.catalogue import RULES
from kvid_composition.validation.config import DEFAULT_CONFIG, ValidationConfig
from kvid_composition.validation.examination import examine_document, write_model
from kvid_composition.validation.issues import Issue
from kvid_composition.validation.rule import Finding, Remedy, Rule
from kvid_composition.validation.soundness import is_within

__all__ = ["PlannedFix", "plan_fixes", "plan_remedies"]

_FIXABLE: Final = {rule.code: rule for rule in RULES if rule.fix is not None}


@dataclass(frozen=True, slots=True)
class PlannedFix:
    """What a rule has found, and what would mend it."""

    rule: Rule
    finding: Finding
    remedy: Remedy


def plan_remedies(
    document: object, issues: Iterable[Issue], *, config: ValidationConfig | None = None
) -> dict[Issue, Remedy]:
    """Plan what would mend each of some issues; those that nothing mends are left out.

    Each remedy is good alone, and those of one code are good together.

    Args:
        document: the value in which they were found; it is not changed.
        issues: what was found.
        config: the configuration with which they were found.

    Raises:
        Nothing.
    """
    wanted = {(issue.code, issue.path): issue for issue in issues if issue.code in _FIXABLE}
    value = write_model(document)
    index = examine_document(value, config or DEFAULT_CONFIG).index if wanted else None
    if index is None:
        return {}
    planned = [
        fix
        for code in dict.fromkeys(code for code, _ in wanted)
        for fix in plan_fixes(value, index, _FIXABLE[code], _find(index, _FIXABLE[code]))
    ]
    places = [(fix.rule.code, format_pointer(fix.finding.path)) for fix in planned]
    return {
        wanted[place]: fix.remedy
        for place, fix in zip(places, planned, strict=True)
        if place in wanted
    }


def _find(index: CompositionIndex, rule: Rule) -> list[Finding]:
    found = () if rule.find is None else rule.find(index)
    return [finding for finding in found if not is_within(finding.path, index.withheld)]


def plan_fixes(
    document: object, index: CompositionIndex, rule: Rule, findings: Sequence[Finding]
) -> list[PlannedFix]:
    """Plan what would mend findings of one rule; those that nothing mends are left out.

    Args:
        document: the value, with what is unsound in it.
        index: the index over its sound part.
        rule: the rule.
        findings: what it found, in its order.
    """
    if rule.fix is None:
        return []
    gate = _Gate(document, index)
    return [
        PlannedFix(rule, finding, remedy)
        for finding, remedy in zip(findings, rule.fix.plan(index, findings), strict=True)
        if remedy is not None and all(map(gate.lets_through, remedy.edits))
    ]


class _Gate:
    """Keeps edits out of objects with foreign keys: whoever looks there runs their code."""

    def __init__(self, document: object, index: CompositionIndex) -> None:
        self._closed: set[Path] = set()
        # Outer ones first: nobody looks for an inner one through them.
        for path in sorted(index.opened, key=len):
            if not is_within(path, self._closed) and _has_foreign_keys(document, path):
                self._closed.add(path)

    def lets_through(self, edit: Edit) -> bool:
        """Tell whether an edit passes no such object; what is inside one may go with it."""
        return not edit.path or not is_within(edit.path[:-1], self._closed)


def _has_foreign_keys(document: object, path: Path) -> bool:
    part: Any = document
    for step in path:
        part = part[step]
    return any(type(key) is not str for key in part)

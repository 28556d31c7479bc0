"""Repair: the rules' fixes, applied until nothing is left that they could mend.

The safe fixes go together: those of different rules touch different members. For unsafe ones, one
rule after another is asked, and the document is looked at again before the next. A fix that would
add an error is left out; in the next pass it gets another chance. What is wrong with a track is not
new because the track has a new name.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from kvid_composition.document.limits import DEFAULT_LIMITS
from kvid_composition.document.pointer import format_pointer
from kvid_composition.document.values import read_members
from kvid_composition.validation.batch import Batch, apply_fixes, line_up_edits, rename_tracks
from kvid_composition.validation.catalogue import RULES
from kvid_composition.validation.causes import list_causes, list_mentioned, list_touched
from kvid_composition.validation.config import DEFAULT_CONFIG, ValidationConfig
from kvid_composition.validation.examination import write_model
from kvid_composition.validation.issues import Issue, Report
from kvid_composition.validation.remedies import PlannedFix, plan_fixes, plan_remedies
from kvid_composition.validation.repair_result import AppliedFix, Repair
from kvid_composition.validation.reporter import (
    identify_findings,
    make_report,
    name_entities,
    rank_paths,
)
from kvid_composition.validation.rule import Finding, Remedy, Rule
from kvid_composition.validation.state import State, examine_state
from kvid_composition.validation.validate import validate_composition

__all__ = ["plan_unsafe_remedies", "repair_composition"]

# What items last has to be settled before the length of the whole is.
_LAST: Final = frozenset(("TIM106", "TIM107"))

# Two are enough for nearly all documents. Without a bound, two rules could undo each other's work.
_MOST_PASSES: Final = 12

# Those that have to do with a new error go first, so that few tries are left for the others.
_MOST_TRIES: Final = 64


def repair_composition(
    document: object, *, unsafe: bool = False, config: ValidationConfig | None = None
) -> Repair:
    """Mend what the rules can mend in any Python value, and say what was done and what is left.

    A model is taken as its document. The value is never changed. Repairing the result again does
    nothing. No error is added; a warning or info that comes with a fix is listed with it. What is
    unsound (DOC, STR) stays as it is.

    Args:
        document: the value.
        unsafe: apply the fixes as well that may change what is seen or heard.
        config: which rules report: only what they report is mended.

    Raises:
        Nothing.
    """
    workshop = _Workshop(write_model(document), config or DEFAULT_CONFIG)
    workshop.run_passes(unsafe=unsafe)
    return workshop.finish()


def plan_unsafe_remedies(
    document: object, issues: Iterable[Issue], *, config: ValidationConfig | None = None
) -> dict[Issue, Remedy]:
    """Plan what a repair with unsafe fixes would do about issues that it would really mend.

    One whose fix would be left out, because it adds an error, is none of them.

    Args:
        document: a repaired value; it is not changed.
        issues: what is left in it.
        config: the configuration with which it was repaired.

    Raises:
        Nothing.
    """
    remedies = plan_remedies(document, issues, config=config)
    unsafe = {issue: remedy for issue, remedy in remedies.items() if not remedy.is_safe}
    if not unsafe:
        return {}
    workshop = _Workshop(write_model(document), config or DEFAULT_CONFIG)
    workshop.run_passes(unsafe=True)
    mended, applied = workshop.count_mended(), workshop.list_remedies()
    # Issues that no fingerprint tells apart may be mended in part.
    order = sorted(unsafe, key=lambda issue: (issue.path, unsafe[issue].summary) not in applied)
    taken = {issue for issue in order if _take_one(mended, issue.fingerprint)}
    return {issue: remedy for issue, remedy in unsafe.items() if issue in taken}


def _take_one(counts: Counter[str], mark: str) -> bool:
    """Take one of what is counted, and tell whether one was left."""
    counts[mark] -= 1
    return counts[mark] >= 0


def _list_steps(*, unsafe: bool) -> Iterator[tuple[list[Rule], bool]]:
    """List which rules are asked together, and whether their unsafe fixes are wanted."""
    rules = [rule for rule in RULES if rule.fix is not None]
    first = [rule for rule in rules if rule.code not in _LAST]
    # A reference by an id that is no key is mended together with the id, not after it is gone, and
    # items are placed before what is unplaced is removed.
    yield first, False
    if unsafe:
        yield from (([rule], True) for rule in first)
    yield [rule for rule in rules if rule.code in _LAST], unsafe


def _broaden(settings: ValidationConfig) -> ValidationConfig:
    """Let everything be seen: an error is one too where nobody wants it to be reported."""
    enough = settings.limits.issues >= DEFAULT_LIMITS.issues
    if enough and not settings.select and not settings.ignore:
        return settings
    limits = replace(settings.limits, issues=max(settings.limits.issues, DEFAULT_LIMITS.issues))
    return replace(settings, select=(), ignore=(), limits=limits)


class _Workshop:
    """Where a document is repaired."""

    def __init__(self, document: object, settings: ValidationConfig) -> None:
        self._settings = settings
        self._judge = _broaden(settings)
        self._first = self._state = examine_state(document, self._judge)
        self._batches: list[Batch] = []
        self._old_marks: dict[str, str] = {}

    def run_passes(self, *, unsafe: bool) -> None:
        """Ask all rules until there is nothing more to be done."""
        for _ in range(_MOST_PASSES):
            if not self._run_pass(unsafe=unsafe):
                break

    def _run_pass(self, *, unsafe: bool) -> bool:
        """Ask each rule once; tell whether anything was done."""
        number = len(self._batches)
        for rules, with_unsafe in _list_steps(unsafe=unsafe):
            self._apply([fix for rule in rules for fix in self._plan(rule, unsafe=with_unsafe)])
        return len(self._batches) > number

    def _plan(self, rule: Rule, *, unsafe: bool) -> list[PlannedFix]:
        state = self._state
        findings = state.findings.get(rule.code)
        if not findings or state.index is None or rule.code not in self._settings.reported:
            return []
        planned = plan_fixes(state.document, state.index, rule, findings)
        return [fix for fix in planned if unsafe or fix.remedy.is_safe]

    def _apply(self, planned: list[PlannedFix]) -> None:
        ranks = rank_paths(self._state.document, (fix.finding.path for fix in planned))
        order = sorted(range(len(planned)), key=lambda number: (ranks[number], number))
        planned = [planned[number] for number in order]
        # What an earlier fix does already is not done again.
        lined_up = zip(planned, line_up_edits(planned), strict=True)
        kept, after = self._pick_harmless([fix for fix, edits in lined_up if edits])
        if kept:
            renamed = self._follow_renaming(kept)
            added = after.marks.keys() - self._state.marks.keys() - renamed.keys()
            document = self._state.document
            edits = line_up_edits(kept)
            batch = Batch(document=document, fixes=kept, edits=edits, added=frozenset(added))
            self._batches.append(batch)
            self._old_marks |= {mark: self._trace(old) for mark, old in renamed.items()}
            self._state = after

    def _follow_renaming(self, fixes: Iterable[PlannedFix]) -> Mapping[str, str]:
        """Give what is wrong by its fingerprint once fixes have renamed tracks, and the one now."""
        document = rename_tracks(self._state.document, fixes)
        if document is self._state.document:
            return {}
        marks = identify_findings(document, self._state.found)
        pairs = zip(marks, self._state.found_marks, strict=True)
        return {mark: old for mark, old in pairs if mark != old}

    def _trace(self, mark: str) -> str:
        """Give the fingerprint that an issue had when it was first found."""
        return self._old_marks.get(mark, mark)

    def _pick_harmless(self, planned: list[PlannedFix]) -> tuple[list[PlannedFix], State]:
        """Pick the fixes that add no error, in their order; give what they make."""
        order = {id(fix): number for number, fix in enumerate(planned)}
        kept: list[PlannedFix] = []
        state = self._state
        pending = [planned] if planned else []
        tries = 0
        while pending:
            part = pending.pop()
            tries += 1
            wanted = sorted([*kept, *part], key=lambda fix: order[id(fix)])
            document = apply_fixes(self._state.document, wanted)
            after = examine_state(document, self._judge)
            added = after.errors - self._state.errors
            if added:
                added -= self._follow_renaming(wanted).keys()
            if not added:
                kept, state = wanted, after
            elif len(part) > 1 and tries < _MOST_TRIES:
                pending += self._divide(part, [after.marks[mark].finding for mark in added])
        return kept, state

    def _divide(
        self, fixes: list[PlannedFix], errors: Iterable[Finding]
    ) -> tuple[list[PlannedFix], list[PlannedFix]]:
        """Divide fixes that add errors: those that have to do with one are to be tried last."""
        items = read_members(read_members(self._state.document).get("items"))
        places = {path for error in errors for path in list_mentioned(error)}
        is_suspect = [not places.isdisjoint(list_touched(fix, items)) for fix in fixes]
        if all(is_suspect) or not any(is_suspect):
            middle = len(fixes) // 2
            return fixes[middle:], fixes[:middle]
        suspects = [fix for fix, suspect in zip(fixes, is_suspect, strict=True) if suspect]
        return suspects, [
            fix for fix, suspect in zip(fixes, is_suspect, strict=True) if not suspect
        ]

    def count_mended(self) -> Counter[str]:
        """Count by fingerprint what was wrong at first and is so no more."""
        left = map(self._trace, self._state.found_marks)
        return Counter(self._first.found_marks) - Counter(left)

    def list_remedies(self) -> set[tuple[str, str]]:
        """List where fixes were applied, and what they did."""
        fixes = (fix for batch in self._batches for fix in batch.fixes)
        return {(format_pointer(fix.finding.path), fix.remedy.summary) for fix in fixes}

    def finish(self) -> Repair:
        """Say what was done and what is left."""
        return Repair(
            document=self._state.document,
            applied=tuple(self._list_applied()),
            report=self._make_report(),
        )

    def _make_report(self) -> Report:
        state = self._state
        if self._judge is not self._settings:
            return validate_composition(state.document, config=self._settings)
        return make_report(state.document, state.found, self._settings, omitted=state.omitted)

    def _list_applied(self) -> Iterator[AppliedFix]:
        caused = self._gather_caused()
        for number, batch in enumerate(self._batches):
            entities = name_entities(batch.document, (fix.finding.path for fix in batch.fixes))
            rows = zip(batch.fixes, entities, batch.edits, strict=True)
            for k, (fix, entity, edits) in enumerate(rows):
                yield AppliedFix(
                    code=fix.rule.code,
                    name=fix.rule.name,
                    path=format_pointer(fix.finding.path),
                    entity=entity,
                    message=fix.finding.message,
                    summary=fix.remedy.summary,
                    is_safe=fix.remedy.is_safe,
                    edits=edits,
                    caused=tuple(caused.get((number, k), ())),
                )

    def _gather_caused(self) -> dict[tuple[int, int], list[Issue]]:
        """Give the issues that came with each fix and are still there."""
        new = {
            mark: coded
            for mark, coded in self._state.marks.items()
            if self._trace(mark) not in self._first.marks and coded.code in self._settings.reported
        }
        caused: dict[tuple[int, int], list[Issue]] = {}
        if new:
            traced = {self._trace(mark): coded for mark, coded in new.items()}
            causes = list_causes(self._batches, traced, self._judge)
            limits = replace(self._settings.limits, issues=len(new))
            settings = replace(self._settings, limits=limits)
            for issue in make_report(self._state.document, new.values(), settings).issues:
                cause = causes[self._trace(issue.fingerprint)]
                caused.setdefault(cause, []).append(issue)
        return caused

"""The revision: what an edit changes of a report, so that only what it touched is looked at."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from kvid_composition.document.pointer import format_pointer, parse_pointer, resolve_path
from kvid_composition.model.focus import Focus, FocusedIndex
from kvid_composition.model.index import CompositionIndex
from kvid_composition.validation.catalogue import RULES
from kvid_composition.validation.config import ValidationConfig
from kvid_composition.validation.examination import ask_rule, ask_schemas
from kvid_composition.validation.focusing import focus_on
from kvid_composition.validation.issues import Issue, Report
from kvid_composition.validation.reporter import CodedFinding, PlacedIssue, merge_report
from kvid_composition.validation.rule import Rule
from kvid_composition.validation.soundness import SoundPart
from kvid_composition.validation.suggest import MOST_SUGGESTIONS
from kvid_composition.validation.touched import Touched, find_touched

__all__ = ["revise_report"]

_ON_TWO_TRACKS: Final = "REF106"


def revise_report(
    document: Any, settings: ValidationConfig, before: Any, report: Report
) -> Report | None:
    """Make the report of a document of that of an earlier one with which it shares parts.

    Args:
        document: any value.
        settings: which rules report, and the limits.
        before: the earlier document.
        report: what its validation gave.

    Returns:
        What validation of all of the document would give; None where only that can tell.
    """
    basis = report.basis
    if basis is None or basis.document != id(before) or basis.settings != settings:
        return None
    # What is omitted may be anywhere.
    if report.omitted.total:
        return None
    touched = find_touched(before, document, settings.limits)
    values = basis.values + (touched.more_values if touched else 0)
    if touched is None or values > settings.limits.nodes or not _lasts_as_long(before, document):
        return None
    may_share = _ON_TWO_TRACKS not in settings.reported or any(
        issue.code == _ON_TWO_TRACKS for issue in report.issues
    )
    focus = focus_on(before, document, touched, length=basis.length, may_share=may_share)
    revision = _Revision(document=document, settings=settings, touched=touched, focus=focus)
    revised = merge_report(document, *revision.sort_out(report), settings)
    if revised is None:
        return None
    return revised.remember(
        replace(basis, document=id(document), values=values, length=focus.length)
    )


def _lasts_as_long(before: Any, document: Any) -> bool:
    """Tell whether a frame is as long as before: seconds of items are held against frames."""
    old, new = before.get("fps"), document.get("fps")
    return type(old) is type(new) and old == new


@dataclass(frozen=True, kw_only=True)
class _Revision:
    """One edit, and what is to be looked at again.

    Attributes:
        document: the document after the edit.
        settings: which rules report.
        touched: what the edit has touched.
        focus: that, and what depends on it.
    """

    document: Any
    settings: ValidationConfig
    touched: Touched
    focus: Focus

    @cached_property
    def _focused(self) -> CompositionIndex:
        return FocusedIndex(document=self.document, tables={}, focus=self.focus)

    @cached_property
    def _whole(self) -> CompositionIndex:
        return CompositionIndex(document=self.document, tables={})

    @cached_property
    def _positions(self) -> frozenset[int]:
        return frozenset(track.position for track in self.focus.tracks)

    def sort_out(self, report: Report) -> tuple[list[PlacedIssue], list[CodedFinding]]:
        """Give the issues that stay, with their places, and what is found now."""
        known: defaultdict[str, list[Issue]] = defaultdict(list)
        for issue in report.issues:
            known[issue.code].append(issue)
        kept: list[PlacedIssue] = []
        found: list[CodedFinding] = []
        for rule in RULES:
            if rule.find is not None and rule.code in self.settings.reported:
                stays, finds = self._ask(rule, known[rule.code])
                kept += stays
                found += finds
        found += ask_schemas(SoundPart(document=self.document), self.settings)
        return kept, found

    def _ask(
        self, rule: Rule, known: Sequence[Issue]
    ) -> tuple[Iterator[PlacedIssue], Sequence[CodedFinding]]:
        """Give the issues of one rule that stay, and what it finds now."""
        if rule.compares and not rule.suggests:
            if self._has_new_ids(rule):
                return iter(()), list(ask_rule(rule, self._whole))
            return map(self._place, known), ()
        found = list(ask_rule(rule, self._focused))
        is_doubtful = found or self._has_new_ids(rule) or len(known) > MOST_SUGGESTIONS
        if rule.suggests and (known or found) and is_doubtful:
            return iter(()), list(ask_rule(rule, self._whole))
        return self._carry(known), found

    def _has_new_ids(self, rule: Rule) -> bool:
        """Tell whether ids that a rule compares have come, gone or changed places."""
        touched = self.touched
        keeps = {
            "tracks": touched.tracks.is_empty,
            "items": touched.items.keeps_keys,
            "assets": touched.assets.keeps_keys,
        }
        return not all(keeps[member] for member in rule.compares)

    def _carry(self, known: Sequence[Issue]) -> Iterator[PlacedIssue]:
        """Give the issues at what is out of focus, with their places in the document."""
        for issue in known:
            pointer = self._move(issue.path)
            if pointer is not None:
                related = tuple(self._move(each) or each for each in issue.related)
                yield self._place(replace(issue, path=pointer, related=related))

    def _move(self, pointer: str) -> str | None:
        """Give where a place out of focus is now; None for one that is in focus, or gone."""
        tokens = parse_pointer(pointer)
        match tokens:
            case ("tracks", place, *rest):
                position = self.touched.tracks.kept.get(int(place))
                if position is None or position in self._positions:
                    return None
                return format_pointer(("tracks", position, *rest))
            case ("items", name, *_):
                stays = name in self.document["items"] and name not in self.focus.items
            case ("assets", name, *_):
                stays = name in self.document["assets"] and name not in self.focus.assets
            case _:
                stays = False
        return pointer if stays else None

    def _place(self, issue: Issue) -> PlacedIssue:
        path, _ = resolve_path(self.document, parse_pointer(issue.path))
        return PlacedIssue(path, issue)

"""The laws of diffs of any two JSON values, broken compositions among them."""

import json
from collections.abc import Callable
from random import Random
from typing import Any, Final

from kvid_composition.diffing.apply import apply_changes
from kvid_composition.diffing.change_error import ChangeError
from kvid_composition.diffing.composition_diff import CompositionDiff
from kvid_composition.diffing.diff import diff_compositions
from kvid_composition.document.pointer import PointerError, parse_pointer, resolve_path
from kvid_composition.document.values import JsonValue, detach, is_object
from kvid_composition.testing.edits.making import make_random_script
from kvid_composition.testing.edits.script import Script
from kvid_composition.testing.seeded.broken import (
    break_composition,
    draw_root,
    loosen_composition,
)
from kvid_composition.testing.seeded.compositions import make_random_composition
from kvid_composition.testing.seeded.fields import Document
from tests.strategies.edit_scripts_claims import Compare, require, require_net_effect
from tests.strategies.edit_scripts_meaning import IMPACTS, PASSING
from tests.strategies.edit_scripts_spelling import are_alike, are_one, spell

__all__ = [
    "LAWS",
    "Versions",
    "draw_pair",
    "draw_script",
    "require_applying",
    "require_emptiness",
    "require_laws",
    "require_meaning",
    "require_paths",
    "require_purity",
    "require_refusal",
    "require_round_trip",
    "require_summary",
    "try_diff",
]


class Versions:
    """Two JSON values and the diffs between them, each made once."""

    def __init__(
        self, before: JsonValue, after: JsonValue, compare: Compare = diff_compositions
    ) -> None:
        self.before, self.after, self.compare = before, after, compare
        self.text = json.dumps([before, after])
        self.spelled_before, self.spelled_after = spell(before), spell(after)
        self._made: dict[tuple[bool, bool], CompositionDiff] = {}

    def diff(self, *, exact: bool, group: bool = True) -> CompositionDiff:
        """Give the diff of a level."""
        if (exact, group) not in self._made:
            made = self.compare(self.before, self.after, exact=exact, group=group)
            self._made[exact, group] = made
        return self._made[exact, group]

    def recall(
        self, before: JsonValue, after: JsonValue, *, exact: bool = False, group: bool = True
    ) -> CompositionDiff:
        """Give a diff like `compare`, these versions' own from memory."""
        if before is self.before and after is self.after:
            return self.diff(exact=exact, group=group)
        return self.compare(before, after, exact=exact, group=group)


def require_applying(versions: Versions) -> None:
    """An exact diff applied to the version before gives the version after, and its inverse back."""
    for group in (True, False):
        diff = versions.diff(exact=True, group=group)
        there = spell(apply_changes(versions.before, diff))
        require(there == versions.spelled_after, "applied, it gives something else")
        back = spell(apply_changes(versions.after, diff.invert()))
        require(back == versions.spelled_before, "the inverse gives something else")


def require_emptiness(versions: Versions) -> None:
    """A diff with itself is empty, and an empty exact diff means identical."""
    for exact, version in ((True, versions.before), (False, versions.after)):
        same = versions.compare(version, detach(version), exact=exact)
        require(same == CompositionDiff(), "a version differs from itself")
    is_same = versions.spelled_before == versions.spelled_after
    require(bool(versions.diff(exact=True)) != is_same, "empty does not mean identical")
    if not versions.diff(exact=False):
        is_equal = _mean_the_same(versions.before, versions.after)
        require(is_equal, "empty does not mean equal")


def require_meaning(versions: Versions) -> None:
    """A semantic diff gives what is equal, but for passing states."""
    diff = versions.diff(exact=False)
    there = apply_changes(versions.before, diff)
    if spell(there) != versions.spelled_after:
        require(_mean_the_same(there, versions.after), "applied, it gives what is not equal")
    back = apply_changes(versions.after, diff.invert())
    if spell(back) != versions.spelled_before:
        require(_mean_the_same(back, versions.before), "the inverse gives what is not equal")


def require_round_trip(versions: Versions) -> None:
    """A diff that was written as JSON and read says and does the same."""
    diff = versions.diff(exact=True)
    written = json.loads(json.dumps(diff.to_dict(), allow_nan=False))
    read = CompositionDiff.from_dict(written)
    require(are_one(read.to_dict(), written), "read and written again, it is another")
    there = spell(apply_changes(versions.before, read))
    require(there == versions.spelled_after, "read, it gives something else")
    twice = [change.to_dict() for change in diff.invert().invert().changes]
    require(are_one(twice, written["changes"]), "inverted twice, it is another")


def require_paths(versions: Versions) -> None:
    """Every path leads to something: in the version after, for what is gone in the one before."""
    before, after = versions.before, versions.after
    for change in versions.diff(exact=True).changes:
        written: Any = change.to_dict()
        is_gone = "after" not in written or written["after"] == {"track_id": None, "index": None}
        leads = _resolves(after, change.path) or (is_gone and _resolves(before, change.path))
        require(leads, f"{change.type} leads nowhere: {change.path!r}")
        led = change.path_before is None or _resolves(before, change.path_before)
        require(led, f"{change.type} led nowhere: {change.path_before!r}")


def require_summary(versions: Versions) -> None:
    """The impact is that of the weightiest change, and there is a sentence in any case."""
    diff = versions.diff(exact=True)
    impacts = [change.impact.value for change in diff.changes]
    highest = max(impacts, key=IMPACTS.index, default=None)
    require((diff.impact and diff.impact.value) == highest, "the impact is not the highest")
    require(diff.summary().strip() != "" and "\n" not in diff.summary(), "no sentence")


def require_purity(versions: Versions) -> None:
    """Nothing that is compared or changed is changed itself."""
    diff = versions.diff(exact=True)
    written = json.dumps(diff.to_dict())
    apply_changes(versions.before, diff)
    apply_changes(versions.after, diff.invert())
    held = json.dumps([versions.before, versions.after])
    require(held == versions.text, "a version was changed")
    require(json.dumps(diff.to_dict()) == written, "the diff was changed")


def require_refusal(versions: Versions) -> None:
    """A diff that does not fit is applied or refused, and that with one error only."""
    for other in (versions.after, None, {}):
        try:
            apply_changes(other, versions.diff(exact=True))
        except ChangeError as error:
            parse_pointer(error.pointer)
            require(error.reason != "", "refused without a reason")


LAWS: Final[tuple[Callable[[Versions], None], ...]] = (
    *(require_applying, require_emptiness, require_meaning, require_round_trip),
    *(require_paths, require_summary, require_refusal, require_purity),
)
"""What holds for any two JSON values; purity last, after all that could break it."""


def require_laws(versions: Versions) -> None:
    """Make sure that all laws hold for two JSON values."""
    for require_law in LAWS:
        require_law(versions)


def try_diff(random: Random, compare: Compare = diff_compositions) -> None:
    """Try the net effect and the laws on a script, and now and then the laws on what is broken."""
    script = draw_script(random)
    versions = Versions(script.before, script.after, compare)
    require_net_effect(script, versions.recall)
    require_laws(versions)
    if random.random() < 0.2:
        require_laws(Versions(*draw_pair(random), compare))


def draw_script(random: Random) -> Script:
    """Draw a script for a composition, sometimes one with loose references."""
    before = make_random_composition(random)
    if random.random() < 0.3:
        before = loosen_composition(random, before)
    return make_random_script(random, before)


def draw_pair(random: Random) -> tuple[JsonValue, JsonValue]:
    """Draw two versions of which at least one is broken, or that have nothing in common."""
    before = make_random_composition(random, items=random.randrange(5))
    after: Document = make_random_script(random, before).after
    match random.randrange(9):
        case 0:
            return before, make_random_composition(random)
        case 1:
            return draw_root(random), after
        case 2:
            return before, draw_root(random)
        case 3:
            return break_composition(random, before), after
        case 4:
            return before, break_composition(random, after)
        case 5:
            broken = break_composition(random, before)
            return broken, break_composition(random, broken)
        case 6:
            return break_composition(random, before), break_composition(random, after)
        case _:
            return _break_alike(random, before, after)


def _break_alike(random: Random, before: Document, after: Document) -> tuple[JsonValue, JsonValue]:
    """Damage two versions in the same places, as far as both have them."""
    seed = random.random()
    return break_composition(Random(seed), before), break_composition(Random(seed), after)


def _without_passing(document: Any) -> Any:
    """Give a composition without the states of its items that mean nothing a moment later."""
    if not is_object(document) or not is_object(document.get("items")):
        return document
    items = {
        name: {key: value for key, value in item.items() if key != PASSING}
        if is_object(item)
        else item
        for name, item in document["items"].items()
    }
    return {**document, "items": items}


def _mean_the_same(a: JsonValue, b: JsonValue) -> bool:
    return are_alike(_without_passing(a), _without_passing(b))


def _resolves(document: JsonValue, pointer: str) -> bool:
    try:
        resolve_path(document, parse_pointer(pointer))
    except PointerError:
        return False
    return True

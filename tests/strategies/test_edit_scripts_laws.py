"""The oracle of diffs finds what is planted in the code, and nothing in the code as it is."""

from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate
from operator import eq
from typing import Any

import pytest

from kvid_composition.diffing.changes import ItemShifted
from kvid_composition.diffing.composition_diff import CompositionDiff
from kvid_composition.diffing.diff import diff_compositions
from kvid_composition.diffing.numbers import is_number
from kvid_composition.document import sequences
from kvid_composition.document.values import is_object
from kvid_composition.model.aspects import Impact
from tests.fuzz import TARGETS, fuzz
from tests.strategies.edit_scripts_laws import try_diff

_CASES = 800


def _fails(compare: Callable[..., CompositionDiff] = diff_compositions) -> bool:
    """Tell whether the fuzzer finds something within some hundred cases."""
    return any(
        fuzz((lambda random: try_diff(random, compare),), seed=seed, cases=20).failures
        for seed in range(1, _CASES, 20)
    )


def test_five_hundred_scripts_are_reported_as_they_were_meant() -> None:
    tally = fuzz(TARGETS["diff"], seed=1, cases=500)
    assert list(map(repr, tally.failures.values())) == []


def _rise_greedily(places: list[int]) -> list[bool]:
    """Mark what rises above all before it: a rising subsequence, and not the longest."""
    highest = accumulate(places, max, initial=-1)
    return [place > before for place, before in zip(places, highest, strict=False)]


def _say_yes(*_: Any) -> bool:
    return True


def _say_no(*_: Any) -> bool:
    return False


def _is_any_number(value: object) -> bool:
    return isinstance(value, int | float)


_DIFFING = "kvid_composition.diffing"
_FAULTS: dict[str, tuple[str, Any]] = {
    "== for equal": (f"{_DIFFING}.fields.are_equal", eq),
    "== for identical": (f"{_DIFFING}.fields.are_identical", eq),
    "missing taken for null": (f"{_DIFFING}.fields.MISSING", None),
    "a head trim whatever the source": (f"{_DIFFING}.timing._is_trimmed", _say_yes),
    "no head trim of stills": (f"{_DIFFING}.timing._is_trimmed", _say_no),
    "a speed whatever the length": (f"{_DIFFING}.timing._keeps_stretch", _say_yes),
    "too many moves": ("kvid_composition.document.sequences._mark_increasing", _rise_greedily),
    "ripples of fractions": (f"{_DIFFING}.ripple.is_whole", is_number),
    "true taken for a number": (
        f"{_DIFFING}.timing.is_number",
        _is_any_number,
    ),
}


@pytest.mark.parametrize("name", _FAULTS)
def test_a_fault_planted_in_the_code_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*_FAULTS[name])
    assert _fails()


def _forget_one(diff: CompositionDiff) -> CompositionDiff:
    return replace(diff, changes=diff.changes[:-1])


def _say_twice(diff: CompositionDiff) -> CompositionDiff:
    return replace(diff, changes=(*diff.changes, *diff.changes[:1]))


def _reverse(diff: CompositionDiff) -> CompositionDiff:
    return replace(diff, changes=diff.changes[::-1])


def _play_down(diff: CompositionDiff) -> CompositionDiff:
    changes = (replace(change, impact=Impact.COSMETIC) for change in diff.changes)
    return replace(diff, changes=tuple(changes))


def _misplace(diff: CompositionDiff) -> CompositionDiff:
    def stay(change: Any) -> Any:
        return replace(change, before=change.after) if change.type == "ItemMoved" else change

    return replace(diff, changes=tuple(map(stay, diff.changes)))


def _point_to_item(diff: CompositionDiff) -> CompositionDiff:
    changes = (
        replace(change, path=change.path.removesuffix("/from"))
        if isinstance(change, ItemShifted)
        else change
        for change in diff.changes
    )
    return replace(diff, changes=tuple(changes))


_DISTORTIONS: list[Callable[[CompositionDiff], CompositionDiff]] = [
    *(_forget_one, _say_twice, _reverse, _play_down, _misplace, _point_to_item),
]


@pytest.mark.parametrize("distort", _DISTORTIONS, ids=lambda each: each.__name__.strip("_"))
def test_a_distorted_diff_is_found(
    distort: Callable[[CompositionDiff], CompositionDiff],
) -> None:
    assert _fails(lambda *versions, **level: distort(diff_compositions(*versions, **level)))


def _ignore_groups(before: Any, after: Any, *, exact: bool = False, **_: Any) -> CompositionDiff:
    return diff_compositions(before, after, exact=exact)


def _ignore_exactness(before: Any, after: Any, *, group: bool = True, **_: Any) -> CompositionDiff:
    return diff_compositions(before, after, group=group)


def _change_version(before: Any, after: Any, **level: bool) -> CompositionDiff:
    diff = diff_compositions(before, after, **level)
    if is_object(after):
        after.pop("deletedAssets", None)
    return diff


@pytest.mark.parametrize("compare", [_ignore_groups, _ignore_exactness, _change_version])
def test_a_wrong_comparison_is_found(compare: Callable[..., CompositionDiff]) -> None:
    assert _fails(compare)


def test_the_oracle_blames_no_choice_among_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    # Which of two neighbours has moved is the code's choice: another longest rise will do, too.
    mark: Callable[[list[int]], list[bool]] = sequences.__dict__["_mark_increasing"]

    def mark_mirrored(places: list[int]) -> list[bool]:
        return mark([-place for place in reversed(places)])[::-1]

    monkeypatch.setattr(sequences, "_mark_increasing", mark_mirrored)
    assert fuzz((try_diff,), seed=1, cases=300).failures == {}

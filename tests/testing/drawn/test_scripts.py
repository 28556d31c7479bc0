"""Scripts and triples for Hypothesis: true to their edits, and shrinking to what can be read."""

from typing import Any

import pytest
from hypothesis import given

from kvid_composition.document.values import are_identical
from kvid_composition.testing.drawn.documents import compositions
from kvid_composition.testing.drawn.scripts import edit_scripts, triples
from kvid_composition.testing.edits.making import DRAWERS
from kvid_composition.testing.edits.of_items import ShiftItem
from kvid_composition.testing.edits.of_others import HideTrack
from kvid_composition.testing.edits.registers import read_register
from kvid_composition.testing.edits.script import Script, apply_edits, play_script
from kvid_composition.testing.seeded.references import has_sound_references
from kvid_composition.testing.three_ways.triple import Triple
from tests.testing.drawn.finding import find_any, find_smallest

_EMPTY: dict[str, Any] = {
    "fps": 30,
    "tracks": [{"id": "t", "items": []}],
    "items": {},
    "assets": {},
}


@given(edit_scripts())
def test_a_script_is_what_its_edits_come_to(script: Script) -> None:
    assert are_identical(apply_edits(script.before, script.edits), script.after)


@given(edit_scripts())
def test_a_ledger_is_that_of_the_edits_played_again(script: Script) -> None:
    assert script.ledger == play_script(script.before, script.edits).ledger
    for register, entry in script.ledger.items():
        assert entry.last is read_register(script.after, register) or entry.last == read_register(
            script.after, register
        )


@given(edit_scripts(max_edits=2))
def test_there_are_no_more_edits_than_asked_for(script: Script) -> None:
    assert len(script.edits) <= 2


@given(edit_scripts(kinds=["TrimHead", "TrimTail"]))
def test_there_are_no_edits_of_other_kinds(script: Script) -> None:
    assert {*script.kinds} <= {"TrimHead", "TrimTail"}


@given(edit_scripts(), triples())
def test_careful_editors_keep_references_sound(script: Script, triple: Triple) -> None:
    assert has_sound_references(script.after)
    assert triple.is_sound


def test_careless_editors_do_not() -> None:
    scripts = edit_scripts(is_careful=False)
    find_any(scripts, lambda script: not has_sound_references(script.after))


@given(edit_scripts(_EMPTY))
def test_a_composition_can_be_given(script: Script) -> None:
    assert script.before is _EMPTY


@given(triples(compositions(min_items=3, max_items=3)))
def test_a_strategy_can_be_given(triple: Triple) -> None:
    assert len(triple.base["items"]) == 3


@given(triples())
def test_both_scripts_begin_with_the_base(triple: Triple) -> None:
    assert triple.ours.before is triple.theirs.before is triple.base


@pytest.mark.parametrize("kind", sorted(DRAWERS))
def test_edits_of_every_kind_come_up(kind: str) -> None:
    base = compositions(min_items=4)
    scripts = edit_scripts(base, kinds=[kind], is_careful=False)
    find_any(scripts, lambda script: kind in script.kinds)


def test_a_change_shrinks_to_one_edit_of_a_composition_of_at_most_one_item() -> None:
    found = find_smallest(edit_scripts(), lambda script: script.after != script.before)
    assert len(found.edits) == 1
    assert len(found.before["items"]) <= 1


def test_an_edit_of_an_item_shrinks_to_one_item() -> None:
    found = find_smallest(edit_scripts(), lambda script: "ShiftItem" in script.kinds)
    assert found.edits == (ShiftItem(item_id="item-1", delta=1),)
    assert list(found.before["items"]) == ["item-1"]


def test_two_sides_shrink_to_one_edit_each() -> None:
    kinds = ["HideTrack", "ShiftItem"]
    found = find_smallest(
        triples(kinds=kinds),
        lambda triple: triple.kinds[0][:1] == ("ShiftItem",) and "HideTrack" in triple.kinds[1],
    )
    assert found.ours.edits == (ShiftItem(item_id="item-1", delta=1),)
    assert found.theirs.edits == (HideTrack(track_id="track-1", hidden=True),)
    assert len(found.base["items"]) == len(found.base["tracks"]) == 1


def test_both_sides_come_upon_the_same_item() -> None:
    def meet(triple: Triple) -> bool:
        return bool({*triple.ours.ledger} & {*triple.theirs.ledger})

    found = find_smallest(triples(kinds=["ShiftItem", "TrimTail"]), meet)
    assert len(found.ours.edits) == len(found.theirs.edits) == 1


@given(triples(kinds=["ShiftItem"]))
def test_the_text_of_a_triple_shows_the_base_once(triple: Triple) -> None:
    assert repr(triple).count("'compositionWidth'") == 1

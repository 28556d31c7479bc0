"""Random triples: the same for a seed, and each mix does what it says."""

import json
from itertools import chain
from random import Random
from typing import Any

import pytest

from kvid_composition.testing.edits.making import DRAWERS
from kvid_composition.testing.edits.registers import Register, read_register
from kvid_composition.testing.edits.script import Script, play_script
from kvid_composition.testing.edits.structure import AddAsset, AddItem, AddTrack
from kvid_composition.testing.seeded.references import has_sound_references
from kvid_composition.testing.three_ways.making import MIXES, make_random_triple
from kvid_composition.testing.three_ways.triple import Mix, Triple

_CASES = 200
TRIPLES: dict[Mix, list[Triple]] = {
    mix: [make_random_triple(Random(seed), mix=mix) for seed in range(_CASES)] for mix in MIXES
}
ALL = [*chain.from_iterable(TRIPLES.values())]


def test_a_seed_gives_one_triple() -> None:
    for seed in range(50):
        one, other = (make_random_triple(Random(seed)) for _ in range(2))
        assert repr(one) == repr(other)
        assert json.dumps(one.versions) == json.dumps(other.versions)


def test_both_sides_begin_with_the_base_and_their_ledgers_are_those_of_their_edits() -> None:
    for triple in ALL:
        for script in (triple.ours, triple.theirs):
            assert script.before is triple.base
            assert script.ledger == play_script(triple.base, script.edits).ledger


def test_most_triples_are_sound_and_some_are_not() -> None:
    share = sum(triple.is_sound for triple in ALL) / len(ALL)
    assert 0.8 < share < 0.96


def test_a_triple_is_sound_if_all_three_compositions_are() -> None:
    for triple in ALL:
        assert triple.is_sound == all(map(has_sound_references, triple.versions))


def _list_added(script: Script) -> set[Any]:
    return {
        register
        for register in script.ledger
        if register.field == "(existence)"
        and register.id is not None
        and read_register(script.before, register) != read_register(script.after, register)
        and str(register.id).startswith(("ours", "theirs"))
    }


def test_what_both_add_has_different_ids_unless_they_are_meant_to_be_the_same() -> None:
    for triple in ALL:
        assert not _list_added(triple.ours) & _list_added(triple.theirs)


def test_gentle_editors_make_at_most_one_edit() -> None:
    kinds = [kinds for triple in TRIPLES["gentle"] for kinds in triple.kinds]
    assert {len(each) for each in kinds} == {0, 1}
    assert len({*chain.from_iterable(kinds)}) > 30


@pytest.mark.parametrize("kind", sorted(DRAWERS))
def test_the_kinds_of_gentle_edits_can_be_asked_for(kind: str) -> None:
    made = [
        make_random_triple(Random(seed), mix="gentle", kinds=(kind, "MoveTrack")).kinds
        for seed in range(150)
    ]
    assert {kinds for kinds in made if kinds[0]} == {((kind,), ("MoveTrack",))}


def test_single_moves_are_of_two_tracks_or_of_two_items_of_one_track() -> None:
    for triple in TRIPLES["single_moves"]:
        assert triple.kinds in {(("MoveTrack",),) * 2, (("ReorderItem",),) * 2}
        (mine,), (other,) = (
            [getattr(e, "item_id", None) or getattr(e, "track_id", None) for e in script.edits]
            for script in (triple.ours, triple.theirs)
        )
        assert mine != other
        assert {*triple.ours.ledger} == {*triple.theirs.ledger}
        assert triple.ours.after != triple.base != triple.theirs.after


def test_the_same_is_added_equal_with_other_fields_and_of_another_type() -> None:
    equal = same_type = other_type = 0
    for triple in TRIPLES["same_add"]:
        made = [_find_same(script) for script in (triple.ours, triple.theirs)]
        if None not in made:
            equal += made[0] == made[1]
            same_type += made[0] != made[1] and made[0].get("type") == made[1].get("type")
            other_type += made[0].get("type") != made[1].get("type")
    assert min(equal, same_type, other_type) > 10


def _find_same(script: Script) -> Any:
    for edit in script.edits:
        match edit:
            case AddItem(item_id="same"):
                return edit.item
            case AddAsset(asset_id="same"):
                return edit.asset
            case AddTrack(track={"id": "same"}):
                return edit.track
            case _:
                pass
    return None


def test_the_canvas_changes_on_one_side_at_least() -> None:
    changed = [
        any({"ChangeFps", "ChangeDimensions"} & {*kinds} for kinds in triple.kinds)
        for triple in TRIPLES["canvas"]
    ]
    assert sum(changed) > 0.8 * _CASES


def test_destruction_meets_work_on_the_same_things() -> None:
    meetings = [
        bool({register[:2] for register in t.ours.ledger} & {r[:2] for r in t.theirs.ledger})
        for t in TRIPLES["destructive"]
    ]
    assert sum(meetings) > 0.5 * _CASES


def test_editors_in_the_same_spot_touch_the_same_registers() -> None:
    meetings = [bool({*t.ours.ledger} & {*t.theirs.ledger}) for t in TRIPLES["same_spot"]]
    assert sum(meetings) > 0.5 * _CASES


@pytest.mark.parametrize(
    "register",
    [
        Register("composition", None, "deletedAssets"),
        Register("composition", None, "durationInFrames"),
        Register("composition", None, "(order)"),
        Register("asset", "spare", "type"),
    ],
)
def test_both_touch_what_is_rare(register: Register) -> None:
    more = (make_random_triple(Random(seed), mix="same_spot") for seed in range(2000))
    assert any(register in t.ours.ledger and register in t.theirs.ledger for t in more)


def test_a_mirrored_triple_has_the_sides_exchanged() -> None:
    triple = ALL[0]
    assert triple.mirror().versions == (triple.base, triple.theirs.after, triple.ours.after)
    assert triple.mirror().mirror() == triple


def test_a_mix_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    mix: Any = "nope"
    with pytest.raises(ValueError, match="'nope' is no mix; there are mixed, "):
        make_random_triple(Random(1), mix=mix)

"""Random scripts: drawers by kind, focus, and editors who take care."""

from random import Random
from typing import Any

import pytest

from kvid_composition.model.entity import Entity
from kvid_composition.testing.edits.desk import Desk, NothingFitsError
from kvid_composition.testing.edits.making import (
    ALL_DRAWERS,
    DRAWERS,
    EDIT_KINDS,
    find_drawers,
    make_random_script,
    try_edits,
)
from kvid_composition.testing.edits.structure import RemoveAsset
from kvid_composition.testing.seeded.compositions import make_random_composition
from kvid_composition.testing.seeded.references import has_sound_references

Document = dict[str, Any]

BASES = [make_random_composition(Random(seed), items=8, tracks=3) for seed in range(120)]


@pytest.mark.parametrize("kind", sorted(DRAWERS))
def test_a_drawer_draws_edits_of_its_name(kind: str) -> None:
    drawers = (DRAWERS[kind],)
    scripts = [
        make_random_script(Random(seed), base, length=2, drawers=drawers)
        for seed, base in enumerate(BASES)
    ]
    assert {kind for script in scripts for kind in script.kinds} == {kind}


def test_every_drawer_has_its_turn() -> None:
    assert {*DRAWERS.values()} < {*ALL_DRAWERS}


def test_careful_editors_keep_references_sound() -> None:
    for seed, base in enumerate(BASES):
        script = make_random_script(Random(seed), base, length=8, is_careful=True)
        assert has_sound_references(script.after)


def test_careless_editors_do_not_always() -> None:
    scripts = [make_random_script(Random(n), base, length=8) for n, base in enumerate(BASES)]
    assert any(not has_sound_references(script.after) for script in scripts)


def test_a_careful_desk_refuses_what_leaves_a_loose_reference() -> None:
    base: Document = {
        "tracks": [],
        "items": {"a": {"id": "a", "type": "image", "assetId": "p"}},
        "assets": {"p": {"id": "p", "type": "image"}},
    }
    desk = Desk(random=Random(1), before=base, mark="new", is_careful=True)
    with pytest.raises(NothingFitsError):
        desk.make(RemoveAsset(asset_id="p"))
    assert (desk.document, desk.edits, desk.finish().ledger) == (base, [], {})


def test_a_focus_is_kept() -> None:
    for seed, base in enumerate(BASES):
        name = next(iter(base["items"]))
        focus = frozenset({Entity("item", name)})
        drawers = [DRAWERS[kind] for kind in ("ShiftItem", "SetField", "RemoveField", "Restyle")]
        script = make_random_script(Random(seed), base, drawers=drawers, focus=focus)
        edited = {register.id for register in script.ledger if register.kind == "item"}
        assert edited <= {name}


def test_more_edits_can_be_tried_at_a_desk() -> None:
    desk = Desk(random=Random(1), before=BASES[0], mark="new")
    try_edits(desk, ALL_DRAWERS, 3)
    try_edits(desk, ALL_DRAWERS, 2)
    assert len(desk.edits) == 5


@pytest.mark.parametrize("kinds", [["Nope"], []])
def test_a_kind_that_there_is_not_is_refused_with_those_that_there_are(kinds: list[str]) -> None:
    with pytest.raises(ValueError, match=r"is no kind of edit; there are .*TrimHead"):
        find_drawers(kinds)
    assert len(find_drawers(EDIT_KINDS)) == len(EDIT_KINDS)

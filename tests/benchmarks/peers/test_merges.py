"""The comparison of merges finds what is planted, and needs no other library."""

from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

import pytest

from benchmarks.peers.merges.cases import CASES, Case
from benchmarks.peers.merges.comparison import (
    Comparison,
    compare_mergers,
    judge_case,
    make_triples,
    tally_merges,
)
from benchmarks.peers.merges.lost_edits import is_same, list_lost_edits
from benchmarks.peers.merges.mergers import MERGERS, Merge, Merger, Outcome, call_merge
from benchmarks.peers.merges.references import list_broken_references
from benchmarks.peers.merges.section import write_json, write_section
from kvid_composition.testing import make_random_composition, play_script
from kvid_composition.testing.edits.of_items import Retext
from kvid_composition.testing.edits.script import Edit
from kvid_composition.testing.edits.structure import MoveItem, RemoveItem
from kvid_composition.testing.three_ways.making import make_random_triple
from kvid_composition.testing.three_ways.triple import Triple

OURS = MERGERS[0]


def compose() -> dict[str, Any]:
    return {
        "fps": 30,
        "tracks": [{"id": "front", "items": ["a"]}, {"id": "back", "items": ["b", "c"]}],
        "items": {
            "a": {"id": "a", "type": "image", "assetId": "photo", "from": 0},
            "b": {"id": "b", "type": "text", "text": "Hello", "from": 0},
            "c": {"id": "c", "type": "solid", "from": 30},
        },
        "assets": {
            "photo": {"id": "photo", "type": "image"},
            "song": {"id": "song", "type": "audio"},
        },
    }


def make_merger(merge: Merge, distribution: str = "pytest") -> Merger:
    return Merger(name="Mine", distribution=distribution, call="it", load=lambda: merge)


def take_theirs(base: Any, ours: Any, theirs: Any) -> Outcome:
    return Outcome(verdict="clean", document=theirs)


def fail(base: Any, ours: Any, theirs: Any) -> Outcome:
    raise IndexError("too far")


def test_sound_compositions_have_no_broken_reference() -> None:
    random = Random(1)
    for _ in range(200):
        assert list_broken_references(make_random_composition(random, items=8)) == []


def test_loose_references_are_found_where_the_tests_find_them() -> None:
    random = Random(2)
    triples = [make_random_triple(random) for _ in range(400)]
    verdicts = [not any(map(list_broken_references, triple.versions)) for triple in triples]
    assert verdicts == [triple.is_sound for triple in triples]
    assert len(set(verdicts)) == 2


def plant_listing(document: dict[str, Any]) -> None:
    del document["items"]["c"]


def plant_second_place(document: dict[str, Any]) -> None:
    document["tracks"][0]["items"].append("b")


def plant_second_track(document: dict[str, Any]) -> None:
    document["tracks"].append({"id": "front", "items": []})


def plant_other_id(document: dict[str, Any]) -> None:
    document["items"]["c"]["id"] = "d"


def plant_lost_asset(document: dict[str, Any]) -> None:
    del document["assets"]["photo"]


def plant_no_asset(document: dict[str, Any]) -> None:
    del document["items"]["a"]["assetId"]


def plant_other_type(document: dict[str, Any]) -> None:
    document["items"]["a"]["assetId"] = "song"


def plant_deleted(document: dict[str, Any]) -> None:
    document["deletedAssets"] = [{"assetId": "photo"}]


@pytest.mark.parametrize(
    ("plant", "message"),
    [
        (plant_listing, "track back lists c, which is no item"),
        (plant_second_place, "item b is listed twice"),
        (plant_second_track, "two tracks are front"),
        (plant_other_id, "under c in items stands d"),
        (plant_lost_asset, "item a uses photo, which is no asset"),
        (plant_no_asset, "item a has no asset"),
        (plant_other_type, "item a uses song, an asset of another type"),
        (plant_deleted, "item a uses photo, which is listed as deleted"),
    ],
)
def test_a_planted_fault_is_found_alone(
    plant: Callable[[dict[str, Any]], None], message: str
) -> None:
    document = compose()
    assert list_broken_references(document) == []
    plant(document)
    assert list_broken_references(document) == [message]


@pytest.mark.parametrize(
    "members",
    [
        {"tracks": {}},
        {"items": None},
        {"assets": {"photo": None}},
        {"tracks": [{"id": "front"}]},
        {"tracks": [{"items": ["a"]}]},
        {"tracks": [{"id": "front", "items": [["a"]]}]},
    ],
)
def test_what_is_no_composition_any_more_is_called_so(members: dict[str, Any]) -> None:
    message = ["this is no composition any more"]
    assert list_broken_references({**compose(), **members}) == message
    assert list_broken_references(None) == message


def pair(ours: tuple[Edit, ...], theirs: tuple[Edit, ...]) -> Triple:
    base = compose()
    return Triple(base=base, ours=play_script(base, ours), theirs=play_script(base, theirs))


RETEXT = Retext(item_id="b", text="Hi")
REMOVAL = RemoveItem(item_id="c")
MOVE = MoveItem(item_id="c", track_id="front", index=0)


@pytest.mark.parametrize(
    ("edit", "lost"),
    [(RETEXT, ["text"]), (REMOVAL, ["(existence)", "(placement)"]), (MOVE, ["(placement)"])],
)
@pytest.mark.parametrize("is_ours", [True, False])
def test_an_edit_of_one_side_is_missed(edit: Edit, lost: list[str], is_ours: bool) -> None:
    triple = pair((edit,), ()) if is_ours else pair((), (edit,))
    assert [register.field for register in list_lost_edits(triple, triple.base)] == lost
    kept = triple.ours.after if is_ours else triple.theirs.after
    assert list_lost_edits(triple, kept) == []


def test_of_two_different_edits_of_one_field_one_is_always_lost() -> None:
    triple = pair((RETEXT,), (Retext(item_id="b", text="Bye"),))
    for merged in triple.versions:
        assert [register.field for register in list_lost_edits(triple, merged)] == ["text"]


def test_of_two_alike_edits_nothing_is_lost() -> None:
    triple = pair((RETEXT,), (RETEXT,))
    assert list_lost_edits(triple, triple.ours.after) == []


def test_what_is_no_composition_any_more_has_lost_every_edit() -> None:
    triple = pair((RETEXT,), (MOVE,))
    fields = [register.field for register in list_lost_edits(triple, None)]
    assert fields == ["text", "(placement)"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [(1, 1.0, True), (1, True, False), (0, False, False), ("1", 1, False), (None, None, True)],
)
def test_values_are_the_same_as_json_has_it(one: Any, other: Any, same: bool) -> None:
    assert is_same(one, other) is same
    assert is_same({"a": [one]}, {"a": [other]}) is same


def test_the_same_seed_makes_the_same_triples() -> None:
    versions = [[triple.versions for triple in make_triples(20, 5)] for _ in range(2)]
    assert versions[0] == versions[1]
    assert versions[0] != [triple.versions for triple in make_triples(20, 6)]


def test_our_merge_breaks_nothing_and_loses_nothing() -> None:
    (tally,) = tally_merges([OURS], make_triples(200, 3))
    assert (tally.failed, tally.broken, tally.lost) == (0, 0, 0)
    assert tally.clean + tally.conflicts == 200
    assert tally.clean > 50


def test_a_merge_that_forgets_a_side_loses_edits() -> None:
    (tally,) = tally_merges([make_merger(take_theirs)], make_triples(50, 3))
    assert tally.clean == 50
    assert tally.broken == 0
    assert tally.lost > 30


def test_a_merge_that_keeps_half_breaks_references() -> None:
    def mix(base: Any, ours: Any, theirs: Any) -> Outcome:
        return Outcome(verdict="clean", document={**ours, "items": theirs["items"]})

    (tally,) = tally_merges([make_merger(mix)], make_triples(50, 3))
    assert tally.broken > 5


def test_a_result_of_other_objects_is_judged_as_the_json_that_it_is() -> None:
    class Node(dict[str, Any]):
        pass

    def merge(base: Any, ours: Any, theirs: Any) -> Outcome:
        items = {name: Node(item) for name, item in theirs["items"].items()}
        return Outcome(verdict="clean", document=Node({**theirs, "items": items}))

    (tally,) = tally_merges([make_merger(merge)], make_triples(20, 3))
    assert tally.broken == 0
    assert judge_case(CASES[0], merge) == "clean, but wrong: new is on back"


def test_a_result_that_is_no_json_is_broken() -> None:
    def merge(base: Any, ours: Any, theirs: Any) -> Outcome:
        return Outcome(verdict="clean", document={**theirs, "tracks": object()})

    (tally,) = tally_merges([make_merger(merge)], make_triples(20, 3))
    assert tally.broken == 20


def test_an_exception_is_a_failure() -> None:
    assert call_merge(fail, 1, 2, 3) == Outcome(verdict="failed", detail="IndexError: too far")
    (tally,) = tally_merges([make_merger(fail)], make_triples(5, 3))
    assert (tally.clean, tally.conflicts, tally.failed) == (0, 0, 5)
    assert set(tally.cases) == {"fails: IndexError: too far"}


def test_each_merge_gets_copies_of_its_own() -> None:
    def spoil(base: Any, ours: Any, theirs: Any) -> Outcome:
        for document in (base, ours, theirs):
            document.clear()
        return Outcome(verdict="conflict")

    triples = make_triples(3, 3)
    before = deepcopy([triple.versions for triple in triples])
    tally_merges([make_merger(spoil), OURS], triples)
    assert [triple.versions for triple in triples] == before


@pytest.mark.parametrize(
    ("case", "verdict"),
    [(CASES[0], "clean, and right"), (CASES[1], "a conflict"), (CASES[2], "a conflict")],
)
def test_our_merge_is_right_about_the_small_cases(case: Case, verdict: str) -> None:
    assert judge_case(case, OURS.load()) == verdict


def test_a_wrong_answer_to_a_small_case_is_told() -> None:
    def drop(base: Any, ours: Any, theirs: Any) -> Outcome:
        return Outcome(verdict="clean", document=ours)

    def break_(base: Any, ours: Any, theirs: Any) -> Outcome:
        return Outcome(verdict="clean", document={**ours, "tracks": theirs["tracks"]})

    assert judge_case(CASES[0], take_theirs) == "clean, but wrong: new is on back"
    assert judge_case(CASES[0], drop) == "clean, but wrong: new is on no track"
    wanted = "clean, but wrong: track back lists new, which is no item"
    assert judge_case(CASES[0], break_) == wanted


def compare_with_absent() -> Comparison:
    absent = make_merger(fail, "kvid-no-such-package")
    return compare_mergers([OURS, absent], count=3, seed=1)


def test_an_absent_peer_is_named_and_not_asked() -> None:
    comparison = compare_with_absent()
    assert [tally.name for tally in comparison.tallies] == ["kvid-composition"]
    assert write_json(comparison)["absent"] == ["kvid-no-such-package"]


def test_the_section_has_a_row_for_each_merger_and_case() -> None:
    section = write_section(compare_with_absent())
    assert "\n| kvid-composition | 0.1.0 |" in section
    assert "same 3 triples" in section
    for case in CASES:
        assert f"\n| {case.name} |" in section

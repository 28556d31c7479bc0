"""The generator of compositions: as varied as it says, and sound where it says so."""

import json
from collections.abc import Iterator
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from kvid_composition import validate_composition
from kvid_composition.document.values import is_array, is_object
from kvid_composition.testing.seeded.broken import (
    break_composition,
    draw_root,
    loosen_composition,
)
from kvid_composition.testing.seeded.compositions import make_random_composition
from kvid_composition.testing.seeded.fields import ITEM_FIELDS, Document, draw_id

SOUND = [make_random_composition(Random(seed)) for seed in range(300)]
BROKEN = [break_composition(Random(seed), document) for seed, document in enumerate(SOUND)]


def _list_values(part: Any) -> Iterator[Any]:
    yield part
    inner: Any = part.values() if is_object(part) else part if is_array(part) else ()
    for each in inner:
        yield from _list_values(each)


def test_a_seed_gives_one_composition() -> None:
    again = [make_random_composition(Random(seed)) for seed in range(300)]
    assert json.dumps(again) == json.dumps(SOUND)


@pytest.mark.parametrize("family", ["STR", "REF", "DOC"])
def test_shapes_and_references_are_sound(family: str) -> None:
    issues = [issue for document in SOUND for issue in validate_composition(document).issues]
    assert [str(i) for i in issues if i.code.startswith(family) and i.severity == "error"] == []


def test_each_item_is_on_one_track() -> None:
    for document in SOUND:
        listed = [name for track in document["tracks"] for name in track["items"]]
        assert sorted(listed) == sorted(document["items"])


def test_items_of_one_track_do_not_overlap() -> None:
    for document in SOUND:
        for track in document["tracks"]:
            items = [document["items"][name] for name in track["items"]]
            spans = sorted((i["from"], i["from"] + i["durationInFrames"]) for i in items)
            assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_everything_that_editors_write_occurs() -> None:
    items = [item for document in SOUND for item in document["items"].values()]
    assert {item["type"] for item in items} > {*ITEM_FIELDS, "chart"}
    assert {"assetId", "fontStyle", "background", "metadata", "isDraggingInTimeline"} < {
        key for item in items for key in item
    }
    assert {len(document["tracks"]) for document in SOUND} == {1, 2, 3, 4}
    assert {0, 1} < {len(document["items"]) for document in SOUND}
    assert any("durationInFrames" in document for document in SOUND)
    assert any("deletedAssets" in document for document in SOUND)
    assert {int, float, bool, str, type(None)} < {type(value) for value in _list_values(SOUND)}


def test_some_assets_are_shared_and_some_unused() -> None:
    uses = [
        [item.get("assetId") for item in document["items"].values()].count(name)
        for document in SOUND
        for name in document["assets"]
    ]
    assert 0 in uses
    assert max(uses) > 1


def test_the_number_of_items_can_be_chosen() -> None:
    assert len(make_random_composition(Random(0), items=50)["items"]) == 50


def test_ids_differ_where_their_numbers_do() -> None:
    random = Random(0)
    ids = [draw_id(random, number) for number in range(1000)]
    assert len({*ids}) == len(ids)


def test_damage_leaves_the_composition_that_was_given() -> None:
    held = json.dumps(SOUND)
    for seed, document in enumerate(SOUND):
        break_composition(Random(seed), document)
        loosen_composition(Random(seed), document)
    assert json.dumps(SOUND) == held


def test_damage_to_one_composition_does_not_reach_another() -> None:
    held = json.dumps(BROKEN)
    for seed, document in enumerate(BROKEN):
        break_composition(Random(seed), document)
    assert json.dumps(BROKEN) == held


def test_most_broken_compositions_have_errors_of_many_kinds() -> None:
    reports = [validate_composition(document) for document in BROKEN]
    assert sum(not report.ok for report in reports) > 200
    assert len({issue.code for report in reports for issue in report.errors}) > 8


def test_loose_compositions_can_still_be_placed() -> None:
    loosened = [loosen_composition(Random(seed), document) for seed, document in enumerate(SOUND)]
    for document in loosened:
        listed = [name for track in document["tracks"] for name in track["items"]]
        assert len({*listed}) == len(listed)
    assert any(_dangles(document) for document in loosened)


def _dangles(document: Document) -> bool:
    listed = {name for track in document["tracks"] for name in track["items"]}
    return not listed <= {*document["items"]}


def test_a_root_is_no_object() -> None:
    assert dict not in {type(draw_root(Random(seed))) for seed in range(100)}

from typing import Any

import pytest

from kvid_composition import Composition
from kvid_composition.diffing.apply import apply_changes
from kvid_composition.diffing.change_error import ChangeError
from kvid_composition.diffing.composition_diff import CompositionDiff
from kvid_composition.diffing.diff import diff_compositions
from kvid_composition.document.values import are_identical
from tests.diffing.versions import Document, edit, rework, sample


def test_an_exact_diff_gives_exactly_the_later_version() -> None:
    diff = diff_compositions(sample(), rework(), exact=True)
    assert are_identical(apply_changes(sample(), diff), rework())


def test_an_inverted_diff_leads_back() -> None:
    diff = diff_compositions(sample(), rework(), exact=True)
    assert are_identical(apply_changes(rework(), diff.invert()), sample())


def test_a_model_is_changed_as_its_document() -> None:
    diff = diff_compositions(sample(), edit(sample(), "fps", to=25))
    changed = apply_changes(Composition.from_document(sample()), diff)
    assert changed == edit(sample(), "fps", to=25)


def test_what_does_not_change_is_shared() -> None:
    before = sample()
    changed: Any = apply_changes(before, diff_compositions(before, edit(before, "fps", to=25)))
    assert changed["items"] is before["items"]


def test_a_diff_applies_to_another_version_that_has_what_was_there() -> None:
    diff = diff_compositions(sample(), edit(sample(), "items", "a", "opacity", to=0.5))
    other = edit(sample(), "items", "b", "opacity", to=0.1)
    changed: Any = apply_changes(other, diff)
    assert (changed["items"]["a"]["opacity"], changed["items"]["b"]["opacity"]) == (0.5, 0.1)


def _edits() -> dict[str, tuple[Document, Document, str]]:
    """Give diffs by what they do: a version, another document, and where that does not fit."""
    without_item, without_track = sample(), sample()
    del without_item["items"]["a"]
    del without_track["tracks"][1]
    moved = edit(sample(), "tracks", 1, "items", to=["b", "c"])
    moved["tracks"][2]["items"] = ["a"]
    return {
        "field": (edit(sample(), "items", "a", "from", to=4), without_item, "/items/a"),
        "value": (edit(sample(), "fps", to=4), edit(sample(), "fps", to=5), "/fps"),
        "absent": (edit(sample(), "x", to=4), edit(sample(), "x", to=5), "/x"),
        "added": (
            edit(sample(), "items", "n", to={}),
            edit(sample(), "items", "n", to={}),
            "/items/n",
        ),
        "removed": (without_item, without_item, "/items/a"),
        "no map": (edit(sample(), "items", "n", to={}), edit(sample(), "items", to=[]), "/items"),
        "track gone": (edit(sample(), "tracks", 1, "name", to="x"), without_track, "/tracks"),
        "removed track": (without_track, edit(sample(), "tracks", 1, "name", to="x"), "/tracks/1"),
        "removed twice": (without_track, without_track, "/tracks/1"),
        "added track": (sample(), sample(), "/tracks"),
        "moved": (moved, moved, "/tracks/1/items"),
        "moved to": (moved, edit(sample(), "tracks", 2, "items", to=["a"]), "/tracks/2/items"),
        "moved from": (moved, edit(sample(), "tracks", 1, "items", to=[]), "/tracks/1/items"),
        "no list": (moved, edit(sample(), "tracks", 2, "items", to={}), "/tracks/2/items"),
        "no target": (moved, edit(sample(), "tracks", 2, "id", to="x"), "/tracks"),
        "no tracks": (moved, edit(sample(), "tracks", to={}), "/tracks"),
    }


@pytest.mark.parametrize("name", _edits())
def test_a_document_that_has_something_else_is_refused_with_the_place(name: str) -> None:
    later, other, place = _edits()[name]
    before = sample()
    if name == "added track":
        before = edit(sample(), "tracks", to=sample()["tracks"][:2])
    diff = diff_compositions(before, later)
    with pytest.raises(ChangeError) as caught:
        apply_changes(other, diff)
    assert caught.value.pointer == place
    assert caught.value.reason


def test_a_broken_list_is_replaced_after_what_moved_in_and_out_of_it() -> None:
    before = edit(sample(), "tracks", 1, "items", to=["a", "b", "b", "c"])
    later = edit(before, "tracks", 1, "items", to=["b", "b", "c"])
    later["tracks"][2]["items"] = ["a"]
    diff = diff_compositions(before, later, exact=True)
    assert [change.type for change in diff.changes] == ["ContentReplaced", "ItemMoved"]
    assert are_identical(apply_changes(before, diff), later)


def test_a_ripple_shifts_each_of_its_items() -> None:
    later = edit(edit(sample(), "items", "b", "from", to=112), "items", "c", "from", to=212)
    assert apply_changes(sample(), diff_compositions(sample(), later)) == later


def test_a_root_that_is_no_object_can_be_replaced() -> None:
    diff = diff_compositions([1], sample(), exact=True)
    assert apply_changes([1], diff) == sample()


def _read(**members: Any) -> CompositionDiff:
    change = {
        "entity": {"kind": "composition", "id": None},
        "path": "",
        "path_before": "",
        "impact": "structural",
        **members,
    }
    return CompositionDiff.from_dict({"changes": [change]})


@pytest.mark.parametrize(
    "members",
    [
        {"type": "ContentReplaced", "before": sample()},
        {
            "type": "ItemAdded",
            "entity": {"kind": "item", "id": "n"},
            "track_id": None,
            "index": None,
        },
        {
            "type": "TrackAdded",
            "entity": {"kind": "track", "id": "n"},
            "index": 0,
            "after": 5,
        },
    ],
)
def test_a_change_that_makes_no_sense_is_refused(members: Document) -> None:
    with pytest.raises(ChangeError):
        apply_changes(sample(), _read(**members))


@pytest.mark.parametrize("index", [None, 10**30])
def test_an_item_is_listed_last_where_its_place_is_beyond_the_end(index: int | None) -> None:
    diff = _read(
        type="ItemAdded",
        entity={"kind": "item", "id": "n"},
        track_id="main",
        index=index,
        after={"id": "n"},
    )
    changed: Any = apply_changes(sample(), diff)
    assert changed["tracks"][1]["items"] == ["a", "b", "c", "n"]

import json
from typing import Any

import pytest

from kvid_composition import Composition
from kvid_composition.document import limits
from kvid_composition.document.values import are_identical
from kvid_composition.patching import patch_maker
from kvid_composition.patching.patch_applier import apply_json_patch
from kvid_composition.patching.patch_error import PatchError
from kvid_composition.patching.patch_maker import make_json_patch
from tests.diffing.versions import edit, rework, sample


def test_identical_documents_need_no_patch() -> None:
    assert make_json_patch(sample(), sample()) == []
    assert make_json_patch([1], [1]) == []


@pytest.mark.parametrize("after", [None, 5, [], {"a": 1}, [1.0], True])
def test_a_root_that_is_no_object_is_replaced(after: Any) -> None:
    patch = make_json_patch([1], after)
    assert patch == [{"op": "replace", "path": "", "value": after}]


def test_a_field_of_an_item_is_one_operation() -> None:
    patch = make_json_patch(sample(), edit(sample(), "items", "b", "from", to=112))
    assert patch == [{"op": "replace", "path": "/items/b/from", "value": 112}]


def test_a_number_of_another_kind_is_another_value() -> None:
    patch = make_json_patch(sample(), edit(sample(), "fps", to=30.0))
    assert json.dumps(patch) == '[{"op": "replace", "path": "/fps", "value": 30.0}]'


def test_an_item_that_changes_track_is_one_move() -> None:
    later = sample()
    later["tracks"][1]["items"].remove("b")
    later["tracks"][2]["items"].append("b")
    patch = make_json_patch(sample(), later)
    assert patch == [{"op": "move", "from": "/tracks/1/items/1", "path": "/tracks/2/items/0"}]


def test_an_item_that_moves_within_its_track_is_one_move() -> None:
    later = edit(sample(), "tracks", 1, "items", to=["c", "a", "b"])
    patch = make_json_patch(sample(), later)
    assert patch == [{"op": "move", "from": "/tracks/1/items/2", "path": "/tracks/1/items/0"}]


def test_a_track_that_moved_and_was_renamed_is_one_move_and_one_replacement() -> None:
    later = edit(sample(), "tracks", 0, "name", to="Words")
    later["tracks"].append(later["tracks"].pop(0))
    assert make_json_patch(sample(), later) == [
        {"op": "move", "from": "/tracks/0", "path": "/tracks/2"},
        {"op": "replace", "path": "/tracks/2/name", "value": "Words"},
    ]


def test_tracks_come_and_go_whole() -> None:
    later = sample()
    del later["tracks"][2]
    later["tracks"].insert(0, {"id": "new", "items": []})
    assert make_json_patch(sample(), later) == [
        {"op": "add", "path": "/tracks/0", "value": {"id": "new", "items": []}},
        {"op": "remove", "path": "/tracks/3"},
    ]


def test_a_value_is_replaced_whole_where_that_is_shorter() -> None:
    before = edit(sample(), "items", "x", to={"a": 1, "b": 2, "c": 3})
    later = edit(sample(), "items", "x", to={"d": 4})
    assert make_json_patch(before, later) == [
        {"op": "replace", "path": "/items/x", "value": {"d": 4}}
    ]


def test_entries_of_arrays_are_matched_by_position() -> None:
    long = "x" * 80
    before: Any = {"a": [long, 1, long, long]}
    assert make_json_patch(before, {"a": [long, 2, long, long]}) == [
        {"op": "replace", "path": "/a/1", "value": 2}
    ]
    assert make_json_patch(before, {"a": [long, long, long]}) == [{"op": "remove", "path": "/a/1"}]
    assert make_json_patch(before, {"a": [long, 1, 5, 6, long, long]}) == [
        {"op": "add", "path": "/a/2", "value": 5},
        {"op": "add", "path": "/a/3", "value": 6},
    ]


def test_entries_in_between_that_stay_are_left_alone() -> None:
    long = "x" * 80
    assert make_json_patch({"a": [1, long, 2]}, {"a": [3, long, 4]}) == [
        {"op": "replace", "path": "/a/0", "value": 3},
        {"op": "replace", "path": "/a/2", "value": 4},
    ]


def test_values_that_cannot_be_written_are_patched_by_their_parts() -> None:
    huge = 10**5_000
    assert make_json_patch({"a": {"b": huge}}, {"a": {"b": huge + 1}}) == [
        {"op": "replace", "path": "/a/b", "value": huge + 1}
    ]


def test_deep_values_are_replaced_where_it_gets_too_deep() -> None:
    before: Any = {"x": "y" * 900}
    after: Any = {"x": "y" * 900, "z": 1}
    for _ in range(40):
        before, after = {"in": before}, {"in": after}
    (step,) = make_json_patch(before, after)
    assert step["op"] == "replace"
    assert str(step["path"]).count("/in") == 17
    assert are_identical(apply_json_patch(before, [step]), after)


def test_any_depth_is_compared() -> None:
    before: Any = 1
    after: Any = 2
    for _ in range(3_000):
        before, after = [before], [after]
    assert len(make_json_patch({"a": before}, {"a": after})) == 1


def test_models_are_compared_as_their_documents() -> None:
    later = edit(sample(), "fps", to=25)
    models = (Composition.from_document(version) for version in (sample(), later))
    assert make_json_patch(*models) == [{"op": "replace", "path": "/fps", "value": 25}]


def test_every_beginning_of_a_patch_applies() -> None:
    patch = make_json_patch(sample(), rework())
    for end in range(len(patch) + 1):
        apply_json_patch(sample(), patch[:end])
    assert are_identical(apply_json_patch(sample(), patch), rework())


def test_guards_test_what_is_taken_away() -> None:
    later = sample()
    later["tracks"].reverse()
    del later["items"]["a"]
    later["fps"] = 25
    later["new"] = 1
    patch = make_json_patch(sample(), later, guards=True)
    tests = [step for step in patch if step["op"] == "test"]
    assert [step["path"] for step in tests] == ["/fps", "/tracks/2/id", "/tracks/2/id", "/items/a"]
    assert are_identical(apply_json_patch(sample(), patch), later)


def test_a_guarded_patch_refuses_a_document_that_has_something_else() -> None:
    patch = make_json_patch(sample(), edit(sample(), "fps", to=25), guards=True)
    with pytest.raises(PatchError, match="TEST_FAILED"):
        apply_json_patch(edit(sample(), "fps", to=24), patch)


@pytest.mark.parametrize(
    "tracks",
    [5, [5], [{"id": "a"}, {"id": "a"}], [{"id": "main", "items": [1, None, "a", "a"]}]],
)
def test_broken_documents_are_patched_as_well(tracks: Any) -> None:
    later = edit(sample(), "tracks", to=tracks)
    assert are_identical(apply_json_patch(sample(), make_json_patch(sample(), later)), later)
    assert are_identical(apply_json_patch(later, make_json_patch(later, sample())), sample())


def test_an_item_on_two_tracks_is_patched_as_well() -> None:
    later = edit(sample(), "tracks", 2, "items", to=["a", "b"])
    later["tracks"][1]["items"] = ["c", "a"]
    assert are_identical(apply_json_patch(sample(), make_json_patch(sample(), later)), later)
    assert are_identical(apply_json_patch(later, make_json_patch(later, sample())), sample())


class TestTooManyOperations:
    """No patch has more operations than the limit."""

    @pytest.fixture(autouse=True)
    def _allow_three(self, monkeypatch: pytest.MonkeyPatch) -> None:
        few = limits.Limits(patch_operations=3)
        monkeypatch.setattr(patch_maker, "DEFAULT_LIMITS", few)

    def test_values_with_many_steps_are_replaced_first(self) -> None:
        later = edit(sample(), "items", "a", "from", to=1)
        later["items"]["a"] |= {"durationInFrames": 1, "videoStartFromInSeconds": 9}
        later["items"]["b"] |= {"from": 1}
        patch = make_json_patch(sample(), later)
        assert [step["path"] for step in patch] == ["/items/a", "/items/b/from"]

    def test_then_top_level_members_are(self) -> None:
        later = sample()
        for name in later["items"]:
            later["items"][name]["from"] += 1
        later["fps"] = 25
        patch = make_json_patch(sample(), later)
        assert [step["path"] for step in patch] == ["/fps", "/items"]

    def test_and_at_last_the_root(self) -> None:
        before: Any = {str(number): number for number in range(9)}
        patch = make_json_patch(before, dict.fromkeys(before, -1))
        assert [step["path"] for step in patch] == [""]

    def test_guards_count(self) -> None:
        later = edit(sample(), "items", "a", "from", to=1)
        later["items"]["b"]["from"] = 1
        assert len(make_json_patch(sample(), later, guards=True)) == 2

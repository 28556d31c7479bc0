"""The plan: which operation is chosen, and what it sends."""

from typing import Any

import pytest

from benchmarks.compositions import make_composition
from kvid_composition import Composition, OperationError, detach
from kvid_composition.patching.merge_patch import NotRepresentableError
from kvid_composition.patching.operations import (
    OPERATION_NAMES,
    AddAsset,
    AddItem,
    AddTrack,
    DeleteItem,
    MergeComposition,
    ReplaceComposition,
    UpdateItem,
    write_operation,
)
from kvid_composition.plan.plan import plan_operation
from kvid_composition.plan.sizes import measure_body
from tests.documents import sound_document

FINE = [name for name in OPERATION_NAMES if name not in {"replace", "merge"}]
SOLID: dict[str, Any] = {"id": "new", "type": "solid", "from": 300, "durationInFrames": 30}


def _copy() -> Any:
    return detach(sound_document())


def _plan(target: Any, current: Any = None, allowed: Any = OPERATION_NAMES) -> Any:
    return plan_operation(sound_document() if current is None else current, target, allowed=allowed)


def _refuse(target: Any, current: Any = None, allowed: Any = ("merge",)) -> tuple[str, str]:
    with pytest.raises(NotRepresentableError) as caught:
        _plan(target, current, allowed)
    return caught.value.pointer, str(caught.value)


def test_nothing_is_sent_where_nothing_differs() -> None:
    assert plan_operation(sound_document(), _copy()) is None


def test_the_order_of_keys_needs_nothing_to_be_sent() -> None:
    document = sound_document()
    assert plan_operation(document, dict(reversed(document.items()))) is None


def test_a_merge_sends_only_the_members_that_differ_in_the_targets_order() -> None:
    target = {"note": 1, **_copy(), "fps": 25}
    assert list(_plan(target).composition.items()) == [("note", 1), ("fps", 25)]


def test_only_replace_and_merge_are_chosen_unless_others_are_allowed() -> None:
    target = _copy()
    target["items"]["img1"]["opacity"] = 0.125
    plan = plan_operation(sound_document(), target)
    assert plan == MergeComposition({"items": target["items"]})


def test_a_member_that_goes_makes_it_a_replace() -> None:
    target = _copy()
    del target["durationInFrames"]
    assert _plan(target) == ReplaceComposition(target)


def test_a_replace_is_sent_where_nothing_else_is_allowed() -> None:
    target = {**_copy(), "fps": 25}
    assert _plan(target, allowed=["replace"]) == ReplaceComposition(target)


@pytest.mark.parametrize(("before", "after"), [(30, 30.0), (0.0, -0.0), (1, True), (None, 0)])
def test_a_number_of_another_kind_is_sent(before: Any, after: Any) -> None:
    plan = plan_operation({"n": before}, {"n": after})
    assert repr(plan) == repr(MergeComposition({"n": after}))


def test_models_are_taken_as_their_documents() -> None:
    current = Composition.from_document(sound_document())
    target = current.model_copy(update={"fps": 25})
    assert plan_operation(current, target) == MergeComposition({"fps": 25})


def test_models_in_a_document_are_taken_as_their_documents() -> None:
    target: Any = _copy()
    target["items"] = dict(Composition.from_document(target).items)
    assert _plan(target) is None


def test_a_document_that_is_no_object_is_replaced() -> None:
    broken: Any = []
    assert plan_operation(broken, {"fps": 30}) == ReplaceComposition({"fps": 30})
    assert plan_operation(broken, broken) is None


def _put_last_picture_first(document: Any) -> Any:
    picture = {**document["assets"]["aI"], "id": "b", "remoteUrl": "https://example.com/b.png"}
    return {**document, "assets": {"b": picture, **document["assets"]}}


def test_assets_in_another_order_are_sent_where_another_one_becomes_the_thumbnail() -> None:
    target = _put_last_picture_first(_copy())
    current = {**target, "assets": dict(reversed(target["assets"].items()))}
    plan = _plan(target, current)
    assert plan == MergeComposition({"assets": target["assets"]})
    assert list(plan.composition["assets"]) == list(target["assets"])


def test_assets_in_another_order_are_not_sent_where_the_thumbnail_stays() -> None:
    document = sound_document()
    target = {**document, "assets": dict(reversed(document["assets"].items()))}
    assert _plan(target, document) is None


def test_a_new_asset_in_front_that_becomes_the_thumbnail_is_not_added_at_the_end() -> None:
    target = _put_last_picture_first(_copy())
    assert _plan(target) == MergeComposition({"assets": target["assets"]})
    assert _refuse(target, allowed=FINE)[0] == "/assets"


def test_a_changed_item_is_an_update_with_the_changed_fields() -> None:
    target = _copy()
    target["items"]["img1"] |= {"opacity": 0.125, "note": {}}
    assert _plan(target) == UpdateItem("img1", {"opacity": 0.125, "note": {}})


def test_a_new_item_at_the_end_of_a_track_is_added() -> None:
    target = _copy()
    target["items"] = {"new": SOLID, **target["items"]}
    target["tracks"][1]["items"].append("new")
    assert _plan(target) == AddItem("trOvl", SOLID)


def test_a_new_item_with_an_id_that_is_no_text_cannot_be_added() -> None:
    target = _copy()
    target["items"]["new"] = {**SOLID, "id": 5}
    target["tracks"][1]["items"].append("new")
    assert _plan(target).name == "merge"


def test_an_item_that_lost_a_field_cannot_be_updated() -> None:
    target = _copy()
    del target["items"]["img1"]["opacity"]
    assert _plan(target) == MergeComposition({"items": target["items"]})


def test_an_item_that_went_is_deleted() -> None:
    target = _copy()
    del target["items"]["img1"]
    target["tracks"][1]["items"].remove("img1")
    assert _plan(target) == DeleteItem("img1")


def test_an_item_that_no_track_lists_is_deleted() -> None:
    current = _copy()
    current["items"]["new"] = SOLID
    assert _plan(sound_document(), current) == DeleteItem("new")


def test_an_id_that_is_listed_and_no_item_is_deleted() -> None:
    current = _copy()
    current["tracks"][0]["items"].insert(0, "ghost")
    assert _plan(sound_document(), current) == DeleteItem("ghost")


def test_a_new_rear_track_is_added() -> None:
    target = _copy()
    target["tracks"].append({"id": "new", "items": []})
    assert _plan(target) == AddTrack({"id": "new", "items": []})


def test_a_new_asset_is_added() -> None:
    target = _copy()
    target["assets"]["new"] = {"id": "new", "type": "image"}
    assert _plan(target) == AddAsset({"id": "new", "type": "image"})


def test_a_finer_operation_that_is_not_allowed_is_not_chosen() -> None:
    target = _copy()
    target["items"]["img1"]["opacity"] = 0.125
    assert _plan(target, allowed=["merge", "add_item"]).name == "merge"


def test_a_merge_is_chosen_where_it_is_smaller_than_the_finer_operation() -> None:
    current: Any = {"tracks": [{"id": "t", "items": ["x" * 99]}], "items": {"x" * 99: {}}}
    track: Any = {"id": "t", "items": []}
    target: Any = {"tracks": [track], "items": {}}
    assert _plan(target, current) == MergeComposition(target)


def test_of_two_bodies_of_one_size_the_finer_is_chosen() -> None:
    spare = 0
    while True:
        current: Any = {"tracks": [], "items": {"i" * spare: {}}}
        plans = [
            _plan({**current, "items": {}}, current, [name]) for name in ("merge", "delete_item")
        ]
        merge, delete = map(measure_body, plans)
        if merge == delete:
            break
        spare += 1
    assert _plan({**current, "items": {}}, current).name == "delete_item"


def test_a_top_level_member_that_goes_cannot_be_merged_away() -> None:
    pointer, message = _refuse({"fps": 30}, {"a/b": 1, "fps": 25})
    assert pointer == "/a~1b"
    assert "only `replace` deletes" in message


def test_a_change_that_no_operation_allowed_can_say_is_refused_with_its_place() -> None:
    pointer, message = _refuse({**_copy(), "fps": 25}, allowed=["add_item", "delete_item"])
    assert pointer == "/fps"
    assert "add_item, delete_item cannot say" in message


def test_with_nothing_allowed_no_change_can_be_said() -> None:
    pointer, message = _refuse({"fps": 25}, {"fps": 30}, [])
    assert pointer == "/fps"
    assert "no operation is allowed" in message


@pytest.mark.parametrize("target", [None, [], "x", 5])
def test_a_target_that_is_no_object_is_refused(target: Any) -> None:
    assert _refuse(target, {}, OPERATION_NAMES)[0] == ""


def test_a_document_that_is_no_object_cannot_be_merged_into() -> None:
    assert _refuse({}, [], ["merge", *FINE])[0] == ""


@pytest.mark.parametrize("allowed", ["merge", ["rename"], ["merge", "REPLACE"], [5]])
def test_a_name_that_no_operation_bears_is_refused(allowed: Any) -> None:
    with pytest.raises(OperationError, match="none of replace, merge") as caught:
        _plan({}, {}, allowed)
    assert (caught.value.code, caught.value.pointer) == ("UNKNOWN_OPERATION", "/operation")


def test_an_item_retimed_among_400_takes_a_thousandth_of_the_bytes() -> None:
    current, target = make_composition(400), make_composition(400)
    target["items"]["item-000007"]["from"] += 5
    replace, merge, update = (
        measure_body(_plan(target, current, [name])) or 0
        for name in ("replace", "merge", "update_item")
    )
    assert replace > merge > 1000 * update > 0


def test_values_are_shared_with_the_target() -> None:
    target = _copy()
    target["items"]["img1"]["note"] = {}
    assert _plan(target).updates["note"] is target["items"]["img1"]["note"]
    assert write_operation(_plan(target, allowed=["replace"]))["data"]["composition"] is target  # type: ignore[index, call-overload]

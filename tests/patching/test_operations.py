"""The operations of a PATCH."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from kvid_composition import (
    Composition,
    FontStyle,
    ImageAsset,
    OperationError,
    SolidItem,
    Track,
    apply_operation,
    detach,
    merge_composition,
    parse_operation,
    replace_composition,
    validate_composition,
)
from kvid_composition.patching.operations import (
    AddAsset,
    AddItem,
    AddTrack,
    DeleteItem,
    MergeComposition,
    Operation,
    ReplaceComposition,
    UpdateItem,
)
from kvid_composition.testing.hostile import traps
from kvid_composition.testing.hostile.traps import (
    CALLS,
    HOOKS,
    HostileError,
    make_pretender,
    make_trap,
)
from tests.documents import SEED_EXAMPLE, sound_document

SOLID: dict[str, Any] = {"id": "new", "type": "solid", "from": 300, "durationInFrames": 30}


def _apply(name: str, **data: Any) -> dict[str, Any]:
    return apply_operation(sound_document(), {"operation": name, "data": data})


def _refuse(name: object, document: Any = None, **data: Any) -> tuple[str, str]:
    with pytest.raises(OperationError) as caught:
        apply_operation(
            sound_document() if document is None else document, {"operation": name, "data": data}
        )
    return caught.value.code, caught.value.pointer


def test_replace_gives_the_new_composition() -> None:
    assert replace_composition(sound_document(), SEED_EXAMPLE) == SEED_EXAMPLE


def test_replace_does_not_mind_what_it_replaces() -> None:
    assert apply_operation({}, ReplaceComposition(SEED_EXAMPLE)) == SEED_EXAMPLE


def test_merge_replaces_each_top_level_member_whole() -> None:
    merged: Any = merge_composition(sound_document(), {"items": {"new": SOLID}})
    assert list(merged["items"]) == ["new"]


def test_merge_leaves_what_is_not_sent() -> None:
    document = sound_document()
    merged = merge_composition(document, {"fps": 25})
    assert merged == {**document, "fps": 25}


def test_merge_keeps_keys_in_their_places_and_appends_new_ones() -> None:
    document = sound_document()
    merged = merge_composition(document, {"note": 1, "fps": 25})
    assert list(merged) == [*document, "note"]


def test_merge_can_set_a_member_to_null() -> None:
    assert merge_composition({"a": 1}, {"a": None}) == {"a": None}


def test_unchanged_parts_are_shared() -> None:
    document = sound_document()
    assert merge_composition(document, {"fps": 25})["items"] is document["items"]


def test_a_merge_that_sends_one_item_loses_the_others() -> None:
    merged = merge_composition(sound_document(), {"items": {"new": SOLID}})
    codes = [issue.code for issue in validate_composition(merged).errors]
    assert codes == ["REF101"] * 8


def test_models_are_taken_as_their_documents() -> None:
    composition = Composition.from_document(SEED_EXAMPLE)
    assert merge_composition(composition, {"fps": 25}) == {**SEED_EXAMPLE, "fps": 25}
    assert replace_composition({}, composition) == SEED_EXAMPLE


def test_add_item_puts_it_into_items_and_at_the_end_of_its_track() -> None:
    result: Any = _apply("add_item", trackId="trOvl", item=SOLID)
    assert result["items"]["new"] == SOLID
    assert result["tracks"][1]["items"] == ["img1", "gif1", "new"]
    assert list(result["items"])[-1] == "new"


def test_add_item_takes_a_model() -> None:
    item = SolidItem(id="new", from_frame=300, duration_in_frames=30)
    result: Any = _apply("add_item", trackId="trOvl", item=item)
    assert result["items"]["new"] == SOLID


def test_update_item_replaces_members_whole() -> None:
    result: Any = _apply("update_item", itemId="txt1", updates={"fontStyle": {}, "note": None})
    before = sound_document()["items"]["txt1"]
    assert result["items"]["txt1"] == {**before, "fontStyle": {}, "note": None}


def test_update_of_an_absent_item_changes_nothing() -> None:
    assert _apply("update_item", itemId="nobody", updates={"from": 3}) == sound_document()


def test_delete_item_takes_it_off_items_and_every_track() -> None:
    document = sound_document()
    document["tracks"][0]["items"] += ["img1", "img1"]
    result: Any = apply_operation(document, DeleteItem("img1"))
    assert "img1" not in result["items"]
    assert all("img1" not in track["items"] for track in result["tracks"])


def test_delete_of_an_absent_item_changes_nothing() -> None:
    assert _apply("delete_item", itemId="nobody") == sound_document()


def test_delete_item_passes_broken_tracks_by() -> None:
    document: Any = {**sound_document(), "tracks": [5, {"id": "t"}, {"id": "u", "items": ["img1"]}]}
    result: Any = apply_operation(document, DeleteItem("img1"))
    assert result["tracks"] == [5, {"id": "t"}, {"id": "u", "items": []}]


def test_add_track_puts_it_behind_all_others() -> None:
    track: Any = {"id": "t", "items": []}
    assert _apply("add_track", track=track)["tracks"] == [*sound_document()["tracks"], track]


def test_add_asset_puts_it_into_assets() -> None:
    asset = {"id": "a", "type": "image"}
    result: Any = _apply("add_asset", asset=asset)
    assert result["assets"]["a"] == asset


def test_unknown_operation_is_refused_with_the_known_ones() -> None:
    with pytest.raises(OperationError, match="'rename' is none of replace, merge") as caught:
        parse_operation({"operation": "rename", "data": {}})
    assert (caught.value.code, caught.value.pointer) == ("UNKNOWN_OPERATION", "/operation")


@pytest.mark.parametrize("name", [None, 5, [], {}, "", "REPLACE", object()])
def test_an_operation_that_is_no_known_name_is_refused(name: Any) -> None:
    assert _refuse(name) == ("UNKNOWN_OPERATION", "/operation")


@pytest.mark.parametrize("body", [None, [], "replace", 5])
def test_a_body_that_is_no_object_is_refused(body: Any) -> None:
    with pytest.raises(OperationError) as caught:
        parse_operation(body)
    assert (caught.value.code, caught.value.pointer) == ("INVALID_REQUEST", "")


@pytest.mark.parametrize("data", [None, [], "x"])
def test_data_that_is_no_object_is_refused(data: Any) -> None:
    with pytest.raises(OperationError) as caught:
        parse_operation({"operation": "merge", "data": data})
    assert (caught.value.code, caught.value.pointer) == ("INVALID_REQUEST", "/data")


@pytest.mark.parametrize(
    ("name", "data", "pointer"),
    [
        ("replace", {}, "/data/composition"),
        ("merge", {"composition": []}, "/data/composition"),
        ("merge", {"composition": None}, "/data/composition"),
        ("add_item", {"item": SOLID}, "/data/trackId"),
        ("add_item", {"trackId": "trOvl"}, "/data/item"),
        ("add_item", {"trackId": "nope", "item": SOLID}, "/data/trackId"),
        ("add_item", {"trackId": "trOvl", "item": {"id": "img1"}}, "/data/item/id"),
        ("add_item", {"trackId": "trOvl", "item": {}}, "/data/item/id"),
        ("update_item", {"itemId": 5, "updates": {}}, "/data/itemId"),
        ("update_item", {"itemId": "img1"}, "/data/updates"),
        ("delete_item", {}, "/data/itemId"),
        ("add_track", {"track": {"id": "trOvl", "items": []}}, "/data/track/id"),
        ("add_track", {"track": {"items": []}}, "/data/track/id"),
        ("add_asset", {"asset": {"id": "aI"}}, "/data/asset/id"),
    ],
)
def test_a_malformed_request_is_refused_with_its_place(
    name: str, data: dict[str, Any], pointer: str
) -> None:
    assert _refuse(name, **data) == ("INVALID_REQUEST", pointer)


@pytest.mark.parametrize(
    ("name", "data", "broken", "pointer"),
    [
        ("merge", {"composition": {}}, [], ""),
        ("add_item", {"trackId": "t", "item": SOLID}, {"tracks": []}, "/items"),
        ("add_item", {"trackId": "t", "item": SOLID}, {"items": {}}, "/tracks"),
        (
            "add_item",
            {"trackId": "t", "item": SOLID},
            {"items": {}, "tracks": [{"id": "t"}]},
            "/tracks/0/items",
        ),
        ("update_item", {"itemId": "i", "updates": {}}, {}, "/items"),
        ("update_item", {"itemId": "i", "updates": {}}, {"items": {"i": 5}}, "/items"),
        ("delete_item", {"itemId": "i"}, {"items": []}, "/items"),
        ("delete_item", {"itemId": "i"}, {"items": {}, "tracks": {}}, "/tracks"),
        ("add_track", {"track": {"id": "t"}}, {}, "/tracks"),
        ("add_asset", {"asset": {"id": "a"}}, {"assets": 5}, "/assets"),
    ],
)
def test_a_broken_document_is_refused_with_its_place(
    name: str, data: dict[str, Any], broken: Any, pointer: str
) -> None:
    assert _refuse(name, broken, **data) == ("BROKEN_DOCUMENT", pointer)


def test_replace_refuses_what_is_no_object() -> None:
    wrong: Any = ["not", "a", "composition"]
    with pytest.raises(OperationError, match="an array"):
        replace_composition({}, wrong)


def test_a_foreign_value_is_named_by_its_type() -> None:
    with pytest.raises(OperationError, match="of the type set"):
        parse_operation({"operation": "merge", "data": {"composition": {1}}})


HOSTILE: dict[str, Callable[[], Any]] = {
    "no truth": make_trap(object, ("__bool__",), HostileError),
    "no class": make_trap(object, ("__class__",), HostileError),
    "all traps": make_trap(str, HOOKS, HostileError),
    "hostile metaclass": traps.RaisingClass,
    "hostile dict": traps.RaisingDict,
    "pretender": make_pretender(str),
    "impostor": lambda: traps.Impostor(dict),
}


WRAPPED: list[tuple[Callable[[Any], Any], tuple[str, str]]] = [
    (lambda value: value, ("INVALID_REQUEST", "")),
    (lambda value: {"operation": value}, ("UNKNOWN_OPERATION", "/operation")),
    (lambda value: {"operation": "merge", "data": value}, ("INVALID_REQUEST", "/data")),
    (
        lambda value: {"operation": "delete_item", "data": {"itemId": value}},
        ("INVALID_REQUEST", "/data/itemId"),
    ),
    (
        lambda value: {"operation": "add_item", "data": {"trackId": "t", "item": value}},
        ("INVALID_REQUEST", "/data/item"),
    ),
]


@pytest.mark.parametrize("make", HOSTILE)
@pytest.mark.parametrize(("wrap", "place"), WRAPPED)
def test_a_hostile_value_is_refused_and_none_of_its_code_is_run(
    make: str, wrap: Callable[[Any], Any], place: tuple[str, str]
) -> None:
    body = wrap(HOSTILE[make]())
    CALLS.clear()
    with pytest.raises(OperationError) as caught:
        parse_operation(body)
    assert (caught.value.code, caught.value.pointer) == place
    assert CALLS == []


def test_a_hostile_key_of_a_body_is_never_compared() -> None:
    key = traps.RaisingText("operation")
    body: Any = {key: "merge"}
    key.armed = True
    with pytest.raises(OperationError, match="name one of replace"):
        parse_operation(body)


def test_models_inside_a_composition_are_written_out() -> None:
    item = SolidItem(id="new", from_frame=300, duration_in_frames=30)
    track = Track(id="t", items=["new"])
    partial: Any = {"items": {"new": item}, "tracks": [track]}
    merged: Any = merge_composition(sound_document(), partial)
    assert json.loads(json.dumps(merged)) == merged
    assert merged["items"] == {"new": SOLID}
    assert merged["tracks"] == [{"id": "t", "items": ["new"]}]


def test_models_inside_the_current_document_are_written_out() -> None:
    document: Any = {"items": {"new": SolidItem(id="new", from_frame=300, duration_in_frames=30)}}
    assert merge_composition(document, {"fps": 25}) == {"items": {"new": SOLID}, "fps": 25}
    before = document["items"]["new"]
    result: Any = apply_operation({**document, "assets": {}}, AddAsset({"id": "a"}))
    assert result["items"]["new"] == SOLID
    assert document["items"]["new"] is before


@pytest.mark.parametrize(
    "operation",
    [
        AddItem("trOvl", SolidItem(id="new", from_frame=300, duration_in_frames=30)),  # type: ignore[arg-type]
        AddItem("trOvl", {**SOLID, "fontStyle": FontStyle(weight=400)}),  # type: ignore[dict-item]
        UpdateItem("txt1", {"fontStyle": FontStyle(weight=400)}),  # type: ignore[dict-item]
        AddTrack(Track(id="t", items=[])),  # type: ignore[arg-type]
        AddAsset(ImageAsset(id="a")),  # type: ignore[arg-type]
    ],
    ids=lambda operation: operation.name,
)
def test_models_inside_an_operation_are_written_out(operation: Operation) -> None:
    result = apply_operation(sound_document(), operation)
    assert json.loads(json.dumps(result)) == result


def test_a_typed_operation_is_taken_as_it_is() -> None:
    operation: Operation = MergeComposition({"fps": 25})
    assert parse_operation(operation) is operation
    assert apply_operation({"fps": 30}, operation) == {"fps": 25}


def test_other_members_of_a_body_are_ignored() -> None:
    body: Any = {
        "email": "a@example.com",
        "operation": "merge",
        "data": {"composition": {}, "x": 1},
    }
    assert parse_operation(body) == MergeComposition({})


OPERATIONS: list[Operation] = [
    ReplaceComposition(SEED_EXAMPLE),
    MergeComposition({"items": {}}),
    AddItem("trOvl", {**SOLID}),
    DeleteItem("img1"),
]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_no_operation_changes_the_document_given(operation: Operation) -> None:
    document = sound_document()
    before = detach(document)
    apply_operation(document, operation)
    assert json.dumps(document) == json.dumps(before)

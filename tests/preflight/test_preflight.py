"""Preflight as a whole: what would happen, and what to send instead."""

from typing import Any

import pytest

from benchmarks.compositions import make_composition
from kvid_composition import (
    Composition,
    OperationError,
    Report,
    apply_operation,
    detach,
    validate_composition,
)
from kvid_composition.diffing.diff import diff_compositions
from kvid_composition.patching.operations import (
    DeleteItem,
    MergeComposition,
    Operation,
    ReplaceComposition,
    UpdateItem,
)
from kvid_composition.preflight.preflight import preflight_operation
from kvid_composition.preflight.result import Preflight
from tests.documents import SEED_EXAMPLE, sound_document

RETIMED = UpdateItem("item-000007", {"from": 5000})


def _copy() -> Any:
    return detach(sound_document())


def _fly(operation: Any, current: Any = None) -> Preflight:
    return preflight_operation(_copy() if current is None else current, operation)


def _retime_naively(**fields: Any) -> tuple[dict[str, Any], Preflight]:
    """Retime one item of 400 by a merge with only that item."""
    current = make_composition(400)
    item: Any = {**current["items"]["item-000007"], "from": 5000, **fields}
    return current, preflight_operation(current, MergeComposition({"items": {item["id"]: item}}))


def test_a_merge_with_one_item_of_400_loses_the_other_399() -> None:
    current, preflight = _retime_naively()
    others = [id_ for id_ in current["items"] if id_ != "item-000007"]
    assert list(preflight.lost) == [f"/items/{id_}" for id_ in others]


def test_a_merge_with_one_item_of_400_breaks_it_since_tracks_list_the_others() -> None:
    _, preflight = _retime_naively()
    assert (preflight.ok, preflight.verdict) == (False, "breaks")
    assert {issue.code for issue in preflight.new_issues} >= {"REF101"}


def test_instead_of_a_merge_with_one_item_of_400_an_update_is_offered() -> None:
    current, preflight = _retime_naively()
    assert preflight.better == RETIMED
    better = preflight_operation(current, RETIMED)
    assert (better.verdict, better.lost) == ("safe", ())
    assert preflight.bytes_needed == better.bytes_sent


def test_an_update_needs_far_fewer_bytes_than_a_merge_with_all_400_items() -> None:
    current = make_composition(400)
    sent = MergeComposition({"items": apply_operation(current, RETIMED)["items"]})
    preflight = preflight_operation(current, sent)
    assert (preflight.verdict, preflight.better) == ("safe", RETIMED)
    assert preflight.bytes_sent > 500 * preflight.bytes_needed


def test_the_result_is_what_the_operation_makes() -> None:
    operation = UpdateItem("img1", {"opacity": 0.5})
    preflight = _fly(operation)
    assert preflight.operation == operation
    assert preflight.document == apply_operation(_copy(), operation)
    assert preflight.diff == diff_compositions(_copy(), preflight.document)
    assert preflight.report == validate_composition(preflight.document)


def test_a_plain_body_is_taken_like_an_operation() -> None:
    body: Any = {"email": "a@b.c", "operation": "delete_item", "data": {"itemId": "img1"}}
    assert _fly(body) == _fly(DeleteItem("img1"))


def test_models_are_taken_as_their_documents() -> None:
    current = Composition.from_document(_copy())
    assert _fly(DeleteItem("img1"), current) == _fly(DeleteItem("img1"))


def test_models_in_a_body_are_taken_as_their_documents() -> None:
    current = Composition.from_document(_copy())
    item = current.items["img1"]
    models: Any = {"items": {"img1": item}}
    assert _fly(MergeComposition(models)) == _fly(
        MergeComposition({"items": {"img1": item.to_document()}})
    )
    assert _fly({"operation": "replace", "data": {"composition": current}}).bytes_needed == 0


def test_an_item_that_is_deleted_by_name_makes_it_safe() -> None:
    preflight = _fly(DeleteItem("img1"))
    assert (preflight.verdict, preflight.lost) == ("safe", ())


def test_an_operation_that_changes_nothing_needs_no_bytes() -> None:
    preflight = _fly(UpdateItem("nobody", {"from": 5}))
    assert (preflight.bytes_needed, preflight.better, preflight.verdict) == (0, None, "safe")
    assert preflight.bytes_sent > 0


def test_what_was_broken_before_does_not_count() -> None:
    current = _copy()
    current["items"]["gif1"]["assetId"] = "nobody"
    preflight = _fly(UpdateItem("img1", {"opacity": 0.5}), current)
    assert (preflight.ok, preflight.new_issues) == (True, ())
    assert [issue.code for issue in preflight.report.errors] == ["REF102"]


def test_a_smaller_body_that_breaks_the_same_is_not_offered() -> None:
    items = _copy()["items"]
    items["img1"]["assetId"] = "nobody"
    preflight = _fly(MergeComposition({"items": items}))
    assert (preflight.verdict, preflight.lost, preflight.better) == ("breaks", (), None)
    assert preflight.bytes_needed == preflight.bytes_sent


def test_a_smaller_body_that_deletes_what_is_lost_is_not_offered() -> None:
    current = _copy()
    current["items"]["spare"] = {**current["items"]["sol1"], "id": "spare"}
    preflight = _fly(MergeComposition({"items": _copy()["items"]}), current)
    assert (preflight.verdict, preflight.lost) == ("loses", ("/items/spare",))
    assert preflight.better is None
    assert preflight.bytes_needed == preflight.bytes_sent


def test_an_operation_that_gives_the_document_itself_is_not_checked_again() -> None:
    report = Report()
    assert preflight_operation(_copy(), UpdateItem("nobody", {}), report=report).report is report


def test_new_issues_are_of_any_severity() -> None:
    preflight = _fly(UpdateItem("img1", {"opacity": 3}))
    assert [issue.code for issue in preflight.new_issues] == ["MED109"]
    assert preflight.verdict == "safe"


def test_a_report_that_is_given_is_what_issues_are_new_against() -> None:
    current = _copy()
    current["items"]["gif1"]["assetId"] = "nobody"
    update = UpdateItem("img1", {"opacity": 0.5})
    assert not preflight_operation(current, update, report=Report()).ok
    assert preflight_operation(current, update, report=validate_composition(current)).ok


def test_the_thumbnails_before_and_after_are_told() -> None:
    assets = _copy()["assets"]
    before = assets["aI"]["remoteUrl"]
    assets["aI"]["remoteUrl"] = "https://example.com/new.png"
    preflight = _fly(MergeComposition({"assets": assets}))
    assert preflight.thumbnail_before == before
    assert preflight.thumbnail_after == "https://example.com/new.png"


def test_a_document_that_is_no_object_can_be_replaced() -> None:
    preflight = _fly(ReplaceComposition(SEED_EXAMPLE), [])
    assert (preflight.verdict, preflight.lost) == ("safe", ())
    assert preflight.document == SEED_EXAMPLE


@pytest.mark.parametrize(
    ("operation", "current", "code"),
    [
        ({"operation": "rename", "data": {}}, None, "UNKNOWN_OPERATION"),
        ({"operation": "merge", "data": {}}, None, "INVALID_REQUEST"),
        (MergeComposition({}), [], "BROKEN_DOCUMENT"),
    ],
)
def test_what_cannot_be_applied_is_refused(operation: Any, current: Any, code: str) -> None:
    with pytest.raises(OperationError) as caught:
        _fly(operation, current)
    assert caught.value.code == code


def _nest(depth: int) -> Any:
    value: Any = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("operation", "pointer"),
    [
        (UpdateItem("img1", {"a": 10**5000}), "/data/updates/a"),
        (MergeComposition({"a": [1, {2}]}), "/data/composition/a/1"),  # type: ignore[list-item]
        (MergeComposition({"a": float("nan"), "b": {3}}), "/data/composition/b"),  # type: ignore[dict-item]
    ],
)
def test_a_body_that_cannot_be_written_is_refused_with_its_place(
    operation: Operation, pointer: str
) -> None:
    with pytest.raises(OperationError, match="cannot be written as JSON") as caught:
        _fly(operation)
    assert (caught.value.code, caught.value.pointer) == ("INVALID_REQUEST", pointer)


def test_a_body_that_is_nested_too_deeply_is_refused() -> None:
    with pytest.raises(OperationError, match="cannot be written as JSON"):
        _fly(MergeComposition({"a": _nest(100_000)}))


def test_a_number_that_is_not_finite_breaks_it() -> None:
    assert _fly(MergeComposition({"note": float("nan")})).verdict == "breaks"

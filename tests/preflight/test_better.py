"""Better operations: smaller ones that do the same, safe ones that do what was meant."""

from typing import Any

import pytest

from kvid_composition import apply_operation, detach, validate_composition
from kvid_composition.patching.operations import (
    AddItem,
    MergeComposition,
    Operation,
    ReplaceComposition,
    UpdateItem,
)
from kvid_composition.plan.sizes import measure_body
from kvid_composition.preflight.better import mend_operation, shorten_operation
from tests.documents import sound_document

SOLID: dict[str, Any] = {"id": "new", "type": "solid", "from": 300, "durationInFrames": 30}


def _copy() -> Any:
    return detach(sound_document())


def _measure(operation: Operation) -> int:
    size = measure_body(operation)
    assert size is not None
    return size


def _shorten(operation: Operation, current: Any = None) -> tuple[Operation | None, int]:
    document = _copy() if current is None else current
    return shorten_operation(document, apply_operation(document, operation), _measure(operation))


def _mend(operation: Operation, current: Any = None) -> tuple[Operation | None, int]:
    document = _copy() if current is None else current
    report = validate_composition(document)
    return mend_operation(document, operation, report, _measure(operation))


def test_a_smaller_operation_is_found_with_its_size() -> None:
    items = _copy()["items"]
    items["img1"]["opacity"] = 0.5
    update = UpdateItem("img1", {"opacity": 0.5})
    assert _shorten(MergeComposition({"items": items})) == (update, _measure(update))


def test_nothing_is_needed_where_nothing_changes() -> None:
    assert _shorten(ReplaceComposition(_copy())) == (None, 0)


def test_an_operation_that_is_the_smallest_stays() -> None:
    update = UpdateItem("img1", {"opacity": 0.5})
    assert _shorten(update) == (None, _measure(update))


def test_an_operation_is_not_shortened_by_what_named_an_asset_as_deleted() -> None:
    deleted: Any = [{"assetId": "spare"}]
    current = {**_copy(), "deletedAssets": deleted}
    current["assets"]["spare"] = {"id": "spare", "type": "image"}
    merge = MergeComposition({"assets": _copy()["assets"], "deletedAssets": deleted})
    assert _shorten(merge, current) == (None, _measure(merge))


def test_a_document_that_cannot_be_written_needs_nothing_better() -> None:
    current: Any = {"items": {"a": {"n": 10**5000}}, "tracks": []}
    merge = MergeComposition({"fps": 30})
    assert _shorten(merge, current) == (None, _measure(merge))


def test_an_item_that_is_sent_alone_is_mended_into_an_update() -> None:
    item = {**_copy()["items"]["img1"], "opacity": 0.5}
    update = UpdateItem("img1", {"opacity": 0.5})
    assert _mend(MergeComposition({"items": {"img1": item}})) == (update, _measure(update))


def test_a_new_item_that_is_sent_alone_with_its_track_is_mended_into_an_addition() -> None:
    sent: Any = {"items": {"new": SOLID}, "tracks": [{"id": "trOvl", "items": ["new"]}]}
    addition = AddItem("trOvl", SOLID)
    assert _mend(MergeComposition(sent)) == (addition, _measure(addition))


def test_a_mended_operation_may_be_larger() -> None:
    items = {id_: _copy()["items"][id_] | {"opacity": 0.5} for id_ in ("img1", "vid1")}
    merge = MergeComposition({"items": items})
    better, needed = _mend(merge)
    assert needed > _measure(merge)
    assert better is not None
    assert better.name == "merge"


def test_a_partial_replace_is_mended_into_a_merge() -> None:
    merge = MergeComposition({"fps": 25})
    assert _mend(ReplaceComposition({"fps": 25})) == (merge, _measure(merge))


@pytest.mark.parametrize(
    "operation",
    [
        ReplaceComposition({**sound_document(), "items": {}}),
        UpdateItem("img1", {"assetId": "nobody"}),
        MergeComposition({"items": {}}),
    ],
    ids=["a whole replace", "an update", "what is meant is what is there"],
)
def test_nothing_is_offered_where_nothing_else_is_meant(operation: Operation) -> None:
    assert _mend(operation) == (None, _measure(operation))


def test_nothing_is_offered_that_breaks_something_itself() -> None:
    item: Any = {**_copy()["items"]["img1"], "assetId": "nobody"}
    merge = MergeComposition({"items": {"img1": item}})
    assert _mend(merge) == (None, _measure(merge))


def test_nothing_is_offered_that_loses_something_itself() -> None:
    current: Any = {**_copy(), "deletedAssets": [{"assetId": "spare"}]}
    current["assets"]["spare"] = {"id": "spare", "type": "image"}
    sent: Any = {"assets": {}, "deletedAssets": [{"assetId": "spare"}]}
    merge = MergeComposition(sent)
    assert _mend(merge, current) == (None, _measure(merge))


def test_what_was_broken_before_keeps_nothing_from_being_offered() -> None:
    current = _copy()
    current["items"]["gif1"]["assetId"] = "nobody"
    item = {**current["items"]["img1"], "opacity": 0.5}
    better, _ = _mend(MergeComposition({"items": {"img1": item}}), current)
    assert better == UpdateItem("img1", {"opacity": 0.5})


def test_nothing_is_offered_that_cannot_be_written() -> None:
    current: Any = {**_copy(), "note": {"n": 10**5000}}
    current["items"]["img1"]["n"] = 10**5000
    item: Any = {"id": "img2", "type": "chart", "from": 900, "durationInFrames": 9}
    merge = MergeComposition({"items": {"img2": item}})
    assert _mend(merge, current) == (None, _measure(merge))

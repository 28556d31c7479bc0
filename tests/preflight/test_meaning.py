"""Meaning: what somebody evidently wanted to have, and where nothing is evident."""

from typing import Any

import pytest

from kvid_composition import detach
from kvid_composition.patching.operations import (
    DeleteItem,
    MergeComposition,
    ReplaceComposition,
    UpdateItem,
)
from kvid_composition.preflight.meaning import guess_meaning
from tests.documents import sound_document

SOLID: dict[str, Any] = {"id": "new", "type": "solid", "from": 300, "durationInFrames": 30}


def _copy() -> Any:
    return detach(sound_document())


def _guess(current: Any = None, **sent: Any) -> Any:
    return guess_meaning(_copy() if current is None else current, MergeComposition(sent))


def test_an_item_that_is_sent_alone_is_meant_to_be_over_the_others() -> None:
    expected = _copy()
    expected["items"]["new"] = SOLID
    assert _guess(items={"new": SOLID}) == expected


def test_a_part_of_an_item_is_meant_to_be_over_its_members() -> None:
    expected = _copy()
    expected["items"]["img1"]["opacity"] = 0.5
    assert _guess(items={"img1": {"opacity": 0.5}}) == expected


def test_an_asset_that_is_sent_alone_is_meant_to_be_over_the_others() -> None:
    expected = _copy()
    expected["assets"]["aI"]["filename"] = "other.png"
    assert _guess(assets={"aI": {"filename": "other.png"}}) == expected


def test_an_asset_that_is_named_as_deleted_is_meant_to_go() -> None:
    deleted: Any = [{"assetId": "aI"}]
    guess = _guess(assets={"aV": {}}, deletedAssets=deleted)
    assert list(guess["assets"]) == [id_ for id_ in _copy()["assets"] if id_ != "aI"]
    assert guess["deletedAssets"] == deleted


def test_an_asset_that_is_named_as_deleted_and_sent_is_meant_to_stay_in_its_place() -> None:
    guess = _guess(assets={"aV": {}}, deletedAssets=[{"assetId": "aV"}])
    assert list(guess["assets"]) == list(_copy()["assets"])


def test_a_track_that_is_sent_alone_is_meant_to_be_over_the_others() -> None:
    expected = _copy()
    expected["tracks"].append({"id": "new", "items": []})
    assert _guess(tracks=[{"id": "new", "items": []}]) == expected


def test_other_members_are_meant_as_they_are_sent() -> None:
    assert _guess(note={"a": 1}, fps=25) == {**_copy(), "note": {"a": 1}, "fps": 25}


@pytest.mark.parametrize(
    ("current", "sent"),
    [({"items": 5}, {"items": {}}), ({"items": {"a": {}}}, {"items": 5}), ({}, {"items": {}})],
)
def test_what_cannot_be_laid_over_is_meant_as_it_is_sent(current: Any, sent: Any) -> None:
    assert _guess(current, **sent) == sent


def test_a_replace_that_lacks_a_whole_member_is_meant_as_a_merge() -> None:
    expected = {**_copy(), "fps": 25}
    assert guess_meaning(_copy(), ReplaceComposition({"fps": 25})) == expected


def test_a_whole_replace_is_meant_as_it_is() -> None:
    assert guess_meaning(_copy(), ReplaceComposition({**_copy(), "items": {}})) is None


def test_a_replace_that_lacks_only_what_may_be_absent_is_meant_as_it_is() -> None:
    sent = {key: value for key, value in _copy().items() if key != "durationInFrames"}
    assert guess_meaning(_copy(), ReplaceComposition(sent)) is None


def test_a_replace_that_lacks_what_the_document_lacks_is_meant_as_it_is() -> None:
    assert guess_meaning({"fps": 30}, ReplaceComposition({"fps": 25})) is None


@pytest.mark.parametrize("operation", [UpdateItem("img1", {}), DeleteItem("img1")])
def test_a_finer_operation_means_what_it_says(operation: Any) -> None:
    assert guess_meaning(_copy(), operation) is None


def test_over_what_is_no_object_nothing_can_be_meant() -> None:
    assert guess_meaning([], ReplaceComposition({})) is None
    assert guess_meaning(None, MergeComposition({})) is None

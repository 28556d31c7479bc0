from typing import Any

import pytest

from kvid_composition.diffing.diff import diff_compositions
from kvid_composition.diffing.facts import Duplicated, Fact, Split
from tests.diffing.versions import Document, sample


def _find_facts(before: Document, later: Document) -> tuple[Fact, ...]:
    return diff_compositions(before, later).facts


def _split(**fields: Any) -> Document:
    later = sample()
    later["items"]["a"]["durationInFrames"] = 40
    rest = {"from": 40, "durationInFrames": 60, "videoStartFromInSeconds": 1 + 40 / 30}
    later["items"]["rest"] = {**later["items"]["a"], "id": "rest", **rest, **fields}
    later["tracks"][1]["items"].append("rest")
    return later


def test_an_item_that_goes_on_as_another_was_split() -> None:
    assert _find_facts(sample(), _split()) == (Split(item_id="a", new_item_id="rest", frame=40),)


@pytest.mark.parametrize(
    "fields",
    [{"from": 41}, {"durationInFrames": 61}, {"assetId": "hill"}, {"type": "gif"}, {"from": "x"}],
)
def test_an_item_that_does_not_go_on_there_is_no_rest(fields: Document) -> None:
    assert _find_facts(sample(), _split(**fields)) == ()


def test_an_item_whose_start_is_no_number_was_not_split() -> None:
    before, later = sample(), _split()
    before["items"]["a"]["from"] = later["items"]["a"]["from"] = "soon"
    assert _find_facts(before, later) == ()


def test_an_item_that_was_extended_was_not_split() -> None:
    later = _split()
    later["items"]["a"]["durationInFrames"] = 140
    assert _find_facts(sample(), later) == ()


def test_an_item_like_another_but_for_its_start_is_a_copy() -> None:
    later = sample()
    later["items"]["copy"] = {**later["items"]["a"], "id": "copy", "from": 700}
    assert _find_facts(sample(), later) == (Duplicated(item_id="a", copy_id="copy"),)


def test_an_item_with_another_text_is_no_copy() -> None:
    later = sample()
    later["items"]["copy"] = {**later["items"]["title"], "id": "copy", "text": "Ho"}
    assert _find_facts(sample(), later) == ()


def test_items_that_cannot_be_written_are_like_no_other() -> None:
    before, later = sample(), sample()
    deep: list[Any] = []
    for _ in range(5_000):
        deep = [deep]
    before["items"]["deep"] = {"id": "deep", "type": "chart", "data": deep, "assetId": []}
    later["items"]["deep"] = before["items"]["deep"]
    later["items"]["copy"] = {**before["items"]["deep"], "id": "copy"}
    assert _find_facts(before, later) == ()


def test_facts_are_written_with_their_type() -> None:
    split = Split(item_id="a", new_item_id="b", frame=4)
    copy = Duplicated(item_id="a", copy_id="b")
    assert split.to_dict() == {"type": "Split", "item_id": "a", "new_item_id": "b", "frame": 4}
    assert copy.to_dict() == {"type": "Duplicated", "item_id": "a", "copy_id": "b"}

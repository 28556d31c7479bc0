"""Sizes: the bytes of a body as it would be sent."""

import json
from bisect import bisect_left
from typing import Any

import pytest

from kvid_composition.patching.operations import (
    DeleteItem,
    MergeComposition,
    ReplaceComposition,
    UpdateItem,
    write_operation,
)
from kvid_composition.plan.sizes import measure_body, takes_at_least
from tests.documents import sound_document


def _nest(depth: int) -> Any:
    value: Any = []
    for _ in range(depth):
        value = [value]
    return value


def test_a_body_is_measured_without_white_space() -> None:
    body = b'{"operation":"update_item","data":{"itemId":"clip-7","updates":{"from":527}}}'
    assert measure_body(UpdateItem("clip-7", {"from": 527})) == len(body)


def test_a_body_is_measured_in_utf_8() -> None:
    assert measure_body(DeleteItem("사진")) == len('{"operation":"delete_item","data":') + len(
        '{"itemId":"사진"}}'.encode()
    )


def test_a_lone_surrogate_takes_the_six_bytes_of_its_escape() -> None:
    assert measure_body(DeleteItem("\ud800")) == len(
        json.dumps(write_operation(DeleteItem("\ud800")), separators=(",", ":"))
    )


@pytest.mark.parametrize(
    "value", [_nest(100_000), 10**5000, {1}], ids=["too deep", "too many digits", "no JSON"]
)
def test_what_cannot_be_written_has_no_size(value: Any) -> None:
    assert measure_body(MergeComposition({"note": value})) is None
    assert takes_at_least(MergeComposition({"note": [value]}), 10**9)


@pytest.mark.parametrize("make", [MergeComposition, ReplaceComposition])
def test_a_body_takes_at_least_its_size_and_no_more(
    make: type[MergeComposition | ReplaceComposition],
) -> None:
    operation = make(sound_document())
    size = measure_body(operation)
    assert size is not None
    assert takes_at_least(operation, size)
    assert not takes_at_least(operation, size + 1)


def test_what_can_only_be_written_in_parts_takes_more_than_any_size() -> None:
    def is_unwritable(depth: int) -> bool:
        return measure_body(MergeComposition({"note": _nest(depth)})) is None

    depth = bisect_left(range(100_000), True, key=is_unwritable)
    assert takes_at_least(MergeComposition({"note": _nest(depth + 2)}), 10**9)

"""The weight of a value: its bytes and its depth, remembered until it changes."""

import json
from typing import Any

import pytest
from hypothesis import given

from kvid_composition.document.values import is_array, is_object
from kvid_composition.patching.scales import Scales, Weight, list_parts
from kvid_composition.testing.drawn.plain_json import json_values
from kvid_composition.testing.hostile.values import nest


def _count_levels(value: Any) -> int:
    if is_object(value) or is_array(value):
        return 1 + max(map(_count_levels, list_parts(value)), default=0)
    return 0


@given(json_values())
def test_a_value_weighs_its_bytes_as_compact_json(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert Scales().weigh(value) == Weight(len(text.encode()), _count_levels(value))


@pytest.mark.parametrize(
    ("value", "size"),
    [("\ud800", 5), (10**400, 401), (-(10**400), 402), (10**10_000, 10_001), ("한\n", 7)],
    ids=["surrogate", "long", "long and negative", "too long to write", "escaped"],
)
def test_what_is_no_plain_text_or_number_is_weighed_as_well(value: Any, size: int) -> None:
    assert Scales().weigh([value]).size == size + 2


def test_what_is_no_json_weighs_nothing() -> None:
    assert Scales().weigh([{1}, b"x"]).size == 3


@pytest.mark.parametrize("arrays", [False, True])
def test_any_depth_is_weighed(arrays: bool) -> None:
    assert Scales().weigh(nest(20_000, arrays=arrays)).depth == 20_000


def test_a_shared_part_counts_wherever_it_stands_and_is_looked_at_once() -> None:
    scales = Scales()
    value: Any = "x"
    for _ in range(60):
        value = [value, value]
    assert scales.weigh(value).size == 2**60 * 3 + 3 * (2**60 - 1)
    assert scales.looked_at == 60 * 3


def test_a_container_is_looked_at_again_after_it_has_changed() -> None:
    scales = Scales()
    inner: list[Any] = []
    outer = {"a": inner}
    assert scales.weigh(outer) == Weight(8, 2)
    inner.append([1])
    assert scales.weigh(outer) == Weight(8, 2)
    for part in (outer, inner):
        scales.forget(part)
    assert scales.weigh(outer) == Weight(11, 3)

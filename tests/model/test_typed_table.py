"""Entities column by column, as far as their model speaks of them."""

from typing import Any

import pytest

from kvid_composition.document.tables import tabulate
from kvid_composition.document.values import MISSING, Missing
from kvid_composition.model.shape_table import ITEM_SHAPES
from kvid_composition.model.typed_table import TypedTable


def _tabulate(count: int, **members: Any) -> TypedTable:
    items = {f"i{n}": {"id": f"i{n}", "color": "red", **members} for n in range(count)}
    (table,) = tabulate(items)
    return TypedTable("solid", ITEM_SHAPES["solid"], table)


@pytest.mark.parametrize("count", [2, 70])
def test_a_member_that_is_not_declared_counts_as_absent(count: int) -> None:
    table = _tabulate(count, playbackRate="fast")
    assert table.lacks("playbackRate")
    assert not table.declares("playbackRate")
    assert not table.has_everywhere("playbackRate")
    assert table.read_column("playbackRate") == [MISSING] * count
    assert table.read_types("playbackRate") == {Missing}
    assert table.select("playbackRate", "id", opacity=1) == ([], [], [], [])


@pytest.mark.parametrize("count", [2, 70])
def test_a_declared_member_is_given_as_it_stands(count: int) -> None:
    table = _tabulate(count)
    assert table.declares("color")
    assert not table.lacks("color")
    assert table.has_everywhere("color")
    assert table.read_column("color") == ["red"] * count
    assert table.read_types("color") == {str}


def test_a_default_stands_in_for_what_is_absent_or_not_declared() -> None:
    table = _tabulate(2, playbackRate="fast", opacity=0.5)
    names, colors, rates, opacities, widths = table.select(
        "color", playbackRate=1, opacity=1, width=9
    )
    assert names == ["i0", "i1"]
    assert (colors, rates, opacities, widths) == (["red"] * 2, [1, 1], [0.5, 0.5], [9, 9])


def test_only_rows_with_all_required_members_are_selected() -> None:
    (table,) = tabulate({"a": {"assetId": "x"}, "b": {}})
    audio = TypedTable("audio", ITEM_SHAPES["audio"], table)
    assert audio.select("assetId", playbackRate=1) == (["a"], ["x"], [1])

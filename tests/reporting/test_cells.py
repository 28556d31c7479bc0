"""Cells: what terminals make of wide characters and marks."""

import pytest

from kvid_composition.reporting.cells import measure_character, measure_text


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("plain", 5),
        ("여름", 4),
        ("日本e\u0301", 5),
        ("😀", 2),
        ("ﾊﾛｰ", 3),
        ("\uff46\uff55", 4),
        ("\u1112\u1161\u11ab", 2),  # 한, as its letters
        ("\u0e01\u0e31", 1),  # a Thai vowel, whose combining class is 0
        ("\u2764\ufe0f", 1),
        ("1\u20e3", 1),
        ("é", 1),
    ],
)
def test_wide_characters_take_two_columns_and_marks_none(text: str, cells: int) -> None:
    assert measure_text(text) == cells


def test_a_text_is_as_wide_as_its_characters() -> None:
    text = "a여\u0301😀"
    assert measure_text(text) == sum(map(measure_character, text)) == 5

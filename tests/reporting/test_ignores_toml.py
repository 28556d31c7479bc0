"""Ignores as TOML: read by any parser as what was meant."""

import tomllib

import pytest

from kvid_composition.reporting.ignores_toml import write_ignores
from tests.reporting.hostile import NAUGHTY


def test_a_table_stands_below_the_section_of_the_tool() -> None:
    assert list(write_ignores({"/a.json": ["REF101", "TIM105"]}, "tool.kvid-composition")) == [
        "[tool.kvid-composition.per-file-ignores]",
        '"/a.json" = ["REF101", "TIM105"]',
    ]


def test_a_file_of_its_own_has_the_table_at_its_top() -> None:
    assert next(iter(write_ignores({}))) == "[per-file-ignores]"


@pytest.mark.parametrize(
    "pattern",
    [
        "a b",
        'quo"te',
        "back\\slash",
        "tab\tnewline\n\x00\x1b\x7f",
        "한국어",
        "\u202e\U000e0001",
        NAUGHTY,
    ],
)
def test_any_pattern_is_read_again_and_steers_no_terminal(pattern: str) -> None:
    lines = list(write_ignores({pattern: ["REF101"]}))
    assert all(line.isprintable() for line in lines)
    assert tomllib.loads("\n".join(lines)) == {"per-file-ignores": {pattern: ["REF101"]}}


def test_korean_stays_readable() -> None:
    assert '"/한국어.json" = ["REF101"]' in list(write_ignores({"/한국어.json": ["REF101"]}))

"""Styled text: harmless, foldable, and the same text whatever its styles."""

from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.reporting.styled import (
    Span,
    Style,
    fold_line,
    join_text,
    style_text,
)


def fold(text: str, columns: int | None, hanging: int = 4) -> list[str]:
    return [join_text(row) for row in fold_line((Span(text),), columns, hanging)]


def test_no_control_character_survives_styling() -> None:
    assert style_text("a\x1b[31m\n\u202e\ud800").text == "a\\u001b[31m\\u000a\\u202e\\ud800"


def test_a_line_that_fits_stays_one_row() -> None:
    assert fold("one two", 7) == ["one two"]


def test_without_columns_nothing_is_folded() -> None:
    assert fold("word " * 100, None) == ["word " * 100]


def test_later_rows_hang() -> None:
    assert fold("one two three", 9) == ["one two", "    three"]


def test_a_word_wider_than_a_row_stays_whole() -> None:
    assert fold("see https://example.com/long", 10, 0) == ["see", "https://example.com/long"]


def test_a_word_of_two_styles_is_not_broken() -> None:
    line = Span("see "), Span("bold", Style.STRONG), Span("face", Style.FAINT)
    assert [join_text(row) for row in fold_line(line, 9, 0)] == ["see", "boldface"]


def test_styles_survive_folding() -> None:
    line = Span("one ", Style.STRONG), Span("two three", Style.FAINT)
    rows = list(fold_line(line, 8, 2))
    assert rows[1] == (Span("  "), Span("three", Style.FAINT))


def test_blanks_alone_are_folded_without_a_fault() -> None:
    assert "".join(fold("     ", 2, 0)).strip() == ""


@given(st.text(alphabet="ab \u65e5", max_size=60), st.integers(5, 20))
def test_folding_loses_no_word(text: str, columns: int) -> None:
    assert "".join(" ".join(fold(text, columns)).split()) == "".join(text.split())


@given(st.lists(st.text("ab", min_size=1, max_size=6), max_size=20), st.integers(10, 30))
def test_rows_fit_where_words_do(words: list[str], columns: int) -> None:
    assert all(len(row) <= columns for row in fold(" ".join(words), columns))

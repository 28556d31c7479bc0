"""Excerpts as lines: carets stand under the place, whatever the characters, and rows fit."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.checking.excerpt import Excerpt
from kvid_composition.checking.excerpts import cut_excerpts
from kvid_composition.reporting.cells import measure_text
from kvid_composition.reporting.excerpt_lines import render_excerpt
from kvid_composition.reporting.styled import Style, join_text
from tests.checking.runs import make_issue


def make_excerpt(text: str, place: str, *, left: bool = False, right: bool = False) -> Excerpt:
    return Excerpt(
        line=7,
        text=text,
        start=text.index(place),
        length=len(place) or 1,
        extent=len(place) or 1,
        is_cut_left=left,
        is_cut_right=right,
    )


def render(excerpt: Excerpt, columns: int | None = None, gutter: int = 1) -> list[str]:
    lines = render_excerpt(excerpt, Style.ERROR, gutter=gutter, columns=columns)
    return [join_text(line) for line in lines]


def show_marked(rows: list[str]) -> str:
    """Give what stands over the carets, by the columns that a terminal gives to characters."""
    first, last = rows[2].index("^"), rows[2].rindex("^")
    marked, column = "", 0
    for character in rows[1]:
        wide = measure_text(character)
        marked += character if first <= column <= last and (wide or marked) else ""
        column += wide
    return marked


def test_the_line_stands_between_a_row_of_air_and_its_carets() -> None:
    assert render(make_excerpt('"items": ["a", "b"]', '"b"')) == [
        "   |",
        ' 7 | "items": ["a", "b"]',
        "   |                ^^^",
    ]


def test_the_gutter_has_the_columns_that_it_is_given() -> None:
    assert render(make_excerpt("[1]", "1"), gutter=4) == [
        "      |",
        "    7 | [1]",
        "      |  ^",
    ]


def test_carets_have_the_style_of_the_severity() -> None:
    line = list(render_excerpt(make_excerpt("[1]", "1"), Style.WARNING, gutter=1))[2]
    assert [span.text for span in line if span.style is Style.WARNING] == ["^"]


@pytest.mark.parametrize(
    ("before", "place"),
    [
        ('"이름": ', '"subtitel"'),
        ('"a": ', '"여름"'),
        ('"😀😀": ', '"x"'),
        ('"e\u0301e\u0301": ', '"x"'),
        ('"한글": ', "1"),
        ('"ﾊﾛｰ\u0e01\u0e31": ', "true"),
    ],
)
def test_carets_stand_under_the_place_behind_and_below_wide_characters(
    before: str, place: str
) -> None:
    assert show_marked(render(make_excerpt(f"{before}{place},", place))) == place


@pytest.mark.parametrize("control", ["\x1b[2J", "\x00", "\u202e", "\u200f", "\ud800", "\x7f", "\r"])
def test_carets_stand_under_the_place_behind_and_below_what_is_escaped(control: str) -> None:
    text = f'"{control}": "{control}", 1'
    rows = render(make_excerpt(text, f'"{control}", 1'))
    assert all(row.isprintable() for row in rows)
    escape = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in control)
    assert show_marked(rows) == f'"{escape}", 1'


def test_a_tab_is_one_blank() -> None:
    assert render(make_excerpt('"a":\t1', "1"))[1:] == [' 7 | "a": 1', "   |      ^"]


def test_the_end_of_a_line_has_a_caret_behind_it() -> None:
    excerpt = Excerpt(line=7, text="[1", start=2, length=1, extent=1)
    assert render(excerpt)[1:] == [" 7 | [1", "   |   ^"]


def test_a_mark_alone_has_a_caret() -> None:
    assert render(make_excerpt("a\u0301", "\u0301"))[2].endswith(" ^")


def test_what_the_line_has_more_is_shown_as_dots() -> None:
    excerpt = make_excerpt("1, 2, 3", "2", left=True, right=True)
    assert render(excerpt)[1:] == [" 7 | …1, 2, 3…", "   |     ^"]


def test_a_line_that_does_not_fit_is_cut_on_both_sides() -> None:
    text = f'"{"a" * 60}", "here", "{"b" * 60}"'
    rows = render(make_excerpt(text, '"here"'), columns=40)
    assert rows[1] == f' 7 | …{"a" * 17}", "here", "bbbb…'
    assert show_marked(rows) == '"here"'


def test_a_place_that_does_not_fit_is_cut_last() -> None:
    rows = render(make_excerpt(f'"a": "{"x" * 90}", 1', f'"{"x" * 90}"'), columns=40)
    assert rows[1] == f' 7 | "a": "{"x" * 28}…'
    assert rows[2] == "   |      " + "^" * 30


def test_before_a_place_that_does_not_fit_stands_at_most_a_third() -> None:
    place = f'"{"x" * 70}"'
    rows = render(make_excerpt(f'"{"a" * 70}": {place}', place), columns=65)
    assert rows[1] == f' 7 | …{"a" * 16}": "{"x" * 38}…'


def test_what_is_behind_a_place_that_fills_the_row_is_left_out() -> None:
    rows = render(make_excerpt(f'"{"x" * 33}", 1', f'"{"x" * 33}"'), columns=40)
    assert measure_text(rows[1]) == 40


def test_however_narrow_the_terminal_is_something_is_shown() -> None:
    rows = render(make_excerpt('"items": ["a", "here"]', '"here"'), columns=3)
    assert show_marked(rows) == '"here"'


LINES = st.text(st.sampled_from('ab"{}[],: \t여\u0301\ud800\x1b\u202e😀/@\\'), max_size=400)


@given(LINES, st.integers(1, 400), st.integers(30, 120))
def test_rows_fit_and_the_place_is_always_there(line: str, column: int, columns: int) -> None:
    issue = make_issue(line=1, column=min(column, len(line) + 1))
    excerpt = cut_excerpts(line, [issue])[issue]
    rows = render(excerpt, columns)
    assert max(map(measure_text, rows[:2])) <= columns
    # The caret of a place at the very end may stand behind the last column.
    assert measure_text(rows[2]) <= columns + 1
    assert "^" in rows[2]


@given(LINES.filter(lambda text: "@" not in text), st.integers(1, 400))
def test_the_first_caret_is_under_the_first_character_of_the_place(line: str, column: int) -> None:
    column = min(column, len(line))
    if not line or unicodedata.category(line[column - 1]) == "Mn":
        return
    issue = make_issue(line=1, column=column)
    excerpt = cut_excerpts(line, [issue])[issue]
    first = line[column - 1].replace("\t", " ")
    shown = first if unicodedata.category(first)[0] != "C" else f"\\u{ord(first):04x}"
    rows = render(excerpt, 1000)
    rows[1] = rows[1].ljust(1000)
    assert show_marked(rows).startswith(shown)

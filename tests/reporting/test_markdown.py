"""Markdown that shows a text as it is. The oracle is a parser of Markdown."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kvid_composition.document.display import escape_text
from kvid_composition.reporting.markdown import mark_code, mark_prose

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")

TRICKY = [
    "a|b",
    "a\\|b",
    "a\\",
    "`",
    "``a`b``",
    " a ",
    "",
    "<script>alert(1)</script>",
    "&amp; &#64;",
    "@octocat #1 https://example.com/a_b_c",
    "**bold** _a_ [x](y) ![x](y) ~~z~~",
    "- a",
    "# a",
    "1. a",
    "\n\n| a |",
    "<!-- ",
    "</details>",
    "안녕 😀",
]


class Cells(HTMLParser):
    """Reads what stands in the cells of a table, and which elements do."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        if tag == "td":
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells and self.tags[-1] in {"td", "code"}:
            self.cells[-1] += data


def read_row(*cells: str) -> Cells:
    table = f"| a | b |\n|---|---|\n| {' | '.join(cells)} |\n"
    return Cells(PARSER.render(table).replace("</td>\n", "</td>"))


def assert_shown(marked: str, text: str, *, tags: set[str]) -> None:
    row = read_row(marked, "end")
    assert [cell.strip("\u200b\n") for cell in row.cells] == [text, "end"]
    assert set(row.tags) <= {"table", "thead", "tbody", "tr", "th", "td"} | tags


@pytest.mark.parametrize("text", TRICKY)
def test_code_shows_a_text_as_it_is_within_a_table(text: str) -> None:
    assert_shown(mark_code(text), escape_text(text), tags={"code"})


@given(st.text(st.sampled_from("a `|\\<&*_[]@#-~\n"), max_size=12))
def test_code_shows_any_text_as_it_is_within_a_table(text: str) -> None:
    assert_shown(mark_code(text), escape_text(text), tags={"code"})


@pytest.mark.parametrize("text", [text for text in TRICKY if text.strip()])
def test_prose_shows_a_text_as_it_is_within_a_table(text: str) -> None:
    row = read_row(mark_prose(text), "end")
    assert row.cells[0].replace("\u200b", "").split() == escape_text(text).split()
    assert set(row.tags) <= {"table", "thead", "tbody", "tr", "th", "td"}


def test_plain_code_can_be_read_as_it_stands() -> None:
    assert mark_code("clip-1.mp4 <b> @me") == "`clip-1.mp4 <b> @me`"


def test_nobody_is_mentioned_by_prose() -> None:
    text = Cells(f"<td>{mark_prose('@octocat, #1')}</td>").cells[0]
    assert "@o" not in text
    assert "#1" not in text


def test_line_breaks_and_controls_become_escapes() -> None:
    assert mark_code("a\n\x1b").isprintable()
    assert mark_prose("a\n\x1b").isprintable()

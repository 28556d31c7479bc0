"""Markdown that shows a text as it is. The oracle is a parser of Markdown."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kvid_composition.document.display import escape_text
from kvid_composition.reporting.markdown import mark_code, mark_prose

# What GitHub makes a link of, in one piece of text between elements: pages, addresses of mail,
# people, issues, commits; and what becomes a picture or a formula.
LIVELY = re.compile(
    r"www\.|(?:https?|ftp)://|(?:mailto|xmpp):\w|\w@\w|@\w|(?:#|\bgh-)\d|\b[0-9a-f]{7,40}\b|:(?!\d\d:)[\w+-]+:|\$.*\$",
    re.IGNORECASE,
)

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

LINKS = [
    "www.example.com",
    "WWW.example.com",
    "https://example.com",
    "https://www.example.com",
    "http://example.com/a?b=c",
    "ftp://example.com",
    "mailto:a@example.com",
    "xmpp:a@example.com",
    "a.b@example.com",
    "@octocat",
    "@github/support",
    "#12",
    "GH-12",
    "gh-12",
    "user/repository#12",
    "a5c3785ed8d6a35868bc169f07e40e889087fd2e",
    "a5c3785",
    "1234567",
    "user@a5c3785",
    "user/repository@a5c3785ed8d6a35868bc169f07e40e889087fd2e",
    "a5c3785e-0000-4000-8000-000000000000",
    ":tada:",
    ":100:",
    "5:100:",
    ":+1:",
    "$x$ or $`x`$",
]


class Cells(HTMLParser):
    """Reads what stands in the cells of a table, and which elements do."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: list[str] = []
        self.pieces: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        # It shows nothing, and has no end.
        if tag == "wbr":
            return
        self.tags.append(tag)
        if tag == "td":
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)
        if self.cells and self.tags[-1] in {"td", "code"}:
            self.cells[-1] += data


def read_row(*cells: str) -> Cells:
    table = f"| a | b |\n|---|---|\n| {' | '.join(cells)} |\n"
    return Cells(PARSER.render(table).replace("</td>\n", "</td>"))


def assert_shown(marked: str, text: str, *, tags: set[str]) -> None:
    row = read_row(marked, "end")
    assert [cell.strip("\n") for cell in row.cells] == [text, "end"]
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
    assert row.cells[0].split() == escape_text(text).split()
    assert set(row.tags) <= {"table", "thead", "tbody", "tr", "th", "td"}


def test_plain_code_can_be_read_as_it_stands() -> None:
    assert mark_code("clip-1.mp4 <b> @me") == "`clip-1.mp4 <b> @me`"


@pytest.mark.parametrize("text", LINKS)
@pytest.mark.parametrize("around", ["{}", "see {}.", "({})", "*{}*", "'{}'", "| {} `", "{0} {0}"])
def test_nothing_becomes_a_link(text: str, around: str) -> None:
    shown = around.format(text)
    assert LIVELY.search(shown)
    assert list_lively(mark_prose(shown)) == []
    # What a span holds, nobody looks into.
    assert list_lively(re.sub("^`.*`$", "", mark_code(shown))) == []


@given(st.text(st.sampled_from("wW.@#-:/$ gGhH1a_`|"), max_size=16))
def test_nothing_becomes_a_link_whatever_it_is(text: str) -> None:
    assert list_lively(mark_prose(text)) == []
    assert list_lively(re.sub("^`.*`$", "", mark_code(text))) == []


def list_lively(marked: str) -> list[str]:
    """List the pieces that GitHub would make something of, in the source and in what is shown."""
    pieces = [*read_row(marked, "end").pieces, *re.findall(r"www\.|\w+://", marked)]
    return [piece for piece in pieces if LIVELY.search(piece)]


@pytest.mark.parametrize("text", LINKS)
def test_a_reader_sees_and_copies_what_was_written(text: str) -> None:
    assert_shown(mark_prose(text), text, tags=set())


def test_times_can_be_read_as_they_stand() -> None:
    assert mark_prose("frame 0 (00:00:10:05) of 12:30") == "frame 0 (00:00:10:05) of 12:30"


def test_line_breaks_and_controls_become_escapes() -> None:
    assert mark_code("a\n\x1b").isprintable()
    assert mark_prose("a\n\x1b").isprintable()

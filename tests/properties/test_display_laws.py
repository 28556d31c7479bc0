"""The laws of showing a diff: any two values can be shown, completely and without harm."""

from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.diffing.diff import diff_compositions
from kvid_composition.document.display import escape_text
from kvid_composition.reporting.cells import measure_text
from kvid_composition.reporting.change_words import Versions
from kvid_composition.reporting.diff_markdown import write_diff_markdown
from kvid_composition.reporting.diff_text import render_diff
from kvid_composition.reporting.names import Names
from kvid_composition.reporting.styled import join_text
from kvid_composition.testing.drawn.plain_json import json_values
from tests.reporting.test_markdown import PARSER, Cells
from tests.strategies.edit_scripts_laws import draw_pair

_MARKDOWN_TAGS = {"p", "strong", "code", "table", "thead", "tbody", "tr", "th", "td", "br"}


def two_versions() -> st.SearchStrategy[tuple[Any, Any]]:
    """Give two versions, sound or broken, or two values that have nothing in common."""
    pairs = st.integers(0, 2**64 - 1).map(lambda seed: draw_pair(Random(seed)))
    return st.one_of(pairs, st.tuples(json_values(), json_values()))


@given(two_versions(), st.booleans())
def test_every_change_is_a_row_of_text_and_nothing_steers_a_terminal(
    versions: tuple[Any, Any], exact: bool
) -> None:
    before, after = versions
    diff = diff_compositions(before, after, exact=exact)
    lines = render_diff(diff, Versions(Names(before), Names(after)))
    rows = [join_text(line) for line in lines]
    assert sum(row.lstrip()[:2] in {"+ ", "- ", "~ ", "> "} for row in rows) >= len(diff.changes)
    assert [row for row in rows if escape_text(row) != row] == []


@given(two_versions(), st.integers(20, 100))
def test_rows_of_text_are_no_wider_than_their_longest_word_needs(
    versions: tuple[Any, Any], columns: int
) -> None:
    before, after = versions
    diff = diff_compositions(before, after)
    for line in render_diff(diff, Versions(Names(before), Names(after)), columns=columns):
        row = join_text(line)
        # What is before the word may be the indent, a sign, and a quotation mark.
        assert measure_text(row) <= columns or len(row.split()) <= 2


@given(two_versions())
def test_every_entity_is_a_row_of_the_table_in_markdown(versions: tuple[Any, Any]) -> None:
    before, after = versions
    diff = diff_compositions(before, after)
    names = Versions(Names(before), Names(after))
    html = PARSER.render(write_diff_markdown(diff, names, ("a", "b")))
    entities = len({(change.entity.kind, change.entity.id) for change in diff.changes})
    assert html.count("<td") == 3 * entities
    assert set(Cells(html).tags) <= _MARKDOWN_TAGS | {"details", "summary"}

"""A run in one line an issue."""

import pytest

from kvid_composition import Report
from kvid_composition.checking.run import CheckedFile, Run
from kvid_composition.reporting.concise import render_concisely
from kvid_composition.reporting.styled import join_text
from tests.checking.runs import make_file, make_issue, make_run


def render(run: Run, most: int | None = None) -> list[str]:
    return [join_text(line) for line in render_concisely(run, most=most)]


def test_an_issue_is_one_line_with_its_place() -> None:
    run = make_run(CheckedFile("a.json", Report((make_issue(),))))
    assert render(run) == ["a.json:3:7: error REF101 There is no item 'a'."]


def test_an_issue_without_line_names_the_file_alone() -> None:
    run = make_run(CheckedFile("a.json", Report((make_issue(line=None, column=None),))))
    assert render(run) == ["a.json: error REF101 There is no item 'a'."]


def test_the_worst_of_a_file_come_first() -> None:
    run = make_run(make_file("a", "info", "error"), make_file("b", "error"))
    assert [row.split(" ")[0] for row in render(run)] == ["a:2:7:", "a:1:7:", "b:1:7:"]


def test_what_is_not_shown_is_counted() -> None:
    rows = render(make_run(make_file("a", "error", "info", warning=2)), most=1)
    assert rows[1:] == ["... and 3 more issues. --max-issues 0 shows all."]


def test_hostile_texts_are_escaped() -> None:
    hostile = "\x1b[2J\n\u202e\ud800"
    run = make_run(CheckedFile(hostile, Report((make_issue(message=hostile),))))
    (row,) = render(run)
    assert row.isprintable()


@pytest.mark.parametrize("path", ["::error::owned", " ::error::owned", "\u2003::error::owned"])
def test_no_file_name_makes_a_line_a_command_of_githubs_runner(path: str) -> None:
    run = make_run(CheckedFile(path, Report((make_issue(),))))
    assert render(run)[0].startswith(f"./{path}:3:7: error ")

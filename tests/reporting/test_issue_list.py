"""Issues as a list in columns."""

from kvid_composition.checking.run import CheckedFile
from kvid_composition.reporting.issue_list import render_issues
from kvid_composition.reporting.styled import join_text
from kvid_composition.validation.issues import Issue
from tests.checking.runs import make_file, make_issue


def render(file: CheckedFile, columns: int | None = None) -> list[str]:
    return [join_text(line) for line in render_issues(file, file.report.issues, columns)]


def render_one(issue: Issue) -> list[str]:
    return [join_text(line) for line in render_issues(make_file("a.json"), [issue])]


def test_an_issue_is_place_severity_code_name_message_pointer_and_hint() -> None:
    assert render_one(make_issue()) == [
        "a.json:3:7: error   REF101 track-item-missing: There is no item 'a'.",
        "    at /tracks/0/items/0",
        "    hint: Add it.",
    ]


def test_related_places_are_named() -> None:
    rows = render_one(make_issue(path="", related=("/items/b", "/items/c")))
    assert rows[1] == "    at the root (see /items/b, /items/c)"


def test_the_worst_come_first_in_one_column() -> None:
    rows = render(make_file("a", *["info"] * 9, "error"))
    places = [row for row in rows if row.startswith("a:")]
    assert places[0].startswith("a:10:7: error ")
    assert {row.index("REF101") for row in places} == {16}


def test_nothing_has_no_rows() -> None:
    assert render(make_file("a")) == []


def test_rows_fit_the_columns() -> None:
    assert max(map(len, render(make_file("a", "error"), 40))) <= 40


def test_hostile_texts_are_escaped() -> None:
    hostile = "\x1b[2J\n\u202e\ud800"
    issue = make_issue(message=hostile, hint=hostile, path=f"/{hostile}", related=(hostile,))
    lines = render_issues(make_file(hostile), [issue])
    assert all(join_text(line).isprintable() for line in lines)

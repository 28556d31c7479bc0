"""A run as text."""

from tests.checking.runs import make_file, make_issue, make_run

from kvid_composition import Report
from kvid_composition.checking.run import CheckedFile, Run
from kvid_composition.reporting.styled import join_text
from kvid_composition.reporting.text import render_run, summarize_run


def render(run: Run, most: int | None = None, columns: int | None = None) -> list[str]:
    return [join_text(line) for line in render_run(run, most=most, columns=columns)]


def test_files_that_not_all_rules_looked_at_are_not_called_sound() -> None:
    run = make_run(make_file("a"), make_file("b"))
    assert join_text(summarize_run(run, is_partial=True)) == "Nothing to report in 2 files."


def summarize(run: Run) -> str:
    return join_text(summarize_run(run))


def test_an_issue_is_place_severity_code_name_message_pointer_and_hint() -> None:
    assert render(make_run(CheckedFile("a.json", Report((make_issue(),))))) == [
        "a.json:3:7: error   REF101 track-item-missing: There is no item 'a'.",
        "    at /tracks/0/items/0",
        "    hint: Add it.",
    ]


def test_the_root_is_named_in_words() -> None:
    assert "    at the root" in render(make_run(CheckedFile("a", Report((make_issue(path=""),)))))


def test_related_places_are_named() -> None:
    run = make_run(CheckedFile("a", Report((make_issue(related=("/items/b", "/items/c")),))))
    assert "    at /tracks/0/items/0 (see /items/b, /items/c)" in render(run)


def test_an_issue_without_line_names_the_file_alone() -> None:
    run = make_run(CheckedFile("a", Report((make_issue(line=None, column=None),))))
    assert render(run)[0].startswith("a: error ")


def test_errors_come_first_then_the_order_of_the_document() -> None:
    rows = render(make_run(make_file("a", "info", "error", "warning", "error")))
    assert [row[2] for row in rows if row.startswith("a:")] == ["2", "4", "3", "1"]


def test_severities_of_a_file_stand_in_one_column() -> None:
    rows = render(make_run(make_file("a", *["error"] * 10)))
    assert {row.index("error") for row in rows if row.startswith("a:")} == {8}


def test_a_blank_line_stands_between_files_with_issues() -> None:
    rows = render(make_run(make_file("a", "info"), make_file("b"), make_file("c", "info")))
    assert (rows.count(""), rows[3]) == (1, "")


def test_a_run_without_issues_has_no_lines() -> None:
    assert render(make_run(make_file("a"))) == []


def test_what_is_not_shown_is_counted() -> None:
    rows = render(make_run(make_file("a", "error", "error", "info")), most=1)
    assert rows[-1] == "... and 2 more issues. --max-issues 0 shows all."


def test_what_a_report_omits_is_counted() -> None:
    rows = render(make_run(make_file("a", "error", warning=3)))
    assert rows[-1] == "... and 3 more issues. --max-issues 0 shows all."


def test_omitted_errors_are_the_least_that_there_are() -> None:
    rows = render(make_run(make_file("a", "error", "info", error=1)), most=1)
    assert rows[-1] == "... and at least 2 more issues. --max-issues 0 shows all."


def test_rows_fit_the_columns() -> None:
    rows = render(make_run(make_file("a", "error")), columns=40)
    assert max(map(len, rows)) <= 40


def test_hostile_paths_and_messages_are_escaped() -> None:
    hostile = "\x1b[2J\n\u202e\ud800"
    issue = make_issue(message=hostile, hint=hostile, path=f"/{hostile}", related=(hostile,))
    rows = render(make_run(CheckedFile(hostile, Report((issue,)))))
    assert all(row.isascii() and row.isprintable() for row in rows)


def test_the_summary_counts_issues_and_files() -> None:
    run = make_run(make_file("a", "error", "error", "warning"), make_file("b"), make_file("c"))
    assert summarize(run) == "2 errors, 1 warning in 1 of 3 files."


def test_the_summary_of_one_file_says_so() -> None:
    assert summarize(make_run(make_file("a", "info"))) == "1 info in 1 file."


def test_the_summary_of_sound_files_is_friendly() -> None:
    run = make_run(make_file("a"), make_file("b"))
    assert summarize(run) == "All 2 files are sound: nothing to report."


def test_the_summary_of_one_sound_file_is_friendly() -> None:
    assert summarize(make_run(make_file("a"))) == "1 file is sound: nothing to report."


def test_the_summary_counts_what_could_not_be_read() -> None:
    run = make_run(make_file("a"), unreadable=("b", "c"))
    expected = "1 file is sound: nothing to report; 2 paths could not be read."
    assert summarize(run) == expected


def test_a_run_that_read_nothing_does_not_claim_soundness() -> None:
    expected = "Nothing was checked; 1 path could not be read."
    assert summarize(make_run(unreadable=("b",))) == expected

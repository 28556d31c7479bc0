"""A run as text."""

from kvid_composition import Report
from kvid_composition.checking.correction import Correction
from kvid_composition.checking.excerpts import cut_excerpts
from kvid_composition.checking.known_issues import BaselineUse
from kvid_composition.checking.run import CheckedFile, Run
from kvid_composition.reporting.cells import measure_text
from kvid_composition.reporting.styled import Style, join_text
from kvid_composition.reporting.text import render_run, summarize_run
from kvid_composition.validation.issues import Issue
from tests.checking.runs import make_file, make_issue, make_run

TEXT = '{\n  "tracks": [\n    { "items": ["a"] }\n  ]\n}'


def render(run: Run, most: int | None = None, columns: int | None = None) -> list[str]:
    return [join_text(line) for line in render_run(run, most=most, columns=columns)]


def render_one(issue: Issue, path: str = "a.json", columns: int | None = None) -> list[str]:
    return render(make_run(CheckedFile(path, Report((issue,)))), columns=columns)


def list_places(rows: list[str]) -> list[str]:
    return [row.split("--> ")[1] for row in rows if "-->" in row]


def test_files_that_not_all_rules_looked_at_are_not_called_sound() -> None:
    run = make_run(make_file("a"), make_file("b"))
    assert join_text(summarize_run(run, is_partial=True)) == "Nothing to report in 2 files."


def summarize(run: Run) -> str:
    return join_text(summarize_run(run))


def test_an_issue_is_a_block_with_its_place_its_line_and_what_to_do() -> None:
    issue = make_issue(column=17)
    excerpts = cut_excerpts(TEXT, [issue])
    run = make_run(CheckedFile("a.json", Report((issue,)), excerpts))
    assert render(run) == [
        "error REF101 track-item-missing: There is no item 'a'.",
        "  --> a.json:3:17",
        "   |",
        ' 3 | { "items": ["a"] }',
        "   |             ^^^",
        "   = at /tracks/0/items/0",
        "   = hint: Add it.",
        "   = repair: names the key under which the item stands, or drops the entry (safe)",
    ]


def test_the_number_of_the_line_sets_the_gutter() -> None:
    issue = make_issue(line=1200, column=1)
    excerpts = cut_excerpts("\n" * 1199 + "[]", [issue])
    rows = render(make_run(CheckedFile("a", Report((issue,)), excerpts)))
    assert {row.index("|") for row in rows if "|" in row} == {6}
    assert {row.index("=") for row in rows if "= " in row} == {6}
    assert rows[1].startswith("     --> ")


def test_carets_and_severity_have_one_style() -> None:
    issue = make_issue("warning", line=1, column=1)
    run = make_run(CheckedFile("a", Report((issue,)), cut_excerpts("[]", [issue])))
    spans = [span for line in render_run(run) for span in line if span.style is Style.WARNING]
    assert [span.text for span in spans] == ["warning", "^^"]


def test_without_an_excerpt_there_is_no_line() -> None:
    assert not [row for row in render_one(make_issue()) if "|" in row]


def test_the_root_is_named_in_words() -> None:
    assert "   = at the root" in render_one(make_issue(path=""))


def test_related_places_are_named() -> None:
    issue = make_issue(related=("/items/b", "/items/c"))
    assert "   = see /items/b, /items/c" in render_one(issue)


def test_of_many_related_places_the_first_are_named() -> None:
    issue = make_issue(related=tuple(f"/items/{n}" for n in range(2000)))
    expected = "   = see /items/0, /items/1, /items/2, /items/3, /items/4 and 1,995 more"
    assert expected in render_one(issue)


def test_what_nothing_mends_has_no_repair() -> None:
    assert not [row for row in render_one(make_issue(code="DOC101")) if "repair" in row]
    assert not [row for row in render_one(make_issue(code="HOUSE1")) if "repair" in row]


def test_the_correction_of_an_issue_says_what_its_repair_does() -> None:
    issue = make_issue(code="REF102")
    correction = Correction(summary="removes the item", is_safe=False, changes=())
    file = CheckedFile("a", Report((issue,)), corrections={issue: correction})
    assert "   = repair: removes the item (unsafe)" in render(make_run(file))


def test_a_fix_that_is_safe_or_not_says_so() -> None:
    assert render_one(make_issue(code="REF102"))[-1].endswith("(safe or not)")


def test_an_issue_without_line_names_the_file_alone() -> None:
    assert render_one(make_issue(line=None, column=None), "a")[1] == " --> a"


def test_errors_come_first_then_the_order_of_the_document() -> None:
    rows = render(make_run(make_file("a", "info", "error", "warning", "error")))
    assert list_places(rows) == ["a:2:7", "a:4:7", "a:3:7", "a:1:7"]


def test_a_blank_line_stands_between_issues_of_one_file_and_of_two() -> None:
    rows = render(make_run(make_file("a", "info", "info"), make_file("b"), make_file("c", "info")))
    assert rows.count("") == 2
    assert "" not in (rows[0], rows[-1])


def test_a_run_without_issues_has_no_lines() -> None:
    assert render(make_run(make_file("a"))) == []


def test_what_is_not_shown_is_counted() -> None:
    rows = render(make_run(make_file("a", "error", "error", "info")), most=1)
    assert rows[-2:] == ["", "... and 2 more issues. --max-issues 0 shows all."]


def test_what_a_report_omits_is_counted() -> None:
    rows = render(make_run(make_file("a", "error", warning=3)))
    assert rows[-1] == "... and 3 more issues. --max-issues 0 shows all."


def test_omitted_errors_are_the_least_that_there_are() -> None:
    rows = render(make_run(make_file("a", "error", "info", error=1)), most=1)
    assert rows[-1] == "... and at least 2 more issues. --max-issues 0 shows all."


def test_rows_fit_the_columns_and_hang_under_their_text() -> None:
    issue = make_issue(message="word " * 20, hint="word " * 20)
    rows = render_one(issue, columns=40)
    assert max(map(measure_text, rows)) <= 40
    hint = next(n for n, row in enumerate(rows) if "hint: " in row)
    assert rows[hint + 1].index("word") == rows[hint].index("word")


def test_hostile_paths_and_messages_are_escaped() -> None:
    hostile = "\x1b[2J\n\u202e\ud800"
    issue = make_issue(message=hostile, hint=hostile, path=f"/{hostile}", related=(hostile,))
    correction = Correction(summary=hostile, is_safe=True, changes=())
    excerpts = cut_excerpts(f"\n\n[     {hostile}]", [issue])
    file = CheckedFile(hostile, Report((issue,)), excerpts, {issue: correction})
    rows = render(make_run(file))
    assert all(row.isascii() and row.isprintable() for row in rows)


def test_endless_names_are_cut() -> None:
    endless = "x" * 10**6
    issue = make_issue(path=f"/items/{endless}", related=(f"/{endless}",))
    assert max(map(len, render_one(issue, endless))) < 1000


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


def test_the_summary_counts_what_a_baseline_hides() -> None:
    run = Run((make_file("a", "info"),), baseline=BaselineUse(hidden=12))
    assert summarize(run) == "1 info in 1 file; 12 known issues not shown."


def test_a_baseline_that_hides_nothing_is_not_mentioned() -> None:
    run = Run((make_file("a", "info"),), baseline=BaselineUse(hidden=0))
    assert summarize(run) == "1 info in 1 file."


def test_a_run_that_read_nothing_does_not_claim_soundness() -> None:
    expected = "Nothing was checked; 1 path could not be read."
    assert summarize(make_run(unreadable=("b",))) == expected

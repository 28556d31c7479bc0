"""A run as the step summary. The oracle is a parser of Markdown."""

import pytest

from kvid_composition import Report
from kvid_composition.checking.run import CheckedFile, Run
from kvid_composition.reporting.github_summary import write_step_summary
from kvid_composition.reporting.render_settings import RenderSettings
from tests.checking.runs import make_file, make_issue, make_run
from tests.reporting.naughty import STRINGS, make_naughty_run
from tests.reporting.test_markdown import PARSER, Cells


def write(run: Run, most: int | None = None) -> str:
    return write_step_summary(run, RenderSettings(most=most))


def read_cells(text: str) -> list[str]:
    html = PARSER.render(text).replace("<br>", " ").replace("</td>\n", "</td>")
    return [cell.strip() for cell in Cells(html).cells]


def test_a_run_is_a_sentence_and_a_table() -> None:
    text = write(make_run(CheckedFile("a.json", Report((make_issue(),)))))
    assert text.startswith("### Compositions\n\n1 error in 1 file.\n\n| | place |")
    assert read_cells(text) == [
        "error",
        "a.json:3:7 /tracks/0/items/0",
        "REF101 track-item-missing",
        "There is no item 'a'.",
        "Add it. Repair: names the key under which the item stands, or drops the entry (safe)",
    ]


def test_what_nothing_mends_says_nothing_of_repair() -> None:
    issue = make_issue(code="DOC101", path="")
    cells = read_cells(write(make_run(CheckedFile("a.json", Report((issue,))))))
    assert (cells[1], cells[4]) == ("a.json:3:7 the root", "Add it.")


def test_the_worst_come_first() -> None:
    run = make_run(make_file("a", "info"), make_file("b", "error"))
    assert read_cells(write(run))[::5] == ["error", "info"]


def test_a_clean_run_is_a_sentence() -> None:
    expected = "### Compositions\n\n1 file is sound: nothing to report.\n\n"
    assert write(make_run(make_file("a"))) == expected


def test_a_run_of_some_rules_does_not_claim_soundness() -> None:
    text = write_step_summary(make_run(make_file("a")), RenderSettings(is_partial=True))
    assert "Nothing to report in 1 file." in text


def test_paths_that_cannot_be_read_are_listed() -> None:
    text = write(make_run(make_file("a"), unreadable=("gone.json",)))
    assert "\n- `gone.json`: there is no such file\n" in text


def test_what_is_left_out_is_counted() -> None:
    text = write(make_run(make_file("a", "error", "error", info=3)), most=1)
    assert text.endswith("\n... and 4 more issues.\n\n")


def test_a_summary_ends_before_the_limit_of_github() -> None:
    issue = make_issue(message="x" * 300, hint="y" * 300, path="/items/" + "z" * 500)
    run = make_run(*(CheckedFile(f"{n}.json", Report((issue,) * 100)) for n in range(100)))
    text = write(run)
    rows = text.count("\n| error")
    assert len(text.encode()) < 600_000
    assert 100 < rows < 10_000
    assert f"... and {10_000 - rows:,} more issues." in text


def test_endless_lists_of_unreadable_paths_are_cut_and_leave_room_for_issues() -> None:
    run = make_run(make_file("a", "error"), unreadable=tuple(f"{n}.json" for n in range(10**5)))
    text = write(run)
    assert len(text.encode()) < 600_000
    assert "| error |" in text


@pytest.mark.parametrize("name", STRINGS)
def test_naughty_strings_are_text_and_nothing_else(name: str) -> None:
    text = write(make_naughty_run(STRINGS[name]))
    html = PARSER.render(text)
    tags = {"h3", "p", "ul", "li", "code", "br", "table", "thead", "tbody", "tr", "th", "td"}
    assert set(Cells(html).tags) <= tags
    assert text.replace("\n", "").isprintable() or "\uffff" in text

"""Statistics as a table: aligned, with bars that can be compared."""

import json

from kvid_composition.checking.correction import Correction
from kvid_composition.checking.run import CheckedFile, Run
from kvid_composition.checking.statistics import RuleCount, Statistics
from kvid_composition.reporting.render_settings import RenderSettings
from kvid_composition.reporting.statistics_text import render_statistics, write_statistics
from kvid_composition.reporting.styled import Line, join_text
from kvid_composition.validation.issues import Report
from tests.checking.runs import make_file, make_issue, make_run

SETTINGS = RenderSettings()


def count(name: str, number: int, repairable: int = 0) -> RuleCount:
    return RuleCount(code="REF101", name=name, count=number, repairable=repairable)


def show(*rules: RuleCount, uncounted: int = 0) -> list[str]:
    statistics = Statistics(rules=rules, uncounted=uncounted)
    return [join_text(line) for line in render_statistics(statistics)]


def test_counts_and_names_stand_in_columns() -> None:
    assert show(count("a-rule", 1200, 12), count("another-rule", 600), count("x", 1, 1)) == [
        "1,200  REF101  a-rule        ####################  12 can be repaired",
        "  600  REF101  another-rule  ##########",
        "    1  REF101  x             #                     1 can be repaired",
    ]


def test_nothing_found_is_no_row() -> None:
    assert show() == []


def test_what_has_no_rule_is_counted_below() -> None:
    assert show(count("x", 1), uncounted=1)[1:] == [
        "... and 1 more issue, of which only the number is known. --max-issues 0 counts all."
    ]
    assert show(uncounted=2)[0].startswith("... and 2 more issues, ")


def test_a_table_ends_with_the_summary() -> None:
    written = write_statistics("text", make_run(make_file("a", "error", "warning")), SETTINGS)
    assert written.endswith("\n\n1 error, 1 warning in 1 file.\n")
    assert write_statistics("text", Run(), SETTINGS) == "Nothing was checked.\n"


def test_without_the_summary_there_is_the_table_alone() -> None:
    settings = RenderSettings(with_summary=False)
    run = make_run(make_file("a", "error"))
    assert write_statistics("concise", run, settings).count("\n") == 1


def test_each_line_is_painted() -> None:
    def paint(line: Line) -> str:
        return f"<{join_text(line)}>"

    assert write_statistics("text", Run(), SETTINGS, paint) == "<Nothing was checked.>\n"


def test_json_has_the_counts_and_the_summary() -> None:
    issue = make_issue()
    fix = Correction(summary="", is_safe=True, changes=())
    run = make_run(CheckedFile("a", Report((issue,)), corrections={issue: fix}), make_file("b"))
    assert json.loads(write_statistics("json", run, SETTINGS)) == {
        "rules": [{"code": "REF101", "name": "track-item-missing", "count": 1, "repairable": 1}],
        "uncounted": 0,
        "summary": {
            "files": 2,
            "faulty": 1,
            "unreadable": 0,
            "error": 1,
            "warning": 0,
            "info": 0,
        },
    }

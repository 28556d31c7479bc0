"""A run: its figures, its verdict, and which issues are shown."""

import pytest

from kvid_composition import Report, Severity
from kvid_composition.checking.run import CheckedFile, Unreadable
from tests.checking.runs import make_file, make_run


def test_reports_point_to_the_place_and_else_to_the_path() -> None:
    assert CheckedFile("HEAD:a", Report(), place="/d/a").address == "/d/a"
    assert CheckedFile("a", Report()).address == "a"
    assert Unreadable("HEAD:a", "why", "/d/a").address == "/d/a"
    assert Unreadable("a", "why").address == "a"


def test_counts_are_those_of_all_files() -> None:
    run = make_run(make_file("a", "error", "info"), make_file("b", "error"), make_file("c"))
    assert (run.counts, run.total, run.faulty) == ({"error": 2, "warning": 0, "info": 1}, 3, 2)


def test_what_reports_omit_is_counted() -> None:
    run = make_run(make_file("a", "error", error=4, info=1), make_file("b", "info", info=2))
    assert (run.counts, run.total) == ({"error": 5, "warning": 0, "info": 4}, 9)


def test_errors_that_are_omitted_make_the_total_a_lower_bound() -> None:
    assert make_run(make_file("a", "error", warning=4)).is_total_exact
    assert not make_run(make_file("a", "error", error=4)).is_total_exact


@pytest.mark.parametrize(
    ("worst", "threshold", "fails"),
    [
        ("error", Severity.ERROR, True),
        ("warning", Severity.ERROR, False),
        ("warning", Severity.WARNING, True),
        ("info", Severity.WARNING, False),
        ("info", Severity.INFO, True),
        ("error", None, False),
    ],
)
def test_a_run_fails_at_its_threshold_or_worse(
    worst: str, threshold: Severity | None, fails: bool
) -> None:
    assert make_run(make_file("a", worst)).fails(threshold) is fails


def test_a_run_without_issues_never_fails() -> None:
    assert not make_run(make_file("a")).fails(Severity.INFO)


def test_the_worst_issues_of_all_files_are_picked() -> None:
    run = make_run(make_file("a", "info", "warning"), make_file("b", "info", "error"))
    shown = [[issue.severity.value for issue in issues] for issues in run.pick_worst(2)]
    assert shown == [["warning"], ["error"]]


def test_picked_issues_keep_the_order_of_the_document() -> None:
    run = make_run(make_file("a", "info", "warning", "error"))
    assert [issue.line for issue in run.pick_worst(2)[0]] == [2, 3]


def test_without_a_bound_all_are_shown() -> None:
    run = make_run(make_file("a", "info", "error"))
    assert run.pick_worst(None) == [run.files[0].report.issues]

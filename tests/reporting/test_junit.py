"""A run as JUnit XML. The oracle is junitparser, which reads what CI services read."""

from xml.etree import ElementTree as ET

import pytest

from kvid_composition import Report, Severity
from kvid_composition.checking.run import CheckedFile, Run
from kvid_composition.reporting.junit import write_junit
from kvid_composition.reporting.render_settings import RenderSettings
from tests.checking.runs import make_file, make_issue, make_run
from tests.reporting.junit_reports import Case, Suite, read_suites


def read(run: Run, settings: RenderSettings | None = None) -> list[Suite]:
    return read_suites(write_junit(run, settings or RenderSettings()))


def read_cases(run: Run, settings: RenderSettings | None = None) -> list[Case]:
    return [case for suite in read(run, settings) for case in suite.cases]


def outcome(case: Case) -> tuple[str, str, str]:
    ((kind, type_, message, _),) = case.outcomes
    return kind, type_, message


def test_an_issue_is_a_case_that_fails() -> None:
    issue = make_issue(related=("/items/b",))
    (case,) = read_cases(make_run(CheckedFile("./d/a.json", Report((issue,)))))
    assert case.name == "REF101 track-item-missing /tracks/0/items/0"
    assert case.classname == "d/a.json"
    assert outcome(case) == ("Failure", "error", "There is no item 'a'.")
    assert case.outcomes[0][3] == (
        "./d/a.json:3:7: error REF101 There is no item 'a'.\n"
        "at /tracks/0/items/0\n"
        "see /items/b\n"
        "hint: Add it."
    )


def test_a_case_has_its_file_and_line_where_services_look_for_them() -> None:
    written = write_junit(make_run(make_file("a.json", "error")), RenderSettings())
    case = ET.fromstring(written).find("testsuite/testcase")
    assert case is not None
    assert (case.get("file"), case.get("line")) == ("a.json", "1")


def test_an_issue_without_line_has_no_line() -> None:
    run = make_run(CheckedFile("a", Report((make_issue(line=None, column=None),))))
    case = ET.fromstring(write_junit(run, RenderSettings())).find("testsuite/testcase")
    assert case is not None
    assert "line" not in case.attrib


def test_a_sound_file_is_one_case_that_passes() -> None:
    (suite,) = read(make_run(make_file("a.json")))
    (case,) = suite.cases
    assert (suite.name, case.name, case.is_passed) == ("a.json", "sound", True)


@pytest.mark.parametrize(
    ("fail_on", "failing"),
    [
        (Severity.ERROR, ["error"]),
        (Severity.WARNING, ["error", "warning"]),
        (Severity.INFO, ["error", "warning", "info"]),
        (None, []),
    ],
)
def test_what_fails_the_run_fails_and_what_is_milder_is_skipped(
    fail_on: Severity | None, failing: list[str]
) -> None:
    run = make_run(make_file("a", "error", "warning", "info"))
    outcomes = [outcome(case) for case in read_cases(run, RenderSettings(fail_on=fail_on))]
    assert [type_ for kind, type_, _ in outcomes if kind == "Failure"] == failing
    assert [kind for kind, _, _ in outcomes][len(failing) :] == ["Skipped"] * (3 - len(failing))


def test_a_suite_is_a_file_and_counts_its_cases() -> None:
    suites = read(make_run(make_file("a", "error", "info"), make_file("b"), unreadable=("c",)))
    assert [(s.name, s.tests, s.failures, s.errors, s.skipped) for s in suites] == [
        ("c", 1, 0, 1, 0),
        ("a", 2, 1, 0, 1),
        ("b", 1, 0, 0, 0),
    ]


def test_a_path_that_cannot_be_read_is_a_case_with_an_error() -> None:
    (case,) = read_cases(make_run(unreadable=("gone.json",)))
    assert outcome(case) == ("Error", "unreadable-input", "there is no such file")


def test_what_is_left_out_is_a_case_for_each_severity() -> None:
    run = make_run(make_file("a", "error", "error", info=1))
    cases = read_cases(run, RenderSettings(most=1))
    assert [outcome(case) for case in cases[1:]] == [
        ("Failure", "error", "1 more error not listed"),
        ("Skipped", "info", "1 more info not listed"),
    ]


def test_cases_of_one_place_have_distinct_names() -> None:
    names = [case.name for case in read_cases(make_run(make_file("a", *["error"] * 3)))]
    assert names == [
        f"REF101 track-item-missing /tracks/0/items/0{n}" for n in ("", " (2)", " (3)")
    ]


def test_a_run_of_nothing_is_a_report_of_nothing() -> None:
    assert read(make_run()) == []


@pytest.mark.parametrize(
    "character", ["\x00", "\x0b", "\x1b", "\x85", "\ud800", "\ufffe", "\uffff"]
)
def test_what_xml_does_not_take_is_written_as_its_code_point(character: str) -> None:
    issue = make_issue(message=f"a{character}b")
    (case,) = read_cases(make_run(CheckedFile(f"{character}.json", Report((issue,)))))
    assert outcome(case)[2] == f"a\\u{ord(character):04x}b"
    assert case.classname == f"\\u{ord(character):04x}.json"


def test_nothing_steers_the_machine_of_a_ci_service() -> None:
    issue = make_issue(message="There is no item ##[stop].", path="/items/##[stop]")
    file = CheckedFile("##[stop].json", Report((issue,)))
    assert "##[" not in write_junit(Run((file,)), RenderSettings())

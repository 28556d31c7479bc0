"""A run as JSON."""

from typing import Any

import jsonschema

from kvid_composition import Report
from kvid_composition.checking.correction import Correction
from kvid_composition.checking.run import CheckedFile
from kvid_composition.reporting.json_report import write_run
from kvid_composition.validation.issues import Issue
from kvid_composition.validation.report_schema import report_schema
from tests.checking.runs import make_file, make_issue, make_run

RUN = make_run(make_file("a", "info", "error"), make_file("b"), unreadable=("c",))


def write(most: int | None = None) -> dict[str, Any]:
    return {**write_run(RUN, most=most)}


def write_issue(issue: Issue, correction: Correction | None = None) -> dict[str, Any]:
    corrections = {issue: correction} if correction else {}
    written: Any = write_run(make_run(CheckedFile("a", Report((issue,)), corrections=corrections)))
    return {**written["files"][0]["issues"][0]}


def test_each_file_has_its_path_and_its_report() -> None:
    file, report = write()["files"][0], RUN.files[0].report.to_dict()
    assert [issue.pop("repair")["safety"] for issue in file["issues"]] == ["safe", "safe"]
    assert file == {"path": "a", **report}


def test_each_file_fits_the_schema_of_reports() -> None:
    for file in write()["files"]:
        jsonschema.validate(file, report_schema())


def test_an_issue_says_what_would_mend_it_and_whether_that_is_safe() -> None:
    assert write_issue(make_issue(code="REF102"))["repair"] == {
        "summary": "names the key under which the asset stands, or else removes the item",
        "safety": "depends",
    }


def test_where_the_correction_is_known_it_is_what_would_mend_the_issue() -> None:
    issue = make_issue(code="REF102")
    for is_safe, safety in ((True, "safe"), (False, "unsafe")):
        correction = Correction(summary="does it", is_safe=is_safe, changes=())
        written = write_issue(issue, correction)["repair"]
        assert written == {"summary": "does it", "safety": safety}


def test_what_nothing_mends_has_null() -> None:
    assert write_issue(make_issue(code="DOC101"))["repair"] is None


def test_what_could_not_be_read_is_listed() -> None:
    assert write()["unreadable"] == [{"path": "c", "reason": "there is no such file"}]


def test_the_summary_counts_everything() -> None:
    assert write()["summary"] == {
        "files": 2,
        "faulty": 1,
        "unreadable": 1,
        "error": 1,
        "warning": 0,
        "info": 1,
        "omitted": 0,
    }


def test_omitted_issues_are_counted_but_not_listed() -> None:
    written = write(most=1)
    assert written["summary"]["omitted"] == 1
    assert [issue["severity"] for issue in written["files"][0]["issues"]] == ["error"]
    assert [file["omitted"] for file in written["files"]] == [1, 0]


def test_what_a_report_omits_is_omitted_too() -> None:
    written: Any = write_run(make_run(make_file("a", "error", error=4, info=1)))
    assert written["files"][0]["summary"] == {"error": 5, "warning": 0, "info": 1}
    assert (written["files"][0]["omitted"], written["summary"]["omitted"]) == (5, 5)

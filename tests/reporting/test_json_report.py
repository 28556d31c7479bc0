"""A run as JSON."""

from typing import Any

import jsonschema
from tests.checking.runs import make_file, make_run

from kvid_composition.reporting.json_report import write_run
from kvid_composition.validation.report_schema import report_schema

RUN = make_run(make_file("a", "info", "error"), make_file("b"), unreadable=("c",))


def write(most: int | None = None) -> dict[str, Any]:
    return {**write_run(RUN, most=most)}


def test_each_file_has_its_path_and_its_report() -> None:
    assert write()["files"][0] == {"path": "a", **RUN.files[0].report.to_dict()}


def test_each_file_fits_the_schema_of_reports() -> None:
    for file in write()["files"]:
        jsonschema.validate(file, report_schema())


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

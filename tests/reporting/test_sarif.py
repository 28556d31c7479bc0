"""A run as SARIF. The oracle is the schema of OASIS."""

import copy
from typing import Any

import jsonschema
import pytest

from kvid_composition import Report
from kvid_composition.checking.excerpts import cut_excerpts
from kvid_composition.checking.run import CheckedFile, Run
from kvid_composition.reporting.render_settings import RenderSettings
from kvid_composition.reporting.sarif import write_sarif
from tests.checking.runs import make_file, make_issue, make_run
from tests.reporting.sarif_logs import check_log, read_log


def write(run: Run) -> Any:
    return write_sarif(run, RenderSettings())


def read_results(run: Run, settings: RenderSettings | None = None) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = read_log(run, settings)["results"]
    return results


def test_the_schema_would_see_a_fault() -> None:
    log = write(make_run(make_file("a", "error")))
    faulty = copy.deepcopy(log)
    faulty["runs"][0]["results"][0]["level"] = "info"
    with pytest.raises(jsonschema.ValidationError):
        check_log(faulty)


def test_a_log_names_its_standard() -> None:
    log = write(make_run())
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")


def test_an_issue_is_a_result() -> None:
    issue = make_issue(line=1, column=2)
    excerpts = cut_excerpts('["gone"]', [issue])
    (result,) = read_results(make_run(CheckedFile("d/a b.json", Report((issue,)), excerpts)))
    fingerprints = result.pop("partialFingerprints")
    assert list(fingerprints) == ["kvidComposition/v1"]
    assert result == {
        "ruleId": "REF101",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "There is no item 'a'. Add it."},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "d/a%20b.json", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 1, "startColumn": 2, "endColumn": 8},
                },
                "logicalLocations": [{"fullyQualifiedName": "/tracks/0/items/0", "kind": "value"}],
            }
        ],
    }


@pytest.mark.parametrize(
    ("severity", "level"), [("error", "error"), ("warning", "warning"), ("info", "note")]
)
def test_severities_have_names_of_sarif(severity: str, level: str) -> None:
    assert read_results(make_run(make_file("a", severity)))[0]["level"] == level


def test_columns_are_counted_in_code_points() -> None:
    assert read_log(make_run())["columnKind"] == "unicodeCodePoints"


def test_results_refer_to_their_rules() -> None:
    issues = tuple(make_issue(code=code, name="n") for code in ("TIM105", "DOC101", "TIM105"))
    log = read_log(make_run(CheckedFile("a", Report(issues))))
    rules = log["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["DOC101", "TIM105"]
    for result in log["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_the_tool_has_a_version_and_a_page_where_they_are_known() -> None:
    assert read_log(make_run())["tool"]["driver"] == {"name": "kvid-composition", "rules": []}
    settings = RenderSettings(version="1.2.3", documentation="https://example.com/rules/")
    driver = read_log(make_run(), settings)["tool"]["driver"]
    assert (driver["version"], driver["semanticVersion"]) == ("1.2.3", "1.2.3")
    assert driver["informationUri"] == "https://example.com/rules/"


def test_the_same_fault_twice_has_several_fingerprints() -> None:
    run = make_run(make_file("a", *["error"] * 3), make_file("b", "error"))
    marks = {result["partialFingerprints"]["kvidComposition/v1"] for result in read_results(run)}
    assert len(marks) == 4


def test_fingerprints_do_not_depend_on_lines() -> None:
    runs = [make_run(CheckedFile("a", Report((make_issue(line=line),)))) for line in (3, 30)]
    before, after = (read_results(run)[0]["partialFingerprints"] for run in runs)
    assert before == after


def test_a_run_that_read_everything_was_successful() -> None:
    (invocation,) = read_log(make_run(make_file("a", "error")))["invocations"]
    assert invocation == {"executionSuccessful": True, "toolExecutionNotifications": []}


def test_a_path_that_cannot_be_read_is_a_notification_and_no_success() -> None:
    (invocation,) = read_log(make_run(unreadable=("gone.json",)))["invocations"]
    assert not invocation["executionSuccessful"]
    (note,) = invocation["toolExecutionNotifications"]
    assert note["level"] == "error"
    assert note["message"]["text"] == "gone.json could not be read: there is no such file."
    location = note["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "gone.json", "uriBaseId": "%SRCROOT%"}


def test_a_path_that_was_named_twice_is_one_notification() -> None:
    (invocation,) = read_log(make_run(unreadable=("gone.json", "gone.json")))["invocations"]
    assert len(invocation["toolExecutionNotifications"]) == 1


def test_what_is_left_out_is_a_notification() -> None:
    run = make_run(make_file("a", "error", "info", info=3))
    log = read_log(run, RenderSettings(most=1))
    (note,) = log["invocations"][0]["toolExecutionNotifications"]
    assert (len(log["results"]), note["level"]) == (1, "warning")
    assert note["message"]["text"] == "Not listed: 4 more issues."
    assert log["invocations"][0]["executionSuccessful"]


def test_omitted_errors_are_the_least_that_there_are() -> None:
    (note,) = read_log(make_run(make_file("a", error=2)))["invocations"][0][
        "toolExecutionNotifications"
    ]
    assert note["message"]["text"] == "Not listed: at least 2 more issues."


@pytest.mark.parametrize("most", [None, 10**9])
def test_there_are_never_more_results_than_github_takes(most: int | None) -> None:
    issues = (make_issue("info"),) * 25_001
    log: Any = write_sarif(
        make_run(CheckedFile("a", Report(issues)), make_file("b", "error")),
        RenderSettings(most=most),
    )
    results = log["runs"][0]["results"]
    assert len(results) == 25_000
    assert results[-1]["level"] == "error"


def test_the_worst_are_kept_however_many_files_there_are() -> None:
    run = make_run(make_file("a", "info", "info"), make_file("b", "error"))
    (result,) = read_results(run, RenderSettings(most=1))
    assert result["level"] == "error"

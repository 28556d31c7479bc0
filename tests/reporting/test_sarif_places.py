"""Places in SARIF: what has a line and what has not, related places, and fixes."""

from itertools import accumulate
from typing import Any

import pytest

from kvid_composition import Report, validate_composition_text
from kvid_composition.checking.check import check_text
from kvid_composition.checking.correction import Correction, TextChange
from kvid_composition.checking.run import CheckedFile
from kvid_composition.document.positions import Position
from kvid_composition.document.writer import write_json
from kvid_composition.reporting.render_settings import RenderSettings
from kvid_composition.validation.config import DEFAULT_CONFIG
from kvid_composition.validation.issues import Issue
from tests.checking.runs import make_issue, make_run
from tests.documents import sound_document
from tests.reporting.sarif_logs import read_log


def read_result(
    issue: Issue, path: str = "a.json", correction: Correction | None = None
) -> dict[str, Any]:
    corrections = {issue: correction} if correction else {}
    run = make_run(CheckedFile(path, Report((issue,)), corrections=corrections))
    result: dict[str, Any] = read_log(run)["results"][0]
    return result


def read_location(issue: Issue, path: str = "a.json") -> dict[str, Any]:
    location: dict[str, Any] = read_result(issue, path)["locations"][0]
    return location


def test_without_an_excerpt_nobody_claims_to_know_the_end() -> None:
    region = read_location(make_issue())["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 7}


def test_an_issue_without_column_is_about_its_line() -> None:
    region = read_location(make_issue(column=None))["physicalLocation"]["region"]
    assert region == {"startLine": 3}


def test_an_issue_without_line_has_no_region() -> None:
    place = read_location(make_issue(line=None, column=None))["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "a.json", "uriBaseId": "%SRCROOT%"}}


def test_the_root_has_no_pointer() -> None:
    assert "logicalLocations" not in read_location(make_issue(path=""))


def test_an_endless_pointer_is_cut() -> None:
    (logical,) = read_location(make_issue(path="/items/" + "x" * 10**6))["logicalLocations"]
    assert logical["fullyQualifiedName"] == "/items/" + "x" * 993 + "…"


@pytest.mark.parametrize(
    ("path", "artifact"),
    [
        ("/elsewhere/a.json", {"uri": "file:///elsewhere/a.json"}),
        ("C:\\d\\a.json", {"uri": "file:///C:/d/a.json"}),
        ("d:x.json", {"uri": "d%3Ax.json", "uriBaseId": "%SRCROOT%"}),
    ],
)
def test_only_what_lies_in_the_checkout_is_relative_to_it(
    path: str, artifact: dict[str, str]
) -> None:
    assert read_location(make_issue(), path)["physicalLocation"]["artifactLocation"] == artifact


def test_a_windows_path_is_relative_with_slashes() -> None:
    run = make_run(CheckedFile("d\\a.json", Report((make_issue(),))))
    settings = RenderSettings(directory="C:\\repo\\sub", root="C:\\repo")
    (location,) = read_log(run, settings)["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "sub/d/a.json"


def test_related_places_are_places_of_the_same_file() -> None:
    (related,) = read_result(make_issue(related=("/items/b",)))["relatedLocations"]
    assert related == {
        "physicalLocation": {"artifactLocation": {"uri": "a.json", "uriBaseId": "%SRCROOT%"}},
        "logicalLocations": [{"fullyQualifiedName": "/items/b", "kind": "value"}],
        "message": {"text": "This has to do with it."},
    }


@pytest.mark.parametrize("pointer", ["/items/b", "/items/" + "b" * 2000])
def test_a_related_place_is_written_once(pointer: str) -> None:
    result = read_result(make_issue(related=(pointer, pointer, pointer[:1500])))
    assert len(result["relatedLocations"]) == 1


def test_of_many_related_places_the_first_are_written() -> None:
    issue = make_issue(related=tuple(f"/items/{n}" for n in range(5000)))
    assert len(read_result(issue)["relatedLocations"]) == 100


def make_correction(*changes: TextChange, is_safe: bool = True) -> Correction:
    return Correction(summary="sets `id` to the key", is_safe=is_safe, changes=changes)


def make_change(text: str) -> TextChange:
    return TextChange(
        start=Position(line=3, column=7, offset=20),
        end=Position(line=4, column=2, offset=30),
        text=text,
    )


def test_a_safe_correction_is_a_fix() -> None:
    result = read_result(make_issue(), correction=make_correction(make_change('"a"')))
    assert result["fixes"] == [
        {
            "description": {"text": "sets `id` to the key"},
            "artifactChanges": [
                {
                    "artifactLocation": {"uri": "a.json", "uriBaseId": "%SRCROOT%"},
                    "replacements": [
                        {
                            "deletedRegion": {
                                "startLine": 3,
                                "startColumn": 7,
                                "endLine": 4,
                                "endColumn": 2,
                            },
                            "insertedContent": {"text": '"a"'},
                        }
                    ],
                }
            ],
        }
    ]


def apply_fix(text: str, fix: dict[str, Any]) -> str:
    """Do what a fix says, counting lines and columns by hand."""
    lines = text.split("\n")
    starts: list[int] = [*accumulate((len(line) + 1 for line in lines), initial=0)]
    (change,) = fix["artifactChanges"]
    for replacement in reversed(change["replacements"]):
        region: dict[str, int] = replacement["deletedRegion"]
        start = starts[region["startLine"] - 1] + region["startColumn"] - 1
        end = starts[region["endLine"] - 1] + region["endColumn"] - 1
        new = replacement.get("insertedContent", {}).get("text", "")
        text = text[:start] + new + text[end:]
    return text


def test_a_fix_mends_its_issue_and_nothing_else() -> None:
    document = sound_document()
    document["tracks"][0]["items"].append("gone여")
    document["items"]["txt1"]["id"] = "other"
    document["items"]["sol1"]["opacity"] = 7
    text = write_json(document)
    run = make_run(check_text("a.json", text.encode(), DEFAULT_CONFIG, with_corrections=True))
    fingerprints = {issue.fingerprint for issue in run.files[0].report.issues}
    results = read_log(run)["results"]
    assert [len(result["fixes"]) for result in results] == [1, 1, 1]
    for result in results:
        mended = validate_composition_text(apply_fix(text, result["fixes"][0])).issues
        assert {issue.fingerprint for issue in mended} < fingerprints
        assert len(mended) == 2
        assert result["ruleId"] not in {issue.code for issue in mended}


def test_what_is_only_taken_out_has_no_new_content() -> None:
    result = read_result(make_issue(), correction=make_correction(make_change("")))
    (change,) = result["fixes"][0]["artifactChanges"]
    assert "insertedContent" not in change["replacements"][0]


def test_an_unsafe_correction_is_not_offered() -> None:
    correction = make_correction(make_change(""), is_safe=False)
    assert "fixes" not in read_result(make_issue(), correction=correction)


def test_a_correction_that_changes_nothing_is_no_fix() -> None:
    assert "fixes" not in read_result(make_issue(), correction=make_correction())

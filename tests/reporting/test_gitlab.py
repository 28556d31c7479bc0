"""A run as a Code Quality report, in the shape that GitLab's documentation gives."""

from typing import Any, Final

import jsonschema
import pytest

from kvid_composition import Report
from kvid_composition.checking.run import CheckedFile, Run
from kvid_composition.reporting.gitlab import write_code_quality
from kvid_composition.reporting.render_settings import RenderSettings
from tests.checking.runs import make_file, make_issue, make_run

POSITION: Final = {
    "type": "object",
    "properties": {
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
    },
    "required": ["line", "column"],
}
SHAPE: Final = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "properties": {
                    "path": {"type": "string", "minLength": 1, "not": {"pattern": "^\\./"}},
                    "lines": {
                        "type": "object",
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                        "required": ["begin"],
                    },
                    "positions": {
                        "type": "object",
                        "properties": {"begin": POSITION, "end": POSITION},
                        "required": ["begin", "end"],
                    },
                },
                "required": ["path", "lines"],
            },
        },
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
    },
}
"""What the table and the example under "Code Quality report format" ask for."""


def write(run: Run, settings: RenderSettings | None = None) -> Any:
    entries = write_code_quality(run, settings or RenderSettings())
    jsonschema.validate(entries, SHAPE)
    return entries


def test_an_issue_is_an_entry() -> None:
    (entry,) = write(make_run(CheckedFile("./d/a.json", Report((make_issue(),)))))
    fingerprint = entry.pop("fingerprint")
    assert len(fingerprint) == 32
    assert entry == {
        "description": "There is no item 'a'. Add it. At /tracks/0/items/0.",
        "check_name": "REF101",
        "severity": "major",
        "location": {
            "path": "d/a.json",
            "lines": {"begin": 3},
            "positions": {"begin": {"line": 3, "column": 7}, "end": {"line": 3, "column": 7}},
        },
    }


@pytest.mark.parametrize(
    ("severity", "written"), [("error", "major"), ("warning", "minor"), ("info", "info")]
)
def test_severities_have_names_of_gitlab(severity: str, written: str) -> None:
    assert write(make_run(make_file("a", severity)))[0]["severity"] == written


def test_an_issue_without_line_stands_at_the_first() -> None:
    run = make_run(CheckedFile("a", Report((make_issue(line=None, column=None),))))
    assert write(run)[0]["location"] == {"path": "a", "lines": {"begin": 1}}


def test_an_issue_without_column_stands_at_the_first() -> None:
    run = make_run(CheckedFile("a", Report((make_issue(column=None),))))
    begin = write(run)[0]["location"]["positions"]["begin"]
    assert begin == {"line": 3, "column": 1}


def test_a_path_that_cannot_be_read_is_a_blocker() -> None:
    (entry,) = write(make_run(unreadable=("gone.json",)))
    assert (entry["severity"], entry["location"]["path"]) == ("blocker", "gone.json")
    assert entry["description"] == "This path could not be read: there is no such file"


def test_what_is_left_out_of_a_file_is_an_entry_that_counts_it() -> None:
    run = make_run(make_file("a", "error", info=2), make_file("b", "info"))
    entries = write(run, RenderSettings(most=1))
    assert [(entry["check_name"], entry["location"]["path"]) for entry in entries] == [
        ("REF101", "a"),
        ("omitted-issues", "a"),
        ("omitted-issues", "b"),
    ]
    assert entries[1]["description"] == "2 more issues of this file not listed"


def test_a_clean_run_is_an_empty_list() -> None:
    assert write(make_run(make_file("a"))) == []


def fingerprints(run: Run) -> list[str]:
    return [entry["fingerprint"] for entry in write(run)]


def test_the_same_fault_twice_in_one_file_or_in_two_has_several_fingerprints() -> None:
    run = make_run(make_file("a", *["error"] * 3), make_file("b", "error"), unreadable=("c", "c"))
    assert len(set(fingerprints(run))) == 6


def test_fingerprints_do_not_depend_on_lines() -> None:
    before = make_run(CheckedFile("a", Report((make_issue(line=3),))))
    after = make_run(CheckedFile("a", Report((make_issue(line=30, column=1),))))
    assert fingerprints(before) == fingerprints(after)


def test_fingerprints_do_not_depend_on_other_faults() -> None:
    other = make_issue(fingerprint="1", line=1)
    before = make_run(CheckedFile("a", Report((make_issue(),))))
    after = make_run(CheckedFile("a", Report((other, make_issue()))))
    assert fingerprints(before) == fingerprints(after)[1:]

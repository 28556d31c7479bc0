"""The laws of reports: what a format writes can be read back, with every issue at its place."""

import json
from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kvid_composition import Report, Severity
from kvid_composition.checking.excerpts import cut_excerpts
from kvid_composition.checking.run import CheckedFile, Run, Unreadable
from kvid_composition.document.display import escape_text
from kvid_composition.reporting.concise import render_concisely
from kvid_composition.reporting.formats import FormatName, write_format
from kvid_composition.reporting.github_summary import write_step_summary
from kvid_composition.reporting.json_report import write_run
from kvid_composition.reporting.locations import locate_file
from kvid_composition.reporting.render_settings import RenderSettings
from kvid_composition.reporting.styled import join_text
from kvid_composition.validation.issues import Issue
from tests.checking.runs import make_issue
from tests.reporting.junit_reports import read_suites
from tests.reporting.naughty import STRINGS
from tests.reporting.sarif_logs import check_log
from tests.reporting.test_github_summary import read_cells
from tests.reporting.workflow_commands import read_commands

SETTINGS = RenderSettings()
SHORT = [text for text in STRINGS.values() if len(text) < 1000]
TEXTS = st.text(max_size=12) | st.sampled_from(SHORT)
NAMES = TEXTS.filter(bool)


@st.composite
def issues(draw: st.DrawFn) -> Issue:
    line = draw(st.none() | st.integers(1, 5))
    return make_issue(
        draw(st.sampled_from(["error", "warning", "info"])),
        code=draw(st.sampled_from(["REF101", "REF102", "DOC101", "HOUSE1"])),
        message=f"This is {draw(TEXTS)}.",
        hint=f"Use {draw(TEXTS)}.",
        path=draw(st.just("") | TEXTS.map(lambda text: f"/{text}")),
        related=tuple(f"/{text}" for text in draw(st.lists(TEXTS, max_size=2))),
        fingerprint=draw(st.sampled_from("ab")),
        line=line,
        column=line and draw(st.integers(1, 20)),
    )


@st.composite
def files(draw: st.DrawFn) -> CheckedFile:
    found = tuple(draw(st.lists(issues(), max_size=4)))
    text = "\n".join(draw(st.lists(st.text(max_size=30), max_size=5)))
    return CheckedFile(draw(NAMES), Report(found), cut_excerpts(text, found))


@st.composite
def runs(draw: st.DrawFn) -> Run:
    unreadable = [Unreadable(path, "it is locked") for path in draw(st.lists(NAMES, max_size=2))]
    return Run(tuple(draw(st.lists(files(), max_size=3))), tuple(unreadable))


def list_places(run: Run) -> Counter[Any]:
    """Count the places of all issues: file as seen from the checkout, escaped, and line."""
    return Counter(
        (escape_text(locate_file(file.path, SETTINGS)), issue.line)
        for file in run.files
        for issue in file.report.issues
    )


def write(name: FormatName, run: Run) -> str:
    return write_format(name, run, SETTINGS)


@given(runs())
def test_text_has_a_block_for_every_issue(run: Run) -> None:
    rows = write("text", run).split("\n")
    assert sum(row.lstrip().startswith("--> ") for row in rows) == run.total
    assert [row for row in rows if escape_text(row) != row] == []


@given(runs())
def test_concise_text_has_a_line_for_every_issue(run: Run) -> None:
    rows = [join_text(line) for line in render_concisely(run)]
    assert len(rows) == run.total
    assert [row for row in rows if escape_text(row) != row] == []


@given(runs())
def test_json_says_the_run(run: Run) -> None:
    assert json.loads(write("json", run)) == write_run(run)


@given(runs())
def test_annotations_have_every_issue_at_its_place_the_worst_first(run: Run) -> None:
    commands = read_commands(write("github", run))[len(run.unreadable) :]
    found = Counter(
        (
            command.properties["file"],
            int(line) if (line := command.properties.get("line")) else None,
        )
        for command in commands
    )
    assert found == list_places(run)
    ranks = [["error", "warning", "notice"].index(command.name) for command in commands]
    assert ranks == sorted(ranks)


@given(runs())
def test_sarif_fits_its_schema_and_has_every_issue_at_its_place(run: Run) -> None:
    log = json.loads(write("sarif", run))
    check_log(log)
    (only,) = log["runs"]
    lines = Counter(
        result["locations"][0]["physicalLocation"].get("region", {}).get("startLine")
        for result in only["results"]
    )
    assert lines == Counter(i.line for file in run.files for i in file.report.issues)
    marks = [result["partialFingerprints"]["kvidComposition/v1"] for result in only["results"]]
    assert len(set(marks)) == len(marks) == run.total
    assert only["invocations"][0]["executionSuccessful"] is not bool(run.unreadable)


@given(runs())
def test_junit_has_a_case_for_every_issue_and_one_for_every_sound_file(run: Run) -> None:
    suites = read_suites(write("junit", run))
    assert len(suites) == len(run.files) + len(run.unreadable)
    cases = [case for suite in suites for case in suite.cases]
    sound = sum(1 for file in run.files if not file.report.issues)
    assert len(cases) == run.total + len(run.unreadable) + sound
    assert sum(case.is_passed for case in cases) == sound
    assert sum(suite.failures for suite in suites) == run.counts[Severity.ERROR]


@given(runs())
def test_code_quality_has_every_issue_at_its_place(run: Run) -> None:
    entries = json.loads(write("gitlab", run))[len(run.unreadable) :]
    found = Counter(
        (entry["location"]["path"], entry["location"]["lines"]["begin"]) for entry in entries
    )
    places = Counter[Any]()
    for (path, line), number in list_places(run).items():
        places[path, line or 1] += number
    assert found == places
    assert len({entry["fingerprint"] for entry in entries}) == run.total


@given(runs())
def test_the_step_summary_has_a_row_for_every_issue(run: Run) -> None:
    assert len(read_cells(write_step_summary(run, SETTINGS))) == 5 * run.total


@given(runs(), st.integers(1, 5))
def test_every_format_bounds_what_it_lists(run: Run, most: int) -> None:
    settings = RenderSettings(most=most)
    expected = min(run.total, most)
    log = json.loads(write_format("sarif", run, settings))
    assert len(log["runs"][0]["results"]) == expected
    left = 1 if run.total > most else 0
    commands = read_commands(write_format("github", run, settings))
    assert len(commands) == len(run.unreadable) + expected + left
    entries = json.loads(write_format("gitlab", run, settings))
    listed = [entry for entry in entries if entry["severity"] != "blocker"]
    assert sum(entry["check_name"] != "omitted-issues" for entry in listed) == expected

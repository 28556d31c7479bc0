"""All formats: naughty strings come out harmless, and time is in proportion to the issues."""

import json
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any, cast
from xml.etree import ElementTree as ET

import pytest

from kvid_composition import Report
from kvid_composition.checking.check import check_text
from kvid_composition.checking.excerpts import cut_excerpts
from kvid_composition.checking.run import CheckedFile, Run
from kvid_composition.document.display import escape_text
from kvid_composition.document.writer import TextStyle, write_json
from kvid_composition.reporting.formats import FORMATS, RENDERERS, FormatName, write_format
from kvid_composition.reporting.render_settings import RenderSettings
from kvid_composition.reporting.styled import Style
from kvid_composition.validation.config import DEFAULT_CONFIG
from tests.checking.runs import make_file, make_issue, make_run
from tests.documents import sound_document
from tests.reporting.naughty import CANARY, STRINGS, make_naughty_run
from tests.reporting.sarif_logs import check_log
from tests.reporting.workflow_commands import read_commands

SETTINGS = RenderSettings()


def write(name: FormatName, run: Run, **settings: Any) -> str:
    return write_format(name, run, RenderSettings(**settings))


def test_every_format_has_a_writer() -> None:
    assert list(RENDERERS) == list(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_ends_with_a_line_break(name: FormatName) -> None:
    written = write(name, make_run(make_file("a", "error")))
    assert written.endswith("\n")
    assert not written.endswith("\n\n")


def test_text_ends_with_a_summary_behind_a_blank_line() -> None:
    written = write("text", make_run(make_file("a", "error")))
    assert written.endswith("(safe)\n\n1 error in 1 file.\n")
    assert write("text", make_run(make_file("a"))) == "1 file is sound: nothing to report.\n"


def test_concise_ends_with_a_summary() -> None:
    written = write("concise", make_run(make_file("a", "error")))
    assert written == "a:1:7: error REF101 There is no item 'a'.\n1 error in 1 file.\n"


@pytest.mark.parametrize("name", ["text", "concise"])
def test_a_summary_can_be_left_out(name: FormatName) -> None:
    written = write(name, make_run(make_file("a", "error")), with_summary=False)
    assert "1 error in" not in written
    assert write(name, make_run(make_file("a")), with_summary=False) == ""


@pytest.mark.parametrize("name", ["text", "concise"])
def test_a_run_of_some_rules_does_not_claim_soundness(name: FormatName) -> None:
    written = write(name, make_run(make_file("a")), is_partial=True)
    assert written == "Nothing to report in 1 file.\n"


@pytest.mark.parametrize("name", FORMATS)
def test_only_what_is_for_people_is_painted(name: FormatName) -> None:
    painted: list[Style] = []

    def paint(line: Any) -> str:
        painted.extend(span.style for span in line)
        return ""

    write_format(name, make_run(make_file("a", "error")), SETTINGS, paint)
    assert bool(painted) is (name in {"text", "concise"})


def test_text_is_folded_and_machines_are_not() -> None:
    run = make_run(CheckedFile("a", Report((make_issue(message="word " * 60),))))
    for name in FORMATS:
        rows = write(name, run, columns=60).split("\n")
        assert (max(map(len, rows)) <= 60) is (name == "text")


@pytest.mark.parametrize("name", ["json", "sarif", "gitlab"])
def test_json_is_ascii_so_that_any_pipe_holds_it(name: FormatName) -> None:
    assert write(name, make_naughty_run(STRINGS["wide"])).isascii()


@pytest.mark.parametrize("string", STRINGS)
@pytest.mark.parametrize("name", FORMATS)
def test_naughty_strings_steer_nothing_and_are_not_lost(name: FormatName, string: str) -> None:
    written = write(name, make_naughty_run(STRINGS[string]))
    lines = written.split("\n")
    assert [line[:300] for line in lines if escape_text(line) != line] == []
    assert CANARY in written


@pytest.mark.parametrize("string", STRINGS)
def test_naughty_strings_are_no_commands(string: str) -> None:
    run = make_naughty_run(STRINGS[string])
    commands = read_commands(write("github", run))
    assert len(commands) == run.total + 1
    assert {command.name for command in commands} <= {"error", "warning", "notice"}
    allowed = {"file", "line", "endLine", "col", "endColumn", "title"}
    assert {key for command in commands for key in command.properties} <= allowed
    for name in ("text", "concise"):
        assert read_commands(write(name, run)) == []


@pytest.mark.parametrize("string", STRINGS)
def test_naughty_strings_keep_json_and_xml_whole(string: str) -> None:
    run = make_naughty_run(STRINGS[string])
    log = json.loads(write("sarif", run))
    check_log(log)
    assert len(log["runs"][0]["results"]) == run.total
    assert len(json.loads(write("gitlab", run))) == run.total + 1
    issues = [issue for file in json.loads(write("json", run))["files"] for issue in file["issues"]]
    assert len(issues) == run.total
    cases = ET.fromstring(write("junit", run)).findall("testsuite/testcase")
    assert len(cases) == run.total + 1


@pytest.mark.parametrize("one_line", [True, False])
@pytest.mark.parametrize("name", FORMATS)
def test_the_password_of_a_url_is_in_no_report(name: FormatName, one_line: bool) -> None:
    document = sound_document()
    for number, asset in enumerate(document["assets"].values()):
        asset["remoteUrl"] = f"https://user:hunter2@example.com/{number}.mp4"
        asset.pop("filename", None)
    text = write_json(document, TextStyle(indent=None if one_line else "  "))
    file = check_text(
        "a.json", text.encode(), DEFAULT_CONFIG, with_excerpts=True, with_corrections=True
    )
    written = write(name, make_run(file))
    assert "MED103" in written
    assert "hunter2" not in written


def list_texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            yield from list_texts(list(cast("dict[str, object]", value).values()))
        case list():
            for part in cast("list[object]", value):
                yield from list_texts(part)
        case _:
            pass


@pytest.mark.parametrize("string", STRINGS)
@pytest.mark.parametrize("name", ["sarif", "gitlab"])
def test_naughty_strings_are_harmless_also_when_the_json_is_read(
    name: FormatName, string: str
) -> None:
    log = json.loads(write(name, make_naughty_run(STRINGS[string])))
    # The help of a rule has paragraphs of its own.
    lines = [line for text in list_texts(log) for line in text.split("\n\n")]
    assert [line[:300] for line in lines if escape_text(line) != line] == []


def make_large_run(number: int) -> Run:
    text = "[\n" + "\n".join(f'  {{ "items": ["item-{n}"] }},' for n in range(number)) + "\n]"
    issues = tuple(
        make_issue(
            path=f"/tracks/{n}/items/0",
            fingerprint=str(n),
            line=n + 2,
            column=16,
            related=(f"/items/item-{n}",),
        )
        for n in range(number)
    )
    excerpts = cut_excerpts(text, issues)
    return make_run(CheckedFile("a.json", Report(issues), excerpts))


def measure(task: Callable[[], object]) -> float:
    durations: list[float] = []
    for _ in range(3):
        start = perf_counter()
        task()
        durations.append(perf_counter() - start)
    return min(durations)


@pytest.mark.parametrize("name", FORMATS)
def test_ten_times_the_issues_take_about_ten_times_as_long(name: FormatName) -> None:
    few, many = make_large_run(300), make_large_run(3000)
    short = measure(lambda: write(name, few))
    # Twice of that is for a machine that does something else.
    assert measure(lambda: write(name, many)) < 20 * short + 0.1

"""`validate --statistics` and `--print-ignores`: other answers from the same run."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.harness import NAUGHTY, invoke, write_lacking
from tests.cli.repositories import commit_all, make_repository

pytestmark = pytest.mark.usefixtures("empty_directory")


def test_statistics_are_a_row_for_each_rule_and_the_summary() -> None:
    write_lacking("a.json", *"abcdefghijk")
    write_lacking("b.json", "x", compositionHeight=1081)
    result = invoke("validate", "a.json", "b.json", "--statistics")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout == (
        "12  REF101  track-item-missing  ####################  12 can be repaired\n"
        " 1  MED106  odd-dimensions      ##\n"
        "\n"
        "12 errors, 1 warning in 2 of 2 files.\n"
    )


def test_statistics_of_what_is_sound_are_the_summary_alone() -> None:
    result = invoke("validate", write_lacking("a.json"), "--statistics")
    assert (result.exit_code, result.stdout) == (0, "1 file is sound: nothing to report.\n")


def test_quiet_statistics_have_no_summary() -> None:
    result = invoke("validate", write_lacking("a.json", "x"), "--statistics", "--quiet")
    assert result.stdout.count("\n") == 1


def test_statistics_can_be_json() -> None:
    path = write_lacking("a.json", "x", "y")
    result = invoke("validate", path, "gone.json", "--statistics", "-f", "json")
    assert json.loads(result.stdout) == {
        "rules": [{"code": "REF101", "name": "track-item-missing", "count": 2, "repairable": 2}],
        "uncounted": 0,
        "summary": {
            "files": 1,
            "faulty": 1,
            "unreadable": 1,
            "error": 2,
            "warning": 0,
            "info": 0,
        },
    }


def test_statistics_count_more_than_is_shown_otherwise() -> None:
    write_lacking("a.json", *(f"x{number}" for number in range(1100)))
    assert invoke("validate", "a.json", "--statistics").stdout.startswith("1,100  REF101")
    assert invoke("validate", "a.json", "--statistics", "--max-issues", "1").stdout.startswith(
        "1,100  REF101"
    )


def test_statistics_say_what_a_report_cannot_tell_apart() -> None:
    Path("kvid-composition.toml").write_text("[limits]\nissues = 5\n")
    write_lacking("a.json", *(f"x{number}" for number in range(50)))
    result = invoke("validate", "a.json", "--statistics")
    assert result.stdout.startswith("5  REF101")
    assert (
        "... and 45 more issues, of which only the number is known. --max-issues 0 counts all."
        in (result.stdout)
    )
    result = invoke("validate", "a.json", "--statistics", "--max-issues", "0")
    assert result.stdout.startswith("50  REF101")


def test_statistics_leave_the_other_outputs_what_they_are() -> None:
    path = write_lacking("a.json", "x")
    result = invoke("validate", path, "--statistics", "--output", "json=report")
    assert result.stdout.startswith("1  REF101")
    assert json.loads(Path("report").read_text())["summary"]["error"] == 1


def test_statistics_count_what_a_baseline_does_not_know() -> None:
    options = ("--baseline", "known.json")
    invoke("validate", write_lacking("a.json", "x"), *options, "--update-baseline")
    result = invoke("validate", write_lacking("a.json", "x", "y"), *options, "--statistics")
    assert result.stdout.startswith("1  REF101")


@pytest.mark.parametrize("format_", ["github", "sarif", "junit", "gitlab"])
def test_statistics_are_for_people_and_programs_only(format_: str) -> None:
    result = invoke("validate", write_lacking("a.json"), "--statistics", "--format", format_)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error USAGE: --statistics cannot be written as {format_}")


def read_ignores(*arguments: str) -> dict[str, Any]:
    result = invoke("validate", *arguments, "--print-ignores")
    assert (result.exit_code, result.stderr) == (0, "")
    return tomllib.loads(result.stdout)


def test_ignores_silence_what_was_found() -> None:
    write_lacking("a.json", "x", compositionHeight=1081)
    write_lacking("d/b.json", "x")
    result = invoke("validate", ".", "--print-ignores")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "[tool.kvid-composition.per-file-ignores]\n"
        '"/a.json" = ["MED106", "REF101"]\n'
        '"/d/b.json" = ["REF101"]\n'
    )
    Path("pyproject.toml").write_text(result.stdout)
    result = invoke("validate", ".", "--fail-on", "info")
    assert (result.exit_code, result.stdout) == (0, "Nothing to report in 2 files.\n")


def test_ignores_fit_the_file_that_they_are_for() -> None:
    Path("kvid-composition.toml").write_text("")
    write_lacking("a.json", "x")
    assert read_ignores("a.json") == {"per-file-ignores": {"/a.json": ["REF101"]}}


def test_ignores_keep_those_that_are_there() -> None:
    Path("kvid-composition.toml").write_text(
        '[per-file-ignores]\n"old/**" = ["items-overlap", "REF"]\n"/a.json" = ["TIM"]\n'
    )
    write_lacking("a.json", "x")
    assert read_ignores("a.json") == {
        "per-file-ignores": {"/a.json": ["TIM", "REF101"], "old/**": ["items-overlap", "REF"]}
    }


def test_ignores_are_from_the_folder_of_the_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("kvid-composition.toml").write_text("")
    write_lacking("d/a.json", "x")
    monkeypatch.chdir("d")
    assert read_ignores("a.json") == {"per-file-ignores": {"/d/a.json": ["REF101"]}}


def test_nothing_found_needs_no_ignores() -> None:
    result = invoke("validate", write_lacking("a.json"), "--print-ignores")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_what_has_no_file_in_the_folder_cannot_be_silenced(monkeypatch: pytest.MonkeyPatch) -> None:
    data = write_lacking("a.json", "x").read_bytes()
    Path("d").mkdir()
    monkeypatch.chdir("d")
    result = invoke("validate", "-", "../a.json", "--isolated", "--print-ignores", stdin=data)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("note: 2 issues cannot be silenced this way: ")


def test_two_versions_of_a_file_share_their_ignores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make_repository(Path("repository").absolute()))
    write_lacking("a.json", "x")
    commit_all(Path())
    write_lacking("a.json", compositionHeight=1081)
    assert read_ignores("HEAD:a.json", "a.json") == {
        "tool": {"kvid-composition": {"per-file-ignores": {"/a.json": ["MED106", "REF101"]}}}
    }


def test_what_cannot_be_read_ends_with_2_and_the_rest_is_printed() -> None:
    result = invoke("validate", write_lacking("a.json", "x"), "gone.json", "--print-ignores")
    assert result.exit_code == 2
    assert '"/a.json" = ["REF101"]' in result.stdout


def test_a_naughty_name_is_silenced_like_any_other() -> None:
    write_lacking(NAUGHTY, "x")
    result = invoke("validate", NAUGHTY, "--print-ignores")
    assert result.stdout.replace("\n", "").isprintable()
    Path("pyproject.toml").write_text(result.stdout, "utf-8")
    assert invoke("validate", NAUGHTY).stdout == "Nothing to report in 1 file.\n"


@pytest.mark.parametrize(
    ("options", "pair"),
    [
        (("--statistics", "--print-ignores"), "--print-ignores and --statistics"),
        (("--show-config", "--statistics"), "--show-config and --statistics"),
        (("--print-ignores", "-f", "json"), "--print-ignores and --format"),
        (("--print-ignores", "--output-file", "b"), "--print-ignores and --output-file"),
        (("--show-config", "--output", "json=b"), "--show-config and --output"),
        (("--statistics", "--update-baseline"), "--statistics and --update-baseline"),
    ],
)
def test_answers_to_two_questions_are_refused(options: tuple[str, ...], pair: str) -> None:
    result = invoke("validate", write_lacking("a.json", "x"), *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error USAGE: {pair} do not go together")


def test_the_configuration_is_shown_without_a_path() -> None:
    Path("kvid-composition.toml").write_text('fail-on = "info"\n')
    result = invoke("validate", "--show-config")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "info" in result.stdout

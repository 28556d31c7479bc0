"""`validate --output`: any number of formats, each whole in its place, and nothing written over."""

import json
import os
import stat
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree as ET

import pytest

from kvid_composition.reporting.formats import FormatName
from tests.cli.harness import NAUGHTY, broken_document, invoke, run_process, write_document
from tests.documents import sound_document

FORMATS = get_args(FormatName)


@pytest.fixture(autouse=True)
def _stand_in_empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CI_PROJECT_DIR", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)


def write(name: str, document: object) -> Path:
    return write_document(Path(name), document)


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_says_what_is_wrong(format_: str) -> None:
    result = invoke("validate", write("a.json", broken_document()), "--format", format_)
    assert (result.exit_code, result.stderr) == (1, "")
    assert "REF101" in result.stdout
    assert result.stdout.endswith("\n")


@pytest.mark.parametrize("format_", FORMATS)
def test_a_file_has_what_the_standard_output_would_have(format_: str) -> None:
    path = write("a.json", broken_document("안녕"))
    shown = invoke("validate", path, "--format", format_)
    result = invoke("validate", path, "--format", format_, "--output-file", "report")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "")
    assert Path("report").read_bytes() == shown.stdout_bytes


def test_a_file_is_never_coloured_nor_folded() -> None:
    path = write("a.json", broken_document("x" * 70))
    options = ("--color", "always", "--output-file", "report")
    invoke("validate", path, *options, env={"COLUMNS": "40"})
    assert "\x1b" not in Path("report").read_text()


def test_several_formats_are_written_at_once_beside_the_text() -> None:
    path = write("a.json", broken_document())
    outputs = [f"--output={format_}=report.{format_}" for format_ in FORMATS]
    result = invoke("validate", path, *outputs)
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout == Path("report.text").read_text()
    assert json.loads(Path("report.sarif").read_text())["version"] == "2.1.0"
    assert json.loads(Path("report.json").read_text())["summary"]["error"] == 1
    assert ET.parse("report.junit").getroot().tag == "testsuites"


def test_another_format_can_take_the_place_of_the_text() -> None:
    path = write("a.json", broken_document())
    result = invoke("validate", path, "--output", "json=-", "--output", "text=report")
    assert json.loads(result.stdout)["summary"]["error"] == 1
    assert Path("report").read_text().endswith("1 error in 1 file.\n")


def test_results_are_written_where_nothing_is_wrong_as_well() -> None:
    result = invoke("validate", write("a.json", sound_document()), "--output", "junit=report")
    assert result.exit_code == 0
    assert 'failures="0"' in Path("report").read_text()


def test_what_cannot_be_read_is_in_the_results_as_well() -> None:
    path = write("a.json", sound_document())
    assert invoke("validate", path, "gone.json", "--output", "json=report").exit_code == 2
    unreadable = json.loads(Path("report").read_text())["unreadable"]
    assert [entry["path"] for entry in unreadable] == ["gone.json"]


def test_where_one_file_cannot_be_written_none_is_and_the_rest_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device", "b")

    monkeypatch.setattr("kvid_composition.cli.outputs.write_files", refuse)
    path = write("a.json", broken_document())
    result = invoke("validate", path, "--output", "json=a", "--output", "sarif=b")
    assert result.exit_code == 2
    assert result.stderr == "error UNWRITABLE_OUTPUT: b: No space left on device\n"
    assert result.stdout.endswith("1 error in 1 file.\n")


def test_what_cannot_be_written_is_said_before_anything_is_checked() -> None:
    result = invoke("validate", write("a.json", broken_document()), "--output", "json=gone/b")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "error UNWRITABLE_OUTPUT: gone/b: there is no such directory\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_ends_with_2() -> None:
    path = write("a.json", broken_document())
    Path("closed").mkdir(mode=0o500)
    result = invoke("validate", path, "--output", "json=closed/b")
    assert result.exit_code == 2
    assert result.stderr == "error UNWRITABLE_OUTPUT: closed/b: Permission denied\n"


@pytest.mark.parametrize("options", [("--output-file", "a.json"), ("--output", "json=./a.json")])
def test_a_document_is_never_written_over_by_its_report(options: tuple[str, str]) -> None:
    before = write("a.json", broken_document()).read_bytes()
    result = invoke("validate", "a.json", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error USAGE: a.json: this is read, and would be written")
    assert Path("a.json").read_bytes() == before


def test_a_report_in_the_folder_is_not_checked_the_next_time() -> None:
    write("d/a.json", sound_document())
    for _ in range(2):
        result = invoke("validate", "d", "--output", "json=d/report.json")
        assert result.exit_code == 0
        assert result.stdout == "1 file is sound: nothing to report.\n"


def test_a_report_keeps_the_rights_of_the_file_before_it() -> None:
    Path("report").touch(mode=0o600)
    invoke("validate", write("a.json", sound_document()), "--output-file", "report")
    assert stat.S_IMODE(Path("report").stat().st_mode) == 0o600


@pytest.mark.parametrize("format_", FORMATS)
def test_naughty_names_steer_no_terminal_in_any_format(format_: str) -> None:
    document = broken_document(NAUGHTY)
    document["items"][NAUGHTY + "2"] = {"id": NAUGHTY, "type": NAUGHTY}
    document["assets"][NAUGHTY] = {"id": "x", "type": NAUGHTY, "remoteUrl": NAUGHTY}
    write(NAUGHTY, document)
    result = invoke("validate", NAUGHTY, f"gone{NAUGHTY}", "--format", format_)
    assert result.exit_code == 2
    assert (result.stdout + result.stderr).replace("\n", "").isprintable()


def test_github_gets_a_table_behind_what_is_in_the_summary_already(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    Path("summary.md").write_text("# Before\n")
    path = write("a.json", broken_document())
    assert invoke("validate", path, "--format", "github").exit_code == 1
    text = Path("summary.md").read_text()
    assert text.startswith("# Before\n")
    assert "REF101" in text


@pytest.mark.parametrize("options", [("--output", "github=report"), ("-f", "github", "-q")])
def test_github_gets_its_table_wherever_the_annotations_go(
    options: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    invoke("validate", write("a.json", broken_document()), *options)
    assert "REF101" in Path("summary.md").read_text()


@pytest.mark.parametrize("format_", ["text", "json", "sarif"])
def test_other_formats_leave_the_summary_of_github_alone(
    format_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    invoke("validate", write("a.json", broken_document()), "--format", format_)
    assert not Path("summary.md").exists()


def test_a_summary_that_cannot_be_written_ends_with_2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "gone/summary.md")
    result = invoke("validate", write("a.json", broken_document()), "--format", "github")
    assert result.exit_code == 2
    expected = "error UNWRITABLE_OUTPUT: gone/summary.md: No such file or directory\n"
    assert result.stderr == expected
    assert "::error " in result.stdout


def test_on_github_the_format_is_still_what_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    result = invoke("validate", write("a.json", sound_document()))
    assert result.stdout == "1 file is sound: nothing to report.\n"


def test_a_working_directory_that_is_gone_is_no_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("a.json", broken_document()).absolute()
    Path("gone").mkdir()
    monkeypatch.chdir("gone")
    Path("../gone").rmdir()
    result = invoke("validate", path, "--format", "sarif")
    assert (result.exit_code, result.stderr) == (1, "")
    assert json.loads(result.stdout)["runs"][0]["results"][0]["ruleId"] == "REF101"


def test_xml_is_utf_8_whatever_the_encoding_of_the_terminal() -> None:
    path = write("a.json", broken_document("안녕"))
    result = run_process("validate", path, "-f", "junit", env={"PYTHONIOENCODING": "ascii"})
    assert "안녕" in result.stdout.decode()
    assert ET.fromstring(result.stdout).tag == "testsuites"


def test_a_report_can_go_into_a_pipe(tmp_path: Path) -> None:
    path = write("a.json", broken_document())
    result = run_process("validate", path, "--output", "json=/dev/stderr")
    assert json.loads(result.stderr)["summary"]["error"] == 1


@pytest.mark.parametrize("text", [None, "{"])
def test_a_composition_that_a_folder_brings_is_not_written_over(
    tmp_path: Path, text: str | None
) -> None:
    file = write_document(tmp_path / "a.json", broken_document())
    if text is not None:
        file.write_text(text, "utf-8")
    before = file.read_bytes()
    result = invoke("validate", tmp_path, "--output", f"json={file}")
    assert result.exit_code == 2
    assert result.stderr.endswith("a.json: this is read, and would be written over\n")
    assert file.read_bytes() == before


def test_a_report_among_the_compositions_is_written_anew(tmp_path: Path) -> None:
    write_document(tmp_path / "a.json", broken_document())
    for _ in range(2):
        result = invoke("validate", tmp_path, "--output", f"json={tmp_path / 'report.json'}")
        assert result.exit_code == 1
    assert json.loads((tmp_path / "report.json").read_bytes())["summary"]["files"] == 1

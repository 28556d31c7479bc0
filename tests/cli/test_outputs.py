"""Outputs: which format goes where, said before anything is checked."""

from pathlib import Path

import pytest

from kvid_composition.cli.exits import CommandEnd
from kvid_composition.cli.outputs import (
    Output,
    append_output,
    list_formats,
    plan_outputs,
    write_outputs,
)

pytestmark = pytest.mark.usefixtures("empty_directory")


def plan(format_: str | None = None, file: str | None = None, *outputs: str) -> tuple[Output, ...]:
    return plan_outputs(format_, file, outputs, "never")  # type: ignore[arg-type]


def test_without_a_wish_text_goes_to_the_standard_output() -> None:
    assert plan() == (Output("text"),)


def test_the_main_output_can_have_a_format_and_a_file() -> None:
    assert plan("json") == (Output("json"),)
    assert plan("json", "a") == (Output("json", Path("a")),)
    assert plan(None, "a") == (Output("text", Path("a")),)
    assert plan("json", "-") == (Output("json"),)


def test_others_follow_the_main_output() -> None:
    assert plan("github", None, "sarif=a", "junit=b") == (
        Output("github"),
        Output("sarif", Path("a")),
        Output("junit", Path("b")),
    )


def test_one_of_the_others_can_be_the_main_output() -> None:
    assert plan(None, None, "sarif=a", "json=-") == (Output("json"), Output("sarif", Path("a")))
    assert plan(None, "-", "json=-") == (Output("json"),)


@pytest.mark.parametrize(
    ("format_", "file", "outputs"),
    [
        ("text", None, ["json=-"]),
        (None, "a", ["json=-"]),
        (None, None, ["json=-", "text=-"]),
    ],
)
def test_two_main_outputs_are_refused(
    format_: str | None,
    file: str | None,
    outputs: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(CommandEnd):
        plan(format_, file, *outputs)
    expected = "error USAGE: only one result can be the main one, on the standard output"
    assert capsys.readouterr().err.startswith(expected)


@pytest.mark.parametrize("output", ["sarif", "sarif=", "=a", "", "="])
def test_what_names_no_format_or_no_file_is_refused(
    output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandEnd):
        plan(None, None, output)
    assert capsys.readouterr().err == (f"error USAGE: --output is FORMAT=FILE, not '{output}'\n")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("sariff", "did you mean sarif?"),
        ("SARIF", "did you mean sarif?"),
        ("yaml", "there are text, concise, json, github, sarif, junit, gitlab"),
    ],
)
def test_an_unknown_format_has_a_suggestion(
    name: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandEnd):
        plan(None, None, f"{name}=a")
    assert capsys.readouterr().err == (
        f"error USAGE: --output: no format is called '{name}'; {hint}\n"
    )


def test_a_name_with_an_equals_sign_is_a_name() -> None:
    assert plan(None, None, "json=a=b")[1] == Output("json", Path("a=b"))


@pytest.mark.parametrize("other", ["a", "./a", "link"])
def test_two_results_cannot_go_to_one_file(other: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("link").symlink_to("a")
    with pytest.raises(CommandEnd):
        plan(None, "a", f"json={other}")
    assert "two results cannot go to one file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (".", "this is a directory"),
        ("gone/a", "there is no such directory"),
        ("file/a", "there is no such directory"),
        ("x\0", "no file can have this name"),
        ("x" * 5000 + "/a", "there is no such directory"),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is_checked(
    file: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("file").touch()
    with pytest.raises(CommandEnd):
        plan(None, file)
    error = capsys.readouterr().err
    assert error.startswith("error UNWRITABLE_OUTPUT: ")
    assert error.endswith(f": {reason}\n")


def test_the_formats_are_listed_once() -> None:
    assert list_formats(plan("json", None, "json=a", "sarif=b")) == {"json", "sarif"}


def test_files_are_written_in_utf_8_whatever_they_hold() -> None:
    assert write_outputs({Path("a"): "안녕\ud800\n"}, "never")
    assert Path("a").read_bytes() == "안녕?\n".encode()


def test_nothing_is_written_into_a_working_directory_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("gone").mkdir()
    monkeypatch.chdir("gone")
    (tmp_path / "gone").rmdir()
    with pytest.raises(CommandEnd):
        plan(None, "a")
    assert capsys.readouterr().err == "error UNWRITABLE_OUTPUT: a: there is no such directory\n"


def test_no_file_is_no_failure() -> None:
    assert write_outputs({}, "never")


def test_what_cannot_be_written_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert not write_outputs({Path("gone/a"): "", Path("b"): ""}, "never")
    expected = "error UNWRITABLE_OUTPUT: gone/a: No such file or directory\n"
    assert capsys.readouterr().err == expected
    assert list(Path().iterdir()) == []


def test_a_name_that_no_file_can_have_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert not write_outputs({Path("a\0"): ""}, "never")
    assert capsys.readouterr().err.startswith("error UNWRITABLE_OUTPUT: a\\u0000: ")


def test_to_append_keeps_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert append_output(Path("a"), "1\n", "never")
    assert append_output(Path("a"), "2\n", "never")
    assert Path("a").read_text() == "1\n2\n"
    assert not append_output(Path(), "2\n", "never")
    assert capsys.readouterr().err == "error UNWRITABLE_OUTPUT: .: Is a directory\n"

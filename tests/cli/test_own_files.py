"""Own files: passed by with a word where they were meant, and never written over."""

import os
from pathlib import Path

import pytest

from kvid_composition.cli.exits import CommandEnd
from kvid_composition.cli.inputs import Source
from kvid_composition.cli.own_files import OwnFiles, find_others
from tests.cli.harness import NAUGHTY, broken_document, invoke, write_document, write_lacking

SCHEMA = "brand.json"


@pytest.fixture(autouse=True)
def _stand_beside_files(empty_directory: Path) -> None:
    write_lacking("a.json")
    Path(SCHEMA).write_text("{}")


def find(*arguments: str, quiet: bool = False, **read: str) -> list[str]:
    """Find the names of the documents; what is read is a file and what it is."""
    own = OwnFiles({Path(f"{name}.json"): what for name, what in read.items()}, ())
    found = find_others(arguments, own, quiet=quiet, color="never")
    return [source.name for source in found if isinstance(source, Source)]


def test_what_is_read_beside_the_documents_is_passed_by() -> None:
    assert find(".", brand="a schema") == ["a.json"]


def test_without_files_of_its_own_a_call_checks_all() -> None:
    assert find(".") == ["a.json", "brand.json"]


def test_what_a_folder_brings_is_passed_by_in_silence(capsys: pytest.CaptureFixture[str]) -> None:
    find(".", brand="a schema")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("argument", [SCHEMA, "./brand.json", "br*.json"])
def test_what_was_named_alone_is_passed_by_with_a_note(
    argument: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert find(argument, brand="a schema") == []
    assert capsys.readouterr().err.endswith("brand.json is not checked: it is a schema\n")


def test_what_was_named_beside_others_is_passed_by_with_a_note(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert find("a.json", SCHEMA, brand="a schema") == ["a.json"]
    assert capsys.readouterr().err == "note: brand.json is not checked: it is a schema\n"


def test_a_quiet_call_notes_it_only_if_nothing_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    find("a.json", SCHEMA, quiet=True, brand="a schema")
    assert capsys.readouterr().err == ""
    find(SCHEMA, quiet=True, brand="a schema")
    assert capsys.readouterr().err == "note: brand.json is not checked: it is a schema\n"


def test_a_folder_of_nothing_else_is_named_file_by_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert find(".", a="one thing", brand="another") == []
    assert capsys.readouterr().err == (
        "note: a.json is not checked: it is one thing\n"
        "note: brand.json is not checked: it is another\n"
    )


def test_a_link_to_such_a_file_is_passed_by_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    Path("link.json").symlink_to(SCHEMA)
    assert find("link.json", brand="a schema") == []
    assert capsys.readouterr().err == "note: link.json is not checked: it is a schema\n"


def test_a_note_steers_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    Path(NAUGHTY).symlink_to(SCHEMA)
    find(NAUGHTY, brand="a schema")
    assert capsys.readouterr().err.replace("\n", "").isprintable()


def test_a_name_that_no_file_has_is_found_for_others_to_refuse() -> None:
    assert find("x\0", brand="a schema") == ["x\0"]


@pytest.mark.parametrize("argument", ["a.json", "."])
def test_what_is_read_is_not_written_over(
    argument: str, capsys: pytest.CaptureFixture[str]
) -> None:
    own = OwnFiles({}, [Path("./a.json")])
    with pytest.raises(CommandEnd):
        find_others([argument], own, quiet=False, color="never")
    assert capsys.readouterr().err == (
        "error USAGE: a.json: this is read, and would be written over\n"
    )


def test_an_earlier_report_is_written_over_and_passed_by() -> None:
    Path("report.json").write_text('{"files": []}')
    own = OwnFiles({}, [Path("report.json")])
    found = find_others(["."], own, quiet=False, color="never")
    assert [each.name for each in found if isinstance(each, Source)] == ["a.json", "brand.json"]


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ((SCHEMA, "--schema", SCHEMA), "a house schema"),
        ((SCHEMA, "--baseline", SCHEMA), "the baseline"),
        ((SCHEMA, "--config", SCHEMA, "-f", "concise"), "the configuration"),
    ],
)
def test_the_command_says_why_it_checks_nothing(arguments: tuple[str, ...], what: str) -> None:
    text = {"--baseline": '{"version": 1, "files": {}}', "--config": "", "--schema": "{}"}
    Path(SCHEMA).write_text(text[arguments[1]])
    result = invoke("validate", *arguments)
    assert (result.exit_code, result.stdout) == (0, "Nothing was checked.\n")
    assert result.stderr == f"note: brand.json is not checked: it is {what}\n"


def test_a_working_directory_that_is_gone_is_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_document(tmp_path / "b.json", broken_document())
    Path("gone").mkdir()
    monkeypatch.chdir("gone")
    os.rmdir(tmp_path / "gone")  # noqa: PTH106  as a shell does it
    result = invoke("validate", file, "c.json", "--schema", tmp_path / SCHEMA)
    assert result.exit_code == 2
    assert result.stderr.startswith("error UNREADABLE_INPUT: c.json: ")
    assert "REF101" in result.stdout

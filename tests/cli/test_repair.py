"""`repair`: what is written where, what is said about it, and the exit code."""

import json
import os
import subprocess
import threading
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import Result

from kvid_composition.cli import repairing
from kvid_composition.reporting.repair_json import repair_run_schema
from tests.cli.harness import (
    NAUGHTY,
    broken_document,
    invoke,
    run_on_terminal,
    run_process,
    write_document,
)
from tests.cli.repositories import commit_all, make_repository
from tests.documents import sound_document


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a sound document, and one that lists an item that is not there."""
    monkeypatch.chdir(tmp_path)
    write_document(Path("sound.json"), sound_document())
    write_document(Path("broken.json"), broken_document())
    return tmp_path


def repair(*arguments: str | Path, **options: Any) -> Result:
    return invoke("repair", *arguments, **options)


def read(path: str) -> Any:
    return json.loads(Path(path).read_text("utf-8"))


def double(path: str) -> None:
    """Give two tracks one id: only an unsafe fix mends that."""
    document = broken_document()
    document["tracks"][1]["id"] = document["tracks"][0]["id"]
    write_document(Path(path), document)


FIXED = """\
broken.json
  fixed REF101 track-item-missing: There is no item 'gone'.
        at /tracks/0/items/2: drops the entry 'gone'.

Fixed 1 issue in 1 file.
"""


def test_a_file_is_rewritten_and_it_is_said_what_was_done() -> None:
    result = repair("broken.json")
    assert (result.exit_code, result.stdout, result.stderr) == (0, FIXED, "")
    assert read("broken.json") == sound_document()


def test_what_no_fix_touches_keeps_its_very_text() -> None:
    text = json.dumps(broken_document(), indent="\t", ensure_ascii=False).replace("\n", "\r\n")
    text = text.replace('"fps": 30', '"fps":  3e1')
    Path("broken.json").write_text(text, "utf-8", newline="")
    repair("broken.json")
    expected = text.replace(',\r\n\t\t\t\t"gone"', "")
    assert Path("broken.json").read_bytes() == expected.encode()


def test_a_byte_order_mark_stays_and_is_told() -> None:
    data = b"\xef\xbb\xbf" + Path("broken.json").read_bytes()
    Path("broken.json").write_bytes(data)
    result = repair("broken.json")
    assert "left  error DOC102" in result.stdout
    assert Path("broken.json").read_bytes().startswith(b"\xef\xbb\xbf{")
    validated = invoke("validate", "broken.json", "-f", "json")
    assert [issue["code"] for issue in json.loads(validated.stdout)["files"][0]["issues"]] == [
        "DOC102"
    ]


def test_a_sound_file_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repairing, "write_file", None)
    result = repair("sound.json")
    assert (result.exit_code, result.stdout) == (0, "Nothing to fix in 1 file.\n")


def test_unsafe_fixes_are_named_and_applied_when_asked() -> None:
    double("a.json")
    assert "--unsafe renames it to 'trTxt-2'." in repair("a.json").stdout
    result = repair("a.json", "--unsafe")
    assert "fixed REF104 duplicate-track-id (unsafe)" in result.stdout
    assert [track["id"] for track in read("a.json")["tracks"]][:2] == ["trTxt", "trTxt-2"]


def test_with_check_nothing_is_written_and_the_exit_code_tells() -> None:
    before = Path("broken.json").read_bytes()
    result = repair("broken.json", "--check")
    assert result.exit_code == 1
    assert result.stdout == FIXED.replace("fixed", "would fix").replace(
        "Fixed", "Would fix"
    ).replace("        at", "            at")
    assert Path("broken.json").read_bytes() == before
    assert repair("sound.json", "--check").exit_code == 0


def test_with_diff_the_change_is_shown_and_nothing_is_written() -> None:
    before = Path("broken.json").read_text("utf-8")
    result = repair("broken.json", "sound.json", "--diff")
    assert (result.exit_code, result.stderr) == (0, "Would fix 1 issue in 1 of 2 files.\n")
    assert result.stdout.startswith("--- broken.json\n+++ broken.json\n@@ -")
    assert '-        "cap1",\n-        "gone"\n+        "cap1"\n' in result.stdout
    assert Path("broken.json").read_text("utf-8") == before
    # What is shown is a patch.
    Path("a.patch").write_text(result.stdout, "utf-8")
    subprocess.run(["git", "apply", "-p0", "a.patch"], check=True)
    repaired = Path("broken.json").read_text("utf-8")
    Path("broken.json").write_text(before, "utf-8")
    repair("broken.json")
    assert Path("broken.json").read_text("utf-8") == repaired


def test_diff_and_check_go_together() -> None:
    assert repair("broken.json", "--diff", "--check").exit_code == 1
    assert repair("sound.json", "--diff", "--check").exit_code == 0


def test_a_diff_is_coloured_and_harmless_on_a_terminal() -> None:
    document = broken_document(f"gone{NAUGHTY}")
    text = json.dumps(document, indent=2, ensure_ascii=False).replace("\n", "\r\n")
    Path("broken.json").write_text(text, "utf-8", newline="")
    code, shown = run_on_terminal("repair", "broken.json", "--diff")
    assert code == 0
    assert "\x1b[31m-" in shown
    assert "\x1b[32m+" in shown
    bare = shown.replace("\x1b[", "").replace("\r\n", "\n")
    assert all(sign.isprintable() or sign == "\n" for sign in bare)
    _, plain = run_on_terminal("repair", "broken.json", "--diff", env={"NO_COLOR": "1"})
    assert "\x1b" not in plain


def test_the_standard_input_goes_to_the_standard_output() -> None:
    data = Path("broken.json").read_bytes()
    result = repair("-", stdin=data)
    assert json.loads(result.stdout) == sound_document()
    assert result.stderr == FIXED.replace("broken.json", "<stdin>")


def test_a_sound_document_from_the_standard_input_comes_out_as_it_is() -> None:
    data = b"\xef\xbb\xbf" + Path("sound.json").read_bytes()
    result = run_process("repair", "-", "-q", stdin=data)
    assert (result.stdout, result.stderr) == (data, b"")


def test_a_document_on_a_terminal_is_harmless() -> None:
    write_document(Path("a.json"), {**broken_document(), "note": NAUGHTY})
    text = json.dumps({**broken_document(), "note": NAUGHTY}, ensure_ascii=False)
    Path("a.json").write_text(text, "utf-8")
    _, shown = run_on_terminal("repair", "a.json", "-o", "-", "-q")
    assert json.loads(shown)["note"] == NAUGHTY
    assert "\u202e" not in shown


def test_an_output_leaves_the_file_alone() -> None:
    before = Path("broken.json").read_bytes()
    result = repair("broken.json", "-o", "new.json")
    assert result.stdout == FIXED
    assert read("new.json") == sound_document()
    assert Path("broken.json").read_bytes() == before


def test_an_output_is_written_where_there_is_nothing_to_fix_as_well() -> None:
    repair("sound.json", "-o", "new.json")
    assert Path("new.json").read_bytes() == Path("sound.json").read_bytes()


def test_a_file_of_git_goes_to_the_standard_output(folder: Path) -> None:
    make_repository(folder)
    commit_all(folder, "broken")
    repair("broken.json")
    result = repair("HEAD:broken.json", "-q")
    assert json.loads(result.stdout) == sound_document()


def test_a_pipe_goes_to_the_standard_output(folder: Path) -> None:
    os.mkfifo("pipe")
    data = Path("broken.json").read_bytes()
    writer = threading.Thread(target=lambda: Path("pipe").write_bytes(data))
    writer.start()
    result = repair("pipe", "-q")
    writer.join()
    assert json.loads(result.stdout) == sound_document()


def test_several_files_directories_and_patterns_are_repaired() -> None:
    write_document(Path("films/한글.json"), broken_document())
    write_document(Path("films/deep/b.json"), broken_document())
    write_document(Path("more.json"), broken_document())
    result = repair("broken.json", "films", "m*.json", "-q")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    for path in ("broken.json", "films/한글.json", "films/deep/b.json", "more.json"):
        assert read(path) == sound_document()


def test_what_belongs_to_the_settings_is_passed_by() -> None:
    Path("brand.json").write_text('{"type": "object"}')
    Path("kvid-composition.toml").write_text('schemas = ["brand.json"]')
    result = repair(".", "--check")
    assert result.stdout.endswith("Would fix 1 issue in 1 of 2 files.\n")


def test_the_configuration_says_what_is_mended() -> None:
    Path("kvid-composition.toml").write_text('ignore = ["REF101"]')
    assert repair("broken.json", "--check").exit_code == 0
    assert repair("broken.json", "--check", "--isolated").exit_code == 1
    Path("other.toml").write_text("ignore = []")
    assert repair("broken.json", "--check", "--config", "other.toml").exit_code == 1


def test_options_say_what_is_mended() -> None:
    assert repair("broken.json", "--check", "--select", "TIM").exit_code == 0
    assert repair("broken.json", "--check", "--ignore", "track-item-missing").exit_code == 0
    assert repair("broken.json", "--check", "--select", "REF").exit_code == 1


def test_json_says_what_was_done_to_each_file() -> None:
    result = repair("broken.json", "sound.json", "nothing.json", "-f", "json")
    written = json.loads(result.stdout)
    jsonschema.validate(written, repair_run_schema())
    assert result.exit_code == 2
    assert [file["changed"] for file in written["files"]] == [True, False]
    assert written["refused"][0]["code"] == "UNREADABLE_INPUT"
    assert read("broken.json") == sound_document()


def test_json_has_the_document_where_it_would_go_to_the_standard_output() -> None:
    result = repair("-", "-f", "json", stdin=Path("broken.json").read_bytes())
    assert json.loads(result.stdout)["files"][0]["document"] == sound_document()
    assert "document" not in json.loads(repair("broken.json", "-f", "json").stdout)["files"][0]


REFUSALS = {
    "UNREADABLE_INPUT: bad.json: there is no such file": None,
    "DOC101: bad.json:1:1: the text is empty": b"",
    "DOC101: bad.json:1:11: the text ends before the document does": b'{"fps": 30',
    "DOC102: bad.json:1:1: the byte 0xFF is not UTF-8 here": b"\xff",
    "DOC103: bad.json:1:12: the key 'fps' is already in this object; keep the one that is meant "
    "first": b'{"fps": 1, "fps": 2}',
    "DOC104: bad.json:1:9: this is NaN, which is no number": b'{"fps": NaN}',
    "DOC111: bad.json:1:21: conflicts of a merge are not decided; 'kvid-composition resolve' "
    "decides them": b'{"_mergeConflicts": []}',
}


@pytest.mark.parametrize("error", REFUSALS)
def test_what_cannot_be_repaired_is_refused_and_the_rest_is_done(error: str) -> None:
    data = REFUSALS[error]
    if data is not None:
        Path("bad.json").write_bytes(data)
    result = repair("bad.json", "broken.json")
    assert (result.exit_code, result.stderr) == (2, f"error {error}\n")
    assert result.stdout.endswith("Fixed 1 issue in 1 file; 1 file could not be repaired.\n")
    assert read("broken.json") == sound_document()
    if data is not None:
        assert Path("bad.json").read_bytes() == data


def test_a_file_that_is_read_only_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Path("broken.json").read_bytes()

    def refuse(*_: object) -> bool:
        return False

    # Root may write anything.
    monkeypatch.setattr(os, "access", refuse)
    result = repair("broken.json")
    error = "error UNWRITABLE_OUTPUT: broken.json: there is no permission to write it\n"
    assert (result.exit_code, result.stderr) == (2, error)
    assert Path("broken.json").read_bytes() == before


def test_an_output_that_cannot_be_written_is_refused() -> None:
    result = repair("broken.json", "-o", "no/such/folder.json")
    error = "error UNWRITABLE_OUTPUT: no/such/folder.json: No such file or directory\n"
    assert (result.exit_code, result.stderr) == (2, error)
    assert repair("broken.json", "-o", "a\0b").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("broken.json", ""), "a PATH is empty"),
        (("broken.json", "-o", ""), "--output names no file"),
        (("broken.json", "--diff", "-f", "json"), "--diff and --format json do not go together"),
        (("broken.json", "--diff", "-o", "a"), "--diff writes nothing, so there is no --output"),
        (("broken.json", "--check", "-o", "a"), "--check writes nothing, so there is no --output"),
        (("broken.json", "sound.json", "-o", "a"), "--output takes one document, not 2"),
        (
            ("broken.json", "-"),
            "<stdin>: this can only go to the standard output, and alone",
        ),
    ],
)
def test_wrong_usage_is_refused_before_anything_is_written(
    arguments: tuple[str, ...], error: str
) -> None:
    before = Path("broken.json").read_bytes()
    result = repair(*arguments)
    assert (result.exit_code, result.stderr) == (2, f"error USAGE: {error}\n")
    assert Path("broken.json").read_bytes() == before


def test_the_standard_input_can_be_checked_beside_files() -> None:
    result = repair("-", "sound.json", "--check", stdin=Path("broken.json").read_bytes())
    assert result.exit_code == 1


def test_quiet_says_nothing() -> None:
    assert repair("broken.json", "-q").stdout == ""
    write_document(Path("broken.json"), broken_document())
    result = repair("broken.json", "-q", "--diff")
    assert result.stdout.startswith("---")
    assert result.stderr == ""


def test_on_a_terminal_what_was_done_is_coloured() -> None:
    code, shown = run_on_terminal("repair", "broken.json", "--check")
    assert code == 1
    assert "\x1b[32mwould fix\x1b[0m" in shown


def test_nothing_of_a_name_or_a_document_steers_the_terminal() -> None:
    write_document(Path(NAUGHTY), broken_document(NAUGHTY))
    result = repair(NAUGHTY, "--check")
    assert result.exit_code == 1
    assert all(row.isprintable() for row in result.stdout.split("\n"))
    assert all(row.isprintable() for row in repair(NAUGHTY, "--diff").stdout.split("\n")[:2])


def test_a_pattern_without_a_file_is_refused() -> None:
    result = repair("*.txt")
    error = "error UNREADABLE_INPUT: *.txt: no file matches this pattern\n"
    assert (result.exit_code, result.stderr) == (2, error)
    assert result.stdout == "Nothing was repaired; 1 file could not be repaired.\n"


def test_what_goes_to_a_terminal_is_written_with_escapes(monkeypatch: pytest.MonkeyPatch) -> None:
    def agree(_: object) -> bool:
        return True

    monkeypatch.setattr(repairing, "is_terminal", agree)
    monkeypatch.setattr("kvid_composition.cli.terminal.is_terminal", agree)
    text = json.dumps({**broken_document("gone\u202e"), "note": "\u202e"}, ensure_ascii=False)
    Path("a.json").write_text(text.replace(", ", ",\r\n"), "utf-8", newline="")
    shown = repair("a.json", "--diff", "--color", "never").stdout
    assert '-"gone\\u202e"]' in shown
    assert "\r" not in shown
    assert "\\u202e" in repair("a.json", "-o", "-", "-q").stdout


def test_a_diff_of_a_file_with_a_byte_order_mark_is_a_patch_of_it() -> None:
    data = b"\xef\xbb\xbf" + json.dumps(broken_document()).encode()
    Path("broken.json").write_bytes(data)
    Path("a.patch").write_text(repair("broken.json", "--diff").stdout, "utf-8")
    subprocess.run(["git", "apply", "-p0", "a.patch"], check=True)
    patched = Path("broken.json").read_bytes()
    Path("broken.json").write_bytes(data)
    repair("broken.json")
    assert Path("broken.json").read_bytes() == patched != data

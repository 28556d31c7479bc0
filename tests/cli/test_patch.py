"""`patch`: every kind of patch, all or nothing, in the style of the document."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from kvid_composition.cli.commands import patch as command
from tests.cli.harness import NAUGHTY, invoke, run_on_terminal, run_process, write_document
from tests.cli.repositories import commit_all, make_repository
from tests.documents import sound_document

JSON_PATCH = [{"op": "replace", "path": "/fps", "value": 60}]
MERGE_PATCH = {"fps": 60}
OPERATION = {"operation": "merge", "data": {"composition": {"fps": 60}}}


@pytest.fixture(autouse=True)
def _stand_in_empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write_text(name: str, text: str) -> Path:
    path = Path(name)
    path.write_bytes(text.encode())
    return path


def patch(document: object, patch_: object, *options: str) -> Any:
    write_document(Path("a.json"), document)
    write_document(Path("p.json"), patch_)
    return invoke("patch", "a.json", "p.json", *options)


def make_diff(before: object, after: object) -> object:
    write_document(Path("a.json"), before)
    write_document(Path("b.json"), after)
    return json.loads(invoke("diff", "a.json", "b.json", "-f", "json").stdout)


@pytest.mark.parametrize("kind", ["json-patch", "merge-patch", "operation", "diff"])
def test_the_shape_of_a_patch_tells_what_it_is(kind: str) -> None:
    patches = {
        "json-patch": JSON_PATCH,
        "merge-patch": MERGE_PATCH,
        "operation": OPERATION,
        "diff": make_diff({**sound_document(), "fps": 30}, {**sound_document(), "fps": 60}),
    }
    for options in ((), ("--type", kind)):
        result = patch(sound_document(), patches[kind], *options)
        assert (result.exit_code, result.stderr) == (0, "")
        assert json.loads(result.stdout) == {**sound_document(), "fps": 60}


def test_what_is_meant_can_be_said() -> None:
    result = patch({}, {"operation": 1}, "--type", "merge-patch")
    assert json.loads(result.stdout) == {"operation": 1}


@pytest.mark.parametrize("text", ["5", '"x"', "null", "true"])
def test_a_scalar_is_no_patch_unless_it_is_said_to_be_one(text: str) -> None:
    write_document(Path("a.json"), {})
    write_text("p.json", text)
    result = invoke("patch", "a.json", "p.json")
    assert (result.exit_code, result.stdout) == (2, "")
    expected = "error UNKNOWN_PATCH: p.json: neither an array nor an object is no patch\n"
    assert result.stderr == expected
    assert invoke("patch", "a.json", "p.json", "--type", "merge-patch").stdout == text


@pytest.mark.parametrize(
    ("patch_", "options", "code"),
    [
        ([{"op": "remove", "path": "/gone"}], (), ""),
        ([{"op": "nosuch", "path": "/a"}], (), ""),
        ({}, ("--type", "json-patch"), ""),
        ({"operation": "nosuch"}, (), "UNKNOWN_OPERATION"),
        ({"operation": "add_item", "data": {}}, (), "INVALID_REQUEST"),
        ({"changes": [1]}, (), "PATCH_REFUSED"),
        ([], ("--type", "diff"), "PATCH_REFUSED"),
    ],
)
def test_what_cannot_be_applied_is_refused_with_1_and_a_code(
    patch_: object, options: tuple[str, ...], code: str
) -> None:
    result = patch({"fps": 30}, patch_, *options)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"error {code}")
    assert ": p.json: " in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_diff_of_another_document_is_refused() -> None:
    diff = make_diff({**sound_document(), "fps": 50}, {**sound_document(), "fps": 60})
    result = patch(sound_document(), diff)
    assert result.exit_code == 1
    assert result.stderr.startswith("error PATCH_REFUSED: p.json: change 0 at /fps: ")


def test_what_is_refused_changes_no_file() -> None:
    path = write_document(Path("a.json"), sound_document())
    before = path.read_bytes()
    result = patch(sound_document(), [*JSON_PATCH, {"op": "remove", "path": "/x"}], "--in-place")
    assert result.exit_code == 1
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "text",
    [
        '{"b":1,"a":{"c":[1,2.0]}}',
        '{"b": 1, "a": {"c": [1, 2.0]}}\n',
        '{\r\n\t"b": 1,\r\n\t"a": "\uc548"\r\n}\r\n',
        '{\n    "b": 1,\n    "a": "\\uc548"\n}',
    ],
)
def test_the_result_has_the_style_of_the_document(text: str) -> None:
    write_text("a.json", text)
    write_document(Path("p.json"), [{"op": "replace", "path": "/b", "value": 9}])
    result = invoke("patch", "a.json", "p.json", "-o", "b.json")
    assert result.exit_code == 0
    assert Path("b.json").read_bytes().decode() == text.replace('"b":1', '"b":9').replace(
        '"b": 1', '"b": 9'
    )


def test_a_patch_that_changes_nothing_gives_every_byte_back() -> None:
    text = '{ "b":1,\n\n      "a" :  1e2}  \n\n'
    write_text("a.json", text)
    write_document(Path("p.json"), [])
    assert invoke("patch", "a.json", "p.json", "--in-place").exit_code == 0
    assert Path("a.json").read_bytes().decode() == text


def test_a_file_is_changed_in_place() -> None:
    result = patch(sound_document(), JSON_PATCH, "-i")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert json.loads(Path("a.json").read_text("utf-8"))["fps"] == 60
    assert sorted(path.name for path in Path().iterdir()) == ["a.json", "p.json"]


def test_the_result_can_go_elsewhere() -> None:
    assert patch(sound_document(), JSON_PATCH, "-o", "new.json").stdout == ""
    assert json.loads(Path("new.json").read_text("utf-8"))["fps"] == 60
    assert json.loads(patch(sound_document(), JSON_PATCH, "-o", "-").stdout)["fps"] == 60


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("a.json", "p.json", "-i", "-o", "b.json"),
            "--in-place and --output name two places for one result",
        ),
        (("-", "p.json", "-i"), "-: only a file can be changed in place"),
        (("HEAD:a.json", "p.json", "-i"), "HEAD:a.json: only a file can be changed in place"),
        (("-", "-"), "only one of the two can be -, the standard input"),
    ],
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...], message: str) -> None:
    write_document(Path("p.json"), JSON_PATCH)
    result = invoke("patch", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"error USAGE: {message}\n"


def test_a_file_that_cannot_be_written_ends_with_2() -> None:
    result = patch(sound_document(), JSON_PATCH, "-o", "gone/b.json")
    assert result.exit_code == 2
    expected = "error UNWRITABLE_OUTPUT: gone/b.json: No such file or directory\n"
    assert result.stderr == expected


def test_a_name_that_no_file_can_have_ends_with_2() -> None:
    result = patch(sound_document(), JSON_PATCH, "-o", "a\0b")
    assert result.exit_code == 2
    assert result.stderr == "error UNWRITABLE_OUTPUT: a\\u0000b: embedded null byte\n"


@pytest.mark.parametrize("side", [0, 1])
def test_an_input_that_cannot_be_read_ends_with_2(side: int) -> None:
    arguments = [write_document(Path("a.json"), {}), write_document(Path("p.json"), [])]
    arguments[side].write_text("{")
    result = invoke("patch", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error DOC101: {arguments[side]}:1:2: ")


def test_a_document_can_come_from_git() -> None:
    folder = make_repository(Path())
    write_document(Path("a.json"), sound_document())
    commit_all(folder)
    Path("a.json").unlink()
    write_document(Path("p.json"), JSON_PATCH)
    assert json.loads(invoke("patch", "HEAD:a.json", "p.json").stdout)["fps"] == 60


def test_a_diff_can_go_from_one_command_into_the_other() -> None:
    after = {**sound_document(), "fps": 60}
    write_document(Path("a.json"), sound_document())
    write_document(Path("b.json"), after)
    diff = run_process("diff", "a.json", "b.json", "-f", "json")
    result = run_process("patch", "a.json", "-", stdin=diff.stdout)
    assert (result.returncode, json.loads(result.stdout)) == (0, after)


def test_a_pipe_gets_utf_8_and_the_line_ends_of_the_document() -> None:
    write_text("a.json", '{\r\n  "b": 1,\r\n  "a": "\uc548\U0001f600"\r\n}')
    write_document(Path("p.json"), {"b": 2})
    for env in ({}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}):
        result = run_process("patch", "a.json", "p.json", env=env)
        assert result.stdout.decode() == '{\r\n  "b": 2,\r\n  "a": "\uc548\U0001f600"\r\n}'


def test_half_of_an_emoji_survives() -> None:
    write_text("a.json", '{"a": "\uc548\\ud83d", "b": 1}')
    write_document(Path("p.json"), {"b": 2})
    result = invoke("patch", "a.json", "p.json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {"a": "\uc548\ud83d", "b": 2}


def test_a_terminal_is_not_steered() -> None:
    write_text("a.json", json.dumps({"a": NAUGHTY, "b": 1, "c": "\uc548"}, ensure_ascii=False))
    write_document(Path("p.json"), {"b": 2})
    code, shown = run_on_terminal("patch", "a.json", "p.json")
    assert code == 0
    assert shown.strip().isprintable()
    assert json.loads(shown) == {"a": NAUGHTY, "b": 2, "c": "\uc548"}


def test_nothing_naughty_is_said_about_a_refusal() -> None:
    result = patch({}, [{"op": "remove", "path": f"/{NAUGHTY}"}])
    assert result.exit_code == 1
    assert result.stderr.strip().isprintable()


def test_a_full_disk_leaves_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    result = patch(sound_document(), JSON_PATCH, "--in-place")
    assert result.exit_code == 2
    assert result.stderr == "error UNWRITABLE_OUTPUT: a.json: No space left on device\n"
    assert json.loads(Path("a.json").read_text("utf-8")) == sound_document()
    assert command.__doc__

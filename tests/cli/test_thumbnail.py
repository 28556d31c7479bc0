"""`thumbnail`: the URL, a note where there is none, and a place where there is no JSON."""

import json
from pathlib import Path

from tests.cli.harness import NAUGHTY, invoke, write_document
from tests.documents import sound_document


def test_the_url_is_printed(tmp_path: Path) -> None:
    result = invoke("thumbnail", write_document(tmp_path / "a.json", sound_document()))
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "https://example.com/logo.png\n",
        "",
    )


def test_the_standard_input_can_be_read() -> None:
    result = invoke("thumbnail", "-", stdin=json.dumps(sound_document()).encode())
    assert result.stdout == "https://example.com/logo.png\n"


def test_without_a_picture_nothing_is_printed_but_a_note() -> None:
    result = invoke("thumbnail", "-", stdin=b"{}")
    assert (result.exit_code, result.stdout) == (0, "")
    expected = "note: <stdin>: no image asset has a usable URL, so there is no thumbnail\n"
    assert result.stderr == expected


def test_a_missing_file_ends_with_2() -> None:
    result = invoke("thumbnail", "gone.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "error UNREADABLE_INPUT: gone.json: there is no such file\n"


def test_what_is_no_json_ends_with_2_and_its_place() -> None:
    result = invoke("thumbnail", "-", stdin=b'{\n "a": 1,\n}')
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "error DOC101: <stdin>:2:8: a comma after the last entry\n"


def test_a_text_that_is_too_large_has_no_place(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    with path.open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)
    result = invoke("thumbnail", path)
    assert result.exit_code == 2
    assert result.stderr == f"error DOC106: {path}: the text is larger than 67108864 bytes\n"


def test_a_file_name_does_no_harm() -> None:
    assert invoke("thumbnail", NAUGHTY).stderr.strip().isprintable()

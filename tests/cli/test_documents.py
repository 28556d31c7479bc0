"""Documents: read strictly, or the command ends with a code and a place."""

import json
from pathlib import Path

import pytest

from kvid_composition.cli.documents import Document, read_document, read_pair
from kvid_composition.cli.exits import CommandEnd, ExitCode


@pytest.fixture(autouse=True)
def _stand_in_empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(data: bytes | str) -> Document:
    Path("a.json").write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_document("a.json")


def test_a_document_has_its_name_text_and_value() -> None:
    assert read('{"a": "안녕"}\n') == Document("a.json", '{"a": "안녕"}\n', {"a": "안녕"})


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ('{"a": 1,\n "b" 2}', "DOC101: a.json:2:6: the colon after a key is missing"),
        ("", "DOC101: a.json:1:1: the text is empty"),
        (b'{"a": "\xff"}', "DOC102: a.json:1:8: the byte 0xFF is not UTF-8 here"),
        ('{"a": [1,\n NaN]}', "DOC104: a.json:2:2: this is NaN, which is no number"),
        ('{"a": 1e999}', "DOC104: a.json:1:7: this is a number too large for a double"),
        ("[" * 65 + "]" * 65, "DOC105: a.json:1:65: this is nested deeper than 64 levels"),
        (
            f'{{"a": {"9" * 310}}}',
            "DOC106: a.json:1:7: this is an integer of more than 309 digits",
        ),
        (
            f'{{"a": {"9" * 5000}}}',
            "DOC106: a.json:1:7: this is an integer of more than 309 digits",
        ),
    ],
)
def test_what_is_no_json_ends_the_command_with_its_place(
    data: bytes | str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandEnd) as exit_:
        read(data)
    assert exit_.value.code == ExitCode.REFUSED
    assert capsys.readouterr().err == f"error {message}\n"


def test_an_input_that_cannot_be_read_ends_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandEnd) as exit_:
        read_document("gone.json")
    assert exit_.value.code == ExitCode.REFUSED
    assert capsys.readouterr().err == "error UNREADABLE_INPUT: gone.json: there is no such file\n"


@pytest.mark.parametrize(
    "text", ['{"a": "\\ud83d"}', '{"__proto__": 1}', '{"a": 9007199254740993}']
)
def test_json_that_some_consumers_stumble_over_is_read(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read(text).value == json.loads(text)
    assert capsys.readouterr().err == ""


def test_a_key_that_is_there_twice_is_worth_a_note(capsys: pytest.CaptureFixture[str]) -> None:
    assert read('{"a": 1, "a": 2}').value == {"a": 2}
    expected = "note: a.json:1:10: the key 'a' is already in this object\n"
    assert capsys.readouterr().err == expected


def test_many_faults_are_one_note(capsys: pytest.CaptureFixture[str]) -> None:
    read('\ufeff{"a": 1, "a": 2, "a": 3}')
    expected = (
        "note: a.json:1:1: a byte order mark before the text (and 2 more faults of the text)\n"
    )
    assert capsys.readouterr().err == expected


def test_quiet_means_no_note(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.json").write_text('{"a": 1, "a": 2}')
    read_document("a.json", quiet=True)
    assert capsys.readouterr().err == ""


def test_a_pair_has_names_and_values() -> None:
    Path("a.json").write_text("1")
    Path("b.json").write_text("2")
    pair = read_pair("a.json", "b.json")
    assert pair.names == {"before": "a.json", "after": "b.json"}
    assert pair.values == (1, 2)


def test_the_standard_input_can_be_only_one_of_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandEnd) as exit_:
        read_pair("-", "-")
    assert exit_.value.code == ExitCode.REFUSED
    expected = "error USAGE: only one of the two can be -, the standard input\n"
    assert capsys.readouterr().err == expected

"""`plan`: the smallest body as JSON, or why there is none."""

import json
from pathlib import Path
from typing import Any

import pytest

from kvid_composition import apply_operation
from tests.cli.harness import NAUGHTY, invoke, run_process, write_document
from tests.documents import sound_document


@pytest.fixture(autouse=True)
def _stand_in_empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def retitled_document(text: str = "안녕히") -> dict[str, Any]:
    document = sound_document()
    document["items"]["txt1"]["text"] = text
    return document


def plan(current: object, target: object, *options: str) -> Any:
    write_document(Path("a.json"), current)
    write_document(Path("b.json"), target)
    return invoke("plan", "a.json", "b.json", *options)


def test_the_smallest_of_the_documented_bodies_is_printed() -> None:
    result = plan(sound_document(), retitled_document())
    assert (result.exit_code, result.stderr) == (0, "")
    body = json.loads(result.stdout)
    assert body["operation"] == "merge"
    assert apply_operation(sound_document(), body) == retitled_document()


def test_all_operations_can_be_allowed() -> None:
    result = plan(sound_document(), retitled_document(), "--allow", "all")
    assert result.stdout == (
        '{"operation":"update_item","data":{"itemId":"txt1","updates":{"text":"안녕히"}}}\n'
    )


def test_operations_can_be_named() -> None:
    result = plan(sound_document(), retitled_document(), "--allow", "replace, update_item,")
    assert json.loads(result.stdout)["operation"] == "update_item"


def test_nothing_to_send_is_a_note_and_no_failure() -> None:
    result = plan(sound_document(), sound_document())
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "note: nothing needs to be sent: the two documents are the same\n"


def test_what_no_allowed_operation_can_say_ends_with_2() -> None:
    target = sound_document()
    del target["durationInFrames"]
    result = plan(sound_document(), target, "--allow", "merge")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error NOT_REPRESENTABLE: ")


def test_an_operation_that_nobody_knows_ends_with_2() -> None:
    result = plan(sound_document(), sound_document(), "--allow", "merge,nosuch")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error UNKNOWN_OPERATION: ")


def test_what_cannot_be_read_ends_with_2() -> None:
    result = invoke("plan", "gone.json", "-", stdin=b"{}")
    assert result.exit_code == 2
    assert result.stderr == "error UNREADABLE_INPUT: gone.json: there is no such file\n"


def test_a_pipe_gets_the_bytes_that_were_measured() -> None:
    write_document(Path("a.json"), sound_document())
    write_document(Path("b.json"), retitled_document())
    result = run_process("plan", "a.json", "b.json", env={"PYTHONIOENCODING": "ascii"})
    assert "안녕히".encode() in result.stdout


def test_a_naughty_pointer_is_harmless() -> None:
    result = plan({NAUGHTY: 1}, {}, "--allow", "merge")
    assert result.exit_code == 2
    assert result.stderr.strip().isprintable()

"""`preflight`: safe, or what a PATCH loses and breaks."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kvid_composition.preflight.preflight import preflight_operation
from kvid_composition.preflight.preflight_schema import preflight_schema
from tests.cli.harness import NAUGHTY, invoke, run_on_terminal, write_document
from tests.documents import sound_document


@pytest.fixture(autouse=True)
def _stand_in_empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def merge(**members: Any) -> dict[str, Any]:
    return {"operation": "merge", "data": {"composition": members}}


SAFE = {"operation": "update_item", "data": {"itemId": "txt1", "updates": {"text": "안녕히"}}}
BREAKING = merge(items={"txt1": sound_document()["items"]["txt1"]})


def preflight(body: object, *options: str, current: object = None) -> Any:
    write_document(Path("a.json"), sound_document() if current is None else current)
    write_document(Path("p.json"), body)
    return invoke("preflight", "a.json", "p.json", *options)


def test_a_safe_body_ends_with_0() -> None:
    result = preflight(SAFE)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("SAFE  ")
    assert "~ text 'Hello 안녕' -> '안녕히'\n" in result.stdout


def test_a_body_that_breaks_ends_with_1() -> None:
    result = preflight(BREAKING)
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.startswith("BREAKS  ")
    assert "Lost, though nothing says that it is deleted (7)" in result.stdout


def test_a_body_that_loses_ends_with_1_although_nothing_breaks() -> None:
    current = sound_document()
    current["items"]["spare"] = {**current["items"]["sol1"], "id": "spare"}
    body = merge(items=sound_document()["items"])
    result = preflight(body, current=current)
    assert result.exit_code == 1
    assert result.stdout.startswith("LOSES  ")


def test_json_is_the_preflight() -> None:
    result = preflight(BREAKING, "-f", "json")
    assert result.exit_code == 1
    written = json.loads(result.stdout)
    jsonschema.validate(written, preflight_schema())
    assert written == preflight_operation(sound_document(), BREAKING).to_dict()
    assert result.stdout.isascii()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ([], "INVALID_REQUEST: p.json: at the root: "),
        ({"operation": "nosuch"}, "UNKNOWN_OPERATION: p.json: at /operation: "),
        ({"operation": "merge", "data": {}}, "INVALID_REQUEST: p.json: at /data/composition: "),
    ],
)
def test_what_is_no_body_ends_with_2_and_its_place(body: object, message: str) -> None:
    result = preflight(body)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error {message}")
    assert result.stderr.count("\n") == 1


def test_what_cannot_be_read_ends_with_2() -> None:
    result = invoke("preflight", "gone.json", "-", stdin=b"{}")
    assert result.exit_code == 2
    assert result.stderr == "error UNREADABLE_INPUT: gone.json: there is no such file\n"


def test_the_current_document_can_come_through_a_pipe() -> None:
    path = write_document(Path("p.json"), SAFE)
    result = invoke("preflight", "-", path, stdin=json.dumps(sound_document()).encode())
    assert result.exit_code == 0


def test_colour_is_on_when_asked_and_off_in_a_pipe() -> None:
    assert "\x1b[1;31mBREAKS\x1b[0m" in preflight(BREAKING, "--color", "always").stdout
    assert "\x1b" not in preflight(BREAKING).stdout


def test_a_terminal_has_colour_and_rows_that_fit() -> None:
    write_document(Path("a.json"), sound_document())
    write_document(Path("p.json"), BREAKING)
    code, shown = run_on_terminal("preflight", "a.json", "p.json", env={"NO_COLOR": "1"})
    assert code == 1
    assert [row for row in shown.splitlines() if len(row) > 80 and '{"' not in row] == []


@pytest.mark.parametrize("format_", ["text", "json"])
def test_nothing_naughty_reaches_the_terminal(format_: str) -> None:
    current = sound_document()
    current["items"][NAUGHTY] = {"id": NAUGHTY, "type": "text", "text": NAUGHTY}
    current["tracks"][0]["items"].append(NAUGHTY)
    for body in (merge(items={NAUGHTY: {NAUGHTY: NAUGHTY}}), {"operation": NAUGHTY}):
        result = preflight(body, "-f", format_, current=current)
        assert (result.stdout + result.stderr).replace("\n", "").isprintable()

"""`preflight` for agents: what a PATCH would destroy, and what to send instead."""

from pathlib import Path
from typing import Any

import pytest

from kvid_composition.preflight.preflight import preflight_operation
from tests.agent_tools.calls import call, open_place, refuse
from tests.cli.harness import write_document
from tests.documents import sound_document


def lossy_body(text: str = "Summer") -> dict[str, Any]:
    """Give a shallow merge that names one item, and so loses all others."""
    title = {**sound_document()["items"]["txt1"], "text": text}
    return {"operation": "merge", "data": {"composition": {"items": {"txt1": title}}}}


def test_a_merge_that_would_lose_items_is_told_with_the_better_body(tmp_path: Path) -> None:
    answer = call(open_place(tmp_path), "preflight", current=sound_document(), body=lossy_body())
    content: Any = answer.content
    assert content["verdict"] == "breaks"
    assert len(content["lost"]) == 7
    data = {"itemId": "txt1", "updates": {"text": "Summer"}}
    assert content["better"] == {"operation": "update_item", "data": data}
    assert answer.text.startswith("BREAKS: This merge would lose 7 items")
    assert 'better: {"operation": "update_item"' in answer.text


def test_the_answer_says_what_the_library_says(tmp_path: Path) -> None:
    content: Any = call(
        open_place(tmp_path), "preflight", current=sound_document(), body=lossy_body()
    ).content
    said: Any = preflight_operation(sound_document(), lossy_body()).to_dict()
    assert {key: content[key] for key in said if key not in {"diff", "report", "new_issues"}} == {
        key: value for key, value in said.items() if key not in {"diff", "report", "new_issues"}
    }
    assert content["diff"]["changes"] == said["diff"]["changes"]
    assert content["report"]["summary"] == said["report"]["summary"]
    assert content["withheld"] == []


def test_the_better_body_is_safe(tmp_path: Path) -> None:
    place, current = open_place(tmp_path), sound_document()
    content: Any = call(place, "preflight", current=current, body=lossy_body()).content
    again = call(place, "preflight", current=current, body=content["better"]).content
    assert (again["verdict"], again["better"]) == ("safe", None)


def test_current_and_body_can_be_files(tmp_path: Path) -> None:
    write_document(tmp_path / "a.json", sound_document())
    write_document(tmp_path / "b.json", lossy_body())
    files = {"current": {"file": "a.json"}, "body": {"file": "b.json"}}
    assert call(open_place(tmp_path), "preflight", **files).content["verdict"] == "breaks"


@pytest.mark.parametrize(
    ("body", "code", "place"),
    [
        ({"operation": "explode", "data": {}}, "UNKNOWN_OPERATION", "/body/operation"),
        ({"operation": "merge"}, "INVALID_REQUEST", "/body"),
        ({}, "UNKNOWN_OPERATION", "/body"),
        ({"operation": "update_item", "data": {"itemId": 1}}, "INVALID_REQUEST", "/body/data"),
    ],
)
def test_a_body_that_is_none_is_refused(tmp_path: Path, body: Any, code: str, place: str) -> None:
    error = refuse(open_place(tmp_path), "preflight", current=sound_document(), body=body)
    assert error.code == code
    assert error.place.startswith(place)
    assert "add_item" in error.hint


def test_a_broken_current_composition_is_at_fault_itself(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"items": []}', "utf-8")
    body: Any = {"operation": "update_item", "data": {"itemId": "a", "updates": {}}}
    error = refuse(open_place(tmp_path), "preflight", current={"file": "a.json"}, body=body)
    assert (error.code, error.place) == ("BROKEN_DOCUMENT", "a.json#/items")
    assert error.hint.startswith("Call validate")


def test_a_huge_preflight_is_bounded(tmp_path: Path) -> None:
    current = sound_document()
    for number in range(3_000):
        current["items"][f"i{number}"] = {**current["items"]["txt1"], "id": f"i{number}"}
    content: Any = call(
        open_place(tmp_path), "preflight", current=current, body=lossy_body()
    ).content
    assert content["omitted"]["lost"] > 0
    assert len(content["lost"]) + content["omitted"]["lost"] == 3_007
    assert content["better"] is not None


def test_what_is_too_large_is_withheld_and_named(tmp_path: Path) -> None:
    body = lossy_body("x" * 100_000)
    content: Any = call(
        open_place(tmp_path), "preflight", current=sound_document(), body=body
    ).content
    better = preflight_operation(sound_document(), body).better
    assert better is not None
    assert (content["better"], content["withheld"]) == (None, ["better"])

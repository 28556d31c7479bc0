"""`validate` for agents: all that is wrong, the worst first, in a size that was agreed upon."""

import json
from pathlib import Path
from typing import Any

import pytest

from kvid_composition.validation.config import ValidationConfig
from kvid_composition.validation.validate import validate_composition, validate_composition_text
from tests.agent_tools.calls import call, open_place, refuse
from tests.cli.harness import broken_document
from tests.documents import sound_document


def test_a_sound_composition_has_nothing_to_tell(tmp_path: Path) -> None:
    answer = call(open_place(tmp_path), "validate", document=sound_document())
    assert answer.content == validate_composition(sound_document()).to_dict()
    assert answer.text == "Sound: nothing was found."


def test_a_composition_by_value_gives_its_report(tmp_path: Path) -> None:
    document = broken_document()
    answer = call(open_place(tmp_path), "validate", document=document)
    assert answer.content == validate_composition(document).to_dict()
    assert answer.text.splitlines()[0] == "Broken: 1 error."
    assert "error REF101 at /tracks/0/items/" in answer.text


def test_a_composition_by_file_gives_lines_and_columns(tmp_path: Path) -> None:
    text = json.dumps(broken_document(), indent=2)
    (tmp_path / "a.json").write_text(text, "utf-8")
    answer = call(open_place(tmp_path), "validate", document={"file": "a.json"})
    assert answer.content == validate_composition_text(text).to_dict()
    assert "(line " in answer.text


def test_a_file_that_is_no_json_gives_a_report(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"\xff{")
    content: Any = call(open_place(tmp_path), "validate", document={"file": "a.json"}).content
    assert content["issues"][0]["code"] == "DOC102"


def test_rules_can_be_chosen_for_a_call(tmp_path: Path) -> None:
    place, document = open_place(tmp_path), broken_document()
    for chosen in (
        {"select": ["TIM"]},
        {"ignore": ["REF101"]},
        {"select": ["REF"], "ignore": ["REF"]},
    ):
        assert call(place, "validate", document=document, **chosen).content["issues"] == []


def test_an_unknown_rule_is_refused_with_what_was_meant(tmp_path: Path) -> None:
    error = refuse(open_place(tmp_path), "validate", document={}, ignore=["track-item-mising"])
    assert (error.code, error.hint) == ("UNKNOWN_RULE", "Did you mean track-item-missing?")


def test_the_configuration_of_a_file_holds(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(broken_document()), "utf-8")
    asked: list[Path | None] = []

    def configure(file: Path | None) -> ValidationConfig:
        asked.append(file)
        return ValidationConfig(ignore=["REF101"])

    place = open_place(tmp_path, configure=configure)
    assert call(place, "validate", document={"file": "a.json"}).content["ok"] is True
    assert call(place, "validate", document=broken_document()).content["ok"] is True
    assert asked == [tmp_path / "a.json", None]


def break_often(times: int) -> dict[str, Any]:
    """Give a document with many infos in its beginning, and errors at its end."""
    document = sound_document()
    asset = document["assets"]["aI"]
    spare = {f"spare-{number}": {**asset, "id": f"spare-{number}"} for number in range(times)}
    document["assets"] = {**spare, **document["assets"]}
    tracks = document.pop("tracks")
    tracks[0]["items"] += [f"gone-{number}" for number in range(times)]
    return {**document, "tracks": tracks}


@pytest.mark.parametrize("most_bytes", [4_000, 50_000])
def test_a_huge_report_is_bounded_with_the_worst_first(tmp_path: Path, most_bytes: int) -> None:
    document = break_often(5_000)
    place = open_place(tmp_path, most_bytes=most_bytes)
    content: Any = call(place, "validate", document=document).content
    assert content["summary"]["error"] == 5_000
    assert {issue["severity"] for issue in content["issues"]} == {"error"}
    assert content["omitted"] + len(content["issues"]) == sum(content["summary"].values())
    assert len(content["issues"]) >= 4


def test_milder_issues_follow_where_there_is_room(tmp_path: Path) -> None:
    content: Any = call(open_place(tmp_path), "validate", document=break_often(3)).content
    severities = [issue["severity"] for issue in content["issues"]]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    assert len(set(severities)) > 1


def test_an_id_of_a_megabyte_does_not_make_the_answer_one(tmp_path: Path) -> None:
    document = broken_document("x" * 1_000_000)
    document["items"]["y" * 1_000_000] = {}
    content: Any = call(open_place(tmp_path), "validate", document=document).content
    assert content["omitted"] > 0


def test_what_could_steer_a_terminal_is_escaped_in_the_text(tmp_path: Path) -> None:
    text = call(open_place(tmp_path), "validate", document=broken_document("\x1b[31m\n\u202e")).text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\\u001b[31m\\u000a\\u202e" in text

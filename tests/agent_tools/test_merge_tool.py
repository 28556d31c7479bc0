"""`merge` for agents: nobody's work is lost, and what is open is told with both values."""

import json
from pathlib import Path
from typing import Any

import pytest

from kvid_composition.document.values import are_same_text
from kvid_composition.merging.marked import write_conflicts
from kvid_composition.merging.merge import merge_three_way
from kvid_composition.patching.patch_applier import apply_json_patch
from tests.agent_tools.calls import MOST_BYTES, call, open_place, refuse
from tests.agent_tools.versions import (
    change_text,
    clashing_versions,
    clean_versions,
    write_versions,
)
from tests.documents import sound_document


def test_two_versions_are_made_one(tmp_path: Path) -> None:
    answer = call(open_place(tmp_path), "merge", **clean_versions())
    content: Any = answer.content
    assert content["clean"] is True
    assert content["document"]["items"]["txt1"]["text"] == "Ours"
    assert content["document"]["items"]["img1"]["opacity"] == 0.25
    assert answer.text.startswith("CLEAN")


def test_the_patch_leads_from_ours_to_the_merge(tmp_path: Path) -> None:
    versions = clean_versions()
    content: Any = call(open_place(tmp_path), "merge", **versions).content
    assert apply_json_patch(versions["ours"], content["patch"]) == content["document"]


def test_a_conflict_has_both_values_and_options(tmp_path: Path) -> None:
    answer = call(open_place(tmp_path), "merge", **clashing_versions())
    content: Any = answer.content
    (conflict,) = content["conflicts"]
    assert content["clean"] is False
    assert (conflict["ours"], conflict["theirs"]) == ("Ours", "Theirs")
    assert [option["name"] for option in conflict["options"]] == ["ours", "theirs", "base"]
    assert conflict["withheld"] == []
    assert answer.text.startswith("OPEN: 1 conflict is to be decided.")
    assert f"conflict {conflict['id']}" in answer.text
    assert "ours 'Ours', theirs 'Theirs'" in answer.text


def test_several_conflicts_are_counted_in_words(tmp_path: Path) -> None:
    versions = {
        "base": sound_document(),
        "ours": change_text("A", compositionWidth=300),
        "theirs": change_text("B", compositionWidth=400),
    }
    text = call(open_place(tmp_path), "merge", **versions).text
    assert text.startswith("OPEN: 2 conflicts are to be decided.")


def test_versions_can_be_files(tmp_path: Path) -> None:
    files = write_versions(tmp_path, clean_versions())
    assert call(open_place(tmp_path), "merge", **files).content["clean"] is True


def test_there_need_be_no_base(tmp_path: Path) -> None:
    versions: dict[str, Any] = {**clean_versions(), "base": {}}
    assert call(open_place(tmp_path), "merge", **versions).content["clean"] is False


@pytest.mark.parametrize("strategy", ["theirs", {"kinds": {"field": "theirs"}}])
def test_a_strategy_decides_beforehand(tmp_path: Path, strategy: Any) -> None:
    versions = clashing_versions()
    content: Any = call(open_place(tmp_path), "merge", **versions, strategy=strategy).content
    assert content["document"]["items"]["txt1"]["text"] == "Theirs"
    assert [note["choice"] for note in content["resolutions"]] == ["theirs"]


def test_a_strategy_that_is_none_is_refused(tmp_path: Path) -> None:
    place = open_place(tmp_path)
    versions = clean_versions()
    assert refuse(place, "merge", **versions, strategy="mine").place == "/strategy"
    error = refuse(place, "merge", **versions, strategy={"kinds": {"field": "mine"}})
    assert (error.code, error.place) == ("BAD_STRATEGY", "/strategy/kinds/field")


def test_a_version_whose_ids_tell_nothing_is_refused_with_its_place(tmp_path: Path) -> None:
    versions = clean_versions()
    versions["theirs"]["tracks"].append(versions["theirs"]["tracks"][0])
    error = refuse(open_place(tmp_path), "merge", **versions)
    assert error.code == "NOT_MERGEABLE"
    assert error.place.startswith("/theirs/tracks/")
    files = write_versions(tmp_path, versions)
    assert refuse(open_place(tmp_path), "merge", **files).place.startswith("theirs.json#/tracks/")


def test_errors_of_the_inputs_are_listed_as_theirs(tmp_path: Path) -> None:
    versions = clean_versions()
    for version in versions.values():
        version["items"]["img1"]["assetId"] = "gone"
    content: Any = call(open_place(tmp_path), "merge", **versions).content
    assert {name: len(issues) for name, issues in content["inherited"].items()} == {
        "base": 1,
        "ours": 1,
        "theirs": 1,
    }


def test_a_document_that_does_not_fit_is_withheld_and_has_a_patch(tmp_path: Path) -> None:
    versions = clean_versions()
    for version in versions.values():
        version["note"] = "x" * MOST_BYTES
    content: Any = call(open_place(tmp_path), "merge", **versions).content
    assert (content["document"], content["withheld"]) == (None, ["document"])
    assert len(apply_json_patch(versions["ours"], content["patch"])["items"]) == 8


def test_a_patch_that_does_not_fit_is_withheld_too(tmp_path: Path) -> None:
    versions = clean_versions()
    versions["theirs"]["note"] = "x" * MOST_BYTES
    content: Any = call(open_place(tmp_path), "merge", **versions).content
    assert (content["patch"], content["withheld"]) == (None, ["document", "patch"])


def test_values_of_a_conflict_that_do_not_fit_are_withheld_by_name(tmp_path: Path) -> None:
    versions = clashing_versions("x" * MOST_BYTES, "y" * MOST_BYTES)
    content: Any = call(open_place(tmp_path), "merge", **versions).content
    (conflict,) = content["conflicts"]
    assert conflict["withheld"] == ["base", "ours", "theirs", "provisional"]
    assert "ours" not in conflict
    assert content["omitted"]["conflicts"] == 0


def test_many_conflicts_are_bounded_and_counted(tmp_path: Path) -> None:
    versions = {"base": sound_document(), "ours": sound_document(), "theirs": sound_document()}
    for name, version in versions.items():
        for number in range(300):
            item = {**version["items"]["txt1"], "id": f"i{number}", "text": name}
            version["items"][f"i{number}"] = item
    content: Any = call(open_place(tmp_path), "merge", **versions).content
    assert len(content["conflicts"]) + content["omitted"]["conflicts"] == 300
    assert content["omitted"]["conflicts"] > 0


def test_without_leave_nothing_can_be_written(tmp_path: Path) -> None:
    error = refuse(open_place(tmp_path), "merge", **clean_versions(), write_to="a.json")
    assert (error.code, error.place) == ("INVALID_ARGUMENT", "/write_to")
    assert list(tmp_path.iterdir()) == []


def test_the_merge_is_written_in_the_style_of_ours(tmp_path: Path) -> None:
    files = write_versions(tmp_path, clean_versions())
    (tmp_path / "ours.json").write_text(json.dumps(change_text("Ours"), indent="\t"), "utf-8")
    place = open_place(tmp_path, may_write=True)
    content: Any = call(place, "merge", **files, write_to="merged.json").content
    text = (tmp_path / "merged.json").read_text("utf-8")
    assert content["written_to"] == "merged.json"
    assert text == json.dumps(content["document"], indent="\t")


def test_what_was_given_by_value_is_written_in_the_usual_style(tmp_path: Path) -> None:
    place = open_place(tmp_path, may_write=True)
    content: Any = call(place, "merge", **clean_versions(), write_to="a.json").content
    text = (tmp_path / "a.json").read_text("utf-8")
    assert text.startswith('{\n  "')
    assert are_same_text(json.loads(text), content["document"])


def test_open_conflicts_are_written_down_in_the_file(tmp_path: Path) -> None:
    versions = clashing_versions()
    place = open_place(tmp_path, may_write=True)
    content: Any = call(place, "merge", **versions, write_to="a.json").content
    written = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert written == write_conflicts(merge_three_way(*versions.values()))
    assert "_mergeConflicts" not in content["document"]


def test_a_file_that_may_not_be_written_is_refused(tmp_path: Path) -> None:
    place = open_place(tmp_path, may_write=True)
    error = refuse(place, "merge", **clean_versions(), write_to="../a.json")
    assert (error.code, error.place) == ("OUTSIDE_ROOT", "/write_to")


def test_a_lone_surrogate_is_not_sent_but_written(tmp_path: Path) -> None:
    files = write_versions(tmp_path, clean_versions())
    (tmp_path / "theirs.json").write_text(
        json.dumps({**clean_versions()["theirs"], "name": "\ud800"}), "utf-8"
    )
    place = open_place(tmp_path, may_write=True)
    content: Any = call(place, "merge", **files, write_to="a.json").content
    assert content["withheld"] == ["document", "patch"]
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["name"] == "\ud800"


def test_an_answer_keeps_to_its_bound_to_the_byte(tmp_path: Path) -> None:
    # A member's own name takes room, too: the answer of a small merge once was four bytes too long.
    for most_bytes in range(4_000, 9_000, 61):
        call(open_place(tmp_path, most_bytes=most_bytes), "merge", **clashing_versions())


def test_the_name_of_a_file_may_not_fill_the_answer(tmp_path: Path) -> None:
    place = open_place(tmp_path, may_write=True)
    error = refuse(place, "merge", **clean_versions(), write_to=f"{'./' * 1_000}a.json")
    assert (error.code, error.reason) == ("UNWRITABLE_FILE", "the name is too long")

"""`repair` for agents: mended as far as it is safe, and what was done about what."""

import json
from pathlib import Path
from typing import Any

from kvid_composition.patching.patch_applier import apply_json_patch
from kvid_composition.validation.config import ValidationConfig
from kvid_composition.validation.repair import repair_composition
from tests.agent_tools.calls import MOST_BYTES, call, open_place, refuse
from tests.cli.harness import broken_document
from tests.documents import sound_document


def test_what_is_safe_to_mend_is_mended(tmp_path: Path) -> None:
    place = open_place(tmp_path)
    answer = call(place, "repair", document=broken_document())
    content: Any = answer.content
    assert content["changed"] is True
    assert [fix["code"] for fix in content["applied"]] == ["REF101"]
    assert content["report"]["ok"] is True
    assert call(place, "validate", document=content["document"]).content["ok"] is True
    assert answer.text.startswith(
        "Mended 1 issue; nothing left.\nmended REF101 at /tracks/0/items/"
    )


def test_the_answer_says_what_the_library_says(tmp_path: Path) -> None:
    content: Any = call(open_place(tmp_path), "repair", document=broken_document()).content
    said = repair_composition(broken_document()).to_dict()
    assert {key: content[key] for key in said} == said


def test_the_patch_leads_from_what_was_given_to_the_result(tmp_path: Path) -> None:
    content: Any = call(open_place(tmp_path), "repair", document=broken_document()).content
    assert apply_json_patch(broken_document(), content["patch"]) == content["document"]


def test_what_is_sound_stays_as_it_is(tmp_path: Path) -> None:
    content: Any = call(open_place(tmp_path), "repair", document=sound_document()).content
    assert (content["changed"], content["applied"], content["patch"]) == (False, [], [])


def test_unsafe_fixes_are_applied_where_they_are_asked_for(tmp_path: Path) -> None:
    document = sound_document()
    document["items"]["img1"]["assetId"] = "gone"
    place = open_place(tmp_path)
    safe: Any = call(place, "repair", document=document).content
    unsafe: Any = call(place, "repair", document=document, unsafe=True).content
    assert safe["report"]["ok"] is False
    assert unsafe["applied"] == repair_composition(document, unsafe=True).to_dict()["applied"]


def test_the_configuration_holds(tmp_path: Path) -> None:
    config = ValidationConfig(ignore=["REF101"])

    def configure(_file: Path | None) -> ValidationConfig:
        return config

    place = open_place(tmp_path, configure=configure)
    assert call(place, "repair", document=broken_document()).content["changed"] is False


def test_a_file_that_is_repaired_keeps_the_text_of_all_else(tmp_path: Path) -> None:
    text = json.dumps(broken_document(), indent=3).replace('"fps": 30', '"fps":   3.0e1')
    (tmp_path / "a.json").write_text(text, "utf-8")
    place = open_place(tmp_path, may_write=True)
    content: Any = call(place, "repair", document={"file": "a.json"}, write_to="a.json").content
    repaired = (tmp_path / "a.json").read_text("utf-8")
    assert content["written_to"] == "a.json"
    assert '"fps":   3.0e1' in repaired
    assert [line for line in text.splitlines() if line not in repaired.splitlines()] != []
    assert json.loads(repaired) == content["document"]


def test_a_file_with_a_key_twice_is_for_people_to_mend_first(tmp_path: Path) -> None:
    text = json.dumps(broken_document(), indent=1).replace('"fps": 30', '"fps": 25, "fps": 30')
    (tmp_path / "a.json").write_text(text, "utf-8")
    place = open_place(tmp_path, may_write=True)
    error = refuse(place, "repair", document={"file": "a.json"}, write_to="a.json")
    assert (error.code, error.place.startswith("a.json:2:")) == ("DOC103", True)
    assert (tmp_path / "a.json").read_text("utf-8") == text


def test_what_holds_open_conflicts_is_to_be_resolved_first(tmp_path: Path) -> None:
    document: Any = {**broken_document(), "_mergeConflicts": []}
    place = open_place(tmp_path)
    assert refuse(place, "repair", document=document).place == "/document/_mergeConflicts"
    (tmp_path / "a.json").write_text(json.dumps(document), "utf-8")
    assert refuse(place, "repair", document={"file": "a.json"}).code == "DOC111"


def test_a_byte_order_mark_stays_and_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(broken_document()), "utf-8-sig")
    place = open_place(tmp_path, may_write=True)
    content: Any = call(place, "repair", document={"file": "a.json"}, write_to="a.json").content
    assert [issue["code"] for issue in content["report"]["issues"]] == ["DOC102"]
    assert (tmp_path / "a.json").read_bytes().startswith(b"\xef\xbb\xbf{")


def test_what_was_given_by_value_is_written_in_the_usual_style(tmp_path: Path) -> None:
    place = open_place(tmp_path, may_write=True)
    call(place, "repair", document=broken_document(), write_to="b.json")
    assert (tmp_path / "b.json").read_text("utf-8").startswith('{\n  "')


def test_a_large_document_is_withheld_and_has_a_patch(tmp_path: Path) -> None:
    document = {**broken_document(), "note": "x" * MOST_BYTES}
    content: Any = call(open_place(tmp_path), "repair", document=document).content
    assert (content["document"], content["withheld"]) == (None, ["document"])
    assert len(content["patch"]) == 1


def test_a_thousand_fixes_are_bounded_and_counted(tmp_path: Path) -> None:
    document = sound_document()
    document["tracks"][0]["items"] += [f"gone-{number}" for number in range(1_000)]
    content: Any = call(open_place(tmp_path), "repair", document=document).content
    assert len(content["applied"]) + content["omitted"]["applied"] == 1_000
    assert content["omitted"]["applied"] > 0


def test_what_is_no_object_comes_back_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("null", "utf-8")
    content: Any = call(open_place(tmp_path), "repair", document={"file": "a.json"}).content
    assert (content["document"], content["withheld"]) == (None, [])


def test_a_file_that_is_no_json_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{", "utf-8")
    error = refuse(open_place(tmp_path), "repair", document={"file": "a.json"})
    assert (error.code, error.place) == ("DOC101", "a.json:1:2")

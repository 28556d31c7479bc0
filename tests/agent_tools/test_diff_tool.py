"""`diff` for agents: what changed, in the words of an editor, as much as fits."""

from pathlib import Path
from typing import Any

from kvid_composition.diffing.diff import diff_compositions
from tests.agent_tools.calls import call, open_place, refuse
from tests.cli.harness import write_document
from tests.documents import sound_document


def change_text(text: str) -> dict[str, Any]:
    document = sound_document()
    document["items"]["txt1"]["text"] = text
    return document


def test_what_changed_is_told(tmp_path: Path) -> None:
    before, after = sound_document(), change_text("New")
    answer = call(open_place(tmp_path), "diff", before=before, after=after)
    written = diff_compositions(before, after).to_dict()
    assert answer.content == {**written, "omitted": {"changes": 0, "facts": 0}}
    assert answer.text.startswith("1 text changed.")
    assert "'New'" in answer.text


def test_the_same_has_no_change(tmp_path: Path) -> None:
    answer = call(open_place(tmp_path), "diff", before=sound_document(), after=sound_document())
    assert (answer.content["changes"], answer.content["impact"]) == ([], None)


def test_versions_can_be_files(tmp_path: Path) -> None:
    write_document(tmp_path / "a.json", sound_document())
    write_document(tmp_path / "b.json", change_text("New"))
    files = {"before": {"file": "a.json"}, "after": {"file": "b.json"}}
    content: Any = call(open_place(tmp_path), "diff", **files).content
    assert [change["type"] for change in content["changes"]] == ["TextChanged"]


def test_anything_that_is_json_can_be_compared(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[1]", "utf-8")
    content: Any = call(open_place(tmp_path), "diff", before={"file": "a.json"}, after={}).content
    assert len(content["changes"]) == 1


def test_a_large_diff_is_bounded(tmp_path: Path) -> None:
    before, after = sound_document(), sound_document()
    for number in range(2_000):
        after["items"][f"new-{number}"] = {**after["items"]["txt1"], "id": f"new-{number}"}
    content: Any = call(open_place(tmp_path), "diff", before=before, after=after).content
    assert len(content["changes"]) + content["omitted"]["changes"] == 2_000
    assert content["omitted"]["changes"] > 0


def test_a_change_that_json_cannot_hold_is_counted(tmp_path: Path) -> None:
    before, after = sound_document(), sound_document()
    before["items"]["txt1"]["from"], after["items"]["txt1"]["from"] = -1.7e308, 1.7e308
    content: Any = call(open_place(tmp_path), "diff", before=before, after=after).content
    assert len(content["changes"]) + content["omitted"]["changes"] == 1


def test_a_lone_surrogate_of_a_file_is_not_sent(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"name": "\\ud800"}', "utf-8")
    content: Any = call(open_place(tmp_path), "diff", before={}, after={"file": "a.json"}).content
    assert content["omitted"]["changes"] == 1


def test_a_value_that_is_no_document_is_refused_with_its_place(tmp_path: Path) -> None:
    deep: Any = {}
    for _ in range(70):
        deep = {"a": deep}
    error = refuse(open_place(tmp_path), "diff", before={}, after=deep)
    assert (error.code, error.place[:8]) == ("DOC105", "/after/a")


def test_a_file_that_is_no_document_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"a":\n 1e999}', "utf-8")
    error = refuse(open_place(tmp_path), "diff", before={"file": "a.json"}, after={})
    assert (error.code, error.place) == ("DOC104", "a.json:2:2")
    assert error.hint.startswith("Call validate")


def test_a_file_has_to_be_named_by_a_text(tmp_path: Path) -> None:
    error = refuse(open_place(tmp_path), "diff", before={"file": 7}, after={})
    assert (error.code, error.place) == ("INVALID_ARGUMENT", "/before/file")

"""`resolve` for agents: conflicts decided, with nothing kept from one call to the next."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.agent_tools.calls import call, open_place, refuse
from tests.agent_tools.versions import change_text, clashing_versions, write_versions
from tests.documents import sound_document


def list_ids(content: Any) -> list[str]:
    return [conflict["id"] for conflict in content["conflicts"]]


def test_a_pick_decides_a_conflict(tmp_path: Path) -> None:
    place, versions = open_place(tmp_path), clashing_versions()
    (id_,) = list_ids(call(place, "merge", **versions).content)
    content: Any = call(place, "resolve", **versions, picks={id_: "theirs"}).content
    assert content["clean"] is True
    assert content["document"]["items"]["txt1"]["text"] == "Theirs"
    assert [note["conflict_id"] for note in content["resolutions"]] == [id_]


def test_without_picks_everything_stays_open(tmp_path: Path) -> None:
    place, versions = open_place(tmp_path), clashing_versions()
    merged: Any = call(place, "merge", **versions).content
    assert call(place, "resolve", **versions, picks={}).content == merged


def test_some_conflicts_can_be_decided_before_others(tmp_path: Path) -> None:
    place = open_place(tmp_path)
    versions = {
        "base": sound_document(),
        "ours": change_text("A", compositionWidth=300),
        "theirs": change_text("B", compositionWidth=400),
    }
    first, second = list_ids(call(place, "merge", **versions).content)
    half: Any = call(place, "resolve", **versions, picks={first: "ours"}).content
    assert list_ids(half) == [second]
    picks = {first: "ours", second: "theirs"}
    assert call(place, "resolve", **versions, picks=picks).content["clean"] is True


def retimed_versions() -> dict[str, Any]:
    """Give versions of which a choice brings up another question.

    Both change when an item plays, and ours puts another where it plays in theirs.
    """
    versions = {name: sound_document() for name in ("base", "ours", "theirs")}
    base, ours, theirs = versions.values()
    start = base["items"]["txt1"]["from"]
    for version, length in ((base, 60), (ours, 30), (theirs, 150)):
        version["items"]["txt1"]["durationInFrames"] = length
    ours["items"]["new"] = {**ours["items"]["txt1"], "id": "new", "from": start + 100}
    track = next(track for track in ours["tracks"] if "txt1" in track["items"])
    track["items"].append("new")
    return versions


def test_picks_of_what_only_came_up_later_are_taken(tmp_path: Path) -> None:
    place, versions = open_place(tmp_path), retimed_versions()
    picks: dict[str, str] = {}
    rounds: list[list[str]] = []
    content: Any = call(place, "merge", **versions).content
    while content["conflicts"]:
        rounds.append([conflict["kind"] for conflict in content["conflicts"]])
        picks |= {each["id"]: each["options"][1]["name"] for each in content["conflicts"]}
        content = call(place, "resolve", **versions, picks=picks).content
    assert rounds == [["timing"], ["overlap"]]
    assert content["clean"] is True


@pytest.mark.parametrize("picks", [{"0" * 12: "ours"}, {"ID": "mine"}])
def test_a_pick_of_nothing_is_refused_with_what_is_open(
    tmp_path: Path, picks: dict[str, str]
) -> None:
    place, versions = open_place(tmp_path), clashing_versions()
    (id_,) = list_ids(call(place, "merge", **versions).content)
    picks = {key.replace("ID", id_): name for key, name in picks.items()}
    error = refuse(place, "resolve", **versions, picks=picks)
    assert (error.code, error.place) == ("UNKNOWN_PICK", f"/picks/{next(iter(picks))}")
    assert error.hint == f"Open conflicts: {id_}."


def test_where_nothing_is_open_nothing_can_be_picked(tmp_path: Path) -> None:
    versions = dict.fromkeys(("base", "ours", "theirs"), sound_document())
    error = refuse(open_place(tmp_path), "resolve", **versions, picks={"a": "ours"})
    assert error.hint == "Open conflicts: none."


def test_all_three_versions_are_needed(tmp_path: Path) -> None:
    versions: dict[str, Any] = {"base": {}, "ours": {}}
    error = refuse(open_place(tmp_path), "resolve", **versions, picks={})
    assert (error.code, error.place) == ("INVALID_ARGUMENT", "/theirs")


def test_a_marked_file_is_decided_step_by_step(tmp_path: Path) -> None:
    place = open_place(tmp_path, may_write=True)
    versions = clashing_versions()
    merged: Any = call(place, "merge", **versions, write_to="a.json").content
    marked = {"file": "a.json"}
    assert list_ids(call(place, "resolve", marked=marked, picks={}).content) == list_ids(merged)
    picks = dict.fromkeys(list_ids(merged), "theirs")
    content: Any = call(place, "resolve", marked=marked, picks=picks, write_to="a.json").content
    assert content["clean"] is True
    written = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert written == content["document"]
    assert written["items"]["txt1"]["text"] == "Theirs"


def test_a_marked_document_is_not_given_with_versions(tmp_path: Path) -> None:
    files = write_versions(tmp_path, clashing_versions())
    error = refuse(open_place(tmp_path), "resolve", **files, marked={}, picks={})
    assert (error.code, error.place) == ("INVALID_ARGUMENT", "/base")
    error = refuse(open_place(tmp_path), "resolve", marked={}, strategy="ours", picks={})
    assert error.place == "/strategy"


@pytest.mark.parametrize(
    ("text", "place"),
    [("[]", "a.json#"), ('{"_mergeConflicts": 7}', "a.json#/_mergeConflicts")],
)
def test_a_mark_that_cannot_be_read_is_refused(tmp_path: Path, text: str, place: str) -> None:
    (tmp_path / "a.json").write_text(text, "utf-8")
    error = refuse(open_place(tmp_path), "resolve", marked={"file": "a.json"}, picks={})
    assert (error.code, error.place) == ("NOT_MERGEABLE", place)


def test_a_pick_of_an_unmarked_document_is_refused(tmp_path: Path) -> None:
    error = refuse(open_place(tmp_path), "resolve", marked={}, picks={"a": "ours"})
    assert error.code == "UNKNOWN_PICK"

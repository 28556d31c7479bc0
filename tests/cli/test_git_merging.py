"""Merging with real git: branches, histories that cross, rebases and cherry-picks."""

import json
from pathlib import Path
from typing import Any

import pytest

from kvid_composition import validate_composition
from tests.cli.clones import Clone, edit, isolate_git, make_clone, write_item
from tests.documents import sound_document

SUMMER = write_item("txt1", text="Summer")
AUTUMN = write_item("txt1", text="가을")
FADED = write_item("vid1", opacity=0.5)
SHIFTED = write_item("img1", **{"from": 10})


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return isolate_git(tmp_path, monkeypatch)


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return make_clone(tmp_path / "내 repo")


def remove_image(document: dict[str, Any]) -> None:
    del document["items"]["img1"]
    document["tracks"][1]["items"].remove("img1")


def expect(*edits: Any) -> dict[str, Any]:
    """Give the document in which all of this was done."""
    document = sound_document()
    for make in edits:
        make(document)
    return document


def list_unmerged(clone: Clone) -> list[str]:
    names = clone.git("-c", "core.quotePath=false", "diff", "--name-only", "--diff-filter=U")
    return names.splitlines()


def test_neighbouring_lines_of_two_branches_merge_clean(clone: Clone) -> None:
    """The lines of `text` and `resizeOnEdit` touch: as text this is a conflict."""
    with clone.on_branch("theirs"):
        clone.commit("theirs", write_item("txt1", resizeOnEdit=False))
    clone.commit("ours", SUMMER)
    clone.git("merge", "--quiet", "--no-edit", "theirs")
    assert clone.read() == expect(SUMMER, write_item("txt1", resizeOnEdit=False))
    assert clone.git("status", "--porcelain") == ""


def test_without_the_driver_the_same_is_a_conflict(tmp_path: Path) -> None:
    plain = make_clone(tmp_path / "plain", enabled=False)
    with plain.on_branch("theirs"):
        plain.commit("theirs", write_item("txt1", resizeOnEdit=False))
    plain.commit("ours", SUMMER)
    assert plain.try_git("merge", "--no-edit", "theirs").returncode == 1


@pytest.fixture
def torn(clone: Clone) -> Clone:
    """Give a clone in the middle of a merge with one conflict, and with one change more."""
    with clone.on_branch("theirs"):
        clone.commit("theirs", AUTUMN, FADED)
    clone.commit("ours", SUMMER)
    process = clone.try_git("merge", "theirs")
    assert process.returncode == 1
    assert "conflict " in process.stderr
    assert "CONFLICT (content)" in process.stdout
    return clone


def test_a_conflict_leaves_valid_json_that_nobody_can_overlook(torn: Clone) -> None:
    assert list_unmerged(torn) == ["composition.json"]
    document = torn.read()
    issues = validate_composition(document).errors
    assert [issue.path for issue in issues] == ["/_mergeConflicts"]
    assert document["items"]["vid1"]["opacity"] == 0.5


def test_a_conflict_is_resolved_and_the_merge_goes_on(torn: Clone) -> None:
    process = torn.kvid("resolve", "composition.json", "--pick", "all=theirs")
    assert (process.exit_code, process.stderr) == (
        0,
        "note: to tell git: git add composition.json\n",
    )
    torn.git("add", "composition.json")
    torn.git("commit", "--quiet", "--no-edit")
    assert torn.read() == expect(AUTUMN, FADED)


def test_a_file_that_is_resolved_twice_is_not_doubted(torn: Clone) -> None:
    torn.kvid("resolve", "composition.json", "--pick", "all=theirs")
    assert torn.kvid("resolve", "composition.json").stderr == ""


def test_a_diff_in_the_middle_of_a_merge_is_no_failure(torn: Clone) -> None:
    assert "diff --cc composition.json" in torn.git("diff")
    shown = torn.git("diff", "--ours")
    assert "* Unmerged path composition.json" in shown
    assert "1 item transformed" in shown


def test_an_aborted_merge_leaves_ours(torn: Clone) -> None:
    torn.git("merge", "--abort")
    assert torn.read() == expect(SUMMER)


def test_what_both_added_is_merged_without_a_base(tmp_path: Path) -> None:
    clone = make_clone(tmp_path / "r", "other.json")
    clone.name = "composition.json"
    with clone.on_branch("theirs"):
        clone.commit("theirs", FADED)
    clone.commit("ours", SUMMER)
    assert clone.try_git("merge", "theirs").returncode == 1
    paths = {conflict["path"] for conflict in clone.read()["_mergeConflicts"]}
    assert paths == {"/items/txt1/text", "/items/vid1/opacity"}


def test_the_same_file_added_twice_is_no_conflict(tmp_path: Path) -> None:
    clone = make_clone(tmp_path / "r", "other.json")
    clone.name = "composition.json"
    with clone.on_branch("theirs"):
        clone.path.write_text(json.dumps(sound_document()))
        clone.commit_all("theirs")
    clone.commit("ours")
    clone.git("merge", "--no-edit", "theirs")
    assert clone.path.read_text("utf-8").startswith("{\n  ")


def test_an_item_that_one_deleted_and_the_other_edited_is_kept_and_asked_about(
    clone: Clone,
) -> None:
    with clone.on_branch("theirs"):
        clone.commit("theirs", SHIFTED)
    clone.commit("ours", remove_image)
    assert clone.try_git("merge", "theirs").returncode == 1
    (conflict,) = clone.read()["_mergeConflicts"]
    assert conflict["kind"] == "item.delete_edit"
    assert clone.read()["items"]["img1"]["from"] == 10
    assert clone.kvid("resolve", "composition.json", "--pick", "all=delete").exit_code == 0
    assert clone.read() == expect(remove_image)


def test_a_file_that_one_deleted_is_gits_own_affair(clone: Clone) -> None:
    with clone.on_branch("theirs"):
        clone.git("rm", "--quiet", "composition.json")
        clone.git("commit", "--quiet", "-m", "theirs")
    clone.commit("ours", SUMMER)
    assert "CONFLICT (modify/delete)" in clone.try_git("merge", "theirs").stdout
    assert clone.read() == expect(SUMMER)


def cross(clone: Clone) -> None:
    """Make two branches that have merged each other, and then went on."""
    clone.branch("left")
    clone.commit("left", FADED)
    clone.branch("right", "main")
    clone.commit("right", SHIFTED)
    clone.git("merge", "--quiet", "--no-edit", "left")
    clone.switch("left")
    clone.git("merge", "--quiet", "--no-edit", "right~1")


def test_histories_that_cross_merge_clean(clone: Clone) -> None:
    cross(clone)
    assert clone.git("merge-base", "--all", "left", "right").count("\n") == 2
    clone.commit("left again", SUMMER)
    clone.switch("right")
    clone.commit("right again", write_item("aud1", decibelAdjustment=-20))
    clone.git("merge", "--quiet", "--no-edit", "left")
    assert clone.read() == expect(FADED, SHIFTED, SUMMER, write_item("aud1", decibelAdjustment=-20))


def test_a_conflict_of_crossing_histories_stays_out_of_their_made_up_base(clone: Clone) -> None:
    clone.branch("left")
    clone.commit("left", SUMMER)
    clone.branch("right", "main")
    clone.commit("right", AUTUMN)
    for here, there, text in (("right", "left", "R"), ("left", "right~1", "L")):
        clone.switch(here)
        assert clone.try_git("merge", "--no-edit", there).returncode == 1
        clone.kvid("resolve", "composition.json", "--pick", "all=ours")
        clone.commit("merged", write_item("txt1", text=text))
    assert clone.try_git("merge", "--no-edit", "right").returncode == 1
    (conflict,) = clone.read()["_mergeConflicts"]
    assert [conflict[key] for key in ("base", "ours", "theirs")] == ["Hello 안녕", "L", "R"]


def test_a_file_that_one_renamed_is_merged_under_its_new_name(clone: Clone) -> None:
    with clone.on_branch("theirs"):
        clone.git("mv", "composition.json", "내 영상.composition.json")
        clone.git("commit", "--quiet", "-m", "renamed")
    clone.commit("ours", SUMMER)
    with clone.on_branch("more", "theirs"):
        clone.name = "내 영상.composition.json"
        clone.commit("edited", FADED)
        clone.name = "composition.json"
    clone.git("merge", "--quiet", "--no-edit", "more")
    clone.name = "내 영상.composition.json"
    assert clone.read() == expect(SUMMER, FADED)


def test_a_rebase_carries_every_commit_over(clone: Clone) -> None:
    clone.branch("topic")
    clone.commit("one", write_item("txt1", resizeOnEdit=False))
    clone.commit("two", FADED)
    clone.switch("main")
    clone.commit("main", SUMMER)
    clone.switch("topic")
    clone.git("rebase", "--quiet", "main")
    assert clone.read() == expect(SUMMER, write_item("txt1", resizeOnEdit=False), FADED)
    assert clone.git("log", "--format=%s").split() == ["two", "one", "main", "base"]


def test_a_rebase_stops_at_a_conflict_and_goes_on(clone: Clone) -> None:
    clone.branch("topic")
    clone.commit("one", AUTUMN)
    clone.commit("two", FADED)
    clone.switch("main")
    clone.commit("main", SUMMER)
    clone.switch("topic")
    assert clone.try_git("rebase", "main").returncode == 1
    # In a rebase ours is what is rebased onto.
    assert clone.read()["_mergeConflicts"][0]["ours"] == "Summer"
    clone.kvid("resolve", "composition.json", "--pick", "field=theirs")
    clone.git("add", "composition.json")
    clone.git("rebase", "--continue")
    assert clone.read() == expect(AUTUMN, FADED)


def test_a_cherry_pick_takes_one_commit(clone: Clone) -> None:
    with clone.on_branch("theirs"):
        picked = clone.commit("one", write_item("txt1", resizeOnEdit=False))
        clone.commit("two", FADED)
    clone.commit("ours", SUMMER)
    clone.git("cherry-pick", picked)
    assert clone.read() == expect(SUMMER, write_item("txt1", resizeOnEdit=False))


def test_a_revert_takes_back_one_commit(clone: Clone) -> None:
    reverted = clone.commit("one", write_item("txt1", resizeOnEdit=False))
    clone.commit("two", SUMMER)
    clone.git("revert", "--no-edit", reverted)
    assert clone.read() == expect(SUMMER)


def test_a_stash_comes_back_onto_other_work(clone: Clone) -> None:
    clone.write(expect(write_item("txt1", resizeOnEdit=False)))
    clone.git("stash", "--quiet")
    clone.commit("ours", SUMMER)
    clone.git("stash", "pop", "--quiet")
    assert clone.read() == expect(SUMMER, write_item("txt1", resizeOnEdit=False))


def test_a_strategy_is_taken_from_the_configuration(clone: Clone) -> None:
    clone.git("config", "kvid-composition.strategy", "theirs")
    with clone.on_branch("theirs"):
        clone.commit("theirs", AUTUMN)
    clone.commit("ours", SUMMER, FADED)
    clone.git("merge", "--quiet", "--no-edit", "theirs")
    assert clone.read() == expect(AUTUMN, FADED)


def test_a_strategy_of_one_call_is_taken(clone: Clone) -> None:
    (clone.top / ".git" / "strategy.json").write_text('{"paths": {"/items/*/text": "theirs"}}')
    with clone.on_branch("theirs"):
        clone.commit("theirs", AUTUMN)
    clone.commit("ours", SUMMER)
    setting = "kvid-composition.strategy=.git/strategy.json"
    clone.git("-c", setting, "merge", "--quiet", "--no-edit", "theirs")
    assert clone.read()["items"]["txt1"]["text"] == "가을"


def test_what_cannot_be_merged_is_left_to_the_user(clone: Clone) -> None:
    with clone.on_branch("theirs"):
        clone.path.write_text("{,}\n")
        clone.commit_all("theirs")
    ours = clone.commit("ours", SUMMER)
    process = clone.try_git("merge", "theirs")
    assert process.returncode != 0
    assert "error DOC101: composition.json (theirs):1:2: " in process.stderr
    assert "note: composition.json is not merged: it is what ours has." in process.stderr
    assert clone.git("rev-parse", "HEAD").strip() == ours
    assert clone.read() == expect(SUMMER)
    if "UU" in clone.git("status", "--porcelain"):
        result = clone.kvid("resolve", "composition.json")
        assert "which is what ours has: was it merged?" in result.stderr


def test_the_hint_to_merge_as_text_is_right(clone: Clone) -> None:
    with clone.on_branch("theirs"):
        clone.path.write_text("{,}\n")
        clone.commit_all("theirs")
    clone.commit("ours", SUMMER)
    process = clone.try_git("merge", "theirs")
    (hint,) = [
        row.partition("merge it as text: ")[2]
        for row in process.stderr.splitlines()
        if "as text" in row
    ]
    if "UU" in clone.git("status", "--porcelain"):
        assert clone.run("sh", "-c", hint).returncode == 0
        assert clone.path.read_text("utf-8").endswith("=======\n{,}\n>>>>>>> theirs\n")


def test_a_path_with_blanks_in_a_folder_is_named_as_it_can_be_typed(tmp_path: Path) -> None:
    clone = make_clone(tmp_path / "r", "내 영상/a b.composition.json")
    with clone.on_branch("theirs"):
        clone.commit("theirs", AUTUMN)
    clone.commit("ours", SUMMER)
    process = clone.try_git("merge", "theirs", folder="내 영상")
    hint = "note: to decide: kvid-composition resolve 'a b.composition.json', then: git add "
    assert hint in process.stderr
    result = clone.kvid("resolve", "a b.composition.json", "--pick", "all=ours", folder="내 영상")
    assert result.exit_code == 0
    clone.git("add", "a b.composition.json", folder="내 영상")
    assert list_unmerged(clone) == []


def test_a_merge_of_assets_keeps_references_whole(clone: Clone) -> None:
    def drop_logo(document: dict[str, Any]) -> None:
        remove_image(document)
        del document["assets"]["aI"]

    with clone.on_branch("theirs"):
        clone.commit("theirs", write_item("gif1", type="image", assetId="aI"))
    clone.commit("ours", drop_logo)
    assert clone.try_git("merge", "theirs").returncode == 1
    document = clone.read()
    assert "aI" in document["assets"]
    kinds = {issue.code for issue in validate_composition(document).errors}
    assert kinds == {"DOC111"}


def test_after_disabling_git_merges_text_again(clone: Clone) -> None:
    clone.kvid("git", "disable")
    clone.commit_all("disabled")
    with clone.on_branch("theirs"):
        clone.commit("theirs", edit("items", "txt1", text="가을"))
    clone.commit("ours", SUMMER)
    clone.try_git("merge", "theirs")
    assert "<<<<<<< HEAD" in clone.path.read_text("utf-8")

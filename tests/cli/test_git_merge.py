"""`git merge`: the merge driver, called as git calls it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from kvid_composition.cli.commands import git_merge
from tests.cli.clones import Edit, isolate_git, write_item
from tests.cli.harness import NAUGHTY, invoke
from tests.cli.repositories import make_repository, run_git
from tests.documents import sound_document


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand at the top of a repository, as git does when it calls a driver."""
    isolate_git(tmp_path, monkeypatch)
    folder = make_repository(tmp_path / "repository")
    monkeypatch.chdir(folder)
    return folder


def make_text(*edits: Edit) -> str:
    document = sound_document()
    for make in edits:
        make(document)
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def merge(
    base: str | bytes, ours: str | bytes, theirs: str | bytes, name: str = "a.json"
) -> Result:
    """Merge three texts; the file of ours is `A`."""
    for path, text in {"O": base, "A": ours, "B": theirs}.items():
        Path(path).write_bytes(text if isinstance(text, bytes) else text.encode())
    return invoke("git", "merge", "--", "O", "A", "B", "7", name)


def configure(key: str, value: str) -> None:
    run_git(Path(), "config", key, value)


def read() -> Any:
    return json.loads(Path("A").read_text("utf-8"))


SUMMER = write_item("txt1", text="Summer")
AUTUMN = write_item("txt1", text="가을")
FADED = write_item("vid1", opacity=0.5)


def test_what_both_did_is_in_the_file_of_ours() -> None:
    result = merge(make_text(), make_text(SUMMER), make_text(FADED))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert Path("A").read_text("utf-8") == make_text(SUMMER, FADED)
    assert sorted(path.name for path in Path().iterdir()) == [".git", "A", "B", "O"]


def test_conflicts_are_in_the_file_which_stays_json() -> None:
    result = merge(make_text(), make_text(SUMMER), make_text(AUTUMN))
    assert result.exit_code == 1
    assert list(read())[-1] == "_mergeConflicts"
    (conflict,) = read()["_mergeConflicts"]
    short = conflict["id"][:4]
    assert result.stderr == (
        f"conflict {short}: Both changed text of item 'txt1'. (ours, theirs, base)\n"
        "note: to decide: kvid-composition resolve a.json, then: git add a.json\n"
    )


def test_without_a_base_both_have_added_it() -> None:
    result = merge("", make_text(SUMMER), make_text(SUMMER, FADED))
    assert result.exit_code == 1
    assert [conflict["path"] for conflict in read()["_mergeConflicts"]] == ["/items/vid1/opacity"]


def test_the_style_of_ours_stays() -> None:
    document = sound_document()
    document["items"]["txt1"]["text"] = "안녕"
    ours = json.dumps(document, indent="\t").replace("\n", "\r\n")
    assert merge(make_text(), ours, make_text(FADED)).exit_code == 0
    document["items"]["vid1"]["opacity"] = 0.5
    expected = json.dumps(document, indent="\t").replace("\n", "\r\n")
    assert Path("A").read_bytes().decode() == expected


def test_what_is_worth_a_look_is_noted() -> None:
    result = merge(
        make_text(),
        make_text(lambda document: document.update(compositionWidth=1000)),
        make_text(write_item("txt1", left=5)),
    )
    assert result.exit_code == 0
    assert result.stderr.startswith("note: One side changed the size of the canvas")


def test_a_strategy_of_the_configuration_decides() -> None:
    configure("kvid-composition.strategy", '{"kinds": {"field": "theirs"}}')
    assert merge(make_text(), make_text(SUMMER), make_text(AUTUMN)).exit_code == 0
    assert read()["items"]["txt1"]["text"] == "가을"


REFUSED = {
    "no JSON": ("{,}", "error DOC101: a.json (theirs):1:2: a comma with nothing before it"),
    "markers": ("<<<<<<< ours\n", "error DOC101: a.json (theirs):1:1: "),
    "empty": ("", "error DOC101: a.json (theirs):1:1: the text is empty"),
    "no object": ("[1]", "error NOT_MERGEABLE: a.json (theirs): at the root: "),
    "open": (
        make_text(lambda document: document.update(_mergeConflicts=[])),
        "error NOT_MERGEABLE: a.json (theirs): at /_mergeConflicts: conflicts of an earlier merge",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_merged_leaves_the_file_of_ours_alone(name: str) -> None:
    text, message = REFUSED[name]
    ours = make_text(SUMMER)
    result = merge(make_text(), ours, text)
    assert result.exit_code == 129
    assert result.stderr.startswith(message)
    assert "note: a.json is not merged: it is what ours has. " in result.stderr
    assert Path("A").read_text("utf-8") == ours


def test_a_strategy_that_is_none_is_refused() -> None:
    configure("kvid-composition.strategy", "our")
    result = merge(make_text(), make_text(SUMMER), make_text(AUTUMN))
    assert result.exit_code == 129
    assert result.stderr.startswith("error BAD_STRATEGY: 'our' is neither a strategy (manual, ")


def test_a_configuration_that_git_cannot_read_is_refused() -> None:
    Path(".git/config").write_text("[\n")
    result = merge(make_text(), make_text(SUMMER), make_text(FADED))
    assert result.exit_code == 129
    assert result.stderr.startswith("error GIT_REFUSED: git says: bad config line 1")


def raise_error(*_: object) -> None:
    raise RuntimeError(NAUGHTY)


def raise_os_error(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("failure", [raise_error, raise_os_error])
def test_whatever_fails_is_no_conflict_to_git(
    failure: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git_merge, "write_file", failure)
    ours = make_text(SUMMER)
    result = merge(make_text(), ours, make_text(FADED))
    assert result.exit_code == 129
    assert result.stderr.startswith("error MERGE_FAILED: a.json: ")
    assert result.stderr.replace("\n", "").isprintable()
    assert Path("A").read_text("utf-8") == ours


def test_a_hint_can_be_typed_where_git_was_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_PREFIX", "내 영상/")
    result = merge(make_text(), make_text(SUMMER), make_text(AUTUMN), "내 영상/b c.json")
    assert result.stderr.endswith(
        "note: to decide: kvid-composition resolve 'b c.json', then: git add 'b c.json'\n"
    )


def test_a_faulty_text_that_can_be_read_is_noted() -> None:
    text = make_text(FADED).replace('"fps": 30', '"fps": 1, "fps": 30')
    result = merge(make_text(), make_text(SUMMER), text)
    assert result.exit_code == 0
    assert "note: a.json (theirs):2:13: the key 'fps' is already in this object" in result.stderr


def test_a_name_steers_no_terminal() -> None:
    result = merge(make_text(), make_text(SUMMER), make_text(AUTUMN), NAUGHTY)
    assert result.stderr.replace("\n", "").isprintable()

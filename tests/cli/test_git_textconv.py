"""`git textconv`: timelines in the history of git."""

from pathlib import Path

import pytest

from tests.cli.clones import Clone, isolate_git, make_clone, write_item
from tests.cli.harness import invoke, write_document
from tests.documents import sound_document


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return isolate_git(tmp_path, monkeypatch)


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    clone = make_clone(tmp_path / "내 repo")
    clone.commit("summer", write_item("txt1", text="Summer"))
    return clone


def test_a_composition_is_a_timeline(tmp_path: Path) -> None:
    result = invoke("git", "textconv", "--", write_document(tmp_path / "a", sound_document()))
    assert (result.exit_code, result.stderr) == (0, "")
    assert '    0-60 (0 s - 2 s) text txt1 "Hello 안녕"\n' in result.stdout


@pytest.mark.parametrize("data", [b"{,}\r\n", b"\xff\0", b"[1]", b""])
def test_what_is_no_composition_is_as_it_is(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a").write_bytes(data)
    result = invoke("git", "textconv", "--", tmp_path / "a")
    assert (result.exit_code, result.stdout_bytes) == (0, data)


@pytest.mark.parametrize(
    ("name", "reason"), [("gone", "No such file or directory"), ("a\0", "embedded null byte")]
)
def test_a_file_that_is_not_there_is_a_failure(name: str, reason: str) -> None:
    result = invoke("git", "textconv", "--", name)
    assert result.exit_code == 2
    assert reason in result.stderr


def test_the_history_shows_the_lines_that_changed(clone: Clone) -> None:
    shown = clone.git("log", "-1", "-p")
    changed = [row for row in shown.splitlines() if row.startswith(("+  ", "-  "))]
    assert changed == [
        '-    0-60 (0 s - 2 s) text txt1 "Hello 안녕"',
        '+    0-60 (0 s - 2 s) text txt1 "Summer"',
    ]


def test_the_track_stands_above_what_changed(clone: Clone) -> None:
    clone.commit("x", write_item("vid2", opacity=0.5))
    shown = clone.git("show")
    assert " @@ Track trVid\n" in shown


def test_show_and_blame_work_too(clone: Clone) -> None:
    assert '+    0-60 (0 s - 2 s) text txt1 "Summer"' in clone.git("show")
    assert "Track trTxt" in clone.git("blame", "composition.json")


def test_with_ext_diff_the_history_speaks_as_an_editor(clone: Clone) -> None:
    assert "~ text 'Hello 안녕' -> 'Summer'" in clone.git("log", "-1", "-p", "--ext-diff")


def test_without_ext_diff_a_diff_is_one_of_lines(clone: Clone) -> None:
    assert '+    0-60 (0 s - 2 s) text txt1 "Summer"' in clone.git(
        "diff", "--no-ext-diff", "HEAD~1"
    )


def test_a_patch_to_be_sent_is_one_of_the_file_itself(clone: Clone) -> None:
    patch = clone.git("format-patch", "-1", "--stdout")
    assert '+      "text": "Summer",' in patch
    clone.git("checkout", "--quiet", "HEAD~1")
    (clone.top / "a.patch").write_text(patch, "utf-8")
    clone.git("apply", "a.patch")
    assert clone.read()["items"]["txt1"]["text"] == "Summer"


def test_a_commit_that_broke_the_file_is_shown_as_it_is(clone: Clone) -> None:
    clone.path.write_text("{,}\n")
    clone.commit_all("broken")
    assert clone.git("log", "-1", "-p").endswith("\n+{,}\n")

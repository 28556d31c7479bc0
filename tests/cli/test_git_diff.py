"""`git diff`: what git shows of a composition, whatever has become of it."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from kvid_composition.cli.commands import git_diff
from kvid_composition.cli.git_calls import GitError
from tests.cli.clones import Clone, isolate_git, make_clone, write_item
from tests.cli.harness import NAUGHTY, invoke, write_document
from tests.documents import sound_document

HEX = "0" * 40


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return isolate_git(tmp_path, monkeypatch)


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return make_clone(tmp_path / "repo")


def compare(old: str | Path, new: str | Path, *more: str, modes: str = "100644 100644") -> str:
    """Call the command as git does, and give what it prints."""
    old_mode, new_mode = modes.split()
    sides = (str(old), HEX, old_mode, str(new), HEX, new_mode)
    result = invoke("git", "diff", "--", "a.json", *sides, *more)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path]:
    document = sound_document()
    document["items"]["txt1"]["text"] = "Summer"
    before = write_document(tmp_path / "old", sound_document())
    return before, write_document(tmp_path / "new", document)


def test_a_change_is_told_as_an_editor_would(versions: tuple[Path, Path]) -> None:
    assert compare(*versions) == (
        "diff --composition a.json\n"
        "1 text changed.\n"
        "\n"
        "Items\n"
        "    'Summer'  text txt1, on track 'trTxt', frame 0 (00:00:00:00)\n"
        "      ~ text 'Hello 안녕' -> 'Summer'\n"
    )


def test_a_new_file_shows_all_that_it_brings(versions: tuple[Path, Path]) -> None:
    rows = compare("/dev/null", versions[0], modes=". 100644").splitlines()
    assert rows[:2] == ["diff --composition a.json", "new file mode 100644"]
    assert "8 items added" in rows[2]
    assert "  + clip.mp4  video vid1, on track 'trVid', frame 0 (00:00:00:00)" in rows


def test_a_deleted_file_shows_all_that_goes(versions: tuple[Path, Path]) -> None:
    rows = compare(versions[0], "/dev/null", modes="100644 .").splitlines()
    assert rows[1] == "deleted file mode 100644"
    assert "8 items removed" in rows[2]


def test_another_mode_has_two_lines_and_nothing_else(versions: tuple[Path, Path]) -> None:
    assert compare(versions[0], versions[0], modes="100644 100755") == (
        "diff --composition a.json\nold mode 100644\nnew mode 100755\n"
    )


def test_another_name_has_the_words_of_git(versions: tuple[Path, Path]) -> None:
    renaming = "similarity index 90%\nrename from a.json\nrename to b.json\n"
    rows = compare(*versions, "b.json", renaming).splitlines()
    assert rows[:5] == [
        "diff --composition b.json",
        "similarity index 90%",
        "rename from a.json",
        "rename to b.json",
        "1 text changed.",
    ]


def test_a_file_with_conflicts_is_named() -> None:
    result = invoke("git", "diff", "--", "a.json")
    assert (result.exit_code, result.stdout) == (0, "* Unmerged path a.json\n")


def test_what_is_only_written_in_another_way_is_no_difference(
    tmp_path: Path, versions: tuple[Path, Path]
) -> None:
    compact = tmp_path / "compact"
    compact.write_text(json.dumps(sound_document()))
    assert compare(versions[0], compact) == (
        "diff --composition a.json\n"
        "No difference that matters: it is only written in another way.\n"
    )


@pytest.mark.parametrize("is_new", [True, False])
def test_what_is_no_composition_is_compared_as_text(
    tmp_path: Path, versions: tuple[Path, Path], is_new: bool
) -> None:
    broken = tmp_path / "broken"
    broken.write_text(versions[0].read_text().replace("{", "{,", 1))
    pair = (versions[0], broken) if is_new else (broken, versions[0])
    rows = compare(*pair).splitlines()
    when = "after" if is_new else "before"
    assert rows[:3] == [
        "diff --composition a.json",
        f"Compared as text, since a.json {when}:1:2: a comma with nothing before it",
        "@@ -1,4 +1,4 @@",
    ]
    assert ("+{," if is_new else "-{,") in rows


def test_what_is_binary_is_said_to_be(tmp_path: Path, versions: tuple[Path, Path]) -> None:
    (tmp_path / "binary").write_bytes(b"\0\1\2")
    assert compare(tmp_path / "binary", versions[0]).splitlines()[-1] == "Binary files differ"


def test_two_broken_files_have_both_their_reasons(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("{,}\n")
    (tmp_path / "b").write_text("[1\n")
    row = compare(tmp_path / "a", tmp_path / "b").splitlines()[1]
    assert row == (
        "Compared as text, since a.json before:1:2: a comma with nothing before it; "
        "a.json after:2:1: the text ends before the document does"
    )


def test_a_git_that_refuses_ends_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> bytes:
        raise GitError("no")

    monkeypatch.setattr(git_diff, "read_plain_diff", refuse)
    (tmp_path / "a").write_text("{,}\n")
    sides = (str(tmp_path / "a"), HEX, "100644", "/dev/null", ".", ".")
    result = invoke("git", "diff", "--", "a.json", *sides)
    assert (result.exit_code, result.stderr) == (0, "error GIT_REFUSED: git says: no\n")


def test_a_broken_file_without_a_change_has_no_lines(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("{,}\n")
    assert compare(tmp_path / "a", tmp_path / "a").count("\n") == 2


def test_other_arguments_are_not_those_of_git() -> None:
    result = invoke("git", "diff", "--", "a", "b")
    assert result.exit_code == 2
    assert result.stderr.startswith("error USAGE: git calls this command")


def test_a_name_steers_no_terminal(versions: tuple[Path, Path]) -> None:
    sides = (str(versions[0]), HEX, "100644", str(versions[1]), HEX, "100644")
    result = invoke("git", "diff", "--", NAUGHTY, *sides)
    assert result.stdout.replace("\n", "").isprintable()


def test_a_closed_pipe_ends_with_0(tmp_path: Path, clone: Clone) -> None:
    clone.commit("x", write_item("txt1", text="Summer"))
    command = ["sh", "-c", "git diff HEAD~1 | true"]
    result = subprocess.run(command, cwd=clone.top, capture_output=True, check=False)
    assert b"external diff died" not in result.stderr


def test_git_shows_it(clone: Clone) -> None:
    clone.commit("x", write_item("txt1", text="Summer"))
    shown = clone.git("diff", "HEAD~1")
    assert shown.startswith("diff --composition composition.json\n1 text changed.\n")


@pytest.mark.parametrize("name", ["내 영상/a b.composition.json", "-n/composition.json"])
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    clone = make_clone(tmp_path / "other repo", name)
    clone.commit("x", write_item("txt1", text="Summer"))
    assert clone.git("diff", "HEAD~1").startswith(f"diff --composition {name}\n1 text changed.\n")


def test_the_other_files_follow_in_gits_own_words(clone: Clone) -> None:
    (clone.top / "zebra.txt").write_text("a\n")
    clone.commit("x", write_item("txt1", text="Summer"))
    (clone.top / "zebra.txt").write_text("b\n")
    clone.path.write_text("{,}\n")
    shown = clone.git("diff")
    assert "\nCompared as text, since composition.json after:1:2: " in shown
    assert shown.endswith("@@ -1 +1 @@\n-a\n+b\n")


def test_exit_code_and_quiet_still_work(clone: Clone) -> None:
    assert clone.try_git("diff", "--exit-code").returncode == 0
    clone.write({**clone.read(), "fps": 25})
    assert clone.try_git("diff", "--exit-code").returncode == 1
    assert clone.try_git("diff", "--quiet").returncode == 1


def test_there_is_colour_only_where_git_has_it(clone: Clone) -> None:
    clone.write({**clone.read(), "fps": 25})
    plain = clone.git("diff")
    assert "\x1b" not in plain
    assert "\x1b" not in clone.git("-c", "color.diff=never", "-c", "color.ui=always", "diff")
    coloured = clone.git("-c", "color.ui=always", "diff")
    assert coloured.startswith("\x1b[1mdiff --composition composition.json\x1b[0m\n")
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_plain_words_have_colour_where_git_has_it(clone: Clone) -> None:
    clone.path.write_text("{,}\n")
    assert "\x1b" not in clone.git("diff")
    assert "\x1b[32m+" in clone.git("-c", "color.ui=always", "diff")


def test_no_color_is_stronger_than_git(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    clone.write({**clone.read(), "fps": 25})
    assert "\x1b" not in clone.git("-c", "color.ui=always", "diff")


def test_a_renaming_with_a_change_is_shown_by_git(clone: Clone) -> None:
    clone.git("mv", "composition.json", "b.composition.json")
    clone.name = "b.composition.json"
    clone.commit("x", write_item("txt1", text="Summer"))
    rows = clone.git("diff", "-M", "HEAD~1").splitlines()
    assert rows[0] == "diff --composition b.composition.json"
    assert "rename from composition.json" in rows
    assert "1 text changed." in rows


def test_it_can_be_the_external_diff_of_everything(
    clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = clone.git("config", "diff.kvid-composition.command").strip()
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", command)
    (clone.top / ".gitattributes").write_text("")
    clone.write({**clone.read(), "fps": 25})
    assert "frame rate: fps 30 -> 25" in clone.git("diff", "composition.json")
    assert "Compared as text, since .gitattributes before:1:1" in clone.git("diff")

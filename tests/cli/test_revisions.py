"""Documents in git: named as for `git show`, read as they are; what fails has git's reason."""

import os
from pathlib import Path

import pytest

from kvid_composition.checking.run import Unreadable
from kvid_composition.cli.inputs import Source, find_sources, make_source, read_source
from kvid_composition.cli.revisions import names_revision, read_revision
from tests.cli.harness import NAUGHTY
from tests.cli.repositories import commit_all, make_repository, run_git

MOST = 10_000


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a repository with two commits, a staged change and one that is not."""
    folder = make_repository(tmp_path / "repository")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    path = folder / "a.json"
    for text in (b"first", b"second"):
        path.write_bytes(text)
        (folder / "sub").mkdir(exist_ok=True)
        (folder / "sub" / "b.json").write_bytes(b"below " + text)
        commit_all(folder)
    path.write_bytes(b"staged")
    run_git(folder, "add", "a.json")
    path.write_bytes(b"unstaged")
    return folder


def read(name: str) -> bytes | str:
    data = read_revision(name, MOST)
    return data.reason if isinstance(data, Unreadable) else data


def test_a_commit_gives_the_file_as_it_was() -> None:
    assert [read("HEAD:a.json"), read("HEAD~1:a.json"), read("main:a.json")] == [
        b"second",
        b"first",
        b"second",
    ]


def test_no_revision_at_all_is_the_index() -> None:
    assert read(":a.json") == b"staged"


def test_a_path_is_one_from_the_top_of_the_repository(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository / "sub")
    assert read("HEAD:sub/b.json") == b"below second"
    assert read("HEAD:a.json") == b"second"


def test_a_path_with_a_dot_is_one_from_here(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository / "sub")
    assert [read("HEAD:./b.json"), read("HEAD:../a.json"), read(":./b.json")] == [
        b"below second",
        b"second",
        b"below second",
    ]


def test_bytes_are_given_as_they_are(repository: Path) -> None:
    (repository / "raw").write_bytes(b"\xff\r\n\0")
    commit_all(repository)
    assert read("HEAD:raw") == b"\xff\r\n\0"


def test_a_converter_for_reading_is_not_run(repository: Path) -> None:
    (repository / ".gitattributes").write_text("*.json diff=shout\n")
    run_git(repository, "config", "diff.shout.textconv", "echo converted; cat")
    assert read("HEAD:a.json") == b"second"


def test_names_may_have_blanks_and_korean(repository: Path) -> None:
    (repository / "내 영상 1.json").write_bytes(b"x")
    commit_all(repository)
    assert read("HEAD:내 영상 1.json") == b"x"


def test_a_file_over_the_limit_is_read_only_as_far_as_shows_it(repository: Path) -> None:
    (repository / "large").write_bytes(b"x" * 5_000_000)
    commit_all(repository)
    assert read_revision("HEAD:large", 10) == b"x" * 10


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("HEAD:gone.json", "path 'gone.json' does not exist in 'HEAD'"),
        ("nosuch:a.json", "invalid object name 'nosuch'."),
        ("HEAD:sub", "git cat-file HEAD:sub: bad file"),
        (":gone", "path 'gone' does not exist (neither on disk nor in the index)"),
    ],
)
def test_what_git_does_not_have_has_its_reason(name: str, reason: str) -> None:
    assert read(name) == f"there is no such file, and git says: {reason}"


def test_who_thinks_of_a_path_from_here_is_told_how_to_say_so(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "did you mean" not in str(read("HEAD:b.json"))
    monkeypatch.chdir(repository / "sub")
    assert str(read("HEAD:b.json")).endswith("in 'HEAD'; did you mean 'HEAD:./b.json'?")
    assert "did you mean" not in str(read("HEAD:./c.json"))


def test_a_file_that_is_not_in_git_yet_is_not_sought_elsewhere(repository: Path) -> None:
    (repository / "new.json").write_bytes(b"x")
    assert str(read("HEAD:new.json")).endswith("path 'new.json' exists on disk, but not in 'HEAD'")


@pytest.mark.parametrize(
    "name", ["--batch:a.json", "-p:a.json", "--help:", "--textconv:a.json", "-:a"]
)
def test_a_name_with_a_dash_is_no_option(name: str) -> None:
    assert str(read(name)).startswith("there is no such file, and git says: ")


def test_a_branch_whose_name_begins_with_a_dash_is_found(repository: Path) -> None:
    run_git(repository, "update-ref", "refs/heads/-x", "HEAD~1")
    assert read("refs/heads/-x:a.json") == b"first"
    assert read("-x:a.json") == b"first"


def test_outside_of_a_repository_git_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "git says: not a git repository" in str(read("HEAD:a.json"))


def test_without_git_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert read("HEAD:a.json") == "there is no such file, and no git to ask for a revision"


def test_a_git_that_cannot_be_run_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "git").write_bytes(b"")
    (tmp_path / "git").chmod(0o755)
    (tmp_path / "git").write_text("no program\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert str(read("HEAD:a.json")).startswith("there is no such file, and git cannot be asked (")


def test_a_git_that_fails_without_a_word_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "git").write_text("#!/bin/sh\nexit 3\n")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert read("HEAD:a.json") == "there is no such file, and git says: nothing"


def test_what_git_traces_is_no_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TRACE", "1")
    expected = "there is no such file, and git says: path 'gone' does not exist in 'HEAD'"
    assert read("HEAD:gone") == expected


def test_git_speaks_english_here_whatever_it_speaks_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    monkeypatch.setenv("LANGUAGE", "ko")
    assert "does not exist in 'HEAD'" in str(read("HEAD:gone"))


def test_a_null_character_is_no_failure() -> None:
    assert "git cannot be asked (embedded null byte)" in str(read("HEAD:a\0"))


@pytest.mark.parametrize(
    ("argument", "named"),
    [
        ("HEAD:a.json", True),
        (":a.json", True),
        ("a.json", False),
        ("-", False),
        ("https://example.com/a.json", False),
    ],
)
def test_a_colon_names_a_revision_but_in_a_url(argument: str, named: bool) -> None:
    assert names_revision(argument) is named


def test_a_file_of_that_name_is_that_file(repository: Path) -> None:
    (repository / "HEAD:a.json").write_bytes(b"a file")
    assert read_source(make_source("HEAD:a.json")) == b"a file"


def test_where_no_file_has_that_name_git_is_asked() -> None:
    assert read_source(make_source("HEAD:a.json")) == b"second"
    (source,) = find_sources(["HEAD:a.json", "HEAD:a.json"])
    assert source == Source("HEAD:a.json", None)


def test_a_pattern_with_a_colon_is_a_pattern(repository: Path) -> None:
    (repository / "a:1.json").write_bytes(b"{}")
    assert find_sources(["a:*.json"]) == [Source("a:1.json", Path("a:1.json"))]


def test_a_naughty_name_gives_a_reason() -> None:
    assert isinstance(read_revision(f"HEAD:{NAUGHTY}", MOST), Unreadable)

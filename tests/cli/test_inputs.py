"""Inputs: what an argument means, and reading it without surprises."""

import os
import sys
from pathlib import Path

import pytest

from kvid_composition.checking.run import Unreadable
from kvid_composition.cli.inputs import (
    STDIN,
    Found,
    Source,
    find_sources,
    make_source,
    measure_source,
    read_source,
)


@pytest.fixture(autouse=True)
def _stand_in_empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def touch(*names: str) -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"{}")


def find(*arguments: str) -> list[str]:
    return [
        f"{source.path}: {source.reason}" if isinstance(source, Unreadable) else source.name
        for source in find_sources(arguments)
    ]


def test_a_file_is_itself_whatever_its_name() -> None:
    touch("a.txt")
    assert find("a.txt") == ["a.txt"]


def test_a_directory_is_all_its_json_files_sorted() -> None:
    touch("d/b.json", "d/a.json", "d/sub/c.json", "d/readme.md")
    assert find("d") == ["d/a.json", "d/b.json", "d/sub/c.json"]


def test_the_current_directory_gives_short_names() -> None:
    touch("a.json")
    assert find(".") == ["a.json"]


def test_hidden_directories_and_node_modules_are_passed_by() -> None:
    touch("d/a.json", "d/.git/b.json", "d/node_modules/c.json", "d/x/node_modules/e.json")
    assert find("d") == ["d/a.json"]


def test_a_hidden_directory_that_is_named_is_searched() -> None:
    touch(".hidden/a.json")
    assert find(".hidden") == [".hidden/a.json"]


def test_pipes_in_a_directory_are_passed_by() -> None:
    touch("d/a.json")
    os.mkfifo("d/b.json")
    assert find("d") == ["d/a.json"]


def test_a_loop_of_links_ends() -> None:
    touch("d/a.json")
    Path("d/loop").symlink_to("../d")
    assert find("d") == ["d/a.json"]


def test_a_directory_without_json_is_reported() -> None:
    touch("d/a.txt")
    assert find("d") == ["d: there is no *.json file in this directory"]


def test_a_directory_that_may_not_be_read_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    touch("d/a.json")

    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert find("d") == ["d: there is no permission to read it"]


def test_a_directory_that_may_be_listed_but_not_entered_does_not_hide_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    touch("d/a.json", "d/b.json", "d/c.json")
    look = Path.stat

    def refuse(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path.name == "b.json":
            raise PermissionError(13, "Permission denied", str(path))
        return look(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", refuse)
    assert find("d") == [
        "d/a.json",
        "d/b.json: there is no permission to read it",
        "d/c.json",
    ]


def test_a_link_to_nothing_in_a_directory_is_reported() -> None:
    touch("d/a.json")
    Path("d/b.json").symlink_to("nowhere.json")
    Path("d/c.json").symlink_to("c.json")
    assert find("d") == [
        "d/a.json",
        "d/b.json: it links to a file that is not there",
        "d/c.json: it cannot be read (Too many levels of symbolic links)",
    ]


def test_a_deleted_working_directory_has_no_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    (source,) = find_sources(["a.json", "a.json"])
    assert isinstance(source, Source)
    assert read_source(source) == Unreadable("a.json", "there is no such file")
    assert find(".") == [".: there is no *.json file in this directory"]


def test_a_pattern_is_expanded_and_sorted() -> None:
    touch("b.json", "a.json", "c.txt")
    assert find("*.json") == ["a.json", "b.json"]


def test_two_stars_go_into_directories() -> None:
    touch("a.json", "d/e/b.json")
    assert find("**/*.json") == ["a.json", "d/e/b.json"]


def test_a_pattern_passes_node_modules_by_unless_it_names_them() -> None:
    touch("node_modules/a.json", "b.json")
    assert find("**/*.json") == ["b.json"]
    assert find("node_modules/*.json") == ["node_modules/a.json"]


def test_a_directory_that_a_pattern_gives_is_searched() -> None:
    touch("one/a.json", "two/b.json")
    assert find("*") == ["one/a.json", "two/b.json"]


def test_a_pattern_without_a_match_is_reported() -> None:
    assert find("*.json") == ["*.json: no file matches this pattern"]


def test_a_file_that_looks_like_a_pattern_is_a_file() -> None:
    touch("[a].json", "a.json")
    assert find("[a].json") == ["[a].json"]


def test_a_file_that_is_named_twice_is_found_once() -> None:
    touch("a.json")
    assert find("a.json", "./a.json", "*.json", ".", str(Path("a.json").absolute())) == ["a.json"]


def test_a_dash_is_the_standard_input_once() -> None:
    assert find("-", "-") == [STDIN]


def test_the_order_of_the_arguments_is_kept() -> None:
    touch("a.json", "b.json")
    assert find("b.json", "-", "a.json") == ["b.json", STDIN, "a.json"]


@pytest.mark.parametrize("name", ["gone.json", "x" * 5000, "a\0b"])
def test_a_file_that_cannot_be_is_unreadable(name: str) -> None:
    (source,) = find_sources([name])
    assert isinstance(source, Source)
    assert isinstance(read_source(source), Unreadable)


def test_a_missing_file_is_reported_in_words() -> None:
    assert read_source(make_source("gone")) == Unreadable("gone", "there is no such file")


def test_a_directory_is_no_document() -> None:
    Path("d").mkdir()
    expected = Unreadable("d", "it cannot be read (Is a directory)")
    assert read_source(make_source("d")) == expected


def test_a_null_character_is_reported_in_words() -> None:
    expected = Unreadable("a\0", "it cannot be read (embedded null byte)")
    assert read_source(make_source("a\0")) == expected


def test_a_file_is_read_as_it_is() -> None:
    Path("a").write_bytes(b"\xff\r\n\0")
    assert read_source(make_source("a")) == b"\xff\r\n\0"


def test_a_file_over_the_limit_is_read_only_as_far_as_shows_it() -> None:
    Path("a").write_bytes(b"123456")
    assert read_source(make_source("a"), 3) == b"1234"


def test_without_a_standard_input_it_is_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert read_source(make_source("-")) == Unreadable(STDIN, "there is no standard input")


def test_sizes_are_known_before_reading() -> None:
    touch("a")
    sources: list[Found] = [
        make_source("a"),
        make_source("-"),
        make_source("gone"),
        Unreadable("b", ""),
    ]
    assert list(map(measure_source, sources)) == [2, 0, 0, 0]

"""Places: what other processes can read, and what only this one can."""

import os
from pathlib import Path

import pytest

from kvid_composition.cli.inputs import STDIN, Source, make_source
from kvid_composition.cli.places import find_place
from tests.cli.harness import write_document
from tests.documents import sound_document


@pytest.fixture(autouse=True)
def _stand_in_empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_what_is_no_file_has_no_place() -> None:
    os.mkfifo("pipe")
    Path("folder").mkdir()
    names = ["pipe", "folder", "gone", "nul\0l", "/dev/null"]
    assert [find_place(make_source(name)) for name in names] == [None] * 5


def test_the_standard_input_has_none() -> None:
    assert find_place(Source(STDIN, None)) is None


def test_a_file_in_git_is_found_by_its_name() -> None:
    source = make_source("HEAD:a.json")
    assert find_place(source) == source


def test_a_link_is_followed_and_keeps_its_name(tmp_path: Path) -> None:
    path = write_document(tmp_path / "a.json", sound_document())
    Path("link").symlink_to(path)
    assert find_place(make_source("link")) == Source("link", path.resolve())


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="there are no names for open files")
def test_an_open_file_is_found_as_long_as_it_has_a_name(tmp_path: Path) -> None:
    path = write_document(tmp_path / "a.json", sound_document())
    with path.open("rb") as file:
        source = make_source(f"/dev/fd/{file.fileno()}")
        assert find_place(source) == Source(source.name, path.resolve())
        path.unlink()
        assert find_place(source) is None

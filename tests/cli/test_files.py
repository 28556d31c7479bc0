"""Files: written whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from kvid_composition.cli import files
from kvid_composition.cli.files import write_file, write_files


def list_names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_file(tmp_path / "a", b"new\r\n")
    assert (tmp_path / "a").read_bytes() == b"new\r\n"
    assert list_names(tmp_path) == ["a"]


def test_a_new_file_has_the_rights_that_new_files_have(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write_file(tmp_path / "a", b"")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_file_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_file(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_a_file_keeps_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    os.chown(path, 1234, 5678)
    write_file(path, b"new")
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 5678)


def test_who_may_not_give_files_away_writes_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "chown", refuse)
    (tmp_path / "a").write_bytes(b"old")
    write_file(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"old")
    (tmp_path / "link").symlink_to("target")
    write_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"new"


def test_a_device_is_written_into_and_not_replaced(tmp_path: Path) -> None:
    write_file(Path(os.devnull), b"x")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_long_name_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 255)
    write_file(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("step", ["_write_through", "_copy_rights"])
def test_whatever_fails_the_old_file_stays_and_nothing_else(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(files, step, fail)
    with pytest.raises(OSError, match="No space left"):
        write_file(tmp_path / "a", b"new")
    assert list_names(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_an_interrupt_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(files, "_copy_rights", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "a", b"new")
    assert list_names(tmp_path) == ["a"]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_file(tmp_path / "gone" / "a", b"")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        write_file(tmp_path, b"")


def test_several_files_are_written_at_once(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"old")
    write_files({tmp_path / "a": b"1", tmp_path / "b": b"2"})
    assert [path.read_bytes() for path in (tmp_path / "a", tmp_path / "b")] == [b"1", b"2"]
    assert list_names(tmp_path) == ["a", "b"]


def test_where_one_cannot_be_written_none_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(FileNotFoundError):
        write_files({tmp_path / "a": b"1", tmp_path / "gone" / "b": b"2"})
    assert list_names(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_failure_names_the_file_that_was_wanted(tmp_path: Path) -> None:
    wanted = tmp_path / "gone" / "b"
    with pytest.raises(FileNotFoundError) as raised:
        write_files({tmp_path / "a": b"1", wanted: b"2"})
    assert raised.value.filename == str(wanted)


def test_a_device_and_a_file_can_be_written_at_once(tmp_path: Path) -> None:
    write_files({Path(os.devnull): b"x", tmp_path / "a": b"1"})
    assert list_names(tmp_path) == ["a"]


def test_a_link_to_a_pipe_is_written_into(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    (tmp_path / "link").symlink_to(f"/proc/self/fd/{writing}")
    write_file(tmp_path / "link", b"x")
    os.close(writing)
    assert os.read(reading, 9) == b"x"
    os.close(reading)

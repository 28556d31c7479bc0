"""The allowed root: what is in it can be read, and of what is outside nothing can be learnt."""

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from kvid_composition.agent_tools.allowed_root import AllowedRoot, FileRefusedError

MOST = 1000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a root with a file in it and one below it, and a secret beside it."""
    root = tmp_path / "root"
    (root / "below").mkdir(parents=True)
    (root / "a.json").write_bytes(b"{}")
    (root / "below" / "b.json").write_bytes(b"[]")
    (tmp_path / "secret.json").write_bytes(b'"secret"')
    return root


@pytest.fixture
def root(folder: Path) -> AllowedRoot:
    return AllowedRoot.open(folder)


def refuse(root: AllowedRoot, name: str) -> str:
    with pytest.raises(FileRefusedError) as refusal:
        root.read(name, MOST)
    return refusal.value.code


def test_files_in_and_below_the_root_are_read(root: AllowedRoot) -> None:
    assert root.read("a.json", MOST) == b"{}"
    assert root.read("./below/b.json", MOST) == b"[]"


def test_an_absolute_name_within_the_root_is_read(root: AllowedRoot, folder: Path) -> None:
    assert root.read(str(folder / "below" / "b.json"), MOST) == b"[]"


def test_the_root_may_be_named_by_a_link(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    root = AllowedRoot.open(tmp_path / "link")
    assert root.read(str(tmp_path / "link" / "a.json"), MOST) == b"{}"
    assert root.read(str(folder / "a.json"), MOST) == b"{}"


@pytest.mark.parametrize(
    "name",
    [
        "../secret.json",
        "..",
        "below/../../secret.json",
        "below/../a.json",
        "/etc/passwd",
        "/",
        "//etc/passwd",
        "../root-of-another/x.json",
    ],
)
def test_what_leads_out_is_refused(root: AllowedRoot, name: str) -> None:
    assert refuse(root, name) == "OUTSIDE_ROOT"


def test_a_name_that_only_begins_like_the_root_is_outside(root: AllowedRoot, folder: Path) -> None:
    beside = folder.with_name("root-beside")
    beside.mkdir()
    (beside / "a.json").write_bytes(b"{}")
    assert refuse(root, str(beside / "a.json")) == "OUTSIDE_ROOT"


def test_links_out_of_the_root_are_refused(root: AllowedRoot, folder: Path) -> None:
    (folder / "file.json").symlink_to(folder.parent / "secret.json")
    (folder / "folder").symlink_to(folder.parent)
    (folder / "relative.json").symlink_to("../secret.json")
    names = ["file.json", "folder/secret.json", "relative.json", "folder"]
    assert [refuse(root, name) for name in names] == ["OUTSIDE_ROOT"] * 4


def test_whether_something_is_outside_is_not_told(root: AllowedRoot, folder: Path) -> None:
    (folder / "there.json").symlink_to(folder.parent / "secret.json")
    (folder / "gone.json").symlink_to(folder.parent / "gone.json")
    names = ["there.json", "gone.json", "../secret.json", "../gone.json"]
    assert {refuse(root, name) for name in names} == {"OUTSIDE_ROOT"}


def test_links_within_the_root_are_followed(root: AllowedRoot, folder: Path) -> None:
    (folder / "link.json").symlink_to("below/b.json")
    (folder / "again").symlink_to("below")
    assert root.read("link.json", MOST) == b"[]"
    assert root.read("again/b.json", MOST) == b"[]"


def test_a_link_to_itself_is_refused(root: AllowedRoot, folder: Path) -> None:
    (folder / "loop.json").symlink_to("loop.json")
    assert refuse(root, "loop.json") == "NOT_A_FILE"


@pytest.mark.parametrize("name", ["gone.json", "gone/a.json", "a.json/b.json", "a\0b", "\ud800"])
def test_what_is_not_there_is_refused(root: AllowedRoot, name: str) -> None:
    assert refuse(root, name) == "NO_SUCH_FILE"


def test_a_name_that_is_too_long_is_refused(root: AllowedRoot) -> None:
    assert refuse(root, "a" * 300) == "UNREADABLE_FILE"
    assert refuse(root, "a/" * 5000) in {"NO_SUCH_FILE", "UNREADABLE_FILE"}


@pytest.mark.parametrize("name", ["", ".", "below", "./"])
def test_folders_are_no_files(root: AllowedRoot, name: str) -> None:
    assert refuse(root, name) == "NOT_A_FILE"


def test_a_pipe_is_refused_without_waiting(root: AllowedRoot, folder: Path) -> None:
    os.mkfifo(folder / "pipe.json")
    assert refuse(root, "pipe.json") == "NOT_A_FILE"


def test_a_socket_is_refused(
    root: AllowedRoot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The name of a socket must be short.
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.json")
        assert refuse(root, "s.json") == "NOT_A_FILE"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(root: AllowedRoot, folder: Path) -> None:
    (folder / "a.json").chmod(0)
    assert refuse(root, "a.json") == "UNREADABLE_FILE"


def test_what_the_system_forbids_is_refused(
    root: AllowedRoot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbid(*_arguments: object, **_settings: object) -> os.stat_result:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", forbid)
        code = refuse(root, "a.json")
    assert code == "UNREADABLE_FILE"


def test_of_a_large_file_only_as_much_is_read_as_shows_that(
    root: AllowedRoot, folder: Path
) -> None:
    (folder / "large.json").write_bytes(b"x" * 5000)
    assert len(root.read("large.json", 1000)) == 1001


def swap_before(monkeypatch: pytest.MonkeyPatch, name: str, swap: Callable[[], object]) -> None:
    """Do something just before a name is opened, when it has been checked already."""
    real, pending = os.open, [swap]

    def open_swapped(path: str, flags: int, *rest: int, **settings: int) -> int:
        if path == name and pending:
            pending.pop()()
        return real(path, flags, *rest, **settings)

    monkeypatch.setattr(os, "open", open_swapped)
    monkeypatch.setattr(os, "supports_dir_fd", {*os.supports_dir_fd, open_swapped})


def test_a_file_that_becomes_a_link_when_it_was_checked_is_not_followed(
    root: AllowedRoot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def swap() -> None:
        (folder / "a.json").unlink()
        (folder / "a.json").symlink_to(folder.parent / "secret.json")

    swap_before(monkeypatch, "a.json", swap)
    assert refuse(root, "a.json") == "UNREADABLE_FILE"
    assert (folder / "a.json").is_symlink()


def test_a_folder_that_becomes_a_link_when_it_was_checked_is_not_followed(
    root: AllowedRoot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder.parent / "b.json").write_bytes(b'"secret"')

    def swap() -> None:
        (folder / "below").rename(folder / "was-below")
        (folder / "below").symlink_to(folder.parent)

    swap_before(monkeypatch, "below", swap)
    assert refuse(root, "below/b.json") in {"NO_SUCH_FILE", "UNREADABLE_FILE"}
    assert (folder / "below").is_symlink()


def test_a_file_that_becomes_a_pipe_when_it_was_checked_is_refused(
    root: AllowedRoot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def swap() -> None:
        (folder / "a.json").unlink()
        os.mkfifo(folder / "a.json")

    swap_before(monkeypatch, "a.json", swap)
    assert refuse(root, "a.json") == "NOT_A_FILE"


def test_no_descriptor_stays_open(root: AllowedRoot) -> None:
    before = len(list(Path("/dev/fd").iterdir()))
    for name in ("a.json", "below/b.json", "below", "gone/gone", "below/gone"):
        try:
            root.read(name, MOST)
        except FileRefusedError:
            continue
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_a_file_is_written_and_replaced_whole(root: AllowedRoot, folder: Path) -> None:
    root.write("below/new.json", b"1")
    root.write("below/new.json", b"2")
    assert (folder / "below" / "new.json").read_bytes() == b"2"
    assert sorted(path.name for path in (folder / "below").iterdir()) == ["b.json", "new.json"]


def test_a_file_that_is_replaced_keeps_its_mode(root: AllowedRoot, folder: Path) -> None:
    (folder / "a.json").chmod(0o640)
    root.write("a.json", b"[]")
    assert stat.S_IMODE((folder / "a.json").stat().st_mode) == 0o640


def test_a_link_within_the_root_is_written_through(root: AllowedRoot, folder: Path) -> None:
    (folder / "link.json").symlink_to("below/b.json")
    root.write("link.json", b"1")
    assert (folder / "link.json").is_symlink()
    assert (folder / "below" / "b.json").read_bytes() == b"1"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../secret.json", "OUTSIDE_ROOT"),
        ("out.json", "OUTSIDE_ROOT"),
        ("away/new.json", "OUTSIDE_ROOT"),
        ("gone/new.json", "NO_SUCH_FILE"),
        ("a.sh", "UNWRITABLE_FILE"),
        ("link.json", "UNWRITABLE_FILE"),
        ("folder.json", "NOT_A_FILE"),
        (".", "NOT_A_FILE"),
        (f"{'a' * 300}.json", "UNWRITABLE_FILE"),
    ],
)
def test_what_may_not_be_written_is_refused(
    root: AllowedRoot, folder: Path, name: str, code: str
) -> None:
    (folder / "out.json").symlink_to(folder.parent / "secret.json")
    (folder / "away").symlink_to(folder.parent)
    (folder / "script.sh").write_bytes(b"")
    (folder / "link.json").symlink_to("script.sh")
    (folder / "folder.json").mkdir()
    with pytest.raises(FileRefusedError) as refusal:
        root.write(name, b"1")
    assert refusal.value.code == code
    assert (folder.parent / "secret.json").read_bytes() == b'"secret"'
    assert not (folder.parent / "new.json").exists()


def test_a_write_that_fails_leaves_what_was_there(
    root: AllowedRoot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(FileRefusedError, match="UNWRITABLE_FILE: the system refuses it"):
        root.write("a.json", b"[]")
    assert (folder / "a.json").read_bytes() == b"{}"
    assert sorted(path.name for path in folder.iterdir()) == ["a.json", "below"]


def test_a_system_that_opens_only_by_path_reads_and_writes_as_well(
    root: AllowedRoot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "supports_dir_fd", set[object]())
    monkeypatch.setattr(os, "supports_fd", set[object]())
    root.write("below/b.json", b"1")
    assert root.read("below/b.json", MOST) == b"1"
    (folder / "out.json").symlink_to(folder.parent / "secret.json")
    assert refuse(root, "out.json") == "OUTSIDE_ROOT"


def test_a_root_has_to_be_a_folder(folder: Path) -> None:
    with pytest.raises(NotADirectoryError):
        AllowedRoot.open(folder / "a.json")
    with pytest.raises(FileNotFoundError):
        AllowedRoot.open(folder / "gone")

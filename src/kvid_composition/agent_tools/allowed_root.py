"""The allowed root: the one folder whose files tools may read, and write if they may write at all.

A name is resolved first, links included, and must lead into the folder. Then it is opened folder by
folder, following no link, so that a link which is put in its way meanwhile opens nothing.
"""

import errno
import os
import secrets
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from stat import S_IMODE, S_ISREG
from typing import Final, Self

__all__ = ["AllowedRoot", "FileRefusedError"]

# Not every system has all of these.
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)
_FOLDER: Final = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _NO_LINK
# A pipe that nobody writes to would keep whoever opens it waiting.
_READING: Final = (
    os.O_RDONLY
    | _NO_LINK
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
_WRITING: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK | getattr(os, "O_BINARY", 0)


class FileRefusedError(Exception):
    """A file that cannot be read or written.

    Attributes:
        code: OUTSIDE_ROOT, NO_SUCH_FILE, NOT_A_FILE, UNREADABLE_FILE or UNWRITABLE_FILE.
        reason: what is wrong, as a phrase. Of what is outside the root it tells nothing.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder that is open; by its path where the system opens nothing relative to a folder."""

    path: Path
    descriptor: int | None

    def locate(self, name: str) -> str:
        """Give what to open for a name in the folder."""
        return str(self.path / name) if self.descriptor is None else name


@dataclass(frozen=True, slots=True)
class AllowedRoot:
    """A folder, and what is below it.

    Attributes:
        path: the folder, without links.
        typed: the folder as it was named; absolute names may begin with either.
    """

    path: Path
    typed: Path

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Take a folder as the root.

        Raises:
            OSError: there is no such folder.
            ValueError: the name is one that no folder can have.
        """
        # Path.resolve raises a RuntimeError for a link that leads to itself.
        path = Path(os.path.realpath(folder, strict=True))
        if not path.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
        return cls(path, Path(os.path.abspath(folder)))  # noqa: PTH100  keeps links as typed

    def locate(self, name: str) -> Path:
        """Give the path of a file within the root, links followed; it need not be there.

        Raises:
            FileRefusedError: it is outside the root, or no file can have this name.
        """
        return self.path.joinpath(*self._resolve(name))

    def read(self, name: str, most: int) -> bytes:
        """Read a regular file; of one with more than `most` bytes only as much as shows that.

        Raises:
            FileRefusedError: it is outside the root, is no regular file, or cannot be read.
        """
        *folders, last = self._resolve(name)
        with _explaining("UNREADABLE_FILE"), self._enter(folders) as folder:
            place = folder.locate(last)
            # What is no file is not even opened: a device may act on it.
            _require_file(os.stat(place, dir_fd=folder.descriptor, follow_symlinks=False))
            descriptor = os.open(place, _READING, dir_fd=folder.descriptor)
            with open(descriptor, "rb") as file:  # noqa: PTH123  a descriptor has no path
                status = os.fstat(descriptor)
                _require_file(status)
                return file.read(min(status.st_size, most) + 1)

    def write(self, name: str, data: bytes) -> None:
        """Write a `.json` file so that at no moment a part of it can be seen.

        Raises:
            FileRefusedError: it is outside the root, is something else than a JSON file, or cannot
                be written; what was there is still there.
        """
        *folders, last = self._resolve(name)
        if not last.endswith(".json"):
            raise FileRefusedError("UNWRITABLE_FILE", "only files named *.json are written")
        with _explaining("UNWRITABLE_FILE"), self._enter(folders) as folder:
            _replace(folder, last, data)

    def _resolve(self, name: str) -> tuple[str, ...]:
        """Give the steps from the root to what a name means, links followed.

        Raises:
            FileRefusedError: it leads out of the root, is the root, or no name of a file.
        """
        asked = PurePath(name)
        if "\0" in name or not _encodes(name):
            raise FileRefusedError("NO_SUCH_FILE", "no file can have this name")
        if ".." in asked.parts:
            raise _refuse_outside()
        inside = self._cut_root(asked) if asked.anchor else asked
        real = PurePath(os.path.realpath(self.path / inside))
        if not real.is_relative_to(self.path):
            raise _refuse_outside()
        steps = real.relative_to(self.path).parts
        if not steps:
            raise FileRefusedError(
                "NOT_A_FILE", "this is the allowed root itself, which is a folder"
            )
        return steps

    def _cut_root(self, asked: PurePath) -> PurePath:
        for root in (self.path, self.typed):
            if asked.is_relative_to(root):
                return asked.relative_to(root)
        raise _refuse_outside()

    @contextmanager
    def _enter(self, steps: list[str]) -> Generator[_Folder, None, None]:
        """Open a folder below the root, step by step, and close it afterwards."""
        if os.open not in os.supports_dir_fd:
            yield _Folder(self.path.joinpath(*steps), None)
            return
        descriptor = os.open(self.path, _FOLDER)
        try:
            for step in steps:
                outer, descriptor = descriptor, os.open(step, _FOLDER, dir_fd=descriptor)
                os.close(outer)
            yield _Folder(self.path, descriptor)
        finally:
            os.close(descriptor)


def _encodes(name: str) -> bool:
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return False
    return True


def _refuse_outside() -> FileRefusedError:
    return FileRefusedError("OUTSIDE_ROOT", "this is not within the allowed root")


def _require_file(status: os.stat_result) -> None:
    if not S_ISREG(status.st_mode):
        raise FileRefusedError("NOT_A_FILE", "this is a folder, a pipe, a device or the like")


def _replace(folder: _Folder, name: str, data: bytes) -> None:
    """Put a new file in the place of another, or where none is; its mode stays."""
    place, at = folder.locate(name), folder.descriptor
    status = None
    with suppress(FileNotFoundError):
        status = os.stat(place, dir_fd=at, follow_symlinks=False)
        _require_file(status)
    temporary = folder.locate(f".{name[:64]}.{secrets.token_hex(8)}.tmp")
    try:
        with open(os.open(temporary, _WRITING, 0o666, dir_fd=at), "wb") as file:  # noqa: PTH123
            file.write(data)
            file.flush()
            # A file that was renamed must not turn out empty when the machine has stopped.
            os.fsync(file.fileno())
            if status is not None and os.chmod in os.supports_fd:
                os.chmod(file.fileno(), S_IMODE(status.st_mode))  # noqa: PTH101
        os.replace(temporary, place, src_dir_fd=at, dst_dir_fd=at)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary, dir_fd=at)
        raise


@contextmanager
def _explaining(code: str) -> Generator[None, None, None]:
    """Say in our words what the system refuses; its own could name what is outside."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileRefusedError("NO_SUCH_FILE", "there is no such file in the root") from error
    except PermissionError as error:
        raise FileRefusedError(code, "there is no permission") from error
    except OSError as error:
        raise FileRefusedError(code, f"the system refuses it ({error.strerror})") from error

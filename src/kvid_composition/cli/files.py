"""Files: a result is written whole, or the file stays what it was."""

import os
import secrets
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

__all__ = ["write_file", "write_files"]


def write_file(path: Path, data: bytes) -> None:
    """Write a file so that at no moment, whatever happens, a part of it can be seen.

    A link is followed; mode and, where that is allowed, owner stay those of the file that was
    there. What is no regular file (a pipe, a device) is written into.

    Raises:
        OSError: the file cannot be written; what was there is still there.
        ValueError: the name is one that no file can have.
    """
    write_files({path: data})


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write several files, each as `write_file` does; none where one of them has no room.

    Raises:
        OSError: one cannot be written; `filename` says which. All are what they were, but for those
            that are no regular files.
        ValueError: a name is one that no file can have.
    """
    staged: dict[Path, tuple[Path, Path]] = {}
    try:
        for path, data in contents.items():
            with _naming(path):
                if path.exists() and not path.is_file():
                    path.write_bytes(data)
                    continue
                # Replacing a link would leave what it points to as it was.
                target = Path(os.path.realpath(path))
                staged[path] = _name_temporary(target), target
                _write_through(staged[path][0], data)
                _copy_rights(target, staged[path][0])
        for path, (temporary, target) in staged.items():
            with _naming(path):
                temporary.replace(target)
    except BaseException:
        for temporary, _ in staged.values():
            with suppress(OSError):
                temporary.unlink()
        raise


@contextmanager
def _naming(path: Path) -> Generator[None, None, None]:
    """Let a failure name the file that was wanted, not the one beside it."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        raise


def _name_temporary(target: Path) -> Path:
    return target.with_name(f".{target.name[:64]}.{secrets.token_hex(8)}.tmp")


def _write_through(path: Path, data: bytes) -> None:
    """Write a new file down to the disk: a file that was renamed must not turn out empty."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _copy_rights(model: Path, path: Path) -> None:
    with suppress(FileNotFoundError):
        status = model.stat()
        # Only root may give files away; for others the new file is theirs, as it has to be.
        with suppress(OSError, AttributeError):
            os.chown(path, status.st_uid, status.st_gid)
        path.chmod(status.st_mode & 0o7777)

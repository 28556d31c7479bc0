"""Files: a result is written whole, or the file stays what it was."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

__all__ = ["write_file"]


def write_file(path: Path, data: bytes) -> None:
    """Write a file so that at no moment, whatever happens, a part of it can be seen.

    A link is followed; mode and, where that is allowed, owner stay those of the file that was
    there. What is no regular file (a pipe, a device) is written into.

    Raises:
        OSError: the file cannot be written; what was there is still there.
        ValueError: the name is one that no file can have.
    """
    # Replacing a link would leave what it points to as it was.
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        target.write_bytes(data)
        return
    temporary = target.with_name(f".{target.name[:64]}.{secrets.token_hex(8)}.tmp")
    try:
        _write_through(temporary, data)
        _copy_rights(target, temporary)
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


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

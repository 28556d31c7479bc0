"""Streams: reading no more of one than is wanted, however much that is."""

from typing import Final, Protocol

__all__ = ["read_at_most"]

# A stream makes room for all that it is asked for, so it is not asked for a huge limit at once.
_PART: Final = 64 * 1024 * 1024


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def read_at_most(stream: _Readable, most: int) -> bytes:
    """Read at most `most` bytes of a stream that gives fewer than asked for at its end only.

    Raises:
        OSError: the stream cannot be read.
    """
    parts: list[bytes] = []
    left = most
    while left > 0:
        wanted = min(left, _PART)
        part = stream.read(wanted)
        parts.append(part)
        if len(part) < wanted:
            break
        left -= wanted
    return b"".join(parts)

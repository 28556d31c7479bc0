"""Streams: no more than is wanted, and no room made for what is not there."""

import io

import pytest

from kvid_composition.cli import streams
from kvid_composition.cli.streams import read_at_most


class Watched(io.BytesIO):
    """A stream that remembers what it was asked for."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.asked: list[int | None] = []

    def read(self, size: int | None = -1, /) -> bytes:
        self.asked.append(size)
        return super().read(size)


@pytest.mark.parametrize("most", range(8))
def test_at_most_so_many_bytes_are_read(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "_PART", 2)
    assert read_at_most(io.BytesIO(b"12345"), most) == b"12345"[:most]


def test_a_huge_limit_asks_for_no_huge_part() -> None:
    stream = Watched(b"1")
    assert read_at_most(stream, 10**15) == b"1"
    assert stream.asked == [64 * 1024 * 1024]

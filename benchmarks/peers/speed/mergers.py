"""Mergers: how long a merge of large documents takes, by the calls that are compared as merges."""

from typing import Final

from benchmarks.operations import Call
from benchmarks.peers.merges.mergers import MERGERS, Merger
from benchmarks.peers.speed.documents import Documents
from benchmarks.peers.speed.entry import Entry, Load

__all__ = ["LARGE_MERGES"]

# At 10,000 items they take as long as this library at 100,000, or longer.
_SLOW: Final = frozenset(("nbdime", "dictdiffer"))


def _make_load(merger: Merger) -> Load:
    def load(documents: Documents) -> Call:
        merge = merger.load()
        base, ours, theirs = map(documents.read, ("before", "ours", "theirs"))
        return lambda: merge(base, ours, theirs).verdict

    return load


LARGE_MERGES: Final = tuple(
    Entry(
        group="merge",
        name=merger.name,
        distribution=merger.distribution,
        call=merger.call,
        load=_make_load(merger),
        is_slow=merger.name in _SLOW,
    )
    for merger in MERGERS
)

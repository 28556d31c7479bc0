"""All entries, this library first in every kind of work."""

from typing import Final

from benchmarks.peers.speed.differs import DIFFERS
from benchmarks.peers.speed.mergers import LARGE_MERGES
from benchmarks.peers.speed.patchers import PATCHERS
from benchmarks.peers.speed.validators import VALIDATORS

__all__ = ["ENTRIES"]

ENTRIES: Final = (*VALIDATORS, *DIFFERS, *PATCHERS, *LARGE_MERGES)

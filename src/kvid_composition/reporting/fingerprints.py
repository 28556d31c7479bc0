"""Fingerprints of a report: for each entry one of its own, that does not depend on lines."""

from collections import Counter
from hashlib import blake2b

__all__ = ["Fingerprints"]


class Fingerprints:
    """Gives fingerprints, and never the same one twice."""

    def __init__(self) -> None:
        self._seen = Counter[tuple[str, str]]()

    def take(self, name: str, mark: str) -> str:
        """Give one made of a file's name, of what marks the entry, and of how often both were.

        Of a fault that is in a file twice, either may be called the first.
        """
        number = self._seen[name, mark]
        self._seen[name, mark] += 1
        # repr keeps the parts apart and can write any text, lone surrogates too.
        return blake2b(repr((name, mark, number)).encode(), digest_size=16).hexdigest()

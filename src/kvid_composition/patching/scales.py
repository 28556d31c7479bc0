"""The scales: how much a part of a document weighs, and how deep it is nested."""

from json.encoder import encode_basestring
from typing import Any, Final, NamedTuple

from kvid_composition.document.values import is_array, is_object

__all__ = ["Scales", "Weight", "list_parts"]


class Weight(NamedTuple):
    """What a value amounts to; a part that stands in several places counts in each.

    Attributes:
        size: bytes of UTF-8 as compact JSON.
        depth: levels of objects and arrays; 0 for a scalar.
    """

    size: int
    depth: int


_SCALARS: Final = frozenset((int, float, bool, type(None)))

# Python takes ever longer to write longer integers, and refuses to write very long ones.
_LONGEST_WRITTEN: Final = 10_000  # bits
_DIGITS_PER_BIT: Final = 0.30103


class Scales:
    """Weights that are remembered, so that a container is looked at once while it stays as it is.

    Attributes:
        looked_at: how many values weighing has looked at so far.
    """

    def __init__(self) -> None:
        self.looked_at = 0
        # With the container, or another one could get its id.
        self._known: dict[int, tuple[Any, Weight]] = {}

    def forget(self, container: object) -> None:
        """Note that a container is going to change; those around it change with it."""
        self._known.pop(id(container), None)

    def weigh(self, value: Any) -> Weight:
        """Weigh a value, nested to any depth."""
        pending = [value]
        while True:
            known = self._find(pending[-1])
            if known is None:
                parts = list_parts(pending[-1])
                unknown = [part for part in parts if _has_parts(part) and not self._find(part)]
                pending += unknown
                if not unknown:
                    self._known[id(pending[-1])] = (pending[-1], self._sum_up(pending[-1]))
            elif len(pending) == 1:
                return known
            else:
                pending.pop()

    def _find(self, part: Any) -> Weight | None:
        """Give the weight of a part, if it is known without looking at parts of its own."""
        if _has_parts(part):
            known = self._known.get(id(part))
            return None if known is None else known[1]
        return Weight(_count_bytes(part), 0)

    def _sum_up(self, container: Any) -> Weight:
        parts = list_parts(container)
        self.looked_at += 1 + len(parts)
        weights = list(filter(None, map(self._find, parts)))
        # Two brackets, a comma between two parts, a colon behind a key.
        size = 2 + max(0, len(parts) - 1) + sum(weight.size for weight in weights)
        if is_object(container):
            size += len(parts) + sum(map(_count_bytes, container))
        return Weight(size, 1 + max((weight.depth for weight in weights), default=0))


def _has_parts(value: object) -> bool:
    return is_object(value) or is_array(value)


def list_parts(value: Any) -> list[Any]:
    """List the values that a value holds; a scalar holds none."""
    if is_object(value):
        return list(value.values())
    return value if is_array(value) else []


def _count_bytes(scalar: Any) -> int:
    if type(scalar) is str:
        written = encode_basestring(scalar)
        return len(written) if scalar.isascii() else len(written.encode("utf-8", "surrogatepass"))
    if type(scalar) is int and scalar.bit_length() > _LONGEST_WRITTEN:
        return int(scalar.bit_length() * _DIGITS_PER_BIT) + 1 + (scalar < 0)
    # `None` is as long as `null`, `False` as `false`.
    return len(repr(scalar)) if type(scalar) in _SCALARS else 0

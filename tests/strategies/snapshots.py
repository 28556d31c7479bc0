"""The snapshot: what a value holds, to be sure later that nobody has changed it."""

from typing import Any

from kvid_composition.document.values import is_array, is_object

__all__ = ["Snapshot"]


class Snapshot:
    """What the exact dicts and lists of a value hold, each once; scalars cannot change."""

    def __init__(self, value: object) -> None:
        # The containers are kept, so that no id can be given to another one.
        self._held: dict[int, tuple[Any, list[int]]] = {}
        pending = [value]
        while pending:
            part = pending.pop()
            if (is_object(part) or is_array(part)) and id(part) not in self._held:
                self._held[id(part)] = part, _list_ids(part)
                pending.extend(part.values() if is_object(part) else part)

    def require_unchanged(self) -> None:
        """Make sure that every container holds the same as before.

        Raises:
            AssertionError: one does not.
        """
        if any(_list_ids(part) != ids for part, ids in self._held.values()):
            raise AssertionError("the input was changed")


def _list_ids(part: Any) -> list[int]:
    if is_object(part):
        return [*map(id, part), *map(id, part.values())]
    return list(map(id, part))

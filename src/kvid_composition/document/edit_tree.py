"""The edit tree: what a sequence of edits makes of each part of the one document they start from.

Edits are meant one after another; a text is changed in one go. So each edit is followed to the part
of the first document that it reaches, whatever the edits before it have moved.
"""

from bisect import bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from kvid_composition.document.edits import Edit, RemoveValue, SetValue, apply_edits
from kvid_composition.document.pointer import Path
from kvid_composition.document.values import JsonValue, is_array, is_object

__all__ = ["EditedPart", "NewPart", "Part", "gather_edits"]


@dataclass(slots=True)
class NewPart:
    """A value that edits have put in place, and what later edits do inside it."""

    value: JsonValue
    edits: list[Edit] = field(default_factory=list[Edit])

    def settle(self) -> JsonValue:
        """Give the value as it is in the end."""
        return apply_edits(self.value, self.edits)


@dataclass(slots=True)
class EditedPart:
    """An object or array of the first document that edits reach into.

    Attributes:
        value: what it was at first.
        parts: by their steps at first, the parts that are changed or replaced.
        removed: the steps, at first, of what is taken out; those of an array are sorted.
        added: the members that are new, in their order.
    """

    value: Any
    parts: "dict[str | int, Part]" = field(default_factory=dict[str | int, "Part"])
    removed: list[Any] = field(default_factory=list[Any])
    added: dict[str | int, NewPart] = field(default_factory=dict[str | int, NewPart])
    _gone: set[str | int] = field(default_factory=set[str | int])

    def open(self, step: str | int) -> "Part":
        """Give the part at a step, to be changed further.

        Raises:
            KeyError, IndexError: nothing is there, or nothing that has parts.
        """
        if step in self.added:
            return self.added[step]
        first = self._trace(step)
        if first not in self.parts:
            value = self.value[first]
            if not (is_object(value) or is_array(value)):
                raise KeyError(step)
            self.parts[first] = EditedPart(value)
        return self.parts[first]

    def put(self, step: str | int, value: JsonValue) -> None:
        """Put a value at a step."""
        if is_object(self.value) and (step not in self.value or step in self._gone):
            self.added[step] = NewPart(value)
        else:
            self.parts[self._trace(step)] = NewPart(value)

    def remove(self, step: str | int) -> None:
        """Take the value at a step out."""
        if step in self.added:
            del self.added[step]
            return
        first = self._trace(step)
        self.parts.pop(first, None)
        self._gone.add(first)
        insort(self.removed, first) if is_array(self.value) else self.removed.append(first)

    def _trace(self, step: str | int) -> str | int:
        """Give the step at first of what is at a step by now."""
        if is_object(self.value):
            if step not in self.value or step in self._gone:
                raise KeyError(step)
            return step
        if not isinstance(step, int):
            raise KeyError(step)
        first = step + self._count_before(step)
        if not 0 <= first < len(self.value):
            raise IndexError(step)
        return first

    def _count_before(self, index: int) -> int:
        """Count what was removed before an index of an array, which is meant as it is by now."""
        removed = self.removed
        # What was removed as the k-th stood behind so many that are still there.
        return bisect_right(range(len(removed)), index, key=lambda k: removed[k] - k)


Part: TypeAlias = EditedPart | NewPart


def gather_edits(document: JsonValue, edits: Iterable[Edit]) -> EditedPart:
    """Gather what edits do to each part of a document; the document is element 0 of the result.

    Raises:
        KeyError, IndexError: a path leads nowhere.
    """
    root = EditedPart([document])
    for edit in edits:
        _follow(root, (0, *edit.path), edit)
    if root.removed:
        raise IndexError(0)
    return root


def _follow(root: EditedPart, path: Path, edit: Edit) -> None:
    part = root
    for depth, step in enumerate(path[:-1], 1):
        inner = part.open(step)
        if isinstance(inner, NewPart):
            inner.edits.append(_shorten(edit, path[depth:]))
            return
        part = inner
    if isinstance(edit, SetValue):
        part.put(path[-1], edit.value)
    else:
        part.remove(path[-1])


def _shorten(edit: Edit, path: Path) -> Edit:
    return RemoveValue(path) if isinstance(edit, RemoveValue) else SetValue(path, edit.value)

"""Edits at a path, as values: the input stays as it is, and untouched parts are shared."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from kvid_composition.document.pointer import Path
from kvid_composition.document.values import JsonValue

__all__ = ["Edit", "RemoveValue", "SetValue", "apply_edits"]


@dataclass(frozen=True, slots=True)
class SetValue:
    """Put a value at a path: over what stands there, or as a new last member of an object."""

    path: Path
    value: JsonValue


@dataclass(frozen=True, slots=True)
class RemoveValue:
    """Take the value at a path out of its object or array; later entries of an array move up."""

    path: Path


Edit: TypeAlias = SetValue | RemoveValue


def apply_edits(document: JsonValue, edits: Iterable[Edit]) -> JsonValue:
    """Apply edits one after another; each path is meant in what the edits before it made.

    Only the containers on the touched paths are copied, each once.

    Raises:
        KeyError, IndexError: a path leads nowhere. Edits are made for the document they edit.
    """
    root: list[Any] = [document]
    copied: set[int] = {id(root)}
    for edit in edits:
        holder = _open_path(root, (0, *edit.path), copied)
        step = edit.path[-1] if edit.path else 0
        if isinstance(edit, RemoveValue):
            del holder[step]
        else:
            holder[step] = edit.value
    result: JsonValue = root[0]
    return result


def _open_path(root: list[Any], path: Path, copied: set[int]) -> Any:
    """Give the container that holds the path's end, after copying every container on the way."""
    holder: Any = root
    for step in path[:-1]:
        part = holder[step]
        if id(part) not in copied:
            part = part.copy()
            copied.add(id(part))
            holder[step] = part
        holder = part
    return holder

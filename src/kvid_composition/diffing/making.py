"""Making changes: the place of each, and what it matters."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from kvid_composition.diffing.change import ValueChange
from kvid_composition.diffing.changes import Change
from kvid_composition.document.pointer import Path, format_pointer
from kvid_composition.document.values import MISSING, JsonValue, Missing
from kvid_composition.model.aspects import Impact
from kvid_composition.model.entity import Entity

__all__ = ["Subject", "make_change", "make_value_change"]

_V = TypeVar("_V", bound=ValueChange)


@dataclass(frozen=True, slots=True)
class Subject:
    """An entity, and its place in each version; the same one where only one version has it."""

    entity: Entity
    path: Path
    path_before: Path


def make_change(
    kind: Callable[..., Change],
    subject: Subject,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    keys: Iterable[str],
    impact: Impact,
) -> Change:
    """Make a change of some members of an entity."""
    old = {key: before.get(key, MISSING) for key in keys}
    new = {key: after.get(key, MISSING) for key in old}
    place, place_before = _narrow(subject.path, new), _narrow(subject.path_before, old)
    path = format_pointer(place)
    return kind(
        entity=subject.entity,
        path=path,
        path_before=path if place == place_before else format_pointer(place_before),
        impact=impact,
        before=old,
        after=new,
    )


def _narrow(path: Path, members: Mapping[str, Any]) -> Path:
    """Narrow a path down to the only member that changed, if it is there."""
    if len(members) > 1 or MISSING in members.values():
        return path
    return (*path, *members)


def make_value_change(
    kind: type[_V],
    subject: Subject,
    before: JsonValue | Missing,
    after: JsonValue | Missing,
    **details: Any,
) -> _V:
    """Make the change that says that a whole value came, went, or was replaced.

    `MISSING` stands for a value that was not there, or is there no more. The details are what the
    type adds.
    """
    path = subject.path_before if after is MISSING else subject.path
    return kind(
        entity=subject.entity,
        path=format_pointer(path),
        path_before=None if before is MISSING else format_pointer(subject.path_before),
        impact=Impact.STRUCTURAL,
        before=before,
        after=after,
        **details,
    )

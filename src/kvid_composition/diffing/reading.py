"""Reading a diff back from JSON, which anybody may have written."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from itertools import chain
from typing import Any, Final

from kvid_composition.diffing.change import FieldsChange
from kvid_composition.diffing.change_error import ChangeError
from kvid_composition.diffing.changes import CHANGE_TYPES, Change
from kvid_composition.diffing.facts import FACT_TYPES, Fact
from kvid_composition.diffing.numbers import is_number
from kvid_composition.diffing.wire import (
    IMPACT,
    KIND,
    NUMBER,
    OBJECT,
    POINTER,
    SHARED_DETAILS,
    SHARED_SIDES,
    TEXT,
    Shape,
    choose,
    or_null,
)
from kvid_composition.document.values import MISSING, is_array, is_object
from kvid_composition.model.aspects import Impact
from kvid_composition.model.entity import Entity

__all__ = ["read_changes", "read_facts"]


def _are_starts(value: Any) -> bool:
    return is_object(value) and bool(value) and all(map(is_number, value.values()))


_STARTS: Final = Shape(
    _are_starts, "an object with the start of each item, in frames", OBJECT.schema
)
_TYPE: Final = choose(*CHANGE_TYPES)
_FACT_TYPE: Final = choose(*FACT_TYPES)

_BOTH_SIDES: Final = ("before", "after")


def read_changes(written: Any) -> tuple[Change, ...]:
    """Read the changes of a diff.

    Raises:
        ChangeError: it is not the JSON of a diff.
    """
    listed = written.get("changes") if is_object(written) else None
    if not is_array(listed):
        raise ChangeError(None, "/changes", "a diff is an object with an array of changes")
    return tuple(
        _read_change(_Reader(change, index, f"/changes/{index}"))
        for index, change in enumerate(listed)
    )


def read_facts(written: Mapping[str, Any]) -> tuple[Fact, ...]:
    """Read the facts of a diff; it may have none.

    Raises:
        ChangeError: they are not the JSON of facts.
    """
    listed = written.get("facts", [])
    if not is_array(listed):
        raise ChangeError(None, "/facts", "this must be an array of facts")
    return tuple(
        _read_fact(_Reader(fact, None, f"/facts/{index}")) for index, fact in enumerate(listed)
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """An object that is being read, and its place in the diff."""

    value: Any
    change_index: int | None
    pointer: str

    def read(self, key: str, shape: Shape) -> Any:
        """Read a member."""
        members = self.value if is_object(self.value) else {}
        if key not in members or not shape.accepts(members[key]):
            raise ChangeError(
                self.change_index, f"{self.pointer}/{key}", f"this must be {shape.expected}"
            )
        return members[key]

    def enter(self, key: str) -> "_Reader":
        """Read a member that is an object."""
        return _Reader(self.read(key, OBJECT), self.change_index, f"{self.pointer}/{key}")


def _read_change(reader: _Reader) -> Change:
    name = reader.read("type", _TYPE)
    kind = CHANGE_TYPES[name]
    entity = reader.enter("entity")
    read_sides = _read_fields if issubclass(kind, FieldsChange) else _read_values
    return kind(
        entity=Entity(entity.read("kind", KIND), entity.read("id", or_null(TEXT))),
        path=reader.read("path", POINTER),
        path_before=reader.read("path_before", or_null(POINTER)),
        impact=Impact(reader.read("impact", IMPACT)),
        **read_sides(reader, name),
        **{key: reader.read(key, shape) for key, shape in SHARED_DETAILS.get(name, {}).items()},
    )


def _read_values(reader: _Reader, name: str) -> dict[str, Any]:  # noqa: ARG001  as its sibling
    """Read two whole values, of which one may be absent."""
    return {side: reader.value.get(side, MISSING) for side in _BOTH_SIDES}


def _read_fields(reader: _Reader, name: str) -> dict[str, Any]:
    """Read the members that differ; one that only one side has is absent on the other."""
    sides: list[Mapping[str, Any]] = []
    for side in _BOTH_SIDES:
        members = reader.enter(side)
        for key, shape in SHARED_SIDES.get(name, {}).items():
            members.read(key, shape)
        sides.append(reader.read(side, _STARTS) if name == "TrackRippled" else members.value)
    keys = dict.fromkeys(chain(*sides))
    old, new = ({key: side.get(key, MISSING) for key in keys} for side in sides)
    return {"before": old, "after": new}


def _read_fact(reader: _Reader) -> Fact:
    kind = FACT_TYPES[reader.read("type", _FACT_TYPE)]
    members = {
        each.name: reader.read(each.name, NUMBER if each.name == "frame" else TEXT)
        for each in fields(kind)
    }
    return kind(**members)

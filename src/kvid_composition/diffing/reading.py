"""Reading a diff back from JSON, which anybody may have written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from itertools import chain
from typing import Any, Final, TypeAlias, get_args

from kvid_composition.diffing.change import FieldsChange
from kvid_composition.diffing.change_error import ChangeError
from kvid_composition.diffing.changes import CHANGE_TYPES, Change
from kvid_composition.diffing.facts import FACT_TYPES, Fact
from kvid_composition.diffing.numbers import is_number
from kvid_composition.document.pointer import PointerError, parse_pointer
from kvid_composition.document.values import MISSING, is_array, is_object
from kvid_composition.model.aspects import Impact
from kvid_composition.model.entity import Entity, EntityKind

__all__ = ["read_changes", "read_facts"]

_Check: TypeAlias = tuple[Callable[[Any], bool], str]
"""What a member must be, and how that is said."""


def _is_text(value: Any) -> bool:
    return type(value) is str


def _is_position(value: Any) -> bool:
    return type(value) is int and value >= 0


def _is_pointer(value: Any) -> bool:
    try:
        parse_pointer(value if _is_text(value) else "~")
    except PointerError:
        return False
    return True


def _are_starts(value: Any) -> bool:
    return is_object(value) and bool(value) and all(map(is_number, value.values()))


def _choose(*names: str) -> _Check:
    return lambda value: _is_text(value) and value in names, f"one of {', '.join(names)}"


def _or_null(check: _Check) -> _Check:
    return lambda value: value is None or check[0](value), f"{check[1]} or null"


_TEXT: Final[_Check] = (_is_text, "a text")
_POSITION: Final[_Check] = (_is_position, "a whole number, 0 or more")
_POINTER: Final[_Check] = (_is_pointer, "a JSON Pointer")
_NUMBER: Final[_Check] = (is_number, "a number")
_OBJECT: Final[_Check] = (is_object, "an object")
_STARTS: Final[_Check] = (_are_starts, "an object with the start of each item, in frames")
_KIND: Final = _choose(*get_args(EntityKind))
_TYPE: Final = _choose(*CHANGE_TYPES)
_FACT_TYPE: Final = _choose(*FACT_TYPES)
_IMPACT: Final = _choose(*Impact)

_BOTH_SIDES: Final = ("before", "after")

_DETAILS: Final[Mapping[str, Mapping[str, _Check]]] = {
    "TrackAdded": {"index": _POSITION},
    "TrackRemoved": {"index": _POSITION},
    "ItemAdded": {"track_id": _or_null(_TEXT), "index": _or_null(_POSITION)},
    "ItemRemoved": {"track_id": _or_null(_TEXT), "index": _or_null(_POSITION)},
    "ItemReordered": {"track_id": _TEXT},
}
"""What types have beside the members of all."""

_SIDES: Final[Mapping[str, Mapping[str, _Check]]] = {
    "TrackReordered": {"index": _POSITION},
    "ItemReordered": {"index": _POSITION},
    "ItemMoved": {"track_id": _or_null(_TEXT), "index": _or_null(_POSITION)},
    "ItemShifted": {"from": _NUMBER},
}
"""What types must have on both sides, because applying them stands on it."""


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

    def read(self, key: str, check: _Check) -> Any:
        """Read a member."""
        is_right, expected = check
        members = self.value if is_object(self.value) else {}
        if key not in members or not is_right(members[key]):
            raise ChangeError(
                self.change_index, f"{self.pointer}/{key}", f"this must be {expected}"
            )
        return members[key]

    def enter(self, key: str) -> "_Reader":
        """Read a member that is an object."""
        return _Reader(self.read(key, _OBJECT), self.change_index, f"{self.pointer}/{key}")


def _read_change(reader: _Reader) -> Change:
    name = reader.read("type", _TYPE)
    kind = CHANGE_TYPES[name]
    entity = reader.enter("entity")
    read_sides = _read_fields if issubclass(kind, FieldsChange) else _read_values
    return kind(
        entity=Entity(entity.read("kind", _KIND), entity.read("id", _or_null(_TEXT))),
        path=reader.read("path", _POINTER),
        path_before=reader.read("path_before", _or_null(_POINTER)),
        impact=Impact(reader.read("impact", _IMPACT)),
        **read_sides(reader, name),
        **{key: reader.read(key, check) for key, check in _DETAILS.get(name, {}).items()},
    )


def _read_values(reader: _Reader, name: str) -> dict[str, Any]:  # noqa: ARG001  as its sibling
    """Read two whole values, of which one may be absent."""
    return {side: reader.value.get(side, MISSING) for side in _BOTH_SIDES}


def _read_fields(reader: _Reader, name: str) -> dict[str, Any]:
    """Read the members that differ; one that only one side has is absent on the other."""
    sides: list[Mapping[str, Any]] = []
    for side in _BOTH_SIDES:
        members = reader.enter(side)
        for key, check in _SIDES.get(name, {}).items():
            members.read(key, check)
        sides.append(reader.read(side, _STARTS) if name == "TrackRippled" else members.value)
    keys = dict.fromkeys(chain(*sides))
    old, new = ({key: side.get(key, MISSING) for key in keys} for side in sides)
    return {"before": old, "after": new}


def _read_fact(reader: _Reader) -> Fact:
    kind = FACT_TYPES[reader.read("type", _FACT_TYPE)]
    members = {
        each.name: reader.read(each.name, _NUMBER if each.name == "frame" else _TEXT)
        for each in fields(kind)
    }
    return kind(**members)

"""Applying a diff: every change is held against the document, and then all are made at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kvid_composition.diffing.change import Fields, FieldsChange, ValueChange
from kvid_composition.diffing.change_error import ChangeError
from kvid_composition.diffing.changes import (
    Change,
    ContentReplaced,
    ItemAdded,
    ItemMoved,
    ItemRemoved,
    ItemReordered,
    TrackAdded,
    TrackRemoved,
    TrackReordered,
    TrackRippled,
)
from kvid_composition.diffing.composition_diff import CompositionDiff
from kvid_composition.diffing.relisting import reorder_tracks, rewrite_lists
from kvid_composition.document.display import quote_text
from kvid_composition.document.edits import Edit, RemoveValue, SetValue, apply_edits
from kvid_composition.document.pointer import Path, format_pointer, parse_pointer
from kvid_composition.document.values import (
    MISSING,
    JsonValue,
    Missing,
    are_equal,
    is_array,
    is_object,
)
from kvid_composition.model.documented import Documented, read_plain
from kvid_composition.model.entity import Entity
from kvid_composition.model.identity import identify_tracks, number_tracks

__all__ = ["apply_changes"]

_MAPS: Final[Mapping[str, str]] = {"item": "items", "asset": "assets"}


def apply_changes(document: JsonValue | Documented, diff: CompositionDiff) -> JsonValue:
    """Give the document after the changes; all of them are made, or none.

    An exact diff gives exactly the version that it was made from. The document may be another one
    than the diff was made for, as long as it has what each change says was there before.
    Unchanged parts are shared with the document, and new ones with the diff.

    Raises:
        ChangeError: the document does not have what a change says was there before.
    """
    current: JsonValue = read_plain(document)
    return apply_edits(current, list(_plan_edits(current, diff.changes)))


def _plan_edits(document: Any, changes: tuple[Change, ...]) -> Iterator[Edit]:
    """Give the edits, those of lists first: the others have their paths among the new tracks."""
    before = identify_tracks(document.get("tracks") if is_object(document) else None)
    after = before or {}
    if any(map(_concerns_tracks, changes)):
        if before is None:
            raise ChangeError(None, "/tracks", "not every track has an id of its own")
        after = reorder_tracks(before, enumerate(changes))
        if list(after) != list(before):
            yield SetValue(("tracks",), list(after.values()))
        positions = number_tracks(after)
        for track_id, listed in rewrite_lists(before, after, enumerate(changes)):
            yield SetValue(("tracks", positions[track_id], "items"), listed)
    target = _Target(document, number_tracks(before or {}), number_tracks(after))
    for number, change in enumerate(changes):
        yield from target.plan(change, number)


def _concerns_tracks(change: Change) -> bool:
    if isinstance(change, ItemAdded | ItemRemoved):
        return change.track_id is not None
    return change.entity.kind == "track" or isinstance(change, ItemMoved | ItemReordered)


@dataclass(frozen=True, slots=True)
class _Target:
    """The document that is to be changed.

    Attributes:
        document: as it is.
        old_positions: where each of its tracks is.
        positions: where each of them will be.
    """

    document: Any
    old_positions: Mapping[str, int]
    positions: Mapping[str, int]

    def plan(self, change: Change, number: int) -> Iterator[Edit]:
        """Give the edits that make a change, but for those of lists."""
        match change:
            case TrackAdded() | TrackRemoved() | TrackReordered() | ItemMoved() | ItemReordered():
                pass
            case TrackRippled():
                for id_, start in change.before.items():
                    item = Entity("item", id_)
                    after = {"from": change.after[id_]}
                    yield from self._set_fields(item, {"from": start}, after, number)
            case FieldsChange():
                yield from self._set_fields(change.entity, change.before, change.after, number)
            case _:
                yield self._set_value(change, number)

    def _set_fields(
        self, entity: Entity, before: Fields, after: Fields, number: int
    ) -> Iterator[Edit]:
        place, path = self._locate(entity, number)
        holder = self._read(place)
        if not is_object(holder):
            raise ChangeError(number, format_pointer(place), "there is no such object")
        for key, value in after.items():
            _require_same(holder.get(key, MISSING), before[key], (*place, key), number)
            if isinstance(value, Missing):
                yield RemoveValue((*path, key))
            else:
                yield SetValue((*path, key), value)

    def _set_value(self, change: ValueChange, number: int) -> Edit:
        place, path = self._locate_part(change, number)
        _require_same(self._read(place), change.before, place, number)
        if place and not is_object(self._read(place[:-1])):
            raise ChangeError(number, format_pointer(place[:-1]), "there is no such object")
        if not isinstance(change.after, Missing):
            return SetValue(path, change.after)
        if not path or isinstance(change.before, Missing):
            raise ChangeError(number, change.path, "a change needs a value, before or after")
        return RemoveValue(path)

    def _locate_part(self, change: ValueChange, number: int) -> tuple[Path, Path]:
        """Give the place of a whole value, in the document as it is and as it will be."""
        if isinstance(change, ContentReplaced) and change.entity.kind == "composition":
            root: Path = parse_pointer(change.path)
            return root, root
        place, path = self._locate(change.entity, number)
        is_list = change.entity.kind == "track"
        return ((*place, "items"), (*path, "items")) if is_list else (place, path)

    def _locate(self, entity: Entity, number: int) -> tuple[Path, Path]:
        """Give the place of an entity, in the document as it is and as it will be."""
        id_ = str(entity.id)
        match entity.kind:
            case "composition":
                return (), ()
            case "track":
                if id_ not in self.old_positions or id_ not in self.positions:
                    raise ChangeError(number, "/tracks", f"there is no track {quote_text(id_)}")
                return ("tracks", self.old_positions[id_]), ("tracks", self.positions[id_])
            case _:
                path = (_MAPS[entity.kind], id_)
                return path, path

    def _read(self, place: Path) -> Any:
        """Read what is at a place; `MISSING` where there is nothing."""
        value = self.document
        for step in place:
            if is_array(value) and isinstance(step, int):
                value = value[step]
            else:
                value = value.get(step, MISSING) if is_object(value) else MISSING
        return value


def _require_same(
    value: JsonValue | Missing, before: JsonValue | Missing, place: Path, number: int
) -> None:
    if not are_equal(value, before):
        reason = "this is not what was there before the change"
        raise ChangeError(number, format_pointer(place), reason)

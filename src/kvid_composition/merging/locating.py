"""Locating: where in the merged document a clash or a note stands, and what is there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from kvid_composition.document.pointer import format_pointer
from kvid_composition.document.values import MISSING, JsonObject, is_array, is_object
from kvid_composition.merging.kinds import ConflictKind
from kvid_composition.merging.referee import Place
from kvid_composition.merging.registers import Held, pick_members
from kvid_composition.merging.timing import TIME_KEYS
from kvid_composition.merging.versions import DELETED, read_asset_id
from kvid_composition.model.entity import Entity
from kvid_composition.model.identity import identify_tracks, number_tracks

__all__ = ["MergedDocument", "Subject"]


class Subject(Protocol):
    """What is known of a clash, and of the conflict that it becomes."""

    @property
    def kind(self) -> ConflictKind:
        """What both sides have done."""
        ...

    @property
    def entity(self) -> Entity:
        """What it is about."""
        ...

    @property
    def base(self) -> Held:
        """What base has."""
        ...

    @property
    def ours(self) -> Held:
        """What ours has."""
        ...

    @property
    def theirs(self) -> Held:
        """What theirs has."""
        ...


def _list_keys(subject: Subject) -> dict[str, None]:
    """List the members that any of the three values has."""
    values = (subject.base, subject.ours, subject.theirs)
    return dict.fromkeys(key for held in values if is_object(held) for key in held)


@dataclass(frozen=True)
class MergedDocument:
    """A merged document, in which things are looked up by what they are."""

    document: JsonObject

    @cached_property
    def _tracks(self) -> Mapping[str, Any]:
        return identify_tracks(self.document.get("tracks")) or {}

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        return number_tracks(dict(self._tracks))

    @cached_property
    def _placements(self) -> Mapping[str, str]:
        return {id_: key for key, track in self._tracks.items() for id_ in track.get("items", ())}

    def point_to(self, entity: Entity, place: Place = ()) -> str:
        """Give the JSON Pointer to a member of an entity, or to where it would be."""
        if entity.kind == "composition":
            return format_pointer(self._number_entry(place) or place[:1])
        if entity.kind == "track":
            position = self._positions.get(str(entity.id))
            return "/tracks" if position is None else format_pointer(("tracks", position, *place))
        return format_pointer((f"{entity.kind}s", str(entity.id), *place))

    def _number_entry(self, place: Place) -> tuple[str | int, ...] | None:
        """Put the index of an entry of `deletedAssets` in the place of its asset's id, if any."""
        entries = self.document.get(DELETED, [])
        if place[:1] != (DELETED,) or len(place) < 2 or not is_array(entries):
            return place
        ids = list(map(read_asset_id, entries))
        if place[1] not in ids:
            return None
        return (DELETED, ids.index(place[1]), *place[2:])

    def read_provisional(self, clash: Subject, place: Place) -> Held:
        """Give what the document holds where a clash or a conflict is.

        Args:
            clash: what it is about.
            place: where inside its entity.
        """
        entity = clash.entity
        match clash.kind:
            case "item.placement":
                return self._placements.get(str(entity.id))
            case "order":
                return self._read_order(entity)
            case "overlap":
                return self._describe_times(_list_keys(clash))
            case "timing" | "type":
                held = self._read(entity, ())
                return pick_members(held, _list_keys(clash)) if is_object(held) else MISSING
            case _:
                return self._read(entity, place)

    def _read_order(self, entity: Entity) -> Held:
        if entity.kind == "composition":
            return list(self._tracks)
        return self._read(entity, ("items",))

    def _describe_times(self, ids: Iterable[str]) -> JsonObject:
        """Say when and on which track some items play, those that are there."""
        return {
            id_: {
                **pick_members(item, TIME_KEYS),
                "track": self._placements.get(id_),
            }
            for id_ in ids
            if is_object(item := self._read_entity(Entity("item", id_)))
        }

    def _read(self, entity: Entity, place: Place) -> Held:
        held: Any = self._read_entity(entity)
        steps = self._number_entry(place) if entity.kind == "composition" else place
        if steps is None:
            return MISSING
        for step in steps:
            if is_array(held) and isinstance(step, int):
                held = held[step]
            else:
                held = held.get(step, MISSING) if is_object(held) else MISSING
        found: Held = held
        return found

    def _read_entity(self, entity: Entity) -> Any:
        match entity.kind:
            case "composition":
                return self.document
            case "track":
                return self._tracks.get(str(entity.id), MISSING)
            case _:
                entities = self.document.get(f"{entity.kind}s")
                return entities.get(entity.id, MISSING) if is_object(entities) else MISSING

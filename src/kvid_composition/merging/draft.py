"""The draft: the merged composition while it is being made, beginning as ours."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import filterfalse
from typing import Any

from kvid_composition.document.values import MISSING, JsonObject, JsonValue
from kvid_composition.merging.merge_error import InputName
from kvid_composition.merging.referee import Referee
from kvid_composition.merging.registers import Held
from kvid_composition.merging.versions import Side, SideName, Version
from kvid_composition.model.entity import Entity, EntityKind

__all__ = ["Draft", "Forced"]


@dataclass(slots=True)
class Forced:
    """What decisions about one thing have done to others; the draft is made again with it.

    It only ever grows, so making it again comes to an end.

    Attributes:
        gone: items that are not to be.
        placements: the tracks of items, None for none.
        units: the version from which an item takes type and asset.
        times: the start and length of items, in frames.
        asset_types: the side from which an asset takes its type.
        renamed: what theirs has to have under another id.
    """

    gone: set[str] = field(default_factory=set[str])
    placements: dict[str, str | None] = field(default_factory=dict[str, str | None])
    units: dict[str, InputName] = field(default_factory=dict[str, InputName])
    times: dict[str, tuple[Held, Held]] = field(default_factory=dict[str, tuple[Held, Held]])
    asset_types: dict[str, SideName] = field(default_factory=dict[str, SideName])
    renamed: list[Entity] = field(default_factory=list[Entity])

    def count(self) -> int:
        """Count what is forced."""
        tables = (self.gone, self.placements, self.units, self.times, self.asset_types)
        return sum(map(len, tables))


@dataclass(kw_only=True)
class Draft:
    """The merged composition in the making.

    Attributes:
        base: what both sides grew from.
        ours: what one side changed.
        theirs: what the other changed.
        referee: decides where they clash.
        forced: what earlier rounds have decided.
        items: the merged items.
        assets: the merged assets.
        tracks: the merged tracks, their lists still those of one side.
        placements: the tracks of items where they are not those of ours.
        root: the merged members of the root, but for tracks, items and assets.
        converted: items whose times have been converted to another frame rate.
    """

    base: Version
    ours: Side
    theirs: Side
    referee: Referee
    forced: Forced
    items: JsonObject
    assets: JsonObject
    tracks: dict[str, JsonObject]
    placements: dict[str, str | None] = field(default_factory=dict[str, str | None])
    root: JsonObject = field(default_factory=dict[str, JsonValue])
    converted: set[str] = field(default_factory=set[str])
    _arrivals: dict[str | None, list[str]] = field(default_factory=dict[str | None, list[str]])

    @classmethod
    def begin(cls, ours: Side, theirs: Side, referee: Referee, forced: Forced) -> "Draft":
        """Begin with what ours has."""
        version = ours.version
        return cls(
            base=ours.base,
            ours=ours,
            theirs=theirs,
            referee=referee,
            forced=forced,
            items=dict(version.items),
            assets=dict(version.assets),
            tracks=dict(version.tracks),
        )

    def list_entities(self, kind: EntityKind) -> dict[str, Any]:
        """Give the merged entities of a kind by their ids."""
        entities: dict[str, dict[str, Any]] = {
            "track": self.tracks,
            "item": self.items,
            "asset": self.assets,
        }
        return entities[kind]

    def version(self, name: InputName) -> Version:
        """Give a version by its name."""
        return self.base if name == "base" else self.side(name).version

    def side(self, name: SideName) -> Side:
        """Give a side by its name."""
        return self.ours if name == "ours" else self.theirs

    def place(self, id_: str) -> str | None:
        """Give the track that an id is on by now; None where it is on none."""
        if id_ in self.placements:
            return self.placements[id_]
        return self.ours.place(id_)

    def list_changed_tracks(self) -> frozenset[str | None]:
        """List the tracks that lose or gain something against ours."""
        gaining = self.placements.values()
        return frozenset([*gaining, *map(self.ours.place, self.placements)])

    def read_entity(self, entity: Entity) -> tuple[Held, Held, Held]:
        """Give an entity as base, ours and theirs have it; MISSING where one has not."""
        kind, id_ = entity.kind, str(entity.id)
        base = self.base.list_entities(kind).get(id_, MISSING)
        ours = self.ours.version.list_entities(kind).get(id_, MISSING)
        return base, ours, self.theirs.version.list_entities(kind).get(id_, MISSING)

    def find_only_side(self, fits: Callable[[Side], bool]) -> Side | None:
        """Find the one side of which something holds; None where it does of both, or of neither."""
        found = [side for side in (self.ours, self.theirs) if fits(side)]
        return found[0] if len(found) == 1 else None

    def find_deleter(self, entity: Entity) -> Side | None:
        """Find the one side that lacks an entity; None where both do, or neither."""
        return self.find_only_side(
            lambda side: entity.id not in side.version.list_entities(entity.kind)
        )

    def move(self, id_: str, track_id: str | None) -> None:
        """Put an id on another track than ours has it on."""
        self.placements[id_] = track_id
        self._arrivals.setdefault(track_id, []).append(id_)

    def list_members(self, track_id: str) -> dict[str, None]:
        """List what is on a track by now, in no meaningful order."""
        stay = filterfalse(self.placements.__contains__, self.ours.version.lists.get(track_id, ()))
        came = (id_ for id_ in self._arrivals.get(track_id, ()) if self.place(id_) == track_id)
        return dict.fromkeys((*stay, *came))

    def list_versions(self) -> tuple[Version, Version, Version]:
        """Give base, ours and theirs."""
        return self.base, self.ours.version, self.theirs.version

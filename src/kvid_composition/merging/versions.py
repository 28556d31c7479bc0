"""Versions: the three inputs of a merge as they are read, and what each side has changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeAlias

from kvid_composition.document.comparison import MemberChanges, compare_members
from kvid_composition.document.display import quote_text
from kvid_composition.document.pointer import Path, format_pointer
from kvid_composition.document.sequences import pick_moved
from kvid_composition.document.values import JsonObject, are_equal, is_array, is_object
from kvid_composition.merging.merge_error import InputName, MergeInputError
from kvid_composition.model.documented import read_plain
from kvid_composition.model.entity import Entity, EntityKind
from kvid_composition.model.identity import is_list_of_ids, read_track_id
from kvid_composition.model.open_conflicts import OPEN_CONFLICTS

__all__ = [
    "CONTAINERS",
    "DELETED",
    "Side",
    "SideName",
    "Version",
    "other_side",
    "read_asset_id",
    "read_asset_type",
    "read_version",
]

SideName: TypeAlias = Literal["ours", "theirs"]

CONTAINERS = ("tracks", "items", "assets")
"""The top-level members that are merged entity by entity."""

DELETED = "deletedAssets"
"""The top-level member that lists what has been taken out of the library."""


def other_side(side: SideName) -> SideName:
    """Give the side that is not this one."""
    return "theirs" if side == "ours" else "ours"


@dataclass(frozen=True, kw_only=True)
class Version:
    """One input, of which ids tell what is what.

    Attributes:
        document: the input itself.
        tracks: tracks by their ids, front first.
        lists: for each track the ids that it lists.
        items: items by their keys.
        assets: assets by their keys.
        placements: for each id that is listed, whether an item has it or not, its track.
    """

    document: JsonObject
    tracks: Mapping[str, JsonObject]
    lists: Mapping[str, list[str]]
    items: JsonObject
    assets: JsonObject
    placements: Mapping[str, str]

    def list_entities(self, kind: EntityKind) -> Mapping[str, Any]:
        """Give all entities of a kind by their ids."""
        match kind:
            case "item":
                return self.items
            case "asset":
                return self.assets
            case _:
                return self.tracks

    def read_item(self, id_: str) -> JsonObject:
        """Give the members of an item; none where there is no such object."""
        item = self.items.get(id_)
        return item if is_object(item) else {}

    def read_asset_type(self, id_: object) -> Any:
        """Give the type of an asset; None where there is none."""
        return read_asset_type(self.assets, id_)

    @cached_property
    def used_assets(self) -> frozenset[str]:
        """The assets that items name."""
        return _list_asset_ids(self.items.values())

    @cached_property
    def deleted_assets(self) -> frozenset[str]:
        """The assets that are listed as deleted, as far as the list can be read."""
        entries = self.document.get(DELETED)
        return _list_asset_ids(entries if is_array(entries) else ())


def read_asset_type(assets: Mapping[str, Any], id_: object) -> Any:
    """Give the type of an asset; None where there is none."""
    asset = assets.get(id_) if isinstance(id_, str) else None
    return asset.get("type") if is_object(asset) else None


def _list_asset_ids(holders: Iterable[Any]) -> frozenset[str]:
    ids = map(read_asset_id, holders)
    return frozenset(id_ for id_ in ids if id_ is not None)


def read_asset_id(holder: Any) -> str | None:
    """Give the asset that an item, or an entry of `deletedAssets`, names; None if not by a text."""
    id_ = holder.get("assetId") if is_object(holder) else None
    return id_ if type(id_) is str else None


def read_version(name: InputName, value: Any) -> Version:
    """Read an input; a model is read as its document.

    Raises:
        MergeInputError: ids do not tell what is what, or conflicts are still open in it.
    """
    document = read_plain(value)
    if not is_object(document):
        raise MergeInputError(name, "", "a composition is an object")
    if OPEN_CONFLICTS in document:
        reason = "conflicts of an earlier merge are still open; resolve them first"
        raise MergeInputError(name, f"/{OPEN_CONFLICTS}", reason)
    maps = {key: _read_map(name, document, key) for key in ("items", "assets")}
    tracks = _read_tracks(name, document)
    lists: dict[str, Any] = {id_: track.get("items", []) for id_, track in tracks.items()}
    return Version(
        document=document,
        tracks=tracks,
        lists=lists,
        items=maps["items"],
        assets=maps["assets"],
        placements=_place(name, lists),
    )


def _read_map(name: InputName, document: JsonObject, key: str) -> JsonObject:
    entities = document.get(key, {})
    if is_object(entities):
        return entities
    raise MergeInputError(name, f"/{key}", "this must be an object, by ids")


def _read_tracks(name: InputName, document: JsonObject) -> dict[str, JsonObject]:
    listed = document.get("tracks", [])
    if not is_array(listed):
        raise MergeInputError(name, "/tracks", "this must be an array of tracks")
    tracks: dict[str, JsonObject] = {}
    for index, track in enumerate(listed):
        id_ = read_track_id(track)
        if id_ is None:
            reason = "this must be an object with an `id` that is a text"
            raise MergeInputError(name, f"/tracks/{index}", reason)
        if id_ in tracks:
            reason = f"there are two tracks with the id {quote_text(id_)}"
            raise MergeInputError(name, f"/tracks/{index}/id", reason)
        tracks[id_] = track
        if not is_list_of_ids(track.get("items", [])):
            reason = "this must be an array of ids, each of them once"
            raise MergeInputError(name, f"/tracks/{index}/items", reason)
    return tracks


def _place(name: InputName, lists: Mapping[str, list[str]]) -> dict[str, str]:
    placements: dict[str, str] = {}
    for track_id, listed in lists.items():
        placements.update(dict.fromkeys(listed, track_id))
    if len(placements) < sum(map(len, lists.values())):
        path, id_ = _find_second(lists)
        reason = f"item {quote_text(id_)} is on two tracks"
        raise MergeInputError(name, format_pointer(path), reason)
    return placements


def _find_second(lists: Mapping[str, list[str]]) -> tuple[Path, str]:
    """Find the first id that is listed for the second time."""
    seen: set[str] = set()
    entries = (
        (("tracks", position, "items", index), id_)
        for position, listed in enumerate(lists.values())
        for index, id_ in enumerate(listed)
    )
    return next(entry for entry in entries if entry[1] in seen or not _remember(seen, entry[1]))


def _remember(seen: set[str], id_: str) -> bool:
    seen.add(id_)
    return True


@dataclass(frozen=True)
class Side:
    """What one side has changed of the base.

    Attributes:
        name: which side it is.
        base: the version that it grew from.
        version: what it has now.
    """

    name: SideName
    base: Version
    version: Version

    @cached_property
    def items(self) -> MemberChanges:
        """The items that came, went or changed."""
        return compare_members(self.base.items, self.version.items, exact=False)

    @cached_property
    def assets(self) -> MemberChanges:
        """The assets that came, went or changed."""
        return compare_members(self.base.assets, self.version.assets, exact=False)

    @cached_property
    def tracks(self) -> MemberChanges:
        """The tracks that came, went, or changed in anything but their lists."""
        old, new = self.base.tracks, self.version.tracks
        return MemberChanges(
            removed=[id_ for id_ in old if id_ not in new],
            added=[id_ for id_ in new if id_ not in old],
            changed=[
                id_
                for id_, track in new.items()
                if id_ in old
                and old[id_] is not track
                and not _are_equal_but_lists(old[id_], track)
            ],
        )

    def list_changes(self, kind: EntityKind) -> MemberChanges:
        """Give the entities of a kind that came, went or changed."""
        return {"track": self.tracks, "item": self.items, "asset": self.assets}[kind]

    def has_deleted(self, entity: Entity) -> bool:
        """Tell whether an entity of the base is gone."""
        versions = (self.base, self.version)
        return [entity.id in each.list_entities(entity.kind) for each in versions] == [True, False]

    def has_changed(self, entity: Entity) -> bool:
        """Tell whether an entity that is in both is another one than in the base."""
        return entity.id in self._changed[entity.kind]

    @cached_property
    def _changed(self) -> Mapping[str, frozenset[str]]:
        kinds: tuple[EntityKind, ...] = ("track", "item", "asset")
        return {kind: frozenset(self.list_changes(kind).changed) for kind in kinds}

    @cached_property
    def relisted(self) -> frozenset[str]:
        """The tracks that have another list than in the base; a new one had none."""
        old, new = self.base.lists, self.version.lists
        return frozenset(id_ for id_, listed in new.items() if old.get(id_, []) != listed)

    @cached_property
    def moved(self) -> frozenset[str]:
        """The listed ids that are on another track than in the base, or on one of the two only."""
        # Nothing is on two tracks: what is on another one now has come to a list, or left one.
        old, new = self.base.lists, self.version.lists
        changed = {*self.relisted, *self.tracks.removed}
        return frozenset[str]().union(
            *(frozenset(old.get(id_, ())) ^ frozenset(new.get(id_, ())) for id_ in changed)
        )

    def place(self, id_: str) -> str | None:
        """Give the track that an id is on; None where it is on none."""
        return self.version.placements.get(id_)

    def place_before(self, id_: str) -> str | None:
        """Give the track that an id was on in the base."""
        return self.base.placements.get(id_)

    @cached_property
    def reordered_tracks(self) -> frozenset[str]:
        """The tracks that have been put in front of others or behind them."""
        return frozenset(pick_moved(list(self.base.tracks), list(self.version.tracks)))

    def has_moved(self, id_: str) -> bool:
        """Tell whether an id has been put on another track; taking it off is not meant."""
        return id_ in self.moved and self.place(id_) is not None

    @cached_property
    def _reordered(self) -> dict[str, frozenset[str]]:
        return {}

    def has_reordered(self, id_: str) -> bool:
        """Tell whether an id has been put elsewhere within the list of its track."""
        track = self.place(id_)
        if track is None or track not in self.relisted:
            return False
        if track not in self._reordered:
            lists = self.base.lists.get(track, []), self.version.lists[track]
            self._reordered[track] = frozenset(pick_moved(*lists))
        return id_ in self._reordered[track]


def _are_equal_but_lists(old: JsonObject, new: JsonObject) -> bool:
    return old.keys() == new.keys() and all(
        are_equal(value, new[key]) for key, value in old.items() if key != "items"
    )

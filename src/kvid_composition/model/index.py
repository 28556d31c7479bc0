"""The index over a composition: which track holds an item, who uses an asset, when things end.

Built over a document whose shape is sound, or whose unsound parts have been withheld: every field
that is there and that the model of its entity declares has its type and bounds, every number is an
integer that JavaScript can hold or a finite float; required fields may still be absent.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, compress
from operator import add
from typing import Any

from kvid_composition.document.pointer import Path
from kvid_composition.document.tables import Table, tabulate
from kvid_composition.document.urls import UrlFinding, find_url_fault, is_plainly_fetchable
from kvid_composition.document.values import MISSING, JsonObject, is_array, is_object
from kvid_composition.model.check import split_by_type
from kvid_composition.model.fields import Number
from kvid_composition.model.shape import Shape
from kvid_composition.model.shape_table import (
    ASSET_SHAPES,
    ITEM_SHAPES,
    UNKNOWN_ASSET,
    UNKNOWN_ITEM,
)
from kvid_composition.model.typed_table import TypedTable

__all__ = ["MEDIA_TYPES", "AssetUses", "CompositionIndex", "TrackEntries"]

MEDIA_TYPES: Mapping[str, str] = {
    "image": "image",
    "video": "video",
    "gif": "gif",
    "audio": "audio",
    "captions": "caption",
}
"""The item types that need an asset, and the asset type that fits each."""


@dataclass(frozen=True, slots=True)
class TrackEntries:
    """A track as far as it is sound.

    Attributes:
        position: its place in `tracks`; 0 is the front.
        track: the object.
        item_ids: the ids it lists, None standing for an entry that is withheld.
    """

    position: int
    track: JsonObject
    item_ids: list[str | None]

    @property
    def id(self) -> str | None:
        """The track's id, None where it has no sound one."""
        id_ = self.track.get("id")
        return id_ if isinstance(id_, str) else None


@dataclass(frozen=True, slots=True)
class AssetUses:
    """The uses of assets by the items of one type.

    Attributes:
        type: the items' type, None for unknown ones.
        names: the items.
        assets: for each of them the asset that it names.
        distinct: the same assets, each once.
    """

    type: str | None
    names: Sequence[str]
    assets: Sequence[str]
    distinct: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class CompositionIndex:
    """Look-ups over one document, each made when it is first asked for.

    Attributes:
        document: the document, without the parts that are withheld.
        withheld: the paths of the parts that were taken out because they are unsound.
        opened: the paths of objects that lost members whose keys are no texts: any member that
            such an object seems to lack may have been there.
        tables: tables of the top-level maps of this very document, where somebody has them.
    """

    document: JsonObject
    withheld: frozenset[Path] = frozenset()
    opened: frozenset[Path] = frozenset()
    tables: Mapping[str, tuple[Table, ...]]

    def is_withheld(self, *path: str | int) -> bool:
        """Tell whether a part that is absent may have been there: nothing is to be said of it."""
        return path in self.withheld or path[:-1] in self.opened

    def is_complete(self, key: str) -> bool:
        """Tell whether a top-level map is there with all its keys."""
        return (key,) not in self.opened and (key in self.document or not self.is_withheld(key))

    @cached_property
    def items(self) -> dict[str, JsonObject]:
        """Items by map key; one that is no object at all stands as `{}`."""
        return self._read_map("items")

    @cached_property
    def assets(self) -> dict[str, JsonObject]:
        """Assets by map key; one that is no object at all stands as `{}`."""
        return self._read_map("assets")

    def _read_map(self, key: str) -> dict[str, Any]:
        entities = self.document.get(key)
        return entities if is_object(entities) else {}

    @cached_property
    def item_tables(self) -> tuple[TypedTable, ...]:
        """Items by type, column by column."""
        return self._read_tables("items", self.items, ITEM_SHAPES, UNKNOWN_ITEM)

    @cached_property
    def asset_tables(self) -> tuple[TypedTable, ...]:
        """Assets by type, column by column."""
        return self._read_tables("assets", self.assets, ASSET_SHAPES, UNKNOWN_ASSET)

    def _read_tables(
        self,
        key: str,
        entities: dict[str, JsonObject],
        shapes: Mapping[str, Shape],
        unknown: Shape,
    ) -> tuple[TypedTable, ...]:
        tables = self.tables.get(key)
        if tables is None:
            tables = tabulate({name: entity for name, entity in entities.items() if entity})
        return tuple(
            TypedTable(kind, shapes[kind] if kind else unknown, table)
            for kind, table in split_by_type(tables, shapes)
        )

    def list_items(self, *types: str) -> Iterator[TypedTable]:
        """Give the tables of items of some types; of all types where none is named."""
        return (table for table in self.item_tables if not types or table.type in types)

    def list_assets(self, *types: str) -> Iterator[TypedTable]:
        """Give the tables of assets of some types; of all types where none is named."""
        return (table for table in self.asset_tables if not types or table.type in types)

    @cached_property
    def fps(self) -> Number | None:
        """Frames per second, if they are sound."""
        return self._read_root_number("fps")

    @cached_property
    def stored_length(self) -> Number | None:
        """The root's `durationInFrames`, if it is there and sound."""
        return self._read_root_number("durationInFrames")

    def _read_root_number(self, key: str) -> Number | None:
        value = self.document.get(key)
        return value if isinstance(value, int | float) else None

    def read_number(self, path: Path) -> Number:
        """Read a number of which somebody knows that it is there."""
        value: Any = self.document
        for step in path:
            value = value[step]
        number: Number = value
        return number

    @cached_property
    def tracks(self) -> list[TrackEntries]:
        """The tracks, front first; one that is no object at all is left out."""
        tracks: Any = self.document.get("tracks", [])
        return [
            TrackEntries(position, track, track.get("items", []))
            for position, track in enumerate(tracks)
            if is_object(track)
        ]

    @cached_property
    def row_names(self) -> list[str]:
        """All items in one row: type by type, then those of which nothing but the key is sound.

        The position in this row stands for the item wherever lists are faster than names.
        """
        names = list(chain.from_iterable(table.names for table in self.item_tables))
        if len(names) < len(self.items):
            names += self.items.keys() - set(names)
        return names

    @cached_property
    def rows(self) -> dict[str, int]:
        """For each item its position in `row_names`."""
        return dict(zip(self.row_names, range(len(self.items)), strict=True))

    @cached_property
    def placements(self) -> list[list[int | None]]:
        """For each of `tracks` the rows of the items it lists, None for one that is not there."""
        find_row = self.rows.get
        return [list(map(find_row, entries.item_ids)) for entries in self.tracks]  # type: ignore[arg-type]

    @cached_property
    def placed_rows(self) -> set[int | None]:
        """The rows that some track lists; None among them where a listed item is not there."""
        return set(chain.from_iterable(self.placements))

    @cached_property
    def has_repeats(self) -> bool:
        """Tell whether tracks list an item, or something that is not there, more than once."""
        return sum(map(len, self.placements)) > len(self.placed_rows)

    @cached_property
    def places_items(self) -> bool:
        """Tell whether some track lists an item that is there."""
        return not self.placed_rows <= {None}

    @cached_property
    def placement_is_known(self) -> bool:
        """Tell whether every track's list is there in full."""
        return not any(
            path[:1] == ("tracks",) and (len(path) < 3 or path[2] == "items")
            for path in self._list_gaps("tracks", "items")
        )

    def _list_gaps(self, *keys: str) -> Iterator[Path]:
        """Give what is withheld, and where an opened object lacks one of some members."""
        yield from self.withheld
        for path in self.opened:
            members = self._find_members(path)
            yield from ((*path, key) for key in keys if key not in members)

    def _find_members(self, path: Path) -> dict[Any, Any]:
        part: Any = self.document
        for step in path:
            if is_array(part):
                part = part[step] if isinstance(step, int) else None
            else:
                part = part.get(step) if is_object(part) else None
        return part if is_object(part) else {}

    @cached_property
    def asset_types(self) -> dict[str, str]:
        """The type of each asset that has one, by map key."""
        return self._zip_column(self.asset_tables, "type")

    @cached_property
    def asset_uses(self) -> tuple[AssetUses, ...]:
        """Who uses which asset, table by table. Items of any type may have an `assetId`."""
        uses: list[AssetUses] = []
        for entry in self.item_tables:
            names: list[str]
            assets: list[str]
            # Not of the typed table: an item of any type may have this field.
            names, assets = entry.table.select("assetId")
            if not entry.declares("assetId"):
                # Nobody knows what such a type means by it, if it is no text.
                texts = [type(asset) is str for asset in assets]
                names = list(compress(names, texts))
                assets = list(compress(assets, texts))
            uses.append(AssetUses(entry.type, names, assets, frozenset(assets)))
        return tuple(uses)

    @cached_property
    def used_assets(self) -> frozenset[str]:
        """The ids of all assets that items name, whether they are there or not."""
        none: frozenset[str] = frozenset()
        return none.union(*(uses.distinct for uses in self.asset_uses))

    @cached_property
    def usage_is_known(self) -> bool:
        """Tell whether every item's `assetId` is there to be read."""
        return self.is_complete("items") and not any(
            path[:1] == ("items",) and (len(path) == 2 or path[2:3] == ("assetId",))
            for path in self._list_gaps("assetId")
        )

    @cached_property
    def deleted_assets(self) -> list[Any]:
        """The entries of `deletedAssets`, None standing for one that is withheld."""
        entries = self.document.get("deletedAssets", [])
        return entries if is_array(entries) else []

    def read_asset_durations(self, *types: str) -> dict[str, Number]:
        """Give the length in seconds of each asset of some types that states it."""
        tables = [entry for entry in self.asset_tables if entry.type in types]
        return self._zip_column(tables, "durationInSeconds")

    @cached_property
    def url_findings(self) -> dict[str, UrlFinding]:
        """What is to be said about the URLs of assets, for those about which there is something."""
        urls = self._zip_column(self.asset_tables, "remoteUrl")
        found = {
            name: find_url_fault(url)
            for name, url in urls.items()
            if url is not None and not is_plainly_fetchable(url)
        }
        return {name: finding for name, finding in found.items() if finding is not None}

    @cached_property
    def starts(self) -> list[Number | None]:
        """The first frame of each item, by row; None where it is not known."""
        return self._line_up("from")

    @cached_property
    def ends(self) -> list[Number | None]:
        """The frame after the last of each item, by row; None where it is not known."""
        starts, durations = self.starts, self._line_up("durationInFrames")
        if None not in starts and None not in durations:
            return list(map(add, starts, durations))
        return [
            None if start is None or duration is None else start + duration
            for start, duration in zip(starts, durations, strict=True)
        ]

    def _line_up(self, key: str) -> list[Any]:
        column = list(chain.from_iterable(e.table.read_column(key) for e in self.item_tables))
        if any(not entry.table.has_everywhere(key) for entry in self.item_tables):
            column = [None if value is MISSING else value for value in column]
        return column + [None] * (len(self.items) - len(column))

    @cached_property
    def length(self) -> Number:
        """The frame at which the last placed item ends, 0 where nothing is placed."""
        return max((end for end in self._placed_ends if end is not None), default=0)

    @cached_property
    def length_is_known(self) -> bool:
        """Tell whether `length` is certain: no placed item is withheld, nor its time."""
        is_placement_known = self.placement_is_known and (
            self.is_complete("items") or None not in self.placed_rows
        )
        return is_placement_known and None not in self._placed_ends

    @property
    def _placed_ends(self) -> list[Number | None]:
        return [self.ends[row] for row in self.placed_rows if row is not None]

    @staticmethod
    def _zip_column(tables: Collection[TypedTable], key: str) -> dict[str, Any]:
        column: dict[str, Any] = {}
        for entry in tables:
            column.update(zip(*entry.table.select(key), strict=True))
        return column

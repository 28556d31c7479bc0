"""The changes of a diff by entity, each with its title and its lines: what every format shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Final

from kvid_composition.diffing.changes import (
    AssetAdded,
    AssetRemoved,
    Change,
    ItemAdded,
    ItemRemoved,
    TrackAdded,
    TrackRemoved,
)
from kvid_composition.diffing.composition_diff import CompositionDiff
from kvid_composition.diffing.facts import Fact, Split
from kvid_composition.model.entity import Entity, EntityKind
from kvid_composition.reporting.change_words import Versions, mark_change, word_change, word_fact
from kvid_composition.reporting.styled import Line, Span
from kvid_composition.reporting.titles import title_entity

__all__ = ["SECTIONS", "SINGULARS", "Block", "gather_blocks"]

SECTIONS: Final[Mapping[EntityKind, str]] = {
    "composition": "Composition",
    "track": "Tracks",
    "item": "Items",
    "asset": "Assets",
}
"""The titles of the parts of a diff."""

SINGULARS: Final[Mapping[EntityKind, str]] = {
    "composition": "Composition",
    "track": "Track",
    "item": "Item",
    "asset": "Asset",
}
"""The names of the kinds of entities."""

_EXISTENCES: Final = (AssetAdded, AssetRemoved, ItemAdded, ItemRemoved, TrackAdded, TrackRemoved)


@dataclass(frozen=True, slots=True)
class Block:
    """What has changed about one entity.

    Attributes:
        kind: what the entity is.
        title: its name, and where it stands; nothing for the composition itself.
        is_whole: the entity came or went and nothing else is said of it, so that its one line
            and its title can stand together.
        lines: a sign and a line for each change.
        note: where an added item comes from; empty where that is not known.
    """

    kind: EntityKind
    title: Line
    is_whole: bool
    lines: tuple[tuple[Span, Line], ...]
    note: Line = ()


def gather_blocks(
    diff: CompositionDiff, versions: Versions, most: int | None = None
) -> Iterator[Block]:
    """Give the blocks of at most `most` changes; None gives all."""
    origins = {_name_new(fact): fact for fact in diff.facts}
    for entity, changes in groupby(islice(diff.changes, most), key=lambda change: change.entity):
        yield _make_block(entity, tuple(changes), versions, origins)


def _name_new(fact: Fact) -> str:
    return fact.new_item_id if isinstance(fact, Split) else fact.copy_id


def _make_block(
    entity: Entity,
    changes: Sequence[Change],
    versions: Versions,
    origins: Mapping[str, Fact],
) -> Block:
    names = versions.after if versions.after.has(entity) else versions.before
    origin = origins.get(entity.id or "") if isinstance(changes[0], ItemAdded) else None
    return Block(
        kind=entity.kind,
        title=title_entity(entity, names),
        is_whole=len(changes) == 1 and isinstance(changes[0], _EXISTENCES),
        lines=tuple((mark_change(change), word_change(change, versions)) for change in changes),
        note=word_fact(origin, versions) if origin else (),
    )

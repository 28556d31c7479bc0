"""The entity: what a finding or a change is about."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["Entity", "EntityKind"]

EntityKind = Literal["composition", "track", "item", "asset"]


@dataclass(frozen=True, slots=True)
class Entity:
    """The composition itself, or a track, item or asset by its id.

    The id is the key of its map; a track's is its own `id`, None where it has no sound one.
    """

    kind: EntityKind
    id: str | None = None

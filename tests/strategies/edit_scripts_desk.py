"""The desk at which random edits are drawn: the composition as it is now, and chance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeGuard, TypeVar

from kvid_composition.document.values import MISSING
from kvid_composition.model.entity import Entity
from tests.strategies.edit_scripts import Edit
from tests.strategies.edit_scripts_registers import Register, find_place, read_entity
from tests.strategies.random_compositions_fields import (
    KEYS_OF_SPEED,
    KEYS_OF_START_IN_SOURCE,
    Document,
    draw_id,
    pick,
)

__all__ = ["Desk", "NothingFitsError", "find_source_key", "is_number", "read_speed"]


_T = TypeVar("_T")


class NothingFitsError(LookupError):
    """There is nothing in the composition that an edit could be made of."""


def is_number(value: object) -> TypeGuard[int | float]:
    """Tell whether a value is a number; `True` is none."""
    return type(value) is int or type(value) is float


def find_source_key(item: Document) -> str | None:
    """Give the member by which an item tells where in its medium it begins."""
    kind = item.get("type")
    return KEYS_OF_START_IN_SOURCE.get(kind) if isinstance(kind, str) else None


def read_speed(item: Document) -> Any:
    """Give how fast an item plays its medium; 1 for what has no speed."""
    kind = item.get("type")
    key = KEYS_OF_SPEED.get(kind) if isinstance(kind, str) else None
    return 1 if key is None else item.get(key, 1)


@dataclass(slots=True, kw_only=True)
class Desk:
    """Everything that drawing the next edit needs.

    Attributes:
        random: where chance comes from.
        before: the composition before the first edit.
        document: the composition now.
        mark: stands in the ids of what is new, so that two scripts can be told apart.
        edits: the edits so far.
        touched: the registers that they touch, in order.
    """

    random: Random
    before: Document
    document: Document
    mark: str
    edits: list[Edit] = field(default_factory=list[Edit])
    touched: list[Register] = field(default_factory=list[Register])

    def make(self, edit: Edit) -> None:
        """Make an edit."""
        self.document = edit.apply_to(self.document)
        self.edits.append(edit)
        self.touched += sorted(edit.touches, key=str)

    def chance(self, share: float) -> bool:
        """Be true in this share of cases."""
        return self.random.random() < share

    def draw_id(self, kind: str) -> str:
        """Draw an id that nothing has had so far."""
        made = sum(register.kind == kind for register in self.touched)
        return f"{self.mark}-{draw_id(self.random, made)}"

    def require(self, condition: bool) -> None:
        """Draw no such edit unless this holds."""
        if not condition:
            raise NothingFitsError

    def pick(self, options: Sequence[_T]) -> _T:
        """Choose one of some."""
        self.require(bool(options))
        return pick(self.random, options)

    def pick_name(self, fits: Callable[[Document], bool] = lambda _: True) -> str:
        """Choose an item that fits by its id."""
        items: dict[str, Document] = self.document["items"]
        return self.pick([name for name, item in items.items() if fits(item)])

    def pick_timed(self, fits: Callable[[Document], bool] = lambda _: True) -> str:
        """Choose an item that fits and whose time is told in numbers, by its id."""
        return self.pick_name(lambda item: _is_timed(item) and fits(item))

    def pick_asset(self) -> str:
        """Choose an asset by its id."""
        assets: dict[str, Document] = self.document["assets"]
        return self.pick(list(assets))

    def pick_track(self) -> Document:
        """Choose a track."""
        return self.pick(self.document["tracks"])

    def pick_listed(self) -> str:
        """Choose an id that stands on a list, whether an item has it or not."""
        lists: list[list[str]] = [track["items"] for track in self.document["tracks"]]
        return self.pick([name for names in lists for name in names])

    def pick_entity(self) -> Entity:
        """Choose anything that has members; items more often than the rest."""
        match self.random.randrange(7):
            case 0:
                return Entity("composition")
            case 1:
                return Entity("track", self.pick_track()["id"])
            case 2:
                return Entity("asset", self.pick_asset())
            case _:
                return Entity("item", self.pick_name())

    def read(self, entity: Entity) -> Any:
        """Give an entity as it is now, MISSING if there is none."""
        return read_entity(self.document, entity)

    def draw_index(self, entries: list[Any]) -> int:
        """Draw a place in a list, its end included."""
        return self.random.randrange(len(entries) + 1)

    def recall(self, entity: Entity) -> Document:
        """Give an entity as it was before the first edit."""
        former = read_entity(self.before, entity)
        self.require(former is not MISSING)
        remembered: Document = former
        return remembered

    def is_listed(self, item_id: str) -> bool:
        """Tell whether an id stands on a list."""
        return find_place(self.document, item_id)[0] is not None

    def is_there(self, entity: Entity) -> bool:
        """Tell whether an entity exists now."""
        return self.read(entity) is not MISSING


def _is_timed(item: Document) -> bool:
    key = find_source_key(item)
    numbers = (
        *(item.get("from"), item.get("durationInFrames")),
        *(read_speed(item), item.get(key, 0) if key else 0),
    )
    return all(map(is_number, numbers)) and read_speed(item) > 0

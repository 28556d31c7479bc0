"""The desk at which random edits are drawn: the composition as it is now, and chance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeAlias, TypeGuard, TypeVar

from kvid_composition.document.values import MISSING
from kvid_composition.model.entity import Entity, EntityKind
from kvid_composition.testing.edits.registers import (
    Register,
    find_place,
    read_entity,
    read_register,
)
from kvid_composition.testing.edits.script import Edit, Entry, Script
from kvid_composition.testing.seeded.fields import (
    ASSET_TYPES,
    KEYS_OF_SPEED,
    KEYS_OF_START_IN_SOURCE,
    Document,
    draw_id,
    pick,
)
from kvid_composition.testing.seeded.references import has_sound_references

__all__ = ["Desk", "Drawer", "NothingFitsError", "find_source_key", "is_number", "read_speed"]


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
        mark: stands in the ids of what is new, so that two scripts can be told apart.
        focus: if given, only these items, tracks and assets are edited.
        is_careful: whether edits that leave a loose reference are not made.
        document: the composition now.
        edits: the edits so far.
        touched: the registers that they touch, in order.
    """

    random: Random
    before: Document
    mark: str
    focus: frozenset[Entity] | None = None
    is_careful: bool = False
    document: Document = field(init=False)
    edits: list[Edit] = field(default_factory=list[Edit])
    touched: list[Register] = field(default_factory=list[Register])
    _first: dict[Register, Any] = field(default_factory=dict[Register, Any])

    def __post_init__(self) -> None:
        self.document = self.before

    def make(self, edit: Edit) -> None:
        """Make an edit.

        Raises:
            NothingFitsError: it leaves a loose reference, and the editor is careful.
        """
        edited = edit.apply_to(self.document)
        self.require(not self.is_careful or has_sound_references(edited))
        touched = sorted(edit.touches)
        for register in touched:
            if register not in self._first:
                self._first[register] = read_register(self.document, register)
        self.document = edited
        self.edits.append(edit)
        self.touched += touched

    def finish(self) -> Script:
        """Give the script of all edits, with its ledger."""
        return Script(
            before=self.before,
            edits=tuple(self.edits),
            after=self.document,
            ledger={
                register: Entry(held, read_register(self.document, register))
                for register, held in self._first.items()
            },
        )

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
        names = (name for name, item in items.items() if fits(item))
        return self.pick([name for name in names if self.is_in_focus("item", name)])

    def pick_timed(self, fits: Callable[[Document], bool] = lambda _: True) -> str:
        """Choose an item that fits and whose time is told in numbers, by its id."""
        return self.pick_name(lambda item: _is_timed(item) and fits(item))

    def pick_asset(self) -> str:
        """Choose an asset by its id."""
        assets: dict[str, Document] = self.document["assets"]
        return self.pick([name for name in assets if self.is_in_focus("asset", name)])

    def list_fitting_assets(self, kind: Any) -> list[str]:
        """List the assets that an item of a type can show; any, for a type that shows none."""
        assets: dict[str, Document] = self.document["assets"]
        wanted = ASSET_TYPES.get(kind) if isinstance(kind, str) else None
        fitting = [
            name for name, each in assets.items() if wanted is None or each.get("type") == wanted
        ]
        return [name for name in fitting if self.is_in_focus("asset", name)] or fitting

    def pick_track(self) -> Document:
        """Choose a track."""
        tracks: list[Document] = self.document["tracks"]
        return self.pick([track for track in tracks if self.is_in_focus("track", track["id"])])

    def pick_any_track(self) -> Document:
        """Choose a track, in focus or not."""
        tracks: list[Document] = self.document["tracks"]
        return self.pick(tracks)

    def pick_listed(self) -> str:
        """Choose an id that stands on a list, whether an item has it or not."""
        lists: list[list[str]] = [track["items"] for track in self.document["tracks"]]
        listed = (name for names in lists for name in names)
        return self.pick([name for name in listed if self.is_in_focus("item", name)])

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

    def is_in_focus(self, kind: EntityKind, name: str) -> bool:
        """Tell whether something may be edited."""
        return self.focus is None or Entity(kind, name) in self.focus

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


Drawer: TypeAlias = Callable[[Desk], Edit]
"""Draws an edit, or raises NothingFitsError."""


def _is_timed(item: Document) -> bool:
    key = find_source_key(item)
    numbers = (
        *(item.get("from"), item.get("durationInFrames")),
        *(read_speed(item), item.get(key, 0) if key else 0),
    )
    return all(map(is_number, numbers)) and read_speed(item) > 0

"""The referee: says what is decided about a clash, and keeps the record of a merge."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any, Final, TypeAlias

from kvid_composition.document.display import quote_text
from kvid_composition.document.values import MISSING
from kvid_composition.merging.kinds import (
    CONFLICT_KINDS,
    ConflictKind,
    OptionName,
    ResolutionKind,
)
from kvid_composition.merging.registers import Held
from kvid_composition.merging.strategy import MergeStrategy
from kvid_composition.model.entity import Entity

__all__ = [
    "ABOUT_ASSET",
    "ABOUT_LIBRARY",
    "ABOUT_PLACE",
    "ABOUT_TYPE",
    "ROOT",
    "Clash",
    "Note",
    "Place",
    "Referee",
    "locate_entity",
    "name_entity",
    "start_sentence",
]

Place: TypeAlias = tuple[str, ...]
"""Steps from the root; a track is named by its id, since its index is not known before the end."""

Kinds: TypeAlias = Collection[str]
"""Kinds of clashes; `field:assetId` means one about this member."""

ABOUT_PLACE: Final[Kinds] = ("item.delete_edit", "item.add_add", "item.placement")
"""Clashes that leave it open whether an item is on its track at all."""

ABOUT_ASSET: Final[Kinds] = ("item.delete_edit", "item.add_add", "type", "field:assetId")
"""Clashes that leave it open whether an item uses its asset at all."""

ABOUT_TYPE: Final[Kinds] = ("asset.add_add", "asset.delete_edit", "field:type")
"""Clashes that leave it open of which type an asset is."""

ABOUT_LIBRARY: Final[Kinds] = ("asset.add_add", "asset.delete_edit", "asset.delete_vs_reference")
"""Clashes that leave it open whether an asset is there at all."""

ROOT: Final = Entity("composition")
_ID_DIGITS: Final = 12


def locate_entity(entity: Entity) -> Place:
    """Give the place of an entity."""
    return () if entity.id is None else (f"{entity.kind}s", entity.id)


def name_entity(entity: Entity) -> str:
    """Name an entity in a sentence."""
    return "the composition" if entity.id is None else f"{entity.kind} {quote_text(entity.id)}"


def start_sentence(text: str) -> str:
    """Give a text that begins a sentence."""
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, kw_only=True)
class Clash:
    """What both sides want of one thing, before it is decided.

    Attributes:
        kind: what they have done.
        entity: to what.
        place: where inside it, if it is one of its members.
        base: what base has.
        ours: what ours has.
        theirs: what theirs has.
        message: the same as a sentence.
        leanings: the option that a strategy means which names a side; each its own if not given.
        related: what else depends on the decision.
        cause: the ids of open clashes without which this one might not be.
    """

    kind: ConflictKind
    entity: Entity
    place: Place = ()
    base: Held = MISSING
    ours: Held
    theirs: Held
    message: str
    leanings: Mapping[str, OptionName] = field(default_factory=dict[str, OptionName])
    related: tuple[Entity, ...] = ()
    cause: tuple[str, ...] = ()

    @cached_property
    def id(self) -> str:
        """Digest what it is about and the values, but not where things stand."""
        about: list[Any] = [self.kind, self.entity.kind, self.entity.id, *self.place]
        values = [[held] for held in (self.base, self.ours, self.theirs)]
        digest = sha256(_write_canonically([about, *([] if v == [MISSING] else v for v in values)]))
        return digest.hexdigest()[:_ID_DIGITS]

    @property
    def options(self) -> tuple[OptionName, ...]:
        """What can be decided: going back to base only where base has something."""
        offered = CONFLICT_KINDS[self.kind].options
        return tuple(name for name in offered if name != "base" or self.base is not MISSING)

    def choose_held(self, option: OptionName | None) -> Held:
        """Give what the side of an option has; ours where nothing is decided."""
        if option == "theirs":
            return self.theirs
        return self.base if option == "base" else self.ours


def _write_canonically(value: Any) -> bytes:
    try:
        return json.dumps(value, sort_keys=True).encode()
    except (RecursionError, ValueError):
        # Deeper than json writes, or integers longer: what it is about must do.
        return json.dumps(value[0]).encode()


@dataclass(frozen=True, slots=True)
class Decision:
    """A clash, and the option that a pick or the strategy takes."""

    clash: Clash
    option: OptionName


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A resolution whose path is not known yet; the attributes are those of `Resolution`."""

    kind: ResolutionKind
    entity: Entity
    place: Place = ()
    message: str
    related: tuple[Entity, ...] = ()
    cause: tuple[str, ...] = ()
    conflict_id: str | None = None
    choice: OptionName | None = None


class Referee:
    """Decides by picks and by the strategy, and remembers.

    Attributes:
        open: the clashes that nothing decides, by their ids.
        notes: what was decided without asking.
        decisions: what picks and the strategy have decided, by the ids of the clashes.
    """

    def __init__(self, strategy: MergeStrategy, picks: Mapping[str, OptionName]) -> None:
        self._strategy = strategy
        self._picks = picks
        self.open: dict[str, Clash] = {}
        self.notes: list[Note] = []
        self.decisions: dict[str, Decision] = {}
        self._lasting: dict[str, Clash] = {}
        self._lasting_notes: list[Note] = []

    def start_again(self) -> None:
        """Forget what is open and what was noted; decisions stay, and clashes that last."""
        self.open = dict(self._lasting)
        self.notes = list(self._lasting_notes)

    def forget_lasting(self) -> None:
        """Forget clashes and notes that last: what they are about has another id now."""
        self._lasting.clear()
        self._lasting_notes.clear()

    def decide(self, clash: Clash, *, lasts: bool = False) -> OptionName | None:
        """Give the option to be taken; None leaves the clash open.

        Args:
            clash: what both sides want.
            lasts: whether what the draft holds meanwhile hides the clash in the next round.
        """
        option = self._find_option(clash) or self._recall_option(clash)
        if option is None:
            self.open[clash.id] = clash
            if lasts:
                self._lasting[clash.id] = clash
            return None
        self.decisions[clash.id] = Decision(clash, option)
        return option

    def _recall_option(self, clash: Clash) -> OptionName | None:
        """Recall what was decided of the same thing, before something in it got another id."""
        about = (clash.kind, clash.entity, clash.place)
        for id_, each in self.decisions.items():
            # Overlaps are about two items: the same one may overlap several.
            if (each.clash.kind, each.clash.entity, each.clash.place) == about and (
                clash.kind != "overlap"
            ):
                del self.decisions[id_]
                return each.option if each.option in clash.options else None
        return None

    def _find_option(self, clash: Clash) -> OptionName | None:
        place = (*locate_entity(clash.entity), *clash.place)
        wanted = self._picks.get(clash.id) or self._strategy.choose(clash.kind, place)
        wanted = clash.leanings.get(wanted, wanted)
        return next((option for option in clash.options if option == wanted), None)

    def note(self, note: Note, *, lasts: bool = False) -> None:
        """Remember something that was decided without asking; `lasts` is as in `decide`."""
        self.notes.append(note)
        if lasts:
            self._lasting_notes.append(note)

    def count_clashes(self) -> int:
        """Count what both sides wanted, decided or not."""
        return len(self.open) + len(self.decisions)

    def list_notes(self) -> list[Note]:
        """List what is decided, by whatever means."""
        return [*map(_describe_decision, self.decisions.values()), *self.notes]

    def withdraw_deletion(self, entity: Entity) -> None:
        """Take back that something is deleted."""
        deletions = ("deleted", "delete_noted")
        self.notes = [
            note for note in self.notes if note.entity != entity or note.kind not in deletions
        ]

    def chose_deletion(self, entity: Entity) -> bool:
        """Tell whether somebody has chosen that an entity is deleted."""
        return any(
            decision.clash.entity == entity and decision.option == "delete"
            for decision in self.decisions.values()
        )

    def has_questioned(self, entity: Entity, kinds: Kinds) -> bool:
        """Tell whether there is a clash of some kinds about an entity, open or decided."""
        clashes = (*self.open.values(), *(decision.clash for decision in self.decisions.values()))
        return any(clash.entity == entity and _is_of(clash, kinds) for clash in clashes)

    def list_by_item(self) -> dict[str, list[str]]:
        """List the open clashes by the items that they are about or concern."""
        clashes: dict[str, list[str]] = {}
        for id_, clash in self.open.items():
            for entity in (clash.entity, *clash.related):
                if entity.kind == "item":
                    clashes.setdefault(str(entity.id), []).append(id_)
        return clashes

    def list_causes(self, entities: Iterable[Entity], kinds: Kinds) -> tuple[str, ...]:
        """List the open clashes of some kinds about some entities."""
        about = set(entities)
        return tuple(
            id_
            for id_, clash in self.open.items()
            if clash.entity in about and _is_of(clash, kinds)
        )


def _is_of(clash: Clash, kinds: Kinds) -> bool:
    """Tell whether a clash is of some kinds; `field:x` is one about the member x."""
    return clash.kind in kinds or f"{clash.kind}:{'/'.join(clash.place)}" in kinds


def _describe_decision(decision: Decision) -> Note:
    clash, option = decision.clash, decision.option
    return Note(
        kind="decided",
        entity=clash.entity,
        place=clash.place,
        message=f"{clash.message} Decided: {option}.",
        related=clash.related,
        conflict_id=clash.id,
        choice=option,
    )

"""Random triples, by what the two editors are up to: the makers of the plain mixes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, TypeAlias

from kvid_composition.model.entity import Entity
from kvid_composition.testing.edits.desk import Desk, Drawer
from kvid_composition.testing.edits.making import ALL_DRAWERS, DRAWERS, try_edits
from kvid_composition.testing.edits.script import Edit, Script, play_script
from kvid_composition.testing.edits.structure import MoveTrack, ReorderItem
from kvid_composition.testing.seeded.compositions import make_random_composition
from kvid_composition.testing.seeded.fields import Document, pick

__all__ = [
    "Pair",
    "Room",
    "draw_base",
    "draw_canvas",
    "draw_gentle",
    "draw_mixed",
    "draw_moves",
    "draw_wide_base",
]

Pair: TypeAlias = tuple[Script, Script]

_RETIMING: Final = tuple(
    DRAWERS[kind]
    for kind in (
        *("ShiftItem", "TrimHead", "TrimTail", "ChangeSpeed", "Slip", "RippleTrack"),
        *("AddItem", "DuplicateItem", "SplitItem", "Transform", "Transform", "SetField"),
    )
)
_KINDS: Final = tuple(DRAWERS)
_CANVAS: Final = tuple(
    DRAWERS[kind] for kind in ("ChangeFps", "ChangeFps", "ChangeDimensions", "ShiftItem")
)


def draw_base(random: Random) -> Document:
    """Draw a small composition, now and then one of 30 items."""
    items = 30 if random.random() < 0.02 else random.randrange(2, 9)
    return make_random_composition(random, items=items)


def draw_wide_base(random: Random) -> Document:
    """Draw a composition with some tracks and enough items for long lists."""
    tracks = random.randrange(2, 8)
    return make_random_composition(random, tracks=tracks, items=random.randrange(2, 13))


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Where two editors work: a base, chance, and whether they take care of references."""

    random: Random
    base: Document
    is_careful: bool

    def seat(self, mark: str, focus: frozenset[Entity] | None = None) -> Desk:
        """Give a desk to one of them; the mark stands in the ids of what is added there."""
        return Desk(
            random=self.random,
            before=self.base,
            mark=mark,
            focus=focus,
            is_careful=self.is_careful,
        )

    def draw_script(
        self,
        mark: str,
        drawers: Sequence[Drawer],
        count: int,
        focus: frozenset[Entity] | None = None,
    ) -> Script:
        """Draw what one of them does."""
        desk = self.seat(mark, focus)
        try_edits(desk, drawers, count)
        return desk.finish()

    def draw_pair(self, draw: Callable[[str], Script]) -> Pair:
        """Draw what both do, in the same manner."""
        return draw("ours"), draw("theirs")

    def toss(self, ours: Script, theirs: Script) -> Pair:
        """Exchange the sides, or do not."""
        return (ours, theirs) if self.random.random() < 0.5 else (theirs, ours)


def draw_mixed(room: Room) -> Pair:
    """Draw up to eight edits of all kinds on either side."""

    def draw(mark: str) -> Script:
        count = int(8 * room.random.random() ** 1.5) + (room.random.random() < 0.9)
        return room.draw_script(mark, ALL_DRAWERS, count)

    return room.draw_pair(draw)


def draw_gentle(room: Room, kinds: tuple[str, str] | None = None) -> Pair:
    """Draw one edit on either side, of given kinds, or of kinds that are drawn evenly.

    A side does nothing where the composition has nothing that the kind could be made of.
    """
    ours, theirs = kinds or (pick(room.random, _KINDS), pick(room.random, _KINDS))
    return _draw_one(room, "ours", ours), _draw_one(room, "theirs", theirs)


def _draw_one(room: Room, mark: str, kind: str) -> Script:
    return room.draw_script(mark, (DRAWERS[kind],) * 3, 1)


def draw_moves(room: Room) -> Pair:
    """Draw one move on either side: of two tracks, or of two items inside one track."""
    tracks, random = room.base["tracks"], room.random
    lists = [track for track in tracks if len(track["items"]) > 1]
    if lists and random.random() < 0.5:
        track = pick(random, lists)
        names: list[str] = random.sample(track["items"], 2)
        edits = [_reorder(random, track, name) for name in names]
    else:
        edits = [_move_track(random, tracks, row) for row in random.sample(range(len(tracks)), 2)]
    ours, theirs = (play_script(room.base, (edit,)) for edit in edits)
    return ours, theirs


def _reorder(random: Random, track: Document, name: str) -> Edit:
    index = _draw_other_index(random, track["items"].index(name), len(track["items"]))
    return ReorderItem(item_id=name, track_id=track["id"], index=index)


def _move_track(random: Random, tracks: list[Document], row: int) -> Edit:
    index = _draw_other_index(random, row, len(tracks))
    return MoveTrack(track_id=tracks[row]["id"], index=index)


def _draw_other_index(random: Random, index: int, count: int) -> int:
    other = random.randrange(count - 1)
    return other + (other >= index)


def draw_canvas(room: Room) -> Pair:
    """Draw a new frame rate or canvas on one side, or on both; retimes and transforms beside."""
    count = room.random.randrange
    ours = room.draw_script("ours", _CANVAS, count(1, 3))
    if room.random.random() < 0.25:
        return ours, room.draw_script("theirs", (*_CANVAS, *_RETIMING), count(1, 4))
    return room.toss(ours, room.draw_script("theirs", _RETIMING, count(1, 4)))

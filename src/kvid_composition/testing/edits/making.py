"""Random edit scripts: edits of all kinds after one another, and some that undo earlier ones."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from random import Random
from typing import Final

from kvid_composition.model.entity import Entity
from kvid_composition.testing.edits.desk import Desk, Drawer, NothingFitsError
from kvid_composition.testing.edits.drawers import DRAWERS_OF_MEMBERS
from kvid_composition.testing.edits.script import Script
from kvid_composition.testing.edits.structure_drawers import DRAWERS_OF_STRUCTURE, draw_undo
from kvid_composition.testing.seeded.fields import Document, pick

__all__ = [
    "ALL_DRAWERS",
    "DRAWERS",
    "EDIT_KINDS",
    "find_drawers",
    "make_random_script",
    "try_edits",
]

DRAWERS: Final[Mapping[str, Drawer]] = {**DRAWERS_OF_MEMBERS, **DRAWERS_OF_STRUCTURE}
"""By the name of an edit's class, what draws one."""

_OFTEN: Final = frozenset(
    (
        *("ShiftItem", "TrimHead", "SetField", "RespellNumber"),
        *("MoveItem", "ReorderItem", "RippleTrack"),
    )
)
_SELDOM: Final = frozenset(
    (
        *("ChangeFps", "ChangeDimensions", "UnlistItem", "MarkDeleted", "UnmarkDeleted"),
        *("RenameTrack", "HideTrack", "MuteTrack", "RelinkAsset", "RenameAsset"),
    )
)

EDIT_KINDS: Final = tuple(DRAWERS)
"""The names of all kinds of edits: those of their classes."""


def find_drawers(kinds: Sequence[str]) -> tuple[Drawer, ...]:
    """Give what draws edits of some kinds.

    Raises:
        ValueError: there is no such kind, or none is asked for.
    """
    unknown = [repr(kind) for kind in kinds if kind not in DRAWERS]
    if unknown or not kinds:
        named = ", ".join(unknown) or "nothing"
        raise ValueError(f"{named} is no kind of edit; there are {', '.join(EDIT_KINDS)}")
    return tuple(DRAWERS[kind] for kind in kinds)


ALL_DRAWERS: Final[tuple[Drawer, ...]] = (
    *(DRAWERS[name] for name in DRAWERS for _ in range(1 + (name not in _SELDOM))),
    *(DRAWERS[name] for name in sorted(_OFTEN) for _ in range(2)),
    *(draw_undo,) * 6,
)
"""All of them, each as often as it is to be drawn."""


def make_random_script(
    random: Random,
    before: Document,
    *,
    length: int | None = None,
    mark: str = "new",
    drawers: Sequence[Drawer] = ALL_DRAWERS,
    focus: frozenset[Entity] | None = None,
    is_careful: bool = False,
) -> Script:
    """Draw a script for a composition that is sound, but for references that may dangle.

    Args:
        random: where chance comes from; the same state gives the same script.
        before: the composition that is edited.
        length: how many edits; mostly a few, at most 12, unless given. Where there is little to
            edit it can be fewer.
        mark: stands in all ids of what the script adds.
        drawers: what draws the edits.
        focus: the items, tracks and assets to keep to; all unless given.
        is_careful: whether sound references stay sound.
    """
    count = int(13 * random.random() ** 1.5) if length is None else length
    desk = Desk(random=random, before=before, mark=mark, focus=focus, is_careful=is_careful)
    try_edits(desk, drawers, count)
    return desk.finish()


def try_edits(desk: Desk, drawers: Sequence[Drawer], count: int) -> None:
    """Make so many more edits, or fewer where there is little to edit."""
    wanted = len(desk.edits) + count
    for _ in range(4 * count):
        if len(desk.edits) >= wanted:
            break
        with suppress(NothingFitsError):
            desk.make(pick(desk.random, drawers)(desk))

"""Edit scripts and triples for Hypothesis: every choice is drawn, so that what fails shrinks."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from hypothesis import strategies as st

from kvid_composition.model.entity import Entity, EntityKind
from kvid_composition.testing.drawn.chance import DrawnRandom
from kvid_composition.testing.drawn.documents import compositions
from kvid_composition.testing.edits.desk import Desk, Drawer, NothingFitsError
from kvid_composition.testing.edits.making import DRAWERS, find_drawers
from kvid_composition.testing.edits.script import Script
from kvid_composition.testing.edits.structure_drawers import draw_undo
from kvid_composition.testing.seeded.fields import Document
from kvid_composition.testing.three_ways.triple import Triple

__all__ = ["edit_scripts", "triples"]

_SIMPLEST_FIRST: Final = ("ShiftItem", "TrimTail", "Transform", "MoveTrack", "ReorderItem")
_ALL: Final[tuple[Drawer, ...]] = (
    *(DRAWERS[kind] for kind in _SIMPLEST_FIRST),
    *(DRAWERS[kind] for kind in DRAWERS if kind not in _SIMPLEST_FIRST),
    draw_undo,
)
# How often the edits end, out of as many times as there are drawers and this.
_ENDS: Final = (None,) * 5


@st.composite
def edit_scripts(
    draw: st.DrawFn,
    base: st.SearchStrategy[Document] | Document | None = None,
    *,
    max_edits: int = 5,
    mark: str = "new",
    kinds: Sequence[str] | None = None,
    is_careful: bool = True,
) -> Script:
    """Give edit scripts: a composition, what somebody does to it, and what it comes to.

    They shrink to few edits of few items.

    Args:
        draw: given by Hypothesis.
        base: the composition, or a strategy for it; `compositions()` unless given.
        max_edits: how many edits there are at most.
        mark: stands in the ids of what is added.
        kinds: the names of the edits' classes to draw, of `EDIT_KINDS`; all unless given.
        is_careful: whether sound references stay sound.
    """
    before = _draw_base(draw, base)
    drawers = _ALL if kinds is None else find_drawers(kinds)
    desk = Desk(random=DrawnRandom(draw), before=before, mark=mark, is_careful=is_careful)
    return _draw_edits(draw, desk, drawers, max_edits)


@st.composite
def triples(
    draw: st.DrawFn,
    base: st.SearchStrategy[Document] | Document | None = None,
    *,
    max_edits: int = 4,
    kinds: Sequence[str] | None = None,
    is_careful: bool = True,
) -> Triple:
    """Give triples: one composition, and what each of two editors does to it.

    In some both keep to the same item, track and asset. They shrink to few edits of few items.

    Args:
        draw: given by Hypothesis.
        base: the composition, or a strategy for it; `compositions()` unless given.
        max_edits: how many edits a side there are at most.
        kinds: the names of the edits' classes to draw, of `EDIT_KINDS`; all unless given.
        is_careful: whether sound references stay sound.
    """
    shared = _draw_base(draw, base)
    drawers = _ALL if kinds is None else find_drawers(kinds)
    chance = DrawnRandom(draw)
    focus = _pick_focus(chance, shared) if draw(st.booleans()) else None
    desks = (
        Desk(random=chance, before=shared, mark=mark, focus=focus, is_careful=is_careful)
        for mark in ("ours", "theirs")
    )
    ours, theirs = (_draw_edits(draw, desk, drawers, max_edits) for desk in desks)
    return Triple(base=shared, ours=ours, theirs=theirs)


def _draw_base(draw: st.DrawFn, base: st.SearchStrategy[Document] | Document | None) -> Document:
    if isinstance(base, dict):
        return base
    return draw(compositions() if base is None else base)


def _pick_focus(chance: DrawnRandom, document: Document) -> frozenset[Entity]:
    """Pick one thing of each kind."""
    names: dict[EntityKind, list[str]] = {
        "track": [track["id"] for track in document["tracks"]],
        "item": [*document["items"]],
        "asset": [*document["assets"]],
    }
    return frozenset(
        Entity(kind, of_kind[chance.randrange(len(of_kind))])
        for kind, of_kind in names.items()
        if of_kind
    )


def _draw_edits(draw: st.DrawFn, desk: Desk, drawers: Sequence[Drawer], max_edits: int) -> Script:
    # One choice tells whether there is one more edit, and of which kind: see `documents`. The end
    # is drawn in any case: then any edit can be taken away, and the rest stays.
    steps = st.sampled_from((*_ENDS, *drawers))
    while (drawer := draw(steps)) is not None and len(desk.edits) < max_edits:
        with suppress(NothingFitsError):
            desk.make(drawer(desk))
    return desk.finish()

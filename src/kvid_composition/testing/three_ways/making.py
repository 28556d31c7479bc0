"""Random triples: a base, and two editors who do what matters to a merge."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from kvid_composition.testing.seeded.broken import loosen_composition
from kvid_composition.testing.seeded.fields import Document, pick
from kvid_composition.testing.three_ways.clashes import (
    draw_destructive,
    draw_marked_base,
    draw_same_spot,
)
from kvid_composition.testing.three_ways.drawing import (
    Pair,
    Room,
    draw_base,
    draw_canvas,
    draw_gentle,
    draw_mixed,
    draw_moves,
    draw_wide_base,
)
from kvid_composition.testing.three_ways.same_add import draw_same_add
from kvid_composition.testing.three_ways.triple import Mix, Triple

__all__ = ["MIXES", "make_random_triple"]

_MAKERS: Final[Mapping[Mix, tuple[Callable[[Random], Document], Callable[[Room], Pair]]]] = {
    "mixed": (draw_base, draw_mixed),
    "gentle": (draw_base, draw_gentle),
    "single_moves": (draw_wide_base, draw_moves),
    "same_add": (draw_base, draw_same_add),
    "canvas": (draw_base, draw_canvas),
    "destructive": (draw_base, draw_destructive),
    "same_spot": (draw_marked_base, draw_same_spot),
}

MIXES: Final[tuple[Mix, ...]] = tuple(_MAKERS)
"""What two editors may be up to, see `make_random_triple`."""


def make_random_triple(
    random: Random, *, mix: Mix | None = None, kinds: tuple[str, str] | None = None
) -> Triple:
    """Make two edit scripts over one random base, in less than a millisecond.

    In five of six triples the base has sound references and both editors keep them so; in the
    others the base has loose ones already, or the editors are careless. `Triple.is_sound` tells.

    Args:
        random: where chance comes from; the same state gives the same triple.
        mix: what the editors do; any of these, unless given.
            *mixed*: up to eight edits of all kinds a side.
            *gentle*: one edit a side; their kinds are drawn evenly.
            *single_moves*: one track moves a side, or one item inside one track, not the same one.
            *same_add*: both add an item, track or asset with the same id.
            *canvas*: the frame rate and dimensions change, and items move in time and space.
            *destructive*: one removes tracks, items and assets, the other works on those.
            *same_spot*: both edit the same one or two items, tracks or assets.
        kinds: for *gentle*, the names of the two edits' classes.
    """
    chosen = pick(random, MIXES) if mix is None else mix
    if chosen not in _MAKERS:
        raise ValueError(f"{chosen!r} is no mix; there are {', '.join(MIXES)}")
    make_base, draw = _MAKERS[chosen]
    base, chance = make_base(random), random.random()
    if chance > 0.92:
        base = loosen_composition(random, base)
    room = Room(random=random, base=base, is_careful=chance < 0.8)
    ours, theirs = draw(room) if kinds is None else draw_gentle(room, kinds)
    return Triple(base=base, ours=ours, theirs=theirs, mix=chosen)

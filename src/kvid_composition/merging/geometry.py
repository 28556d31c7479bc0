"""The canvas against what is on it: one side changed its size, the other places and sizes."""

from functools import cache
from typing import Final

from kvid_composition.document.values import MISSING, are_equal
from kvid_composition.merging.draft import Draft
from kvid_composition.merging.referee import ROOT, Note
from kvid_composition.merging.versions import Side, other_side
from kvid_composition.model.aspects import Aspect
from kvid_composition.model.entity import Entity
from kvid_composition.model.shape_table import COMPOSITION, ITEM_SHAPES

__all__ = ["note_dimensions"]

_SIDES: Final = ("ours", "theirs")


def note_dimensions(draft: Draft) -> None:
    """Note that what one side has put on the canvas meets another canvas."""
    for name in _SIDES:
        changer = draft.side(name)
        items = _list_placed(draft.side(other_side(name))) if _has_new_canvas(changer) else ()
        if items:
            draft.referee.note(
                Note(
                    kind="dimensions_vs_geometry",
                    entity=ROOT,
                    related=items,
                    message="One side changed the size of the canvas, the other where items are "
                    "on it: have a look at them.",
                )
            )


@cache
def _list_keys(aspect: Aspect) -> frozenset[str]:
    shapes = (COMPOSITION, *ITEM_SHAPES.values())
    return frozenset(
        key for shape in shapes for key, each in shape.aspects.items() if each is aspect
    )


def _has_new_canvas(side: Side) -> bool:
    old, new = side.base.document, side.version.document
    keys = _list_keys(Aspect.CANVAS)
    return any(not are_equal(old.get(key, MISSING), new.get(key, MISSING)) for key in keys)


def _list_placed(side: Side) -> tuple[Entity, ...]:
    """List the items whose geometry a side has changed."""
    keys = _list_keys(Aspect.GEOMETRY)
    return tuple(
        Entity("item", id_)
        for id_ in sorted(side.items.changed)
        if any(_differs(side, id_, key) for key in keys)
    )


def _differs(side: Side, id_: str, key: str) -> bool:
    versions = side.base.read_item(id_), side.version.read_item(id_)
    old, new = (item.get(key, MISSING) for item in versions)
    return not are_equal(old, new)

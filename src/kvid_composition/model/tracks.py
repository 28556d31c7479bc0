"""Tracks: the layers of a composition, front first."""

from kvid_composition.document.values import MISSING
from kvid_composition.model.aspects import Label
from kvid_composition.model.base import JsonModel
from kvid_composition.model.fields import Array, Flag, Maybe, Text

__all__ = ["Track"]


class Track(JsonModel):
    """A layer: the ids of its items, in the order in which they were put there.

    Items of one track do not overlap in time; their order in the list says nothing about time.
    """

    id: Text
    items: Array[Text]
    track_type: Label[Maybe[Text]] = MISSING
    name: Label[Maybe[Text]] = MISSING
    hidden: Maybe[Flag] = MISSING
    muted: Maybe[Flag] = MISSING

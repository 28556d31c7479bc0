"""The aspects of an entity: what it means when a field changes, declared at the field.

An aspect decides on the type of a change and on its impact. A field without one, and a field that
no model knows, has the aspect LOOK: it may well be seen.
"""

from enum import Enum, StrEnum, auto
from typing import Annotated, Final, TypeVar

__all__ = [
    "Aspect",
    "Canvas",
    "Geometry",
    "Impact",
    "Label",
    "Length",
    "Link",
    "Passing",
    "Rate",
    "Reference",
    "Sound",
    "Source",
    "Speed",
    "Start",
    "Styling",
    "Typing",
    "Wording",
]


class Impact(StrEnum):
    """How much a change matters to somebody who watches the video.

    COSMETIC: nobody sees or hears it: names, and what tools note for themselves.
    VISIBLE: pixels or sound change.
    STRUCTURAL: tracks, items or assets come or go, or the frame rate or the canvas changes.
    """

    COSMETIC = "cosmetic"
    VISIBLE = "visible"
    STRUCTURAL = "structural"

    @property
    def rank(self) -> int:
        """Give 0 for the mildest; higher matters more."""
        return _IMPACTS.index(self)


_IMPACTS: Final = tuple(Impact)


class Aspect(Enum):
    """What about an entity a field says."""

    RATE = auto()  # frames per second of the whole composition
    CANVAS = auto()  # its width and height
    START = auto()  # first frame on the timeline
    LENGTH = auto()  # frames on the timeline
    SOURCE = auto()  # where in its medium an item begins, in seconds
    SPEED = auto()  # how fast the medium plays
    GEOMETRY = auto()  # place, size, rotation, opacity, crop
    TEXT = auto()  # the words
    STYLE = auto()  # how words and pictures are drawn
    SOUND = auto()  # gain and fades of the sound
    REFERENCE = auto()  # the asset that an item shows
    TYPE = auto()  # what kind of item it is
    LINK = auto()  # where an asset's file is
    LOOK = auto()  # anything else that may be seen or heard
    LABEL = auto()  # names, and what tools note for themselves
    PASSING = auto()  # a state of the editor that means nothing a moment later

    @property
    def impact(self) -> Impact:
        """Tell how much a change of this aspect matters."""
        # Tuples, not sets: an enumeration is slow to hash, and every change asks.
        if self in (Aspect.RATE, Aspect.CANVAS):
            return Impact.STRUCTURAL
        return Impact.COSMETIC if self in (Aspect.LABEL, Aspect.PASSING) else Impact.VISIBLE


_T = TypeVar("_T")

Rate = Annotated[_T, Aspect.RATE]
Canvas = Annotated[_T, Aspect.CANVAS]
Start = Annotated[_T, Aspect.START]
Length = Annotated[_T, Aspect.LENGTH]
Source = Annotated[_T, Aspect.SOURCE]
Speed = Annotated[_T, Aspect.SPEED]
Geometry = Annotated[_T, Aspect.GEOMETRY]
Wording = Annotated[_T, Aspect.TEXT]
Styling = Annotated[_T, Aspect.STYLE]
Sound = Annotated[_T, Aspect.SOUND]
Reference = Annotated[_T, Aspect.REFERENCE]
Typing = Annotated[_T, Aspect.TYPE]
Link = Annotated[_T, Aspect.LINK]
Label = Annotated[_T, Aspect.LABEL]
Passing = Annotated[_T, Aspect.PASSING]

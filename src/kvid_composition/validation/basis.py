"""The basis: what a report remembers of its document, for looking again at what changes."""

from dataclasses import dataclass

from kvid_composition.model.fields import Number

__all__ = ["Basis"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What is known of a document of which no part is unsound.

    Attributes:
        document: the identity of the object, as `id` gives it.
        settings: the configuration by which rules were asked.
        values: how many values it has, containers included.
        length: the frame at which its last placed item ends.
    """

    document: int
    settings: object
    values: int
    length: Number

"""A triple: one base, and what each of two editors made of it."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from kvid_composition.testing.edits.script import Script
from kvid_composition.testing.seeded.fields import Document
from kvid_composition.testing.seeded.references import has_sound_references

__all__ = ["Mix", "Triple"]

Mix: TypeAlias = Literal[
    "mixed",
    "gentle",
    "single_moves",
    "same_add",
    "canvas",
    "destructive",
    "same_spot",
]
"""What the two editors do, see `make_random_triple`."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Triple:
    """Two edit scripts over one base.

    Attributes:
        base: the composition that both editors started from.
        ours: what one did.
        theirs: what the other did; ids of what it adds differ, but where the mix says otherwise.
        mix: what the editors were up to.
    """

    base: Document
    ours: Script
    theirs: Script
    mix: Mix = "mixed"

    @property
    def is_sound(self) -> bool:
        """Whether none of the three compositions has a loose reference."""
        return all(map(has_sound_references, self.versions))

    @property
    def versions(self) -> tuple[Document, Document, Document]:
        """The three compositions: base, ours, theirs."""
        return self.base, self.ours.after, self.theirs.after

    @property
    def kinds(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The names of the edits on either side."""
        return self.ours.kinds, self.theirs.kinds

    def mirror(self) -> "Triple":
        """Give the triple with the sides exchanged."""
        return Triple(base=self.base, ours=self.theirs, theirs=self.ours, mix=self.mix)

    def __repr__(self) -> str:
        """Show the base once, and the edits; the rest follows."""
        return (
            f"Triple(mix={self.mix!r}, base={self.base!r},\n"
            f"  ours={list(self.ours.edits)!r},\n  theirs={list(self.theirs.edits)!r})"
        )

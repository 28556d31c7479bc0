"""The sound part of a document: what is left to look at once unsound parts are withheld.

Rules may then rely on it that every field that is there and declared has its type and bounds. A
withheld part is remembered by its path, so that no rule takes it for absent: one fault, one issue.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from kvid_composition.document.pointer import Path
from kvid_composition.document.values import is_array, is_object
from kvid_composition.document.walk import ValueFault, encodes
from kvid_composition.model.structure import StructureFault

__all__ = [
    "SoundPart",
    "has_part",
    "is_within",
    "round_integers",
    "withhold_structure_faults",
    "withhold_value_faults",
]

_ENTITY_MAPS: Final = frozenset(("items", "assets"))

# A double rounds it, and that is all: what it means can still be judged.
_BEARABLE: Final = "DOC110"

# The largest finite double.
_LARGEST: Final = int(float.fromhex("0x1.fffffffffffffp+1023"))


def is_within(path: Path, places: Collection[Path]) -> bool:
    """Tell whether a path is one of some places, or leads into one."""
    return bool(places) and any(path[:end] in places for end in range(len(path) + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundPart:
    """A document without its unsound parts.

    Attributes:
        document: what is left; the very same object where nothing had to be withheld.
        withheld: the paths of what was taken out, or was missing and has been reported.
        opened: the paths of objects that lost members under keys that no path can name.
    """

    document: Any
    withheld: frozenset[Path] = frozenset()
    opened: frozenset[Path] = frozenset()

    def names(self, fault: StructureFault) -> bool:
        """Tell whether an issue stands already where a fault of shape is, or may be its reason."""
        if fault.path in self.opened:
            return True
        place = (*fault.path, fault.field) if fault.code == "STR101" else fault.path
        return is_within(place, self.withheld)


def withhold_value_faults(
    document: object, faults: Iterable[ValueFault], repeated: Iterable[Path] = ()
) -> SoundPart:
    """Take out of any Python value what is no JSON, and what a text says twice.

    Args:
        document: the value.
        faults: what is wrong with it, at other places than its root.
        repeated: the members of which nobody knows which of their values is meant.
    """
    cutter = _Cutter(document)
    grave = [fault for fault in faults if fault.code != _BEARABLE]
    # Foreign keys go first, outer objects before inner ones: a look-up in an object that still has
    # some could call their own comparison.
    opened = frozenset(fault.path for fault in grave if fault.part == "key")
    for path in sorted(opened, key=len):
        cutter.drop_foreign_keys(path)
    for path in (*repeated, *(fault.path for fault in grave if fault.part == "value")):
        cutter.drop(path)
    return SoundPart(document=cutter.root[0], withheld=frozenset(cutter.withheld), opened=opened)


def withhold_structure_faults(part: SoundPart, faults: Iterable[StructureFault]) -> SoundPart:
    """Take out of a document what is of the wrong shape."""
    cutter = _Cutter(part.document)
    for fault in faults:
        if fault.code == "STR101":
            cutter.withheld.add((*fault.path, fault.field))
        else:
            cutter.drop(fault.path)
    return replace(part, document=cutter.root[0], withheld=part.withheld | cutter.withheld)


def round_integers(part: SoundPart, faults: Iterable[ValueFault]) -> SoundPart:
    """Put doubles in the places of integers that JavaScript rounds, so that sums cannot fail."""
    cutter = _Cutter(part.document)
    for fault in faults:
        if fault.code == _BEARABLE:
            cutter.round(fault.path)
    return replace(part, document=cutter.root[0])


class _Cutter:
    """Takes parts out of a document; containers on the way are copied, each once."""

    def __init__(self, document: object) -> None:
        self.root: list[Any] = [document]
        self.withheld: set[Path] = set()
        self._copied: set[Path] = set()

    def drop(self, path: Path) -> None:
        """Take a value out, so that neither keys nor positions of others change."""
        self.withheld.add(path)
        holder, step = self._reach(path)
        if is_array(holder):
            holder[step] = None
        elif len(path) == 2 and path[0] in _ENTITY_MAPS and is_object(holder):
            # The key stays: whoever refers to it refers to something that is there.
            holder[step] = {}
        elif is_object(holder):
            del holder[step]

    def drop_foreign_keys(self, path: Path) -> None:
        """Take the members out of an object whose keys are no texts that UTF-8 can hold."""
        holder, step = self._reach(path)
        members: dict[Any, Any] = holder[step]
        holder[step] = {k: v for k, v in members.items() if type(k) is str and encodes(k)}
        self._copied.add(path)

    def round(self, path: Path) -> None:
        """Put the nearest finite double in the place of an integer."""
        holder, step = self._reach(path)
        if holder is not None and type(holder[step]) is int:
            holder[step] = float(min(max(holder[step], -_LARGEST), _LARGEST))

    def _reach(self, path: Path) -> tuple[Any, Any]:
        """Give a copy of what holds a part, and the step to it; None where the part is gone."""
        holder = self._open(path[:-1]) if path else self.root
        step = path[-1] if path else 0
        return (holder, step) if has_part(holder, step) else (None, step)

    def _open(self, path: Path) -> Any:
        """Give a copy of the container at a path, as it is by now; None where it is gone."""
        holder: Any = self.root
        for end in range(len(path) + 1):
            step: Any = (0, *path)[end]
            if not has_part(holder, step):
                return None
            if path[:end] not in self._copied:
                self._copied.add(path[:end])
                holder[step] = _copy(holder[step])
            holder = holder[step]
        return holder


def has_part(holder: Any, step: Any) -> bool:
    """Tell whether an object has a member, or an array an entry."""
    if is_array(holder):
        # A path of a text can lead into the first of two values, of which the last is kept.
        return type(step) is int and step < len(holder)
    return is_object(holder) and step in holder


def _copy(part: Any) -> Any:
    return part.copy() if is_object(part) or is_array(part) else part

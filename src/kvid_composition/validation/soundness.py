"""The sound part of a document: what is left to look at once unsound parts are withheld.

Rules may then rely on it that every known field that is there has its type and bounds. A withheld
part is remembered by its path, so that no rule takes it for absent: one fault, one issue.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

from kvid_composition.document.pointer import Path
from kvid_composition.document.values import is_array, is_object
from kvid_composition.document.walk import ValueFault, encodes
from kvid_composition.model.structure import StructureFault

__all__ = ["SoundPart", "withhold_structure_faults", "withhold_value_faults"]

_ENTITY_MAPS: Final = frozenset(("items", "assets"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundPart:
    """A document without its unsound parts.

    Attributes:
        document: what is left; the very same object where nothing had to be withheld.
        withheld: the paths of what was taken out, or was missing and has been reported.
    """

    document: Any
    withheld: frozenset[Path] = frozenset()

    def covers(self, path: Path) -> bool:
        """Tell whether a path is within what is withheld."""
        return any(path[:end] in self.withheld for end in range(len(path) + 1))


def withhold_value_faults(document: object, faults: Collection[ValueFault]) -> SoundPart:
    """Take out of any Python value what is no JSON."""
    cutter = _Cutter(document)
    values = [fault.path for fault in faults if fault.part == "value"]
    # Foreign keys go first, outer objects before inner ones: a look-up in an object that still has
    # some could call their own comparison.
    for path in sorted({fault.path for fault in faults if fault.part == "key"}, key=len):
        cutter.drop_foreign_keys(path)
    for path in values:
        cutter.drop(path)
    return SoundPart(document=cutter.root[0], withheld=frozenset(cutter.withheld))


def withhold_structure_faults(part: SoundPart, faults: Iterable[StructureFault]) -> SoundPart:
    """Take out of a document what is of the wrong shape."""
    cutter = _Cutter(part.document)
    for fault in faults:
        if fault.code == "STR101":
            cutter.withheld.add((*fault.path, fault.field))
        else:
            cutter.drop(fault.path)
    return SoundPart(document=cutter.root[0], withheld=part.withheld | cutter.withheld)


class _Cutter:
    """Takes parts out of a document; containers on the way are copied, each once."""

    def __init__(self, document: object) -> None:
        self.root: list[Any] = [document]
        self.withheld: set[Path] = set()
        self._copied: set[Path] = set()

    def drop(self, path: Path) -> None:
        """Take a value out, so that neither keys nor positions of others change."""
        self.withheld.add(path)
        holder = self._open(path[:-1]) if path else self.root
        step = path[-1] if path else 0
        if is_array(holder) and isinstance(step, int):
            holder[step] = None
        elif is_object(holder) and step in holder:
            if len(path) == 2 and path[0] in _ENTITY_MAPS:
                # The key stays: whoever refers to it refers to something that is there.
                holder[step] = {}
            else:
                del holder[step]

    def drop_foreign_keys(self, path: Path) -> None:
        """Take the members out of an object whose keys are no texts that UTF-8 can hold."""
        holder = self._open(path[:-1]) if path else self.root
        step: Any = path[-1] if path else 0
        members: dict[Any, Any] = holder[step]
        self.withheld |= {(*path, key) for key in members if type(key) is str and not encodes(key)}
        holder[step] = {k: v for k, v in members.items() if type(k) is str and encodes(k)}
        self._copied.add(path)

    def _open(self, path: Path) -> Any:
        """Give a copy of the container at a path, as it is by now; None where it is gone."""
        holder: Any = self.root
        for end in range(len(path) + 1):
            step: Any = (0, *path)[end]
            if not _has_part(holder, step):
                return None
            if path[:end] not in self._copied:
                self._copied.add(path[:end])
                holder[step] = _copy(holder[step])
            holder = holder[step]
        return holder


def _has_part(holder: Any, step: Any) -> bool:
    return is_array(holder) or (is_object(holder) and step in holder)


def _copy(part: Any) -> Any:
    return part.copy() if is_object(part) or is_array(part) else part

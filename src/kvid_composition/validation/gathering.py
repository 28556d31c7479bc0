"""Gathering faults: of each code so many are kept, the others only counted.

Nearly every value of a document can be at fault, and a fault takes more memory than most values.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf
from typing import Any, Final, Generic, Protocol, TypeVar

from kvid_composition.validation.config import ValidationConfig
from kvid_composition.validation.issues import Severity

__all__ = ["Gathering"]

# A document can be looked at further whether or not the places of these are known.
_BEARABLE: Final = "DOC110"


class _Fault(Protocol):
    @property
    def code(self) -> Any: ...


_FaultT = TypeVar("_FaultT", bound=_Fault)


@dataclass(slots=True)
class Gathering(Generic[_FaultT]):
    """Faults of one kind, as far as they are kept.

    What is no error, or not reported, is kept without a bound: there may be errors elsewhere,
    which can be looked for only where the places of all these faults are known.

    Attributes:
        settings: which codes report errors, and how many issues a report may have.
        omitted: by code, how many faults are not kept, here and in other gatherings.
        kept: the first faults of each code, in the order in which they were added.
        omits_some: some are not kept.
        ends_everything: more is unsound than what is kept, so nothing else can be said.
    """

    settings: ValidationConfig
    omitted: Counter[str] = field(default_factory=Counter[str])
    kept: list[_FaultT] = field(default_factory=list[_FaultT])
    omits_some: bool = False
    ends_everything: bool = False
    _counts: Counter[str] = field(default_factory=Counter[str])

    def gather(self, faults: Iterable[_FaultT]) -> None:
        """Add faults one by one."""
        for fault in faults:
            self.add(fault)

    def add(self, fault: _FaultT) -> None:
        """Keep a fault, or count it where enough of its code are kept."""
        code = fault.code
        if self._counts[code] < self._find_bound(code):
            self._counts[code] += 1
            self.kept.append(fault)
        else:
            self.omitted[code] += 1
            self.omits_some = True
            self.ends_everything |= code != _BEARABLE

    def _find_bound(self, code: str) -> float:
        is_error = self.settings.severity_by_code[code] is Severity.ERROR
        if code == _BEARABLE or (is_error and code in self.settings.reported):
            return self.settings.limits.issues
        return inf

"""The careful walk over any Python value: everything in it that plain JSON does not have.

Iterative, so that neither depth nor the caller's own stack matters, and it never calls a method of
a value whose exact type is not one of JSON's: a subclass may raise, lie or never return.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import isfinite, isnan
from typing import Any, Final, Literal

from kvid_composition.document.display import escape_text
from kvid_composition.document.limits import DEFAULT_LIMITS, MESSAGE_CHARACTERS, Limits
from kvid_composition.document.pointer import Path
from kvid_composition.document.scan import FORBIDDEN_KEY, LARGEST_SAFE_INTEGER
from kvid_composition.document.values import is_array, is_object

__all__ = [
    "ValueFault",
    "ValueFaultCode",
    "encodes",
    "find_value_faults",
    "iterate_value_faults",
    "name_type",
]

ValueFaultCode = Literal["DOC104", "DOC105", "DOC106", "DOC107", "DOC108", "DOC109", "DOC110"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueFault:
    """One value that plain JSON does not have, or that some consumer would change.

    Attributes:
        code: the rule's code.
        path: the value; its container where a key is at fault that a pointer cannot name.
        detail: what it is, as the end of a sentence that starts with "This is".
        part: what is at fault: the value, a key of it that no pointer can name, or the size of
            the whole document, in which case the walk ended here.
    """

    code: ValueFaultCode
    path: Path
    detail: str
    part: Literal["value", "key", "document"] = "value"


# By identity: to hash or compare a type can run code of its metaclass.
_SCALARS: Final = frozenset(map(id, (str, float, bool, type(None))))
_SAFE_DIGITS: Final = len(str(LARGEST_SAFE_INTEGER))
_NAME_OF_TYPE: Final = type.__dict__["__name__"].__get__


def name_type(value: object) -> str:
    """Name a value's type, fit for a message, without running code of it or of its metaclass."""
    # A name can be of a subclass of str, which str() would ask.
    name = str.__str__(_NAME_OF_TYPE(type(value)))
    return escape_text(name[:MESSAGE_CHARACTERS])


def find_value_faults(document: object, limits: Limits = DEFAULT_LIMITS) -> list[ValueFault]:
    """Walk over any Python value and give its faults; never raises.

    A container that cannot be entered (too deep, part of a cycle, of a foreign type) is reported
    and passed by. Where the values are more than the limit allows, that is the only fault.
    """
    return list(iterate_value_faults(document, limits))


def iterate_value_faults(document: object, limits: Limits = DEFAULT_LIMITS) -> Iterator[ValueFault]:
    """Give what `find_value_faults` gives, fault by fault: nearly every value may have one."""
    extent = _measure_extent(document, limits)
    if extent.nodes > limits.nodes:
        detail = f"a document of more than {limits.nodes:,} values"
        yield ValueFault(code="DOC106", path=(), detail=detail, part="document")
        return
    walk = _Walk(limits=limits, cyclic=extent.cyclic)
    fault = walk.meet((), document)
    if fault is not None:
        yield fault
    while walk.pending:
        yield from walk.enter(*walk.pending.popleft())


@dataclass(frozen=True, slots=True)
class _Extent:
    """How much there is to walk over.

    Attributes:
        nodes: the values, each as often as it is reached; what is beyond the limit is not counted.
        cyclic: the ids of containers inside themselves; at least one of each cycle.
    """

    nodes: int
    cyclic: frozenset[int]


def _measure_extent(document: object, limits: Limits) -> _Extent:
    """Take one look at each container, however often it is reached."""
    root = [document]
    nodes: dict[int, int] = {}
    around: set[int] = set()
    cyclic: set[int] = set()
    pending: list[tuple[Any, bool]] = [(root, False)]
    while pending:
        container, is_left = pending.pop()
        key = id(container)
        members = container.values() if is_object(container) else container
        parts = [part for part in members if is_object(part) or is_array(part)]
        if is_left:
            around.remove(key)
            # The way back into a container around this one adds nothing: no walk takes it.
            inside = sum(nodes[id(part)] for part in parts)
            nodes[key] = min(len(container) + inside, limits.nodes + 1)
        elif key in around:
            cyclic.add(key)
        elif key not in nodes:
            around.add(key)
            nodes[key] = 0
            pending.append((container, True))
            pending += ((part, False) for part in reversed(parts))
    return _Extent(nodes[id(root)], frozenset(cyclic))


@dataclass(slots=True, kw_only=True)
class _Walk:
    """A walk over a value, outer containers first.

    Attributes:
        cyclic: containers to be entered only once, wherever they are met again. Cycles that share
            their parts would else have more ways through them than anybody can walk.
        met: those of them that have been met.
        pending: the containers that are to be entered.
    """

    limits: Limits
    cyclic: frozenset[int]
    met: set[int] = field(default_factory=set[int])
    pending: deque[tuple[Path, Any]] = field(default_factory=deque[tuple[Path, Any]])

    def enter(self, path: Path, container: Any) -> Iterator[ValueFault]:
        """Meet the members that a pointer can name, and tell what is wrong with other keys."""
        is_list = is_array(container)
        for key, value in enumerate(container) if is_list else container.items():
            fault = None if is_list else _check_key(key, path)
            if fault is not None:
                yield fault
            if fault is None or fault.code == "DOC109":
                fault = self.meet((*path, key), value)
                if fault is not None:
                    yield fault

    def meet(self, path: Path, value: object) -> ValueFault | None:
        """Check a value; if it has parts, put it where it will be entered."""
        if not (is_object(value) or is_array(value)):
            return _check_scalar(value, path, self.limits)
        fault = self.check_entry(value, path)
        if fault is None:
            self.pending.append((path, value))
        return fault

    def check_entry(self, container: object, path: Path) -> ValueFault | None:
        """Tell why a container cannot be entered."""
        if id(container) in self.met:
            return ValueFault(code="DOC107", path=path, detail="a container inside itself")
        if len(path) >= self.limits.depth:
            detail = f"nested deeper than {self.limits.depth} levels"
            return ValueFault(code="DOC105", path=path, detail=detail)
        if id(container) in self.cyclic:
            self.met.add(id(container))
        return None


def _check_key(key: object, container: Path) -> ValueFault | None:
    if type(key) is not str:
        detail = f"an object with a key of type {name_type(key)}, and JSON's keys are texts"
        return ValueFault(code="DOC107", path=container, detail=detail, part="key")
    if not encodes(key):
        detail = "an object with a lone surrogate in a key"
        return ValueFault(code="DOC108", path=container, detail=detail, part="key")
    if key == FORBIDDEN_KEY:
        detail = f"the key {FORBIDDEN_KEY}"
        return ValueFault(code="DOC109", path=(*container, key), detail=detail)
    return None


def _check_scalar(value: object, path: Path, limits: Limits) -> ValueFault | None:
    if type(value) is int:
        return _check_integer(value, path, limits)
    if type(value) is float and not isfinite(value):
        detail = "NaN, which is no number" if isnan(value) else "a number too large for a double"
        return ValueFault(code="DOC104", path=path, detail=detail)
    if type(value) is str and not encodes(value):
        return ValueFault(code="DOC108", path=path, detail="a text with a lone surrogate")
    if id(type(value)) not in _SCALARS:
        detail = f"a Python value of type {name_type(value)}"
        return ValueFault(code="DOC107", path=path, detail=detail)
    return None


def _check_integer(value: int, path: Path, limits: Limits) -> ValueFault | None:
    is_safe = -LARGEST_SAFE_INTEGER <= value <= LARGEST_SAFE_INTEGER
    if is_safe and limits.integer_digits >= _SAFE_DIGITS:
        return None
    # Not by str(value): Python refuses to write integers of more than 4,300 digits.
    if abs(value) >= 10**limits.integer_digits:
        detail = f"an integer of more than {limits.integer_digits} digits"
        return ValueFault(code="DOC106", path=path, detail=detail)
    if is_safe:
        return None
    detail = "an integer that JavaScript rounds"
    return ValueFault(code="DOC110", path=path, detail=detail)


def encodes(text: str) -> bool:
    """Tell whether UTF-8 can hold a text: it has no lone surrogate."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True

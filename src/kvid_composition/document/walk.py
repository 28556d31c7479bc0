"""The careful walk over any Python value: everything in it that plain JSON does not have.

Iterative, so that neither depth nor the caller's own stack matters, and it never calls a method of
a value whose exact type is not one of JSON's: a subclass may raise, lie or never return.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Any, Final, Literal

from kvid_composition.document.display import escape_text
from kvid_composition.document.limits import DEFAULT_LIMITS, Limits
from kvid_composition.document.pointer import Path
from kvid_composition.document.scan import FORBIDDEN_KEY, LARGEST_SAFE_INTEGER
from kvid_composition.document.values import is_array, is_object

__all__ = ["ValueFault", "ValueFaultCode", "encodes", "find_value_faults", "name_type"]

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
_NAME_OF_TYPE: Final = type.__dict__["__name__"].__get__


def name_type(value: object) -> str:
    """Name a value's type, fit for a message, without running code of it or of its metaclass."""
    # A name can be of a subclass of str, which str() would ask.
    name = str.__str__(_NAME_OF_TYPE(type(value)))
    return escape_text(name[: DEFAULT_LIMITS.message_characters])


@dataclass(frozen=True, slots=True)
class _Visit:
    """A container that is yet to be walked, with the ids of all containers around and of it."""

    container: Any
    path: Path
    lineage: tuple[int, ...]


def find_value_faults(document: object, limits: Limits = DEFAULT_LIMITS) -> list[ValueFault]:
    """Walk over any Python value and give its faults; never raises.

    A container that cannot be entered (too deep, part of a cycle, of a foreign type) is reported
    and passed by. More values than the limit allows are the only fault, or the last one where
    only the walk finds out, as it can in a tangle of cycles.
    """
    if _count_values([document], limits.nodes + 1) > limits.nodes:
        detail = f"a document of more than {limits.nodes:,} values"
        return [ValueFault(code="DOC106", path=(), detail=detail, part="document")]
    faults: list[ValueFault] = []
    pending = [_Visit([document], (), ())]
    nodes = 0
    while pending:
        visit = pending.pop()
        nodes += len(visit.container)
        if nodes > limits.nodes:
            detail = f"the point where the document passes {limits.nodes:,} values"
            faults.append(
                ValueFault(code="DOC106", path=visit.path, detail=detail, part="document")
            )
            break
        entered: list[_Visit] = []
        for path, value in _list_members(visit, faults):
            if is_object(value) or is_array(value):
                fault = _check_entry(value, path, visit.lineage, limits)
                if fault is None:
                    entered.append(_Visit(value, path, (*visit.lineage, id(value))))
            else:
                fault = _check_scalar(value, path, limits)
            if fault is not None:
                faults.append(fault)
        pending.extend(reversed(entered))
    return faults


def _count_values(root: list[Any], enough: int) -> int:
    """Count the values that a walk meets in a container, at most `enough`.

    Takes one look at each container, however often it is reached. What a cycle leads back to counts
    nothing, so that the walk never meets fewer.
    """
    counts: dict[int, int] = {}
    pending: list[tuple[Any, bool]] = [(root, False)]
    while pending:
        container, is_counted = pending.pop()
        members = container.values() if is_object(container) else container
        parts = [part for part in members if is_object(part) or is_array(part)]
        if is_counted:
            inside = sum(counts[id(part)] for part in parts)
            counts[id(container)] = min(enough, len(container) + inside)
        elif id(container) not in counts:
            counts[id(container)] = 0
            pending.append((container, True))
            pending.extend((part, False) for part in parts)
    return counts[id(root)]


def _list_members(visit: _Visit, faults: list[ValueFault]) -> Iterator[tuple[Path, object]]:
    """Give the members that a pointer can name; what is wrong with the others goes to `faults`."""
    if not visit.lineage:
        yield (), visit.container[0]
    elif is_array(visit.container):
        for index, value in enumerate(visit.container):
            yield (*visit.path, index), value
    else:
        for key, value in visit.container.items():
            fault = _check_key(key, visit.path)
            if fault is not None:
                faults.append(fault)
            if fault is None or fault.code == "DOC109":
                yield (*visit.path, key), value


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


def _check_entry(
    container: object, path: Path, lineage: tuple[int, ...], limits: Limits
) -> ValueFault | None:
    if id(container) in lineage:
        return ValueFault(code="DOC107", path=path, detail="a container inside itself")
    if len(lineage) >= limits.depth:
        detail = f"nested deeper than {limits.depth} levels"
        return ValueFault(code="DOC105", path=path, detail=detail)
    return None


def _check_scalar(value: object, path: Path, limits: Limits) -> ValueFault | None:
    if type(value) is int:
        return _check_integer(value, path, limits)
    if type(value) is float and not isfinite(value):
        return ValueFault(code="DOC104", path=path, detail=f"the number {value}")
    if type(value) is str and not encodes(value):
        return ValueFault(code="DOC108", path=path, detail="a text with a lone surrogate")
    if id(type(value)) not in _SCALARS:
        detail = f"a Python value of type {name_type(value)}"
        return ValueFault(code="DOC107", path=path, detail=detail)
    return None


def _check_integer(value: int, path: Path, limits: Limits) -> ValueFault | None:
    if -LARGEST_SAFE_INTEGER <= value <= LARGEST_SAFE_INTEGER:
        return None
    # Not by str(value): Python refuses to write integers of more than 4,300 digits.
    if abs(value) >= 10**limits.integer_digits:
        detail = f"an integer of more than {limits.integer_digits} digits"
        return ValueFault(code="DOC106", path=path, detail=detail)
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

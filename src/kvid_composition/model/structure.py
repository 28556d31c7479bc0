"""Faults of shape: a member that is missing, of the wrong type, or out of range."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, Literal

from kvid_composition.document.display import describe_value, quote_text
from kvid_composition.document.errors import KvidCompositionError
from kvid_composition.document.pointer import Path, format_pointer
from kvid_composition.document.scan import survey_document
from kvid_composition.document.walk import ValueFaultCode, find_value_faults
from kvid_composition.model.fields import WRONG_NUMBER, WRONG_VALUE

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

__all__ = [
    "StructureError",
    "StructureFault",
    "StructureFaultCode",
    "make_absence_fault",
    "make_range_fault",
    "make_type_fault",
    "refuse_foreign_values",
    "translate_errors",
]

StructureFaultCode = Literal["STR101", "STR102", "STR103"]

# What pydantic calls a value that is not of the container's type, in the words of JSON.
_EXPECTED_CONTAINER: Final = {
    "model_type": "an object",
    "dict_type": "an object",
    "tuple_type": "an array",
}

# These two are of use to be told of, but a model can hold them.
_BEARABLE: Final[frozenset[ValueFaultCode]] = frozenset(("DOC109", "DOC110"))


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureFault:
    """One fault of shape.

    Attributes:
        code: the rule's code; one of the DOC codes where a value is not even JSON.
        path: the field; where a field is missing, the object that lacks it.
        field: the field's name in JSON; empty for an entry of an array or the root.
        message: what is wrong, as a sentence.
    """

    code: StructureFaultCode | ValueFaultCode
    path: Path
    field: str
    message: str


class StructureError(KvidCompositionError):
    """A document that cannot be read into models; `validate_composition` says more about it.

    Attributes:
        faults: what is wrong with it, in the order in which it was found; never empty.
    """

    def __init__(self, faults: Sequence[StructureFault]) -> None:
        place = format_pointer(faults[0].path) or "the root"
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        super().__init__(f"{faults[0].code} at {place}: {faults[0].message}{more}")
        self.faults = tuple(faults)


def refuse_foreign_values(document: object) -> None:
    """Make sure that pydantic never sees a value that only pretends to be JSON.

    Raises:
        StructureError: the document is not plain JSON within the limits.
    """
    if survey_document(document).is_plain:
        return
    faults = [fault for fault in find_value_faults(document) if fault.code not in _BEARABLE]
    if faults:
        raise StructureError(
            [
                StructureFault(code=f.code, path=f.path, field="", message=f"This is {f.detail}.")
                for f in faults
            ]
        )


def make_absence_fault(holder: Path, field: str) -> StructureFault:
    """Say that an object lacks a field that it must have."""
    message = f"The field {quote_text(field)} is missing."
    return StructureFault(code="STR101", path=holder, field=field, message=message)


def make_type_fault(path: Path, expected: str, value: Any) -> StructureFault:
    """Say that a value is of the wrong JSON type."""
    return _make_value_fault("STR102", path, expected, value)


def make_range_fault(path: Path, expected: str, value: Any) -> StructureFault:
    """Say that a number is outside what its field can mean."""
    return _make_value_fault("STR103", path, expected, value)


def _make_value_fault(
    code: StructureFaultCode, path: Path, expected: str, value: Any
) -> StructureFault:
    field = path[-1] if path and isinstance(path[-1], str) else ""
    message = f"This must be {expected}, but is {describe_value(value)}."
    return StructureFault(code=code, path=path, field=field, message=message)


def translate_errors(
    error: "ValidationError", *, strip: Callable[[Path], Path]
) -> list[StructureFault]:
    """Translate pydantic's errors; `strip` makes a document's path of pydantic's location."""
    details = error.errors(include_url=False)
    return [_translate(each, strip(each["loc"])) for each in details]


def _translate(error: "ErrorDetails", path: Path) -> StructureFault:
    if error["type"] == "missing":
        return make_absence_fault(path[:-1], str(path[-1]))
    value: Any = error["input"]
    expected = _read_expected(error)
    # An integer is finite, and may be too large for isfinite().
    is_number = type(value) is int or (type(value) is float and isfinite(value))
    if is_number and error["type"] == WRONG_NUMBER:
        return make_range_fault(path, expected, value)
    return make_type_fault(path, expected, value)


def _read_expected(error: "ErrorDetails") -> str:
    if error["type"] in {WRONG_NUMBER, WRONG_VALUE}:
        return str(error.get("ctx", {})["expected"])
    return _EXPECTED_CONTAINER[error["type"]]

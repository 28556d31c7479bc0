"""Repairing a document that was read from a text: what was done, what is left, the text after."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from kvid_composition.checking.documents import Document, Refusal, name_place
from kvid_composition.document.positions import locate_paths
from kvid_composition.document.text_edits import TextSplice, apply_splices, plan_splices
from kvid_composition.document.values import JsonValue, is_object
from kvid_composition.model.open_conflicts import OPEN_CONFLICTS
from kvid_composition.validation.config import ValidationConfig
from kvid_composition.validation.issues import Issue, Report
from kvid_composition.validation.repair import plan_unsafe_remedies, repair_composition
from kvid_composition.validation.repair_result import Repair
from kvid_composition.validation.rule import Remedy
from kvid_composition.validation.validate import validate_composition_text

__all__ = [
    "BYTE_ORDER_MARK",
    "RepairedFile",
    "has_open_conflicts",
    "repair_document",
]

BYTE_ORDER_MARK: Final = "\ufeff"


def _make_no_remedies() -> Mapping[Issue, Remedy]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairedFile:
    """A document that was repaired, and its text.

    Attributes:
        path: how it is called in results.
        text: the text before, without a byte order mark.
        has_mark: a byte order mark stood before it; it stays.
        repair: what was done.
        splices: the same as changes of the text, in its order.
        report: what is left, with the places in the text after.
        unsafe: what unsafe fixes would do about what they would mend of that.
    """

    path: str
    text: str
    has_mark: bool = False
    repair: Repair
    splices: tuple[TextSplice, ...] = ()
    report: Report
    unsafe: Mapping[Issue, Remedy] = field(default_factory=_make_no_remedies)

    @property
    def new_text(self) -> str:
        """The text after, without a byte order mark."""
        return apply_splices(self.text, self.splices) if self.splices else self.text

    @property
    def new_data(self) -> bytes:
        """The bytes after."""
        return (BYTE_ORDER_MARK * self.has_mark + self.new_text).encode()


def repair_document(
    document: Document, *, unsafe: bool = False, config: ValidationConfig | None = None
) -> RepairedFile | Refusal:
    """Repair a document that was read, or say why that is for people to do first.

    What no fix touches keeps its very text.

    Args:
        document: what was read.
        unsafe: apply the fixes as well that may change what is seen or heard.
        config: which rules report: only what they report is mended.
    """
    refusal = _find_refusal(document)
    if refusal is not None:
        return refusal
    repair = repair_composition(document.value, unsafe=unsafe, config=config)
    splices = tuple(plan_splices(document.text, document.value, repair.edits))
    has_mark = any(fault.code == "DOC102" for fault in document.faults)
    file = RepairedFile(
        path=document.name,
        text=document.text,
        has_mark=has_mark,
        repair=repair,
        splices=splices,
        report=repair.report,
    )
    if repair.report == Report() and not has_mark:
        return file
    report = validate_composition_text(file.new_data, config=config)
    # Once unsafe fixes were asked for, there is nothing left that they mend.
    rest = {} if unsafe else plan_unsafe_remedies(repair.document, report.issues, config=config)
    return replace(file, report=report, unsafe=rest)


def _find_refusal(document: Document) -> Refusal | None:
    for fault in document.faults:
        if fault.code == "DOC103":
            reason = f"{fault.detail}; keep the one that is meant first"
            return Refusal("DOC103", name_place(document.name, fault.position), reason)
    if has_open_conflicts(document.value):
        place = locate_paths(document.text, [(OPEN_CONFLICTS,)])[(OPEN_CONFLICTS,)]
        reason = "conflicts of a merge are not decided; 'kvid-composition resolve' decides them"
        return Refusal("DOC111", name_place(document.name, place.value), reason)
    return None


def has_open_conflicts(value: JsonValue) -> bool:
    """Tell whether a document still holds conflicts of a merge: a fix could hide what they ask."""
    return is_object(value) and OPEN_CONFLICTS in value

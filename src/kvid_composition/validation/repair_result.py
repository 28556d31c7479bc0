"""What came of a repair: the document, what was done to it, and what is left."""

from dataclasses import dataclass
from typing import Any

from kvid_composition.document.edits import Edit, RemoveValue
from kvid_composition.document.pointer import format_pointer
from kvid_composition.document.values import JsonObject
from kvid_composition.model.entity import Entity
from kvid_composition.validation.issues import Issue, Report

__all__ = ["AppliedFix", "Repair"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedFix:
    """One issue that was mended.

    Attributes:
        code: the rule's code.
        name: the rule's name.
        path: JSON Pointer to the place, in the document as it was when this fix was applied.
        entity: what the issue was about.
        message: what was wrong, one sentence.
        summary: what the fix does, as the end of a sentence that starts with "it".
        is_safe: it cannot change what is seen or heard of a document that worked.
        edits: what it changes, in the document as it was when this fix was applied.
        caused: warnings and infos of the result that came with this fix.
    """

    code: str
    name: str
    path: str
    entity: Entity
    message: str
    summary: str
    is_safe: bool
    edits: tuple[Edit, ...]
    caused: tuple[Issue, ...] = ()

    def to_dict(self) -> JsonObject:
        """Write the fix as plain JSON; its edits as a JSON Patch (RFC 6902)."""
        return {
            "code": self.code,
            "name": self.name,
            "path": self.path,
            "entity": {"kind": self.entity.kind, "id": self.entity.id},
            "message": self.message,
            "summary": self.summary,
            "is_safe": self.is_safe,
            "patch": [_write_operation(edit) for edit in self.edits],
            "caused": [issue.to_dict() for issue in self.caused],
        }


def _write_operation(edit: Edit) -> JsonObject:
    path = format_pointer(edit.path)
    if isinstance(edit, RemoveValue):
        return {"op": "remove", "path": path}
    # RFC 6902 section 4.1: to "add" a member that exists replaces it; in an array it inserts.
    is_element = bool(edit.path) and isinstance(edit.path[-1], int)
    return {"op": "replace" if is_element else "add", "path": path, "value": edit.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What came of a repair.

    Attributes:
        document: the document after it; the very same value where nothing was done. It shares
            what has not changed with the one before.
        applied: what was done, in its order: the edits of all, one after another, make the
            document after of the one before.
        report: what is left, found with the same configuration.
    """

    document: Any
    applied: tuple[AppliedFix, ...]
    report: Report

    @property
    def changed(self) -> bool:
        """Tell whether anything was done."""
        return bool(self.applied)

    @property
    def remaining(self) -> tuple[Issue, ...]:
        """The issues that are left; the worst of them where there are more than `Limits.issues`."""
        return self.report.issues

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All edits, in their order."""
        return tuple(edit for fix in self.applied for edit in fix.edits)

    def to_dict(self) -> JsonObject:
        """Write the repair as plain JSON (`schemas/repair.schema.json`).

        The document is written as it is: what is no JSON in it was none before.
        """
        return {
            "changed": self.changed,
            "applied": [fix.to_dict() for fix in self.applied],
            "report": self.report.to_dict(),
            "document": self.document,
        }

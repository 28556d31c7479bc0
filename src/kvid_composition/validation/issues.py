"""Issues and the report: what validation found, as plain values."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from kvid_composition.document.errors import KvidCompositionError
from kvid_composition.document.values import JsonObject
from kvid_composition.model.entity import Entity
from kvid_composition.validation.basis import Basis

__all__ = [
    "InvalidCompositionError",
    "Issue",
    "IssueCounts",
    "Report",
    "Severity",
]


class Severity(StrEnum):
    """How bad an issue is.

    ERROR: the preview, the renderer, the editor or a later operation breaks.
    WARNING: likely a mistake. INFO: worth knowing.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Give 0 for the worst; higher is milder."""
        return _RANKS[self]


_RANKS: Final = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One thing that is wrong with a document.

    Attributes:
        code: the rule's code, stable for ever.
        name: the rule's name.
        severity: how bad it is, after the configuration's overrides.
        path: JSON Pointer to the place.
        message: what is wrong, one sentence, at most 80 characters of any value.
        hint: what to do about it.
        related: JSON Pointers to other places that have to do with it.
        entity: what it is about.
        fingerprint: the same for the same fault when tracks or keys are reordered; told apart by
            code, entity, field, and for a reference the id referred to.
        line: line of the place, from 1; None where the document did not come as text.
        column: column of the place in code points, from 1; None likewise.
    """

    code: str
    name: str
    severity: Severity
    path: str
    message: str
    hint: str
    related: tuple[str, ...] = ()
    entity: Entity = field(default_factory=lambda: Entity("composition"))
    fingerprint: str
    line: int | None = None
    column: int | None = None

    def to_dict(self) -> JsonObject:
        """Write the issue as plain JSON (`schemas/report.schema.json`)."""
        return {
            "code": self.code,
            "name": self.name,
            "severity": self.severity.value,
            "path": self.path,
            "message": self.message,
            "hint": self.hint,
            "related": list(self.related),
            "entity": {"kind": self.entity.kind, "id": self.entity.id},
            "fingerprint": self.fingerprint,
            "line": self.line,
            "column": self.column,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCounts:
    """A number of issues for each severity."""

    error: int = 0
    warning: int = 0
    info: int = 0

    @property
    def total(self) -> int:
        """The number of issues of any severity."""
        return self.error + self.warning + self.info


@dataclass(frozen=True)
class Report:
    """Everything that validation found, in the order of the document.

    Attributes:
        issues: what was found; the worst of it where that is more than `Limits.issues`.
        omitted: how many more issues were found. Where errors are among them, there may be still
            more: past so many, a document is not looked at further.
        basis: what is needed to look again only at what changes (`since`); None where all has to be
            looked at again, also in a copy and in another process.
    """

    issues: tuple[Issue, ...] = ()
    omitted: IssueCounts = IssueCounts()
    basis: Basis | None = field(default=None, init=False, compare=False, repr=False)

    @property
    def ok(self) -> bool:
        """Tell whether nothing was found that breaks something: no error."""
        return not (self.errors or self.omitted.error)

    @cached_property
    def errors(self) -> tuple[Issue, ...]:
        """The issues of severity error."""
        return self._pick(Severity.ERROR)

    @cached_property
    def warnings(self) -> tuple[Issue, ...]:
        """The issues of severity warning."""
        return self._pick(Severity.WARNING)

    @cached_property
    def infos(self) -> tuple[Issue, ...]:
        """The issues of severity info."""
        return self._pick(Severity.INFO)

    def remember(self, basis: Basis) -> "Report":
        """Give the same report with a basis."""
        report = Report(self.issues, self.omitted)
        # A frozen value has no other way, and what is given on making would go into copies.
        object.__setattr__(report, "basis", basis)
        return report

    def __getstate__(self) -> dict[str, Any]:
        """Give what a copy has: all but the basis, which speaks of an object of this process."""
        return {**self.__dict__, "basis": None}

    def _pick(self, severity: Severity) -> tuple[Issue, ...]:
        return tuple(issue for issue in self.issues if issue.severity is severity)

    def to_dict(self) -> JsonObject:
        """Write the report as plain JSON (`schemas/report.schema.json`)."""
        return {
            "ok": self.ok,
            "summary": {**self.count()},
            "issues": [issue.to_dict() for issue in self.issues],
            "omitted": self.omitted.total,
        }

    def count(self) -> dict[str, int]:
        """Count the issues of each severity, with those that are omitted."""
        return {
            "error": len(self.errors) + self.omitted.error,
            "warning": len(self.warnings) + self.omitted.warning,
            "info": len(self.infos) + self.omitted.info,
        }

    def raise_for_errors(self) -> None:
        """Do nothing for a sound composition.

        Raises:
            InvalidCompositionError: the report has errors; the exception carries it.
        """
        if not self.ok:
            raise InvalidCompositionError(self)


class InvalidCompositionError(KvidCompositionError):
    """A composition with errors, where one without was asked for.

    Attributes:
        report: everything that is wrong with it.
    """

    def __init__(self, report: Report) -> None:
        super().__init__(_sum_up(report))
        self.report = report


def _sum_up(report: Report) -> str:
    number = report.count()["error"]
    if not report.errors:
        return f"{number} errors"
    first = report.errors[0]
    more = f" (and {number - 1} more errors)" if number > 1 else ""
    return f"{first.code} at {first.path or 'the root'}: {first.message}{more}"

"""Issues and the report: what validation found, as plain values."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Literal

from kvid_composition.document.errors import KvidCompositionError
from kvid_composition.document.values import JsonObject

__all__ = [
    "Entity",
    "EntityKind",
    "InvalidCompositionError",
    "Issue",
    "Report",
    "Severity",
]

EntityKind = Literal["composition", "track", "item", "asset"]


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
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Entity:
    """What an issue is about: the composition, or a track, item or asset by its id.

    The id is the key of its map; a track's is its own `id`, None where it has no sound one.
    """

    kind: EntityKind
    id: str | None = None


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


@dataclass(frozen=True)
class Report:
    """Everything that validation found, in the order of the document."""

    issues: tuple[Issue, ...] = ()

    @property
    def ok(self) -> bool:
        """Tell whether nothing was found that breaks something: no error."""
        return not self.errors

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

    def _pick(self, severity: Severity) -> tuple[Issue, ...]:
        return tuple(issue for issue in self.issues if issue.severity is severity)

    def to_dict(self) -> JsonObject:
        """Write the report as plain JSON (`schemas/report.schema.json`)."""
        return {
            "ok": self.ok,
            "summary": {**self.count()},
            "issues": [issue.to_dict() for issue in self.issues],
        }

    def count(self) -> dict[str, int]:
        """Count the issues of each severity."""
        return {
            "error": len(self.errors),
            "warning": len(self.warnings),
            "info": len(self.infos),
        }

    def raise_for_errors(self) -> None:
        """Do nothing for a sound composition.

        Raises:
            InvalidCompositionError: the report has errors; the exception carries it.
        """
        if self.errors:
            raise InvalidCompositionError(self)


class InvalidCompositionError(KvidCompositionError):
    """A composition with errors, where one without was asked for.

    Attributes:
        report: everything that is wrong with it.
    """

    def __init__(self, report: Report) -> None:
        first = report.errors[0]
        more = f" (and {len(report.errors) - 1} more errors)" if len(report.errors) > 1 else ""
        super().__init__(f"{first.code} at {first.path or 'the root'}: {first.message}{more}")
        self.report = report

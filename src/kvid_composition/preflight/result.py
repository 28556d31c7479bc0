"""The preflight: what an operation would do, as one value and in one sentence."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from kvid_composition.diffing.composition_diff import CompositionDiff
from kvid_composition.document.values import JsonObject
from kvid_composition.patching.operations import Operation, write_operation
from kvid_composition.preflight.wording import (
    describe_issues,
    describe_losses,
    describe_operation,
)
from kvid_composition.validation.issues import Issue, Report, Severity

__all__ = ["Preflight", "Verdict"]

Verdict: TypeAlias = Literal["safe", "loses", "breaks"]
"""`breaks`: there are new errors. `loses`: something is gone that was not named as deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preflight:
    """What an operation would do to the current document.

    Attributes:
        operation: what is to be sent.
        document: the document that would come of it.
        report: everything that is wrong with that document.
        new_issues: the issues of it that the current document does not have, by fingerprint.
        diff: what would change.
        lost: JSON Pointers into the current document to the tracks, items and assets that would be
            gone without the operation naming them as deleted, in the document's order.
        thumbnail_before: the URL of the picture that stands for the current document.
        thumbnail_after: the same for the document that would come.
        bytes_sent: size of the operation's body, as compact JSON in UTF-8.
        bytes_needed: size of the better body, where there is one; 0 where nothing needs to be sent.
        better: a safe operation that does the same with fewer bytes; where the one to be sent loses
            or breaks something, a safe one that does what its sender evidently meant. None where
            there is no such operation.
    """

    operation: Operation
    document: JsonObject
    report: Report
    new_issues: tuple[Issue, ...]
    diff: CompositionDiff
    lost: tuple[str, ...]
    thumbnail_before: str | None
    thumbnail_after: str | None
    bytes_sent: int
    bytes_needed: int
    better: Operation | None

    @property
    def new_errors(self) -> tuple[Issue, ...]:
        """The new issues that break something."""
        return tuple(issue for issue in self.new_issues if issue.severity is Severity.ERROR)

    @property
    def ok(self) -> bool:
        """Tell whether there is no new error."""
        return not self.new_errors

    @property
    def verdict(self) -> Verdict:
        """Say the worst that the operation does."""
        if not self.ok:
            return "breaks"
        return "loses" if self.lost else "safe"

    def summary(self) -> str:
        """Say in one sentence what the operation would do, and what to send instead."""
        return self._describe_effect() if self.verdict == "safe" else self._describe_harm()

    def _describe_effect(self) -> str:
        if not self.bytes_needed:
            return "Safe: nothing changes, so nothing needs to be sent."
        effect = self.diff.summary() if self.diff else "Nothing changes that is seen or heard."
        warnings = [i for i in self.new_issues if i.severity is Severity.WARNING]
        caveat = f", with {describe_issues(warnings, 'warning')}" if warnings else ""
        advice = "" if self.better is None else f"; {describe_operation(self.better)} is enough"
        return f"Safe: {effect[0].lower()}{effect[1:-1]}{caveat}{advice}{self._describe_saving()}."

    def _describe_harm(self) -> str:
        harm = "" if self.ok else f"Breaks it: {describe_issues(self.new_errors, 'error')}"
        if self.lost:
            errors = harm.replace("Breaks it:", " and bring")
            harm = f"This {self.operation.name} would lose {describe_losses(self.lost)}{errors}"
        if self.better is not None:
            advice = f"; send {describe_operation(self.better)} instead{self._describe_saving()}"
        else:
            advice = "; send what is to stay, too" if self.lost else ""
        return f"{harm}{advice}."

    def _describe_saving(self) -> str:
        if self.better is None:
            return ""
        return f" ({self.bytes_needed:,} bytes instead of {self.bytes_sent:,})"

    def to_dict(self) -> JsonObject:
        """Write the preflight as plain JSON (`schemas/preflight.schema.json`).

        The operation is given by its name only, and the document not at all: who asks has the one,
        and makes the other by applying it. `better` is a body that can be sent.
        """
        return {
            "ok": self.ok,
            "verdict": self.verdict,
            "summary": self.summary(),
            "operation": self.operation.name,
            "report": self.report.to_dict(),
            "new_issues": [issue.to_dict() for issue in self.new_issues],
            "diff": self.diff.to_dict(),
            "lost": list(self.lost),
            "thumbnail_before": self.thumbnail_before,
            "thumbnail_after": self.thumbnail_after,
            "bytes_sent": self.bytes_sent,
            "bytes_needed": self.bytes_needed,
            "better": None if self.better is None else write_operation(self.better),
        }

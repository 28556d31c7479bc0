"""The configuration of validation: which rules run, how severe they are, and the limits."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from kvid_composition.document.limits import DEFAULT_LIMITS, Limits
from kvid_composition.validation.catalogue import RULES, select_rules
from kvid_composition.validation.house_schema import HouseSchema
from kvid_composition.validation.issues import Severity

__all__ = ["DEFAULT_CONFIG", "ValidationConfig"]


@dataclass(frozen=True, kw_only=True)
class ValidationConfig:
    """What to check, and how severely. Rules are named by code, by name, or by family.

    Attributes:
        select: the only rules that report; all where it is empty.
        ignore: rules that do not report; stronger than `select`.
        severities: other severities for some rules.
        limits: how large a document may be.
        schemas: a team's own schemas, each of which the document is held against.

    Raises:
        UnknownRuleError: a reference names no rule.
        ValueError: a severity is none of "error", "warning", "info".
    """

    select: Collection[str] = ()
    ignore: Collection[str] = ()
    severities: Mapping[str, Severity | str] = field(default_factory=lambda: MappingProxyType({}))
    limits: Limits = DEFAULT_LIMITS
    schemas: tuple[HouseSchema, ...] = ()

    def __post_init__(self) -> None:
        # Wrong references are misuse, so they show here and not in the first report.
        _ = self.reported, self.severity_by_code

    @cached_property
    def reported(self) -> frozenset[str]:
        """The codes of the rules that report."""
        selected = self.select or tuple(rule.code for rule in RULES)
        return _collect(selected) - _collect(self.ignore)

    @cached_property
    def severity_by_code(self) -> Mapping[str, Severity]:
        """The severity of every rule, overrides included; later overrides win."""
        severities = {rule.code: rule.severity for rule in RULES}
        for reference, severity in self.severities.items():
            severities |= dict.fromkeys(select_rules(reference), Severity(severity))
        return severities


def _collect(references: Collection[str]) -> frozenset[str]:
    return frozenset(code for reference in references for code in select_rules(reference))


DEFAULT_CONFIG = ValidationConfig()

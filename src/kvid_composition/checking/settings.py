"""Settings: what a team wants of a check, and what that means for each file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, get_args

from kvid_composition.checking.file_patterns import check_pattern, matches_pattern
from kvid_composition.document.limits import DEFAULT_LIMITS, Limits
from kvid_composition.validation.config import ValidationConfig
from kvid_composition.validation.house_schema import HouseSchema
from kvid_composition.validation.issues import Severity

__all__ = ["DEFAULT_SETTINGS", "FAIL_ON", "FailOn", "Settings"]

FailOn: TypeAlias = Literal["error", "warning", "info", "never"]
"""The mildest severity that makes a check fail."""

FAIL_ON: Final[tuple[FailOn, ...]] = get_args(FailOn)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What is to be checked, and how. Rules are named by code, by name, or by family.

    Attributes:
        select: the only rules that report; all where it is empty.
        ignore: rules that do not report; stronger than `select`.
        severities: other severities for some rules; later ones win.
        per_file_ignores: for patterns as in `file_patterns`, rules that do not report in the files
            that match; what several patterns say adds up.
        limits: how large a document may be.
        schemas: a team's own schemas, each of which every document is held against.
        fail_on: the mildest severity that makes a check fail.
        baseline: the file of the known issues, as it was written; from the folder of the settings.

    Raises:
        UnknownRuleError: a reference names no rule.
        FilePatternError: a pattern is none.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    limits: Limits = DEFAULT_LIMITS
    schemas: tuple[HouseSchema, ...] = ()
    fail_on: FailOn = "error"
    baseline: str | None = None

    def __post_init__(self) -> None:
        # What is wrong is to show before the first file is read that a pattern matches.
        for pattern, ignored in self.per_file_ignores.items():
            check_pattern(pattern)
            self._configure(ignored)
        self._configure(())

    def configure(self, path: str | None = None) -> ValidationConfig:
        """Give the configuration for one file; the same object for files that have the same.

        Args:
            path: the file, from the folder of the settings, with `/` between the steps; None where
                it has no name there, so that no pattern can match it.
        """
        return self._configure(() if path is None else self._find_ignored(path))

    def _find_ignored(self, path: str) -> tuple[str, ...]:
        return tuple(
            reference
            for pattern, ignored in self.per_file_ignores.items()
            if matches_pattern(pattern, path)
            for reference in ignored
        )

    def _configure(self, ignored: tuple[str, ...]) -> ValidationConfig:
        config = self._configs.get(ignored)
        if config is None:
            config = self._configs[ignored] = ValidationConfig(
                select=self.select,
                ignore=(*self.ignore, *ignored),
                severities=self.severities,
                limits=self.limits,
                schemas=self.schemas,
            )
        return config

    @cached_property
    def _configs(self) -> dict[tuple[str, ...], ValidationConfig]:
        """What was configured so far: ten thousand files share a handful of configurations."""
        return {}


DEFAULT_SETTINGS: Final = Settings()

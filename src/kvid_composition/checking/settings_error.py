"""What is wrong with a configuration, and where."""

from collections.abc import Sequence
from dataclasses import dataclass

from kvid_composition.document.display import escape_text
from kvid_composition.document.errors import KvidCompositionError

__all__ = ["SettingsError", "SettingsProblem"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsProblem:
    """One thing that is wrong with a configuration.

    Attributes:
        code: of what kind it is: UNREADABLE_SETTINGS, INVALID_TOML, UNKNOWN_KEY, WRONG_TYPE,
            WRONG_VALUE, UNKNOWN_RULE, or the code of a `HouseSchemaError`.
        key: the key, with dots as in TOML; empty where it is about the whole file.
        reason: what is wrong, as a phrase; escaped.
        suggestion: what was probably meant, if that can be told.
        line: line of the key, from 1; None where it cannot be told.
        column: column of the key in code points, from 1; None likewise.
    """

    code: str
    key: str
    reason: str
    suggestion: str | None = None
    line: int | None = None
    column: int | None = None

    def describe(self, file: str) -> str:
        """Say it on one line: `FILE:LINE:COLUMN: KEY: REASON; did you mean SUGGESTION?`."""
        places = [number for number in (self.line, self.column) if number is not None]
        place = ":".join(map(str, (escape_text(file), *places)))
        key = f"{self.key}: " if self.key else ""
        hint = f"; did you mean {escape_text(self.suggestion)}?" if self.suggestion else ""
        return f"{place}: {key}{self.reason}{hint}"


class SettingsError(KvidCompositionError):
    """A configuration that cannot be followed.

    Attributes:
        file: how the file is called.
        problems: everything that is wrong with it, at least one.
    """

    def __init__(self, file: str, problems: Sequence[SettingsProblem]) -> None:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"{problems[0].describe(file)}{more}")
        self.file = file
        self.problems = tuple(problems)

    @property
    def code(self) -> str:
        """The code of the first problem."""
        return self.problems[0].code

    def describe(self) -> list[tuple[str, str]]:
        """Give the code of each problem, and what is to be said about it on one line."""
        return [(problem.code, problem.describe(self.file)) for problem in self.problems]

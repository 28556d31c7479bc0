"""Reading settings: from the text of a file to values to rely on, or to all that is wrong."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias, TypeVar

from kvid_composition.checking.file_patterns import FilePatternError, check_pattern
from kvid_composition.checking.settings import FAIL_ON, FailOn, Settings
from kvid_composition.checking.settings_error import SettingsError, SettingsProblem
from kvid_composition.checking.settings_keys import KEYS, LARGEST_LIMITS, LIMIT_KEYS
from kvid_composition.checking.toml_places import locate_key, parse_toml
from kvid_composition.document.display import cut_text, escape_text, quote_text
from kvid_composition.document.limits import Limits
from kvid_composition.document.scan import LARGEST_SAFE_INTEGER
from kvid_composition.document.values import is_array, is_object
from kvid_composition.validation.catalogue import UnknownRuleError, select_rules
from kvid_composition.validation.house_schema import HouseSchema, HouseSchemaError
from kvid_composition.validation.issues import Severity

__all__ = ["TABLE", "LoadSchema", "read_settings"]

TABLE: Final = ("tool", "kvid-composition")
"""Where the settings are in a pyproject.toml."""

LoadSchema: TypeAlias = Callable[[str], HouseSchema]
"""Reads a house schema, by its name in the settings; raises `HouseSchemaError`."""

_T = TypeVar("_T")

_BARE: Final = re.compile(r"[A-Za-z0-9_-]{1,80}")
# What tomllib puts behind a reason.
_PLACE: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")

_NAMES: Final = tuple(key.name for key in KEYS)
_LIMIT_NAMES: Final = tuple(key.name for key in LIMIT_KEYS)


def read_settings(
    text: str, *, file: str, load_schema: LoadSchema, is_project: bool = False
) -> tuple[Settings, frozenset[str]] | None:
    """Read settings from the text of a TOML file, and tell which keys it gives.

    Args:
        text: the text of the file.
        file: how it is called in what is raised.
        load_schema: reads a house schema.
        is_project: the file is a pyproject.toml, where the settings are in a table of their own.

    Returns:
        The settings and the keys that are given; None for a pyproject.toml without the table.

    Raises:
        SettingsError: it has everything that is wrong with the file.
    """
    try:
        root = parse_toml(text)
    except ValueError as error:
        raise SettingsError(file, [_explain_syntax(error)]) from error
    reader = _Reader(text, TABLE if is_project else (), load_schema)
    table = reader.find_table(root)
    settings = None if table is None else reader.read(table)
    if reader.problems:
        # What has no line, such as what is not there, comes last.
        raise SettingsError(file, sorted(reader.problems, key=lambda p: p.line or len(text) + 1))
    return None if settings is None or table is None else (settings, frozenset(table))


def _explain_syntax(error: ValueError) -> SettingsProblem:
    reason = str(error)
    place = _PLACE.search(reason)
    line, column = map(int, place.groups()) if place and place[1] else (None, None)
    shown = escape_text(_PLACE.sub("", reason)[:200])
    if place and not place[1]:
        shown += " at the end of the file"
    return SettingsProblem(
        code="INVALID_TOML",
        key="",
        reason=f"this is no TOML: {shown}",
        line=line,
        column=column,
    )


class _Reader:
    """Reads a table key by key; what is wrong is noted, and the default stands in for it."""

    def __init__(self, text: str, base: tuple[str, ...], load_schema: LoadSchema) -> None:
        self.text = text
        self.base = base
        self.load_schema = load_schema
        self.problems: list[SettingsProblem] = []

    def find_table(self, root: Mapping[str, Any]) -> dict[str, Any] | None:
        table: Any = root
        around, self.base = self.base, ()
        for key in around:
            if not is_object(table):
                self.note("WRONG_TYPE", (), f"this is {_name_type(table)}, not a table")
                return None
            if key not in table:
                return None
            table = table[key]
            self.base = (*self.base, key)
        if not is_object(table):
            self.note("WRONG_TYPE", (), f"this is {_name_type(table)}, not a table")
            return None
        return table

    def read(self, table: dict[str, Any]) -> Settings:
        self.refuse_others((), table, _NAMES)
        return Settings(
            select=self.read_selected(table),
            ignore=self.read_rules(("ignore",), table.get("ignore", [])),
            severities=self.read_severities(table),
            per_file_ignores=self.read_patterns(table),
            limits=self.read_limits(table),
            schemas=self.read_schemas(table),
            fail_on=self.read_fail_on(table),
            baseline=self.read_baseline(table),
        )

    def read_selected(self, table: dict[str, Any]) -> tuple[str, ...]:
        if table.get("select") == []:
            # "Only these rules" must not turn into "all rules".
            reason = "it names no rule; without the key all rules report"
            self.note("WRONG_VALUE", ("select",), reason)
            return ()
        return self.read_rules(("select",), table.get("select", []))

    def read_severities(self, table: dict[str, Any]) -> dict[str, Severity]:
        found: dict[str, Severity] = {}
        for reference, value in self.read_table("severity", table).items():
            path = ("severity", reference)
            name = self.read_choice(path, value, tuple(Severity))
            if self.check_rule(path, reference) and name is not None:
                found[reference] = Severity(name)
        return found

    def read_patterns(self, table: dict[str, Any]) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for pattern, value in self.read_table("per-file-ignores", table).items():
            path = ("per-file-ignores", pattern)
            rules = self.read_rules(path, value)
            try:
                check_pattern(pattern)
            except FilePatternError as error:
                self.note("WRONG_VALUE", path, f"this is no pattern for files: {error.reason}")
            else:
                found[pattern] = rules
        return found

    def read_limits(self, table: dict[str, Any]) -> Limits:
        given = self.read_table("limits", table)
        self.refuse_others(("limits",), given, _LIMIT_NAMES)
        known = ((name, given[name]) for name in _LIMIT_NAMES if name in given)
        fields = {name.replace("-", "_"): self.read_limit(name, value) for name, value in known}
        return Limits(**{name: value for name, value in fields.items() if value is not None})

    def read_limit(self, name: str, value: Any) -> int | None:
        path = ("limits", name)
        most = LARGEST_LIMITS.get(name.replace("-", "_"), LARGEST_SAFE_INTEGER)
        if type(value) is not int:
            self.note("WRONG_TYPE", path, f"this is {_name_type(value)}, not a whole number")
        elif value <= 0:
            self.note("WRONG_VALUE", path, "a limit is above 0")
        elif value > most:
            self.note("WRONG_VALUE", path, f"this limit is at most {most:_}")
        else:
            return value
        return None

    def read_schemas(self, table: dict[str, Any]) -> tuple[HouseSchema, ...]:
        found: list[HouseSchema] = []
        for name in self.read_texts(("schemas",), table.get("schemas", [])):
            try:
                found.append(self.load_schema(name))
            except HouseSchemaError as error:
                self.note(error.code, ("schemas",), escape_text(str(error)))
        return tuple(found)

    def read_fail_on(self, table: dict[str, Any]) -> FailOn:
        value: FailOn | None
        value = self.read_choice(("fail-on",), table.get("fail-on", "error"), FAIL_ON)
        return "error" if value is None else value

    def read_baseline(self, table: dict[str, Any]) -> str | None:
        value = table.get("baseline")
        if value is None or self.is_text(("baseline",), value):
            return value
        return None

    def read_rules(self, path: tuple[str, ...], value: Any) -> tuple[str, ...]:
        rules = self.read_texts(path, value)
        return tuple(reference for reference in rules if self.check_rule(path, reference))

    def check_rule(self, path: tuple[str, ...], reference: str) -> bool:
        try:
            select_rules(reference)
        except UnknownRuleError as error:
            reason = f"no rule is called {quote_text(reference)}"
            self.note("UNKNOWN_RULE", path, reason, error.suggestion)
            return False
        return True

    def read_texts(self, path: tuple[str, ...], value: Any) -> list[str]:
        if not is_array(value):
            hint = "; put brackets around it" if isinstance(value, str) else ""
            self.note("WRONG_TYPE", path, f"this is {_name_type(value)}, not a list{hint}")
            return []
        return [entry for entry in value if self.is_text(path, entry)]

    def is_text(self, path: tuple[str, ...], value: Any) -> bool:
        if not isinstance(value, str):
            self.note("WRONG_TYPE", path, f"here is {_name_type(value)}, not a text")
            return False
        if not value or "\0" in value:
            self.note("WRONG_VALUE", path, "a text here is empty, or holds a null character")
            return False
        return True

    def read_table(self, name: str, table: dict[str, Any]) -> dict[str, Any]:
        value = table.get(name, {})
        if is_object(value):
            return value
        self.note("WRONG_TYPE", (name,), f"this is {_name_type(value)}, not a table")
        return {}

    def read_choice(self, path: tuple[str, ...], value: Any, options: tuple[_T, ...]) -> _T | None:
        if not isinstance(value, str):
            self.note("WRONG_TYPE", path, f"this is {_name_type(value)}, not a text")
            return None
        for option in options:
            if option == value:
                return option
        listed = ", ".join(f'"{option}"' for option in options)
        reason = f"{quote_text(value)} is none of {listed}"
        self.note("WRONG_VALUE", path, reason, _find_near(value, map(str, options)))
        return None

    def refuse_others(
        self, path: tuple[str, ...], table: dict[str, Any], known: tuple[str, ...]
    ) -> None:
        for key in table:
            if key in known:
                continue
            reason = "there is no such key"
            if not (self.base or path) and key == TABLE[0]:
                reason = "here the keys stand at the top, without [tool.kvid-composition]"
            self.note("UNKNOWN_KEY", (*path, key), reason, _find_near(key, known))

    def note(
        self, code: str, path: tuple[str, ...], reason: str, suggestion: str | None = None
    ) -> None:
        whole = (*self.base, *path)
        place = locate_key(self.text, whole)
        problem = SettingsProblem(
            code=code,
            key=".".join(map(_write_key, whole)),
            reason=reason,
            suggestion=suggestion,
            line=place[0] if place else None,
            column=place[1] if place else None,
        )
        self.problems.append(problem)


def _find_near(text: str, options: Iterable[str]) -> str | None:
    # To compare takes time with the square of the length, and no key is that long.
    near = difflib.get_close_matches(text[:80].lower(), list(options), n=1)
    return near[0] if near else None


def _write_key(key: str) -> str:
    """Write a key as TOML does, or as much of it as a person wants to see."""
    if _BARE.fullmatch(key):
        return key
    shown, is_whole = cut_text(key)
    return f'"{escape_text(shown)}{"" if is_whole else "…"}"'


_TYPES: Final[tuple[tuple[type, str], ...]] = (
    (bool, "a boolean"),
    (int, "a whole number"),
    (float, "a number"),
    (str, "a text"),
    (list, "a list"),
    (dict, "a table"),
)


def _name_type(value: object) -> str:
    """Name the type of a value of TOML; what is none of the others is a date, a time or both."""
    return next((name for kind, name in _TYPES if type(value) is kind), "a date or time")

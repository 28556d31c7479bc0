"""Configuring: what the options of a command and the files of a team say, put together."""

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Annotated, Any, Final, TypeAlias

from kvid_composition.checking.settings import FailOn
from kvid_composition.checking.settings_error import SettingsError
from kvid_composition.cli.checkout import find_top
from kvid_composition.cli.completion import complete_rules
from kvid_composition.cli.exits import CommandEnd, ExitCode
from kvid_composition.cli.inputs import Source
from kvid_composition.cli.parameters import Option
from kvid_composition.cli.terminal import (
    ColorChoice,
    decide_color,
    fail,
    print_error,
    print_lines,
)
from kvid_composition.validation.catalogue import UnknownRuleError
from kvid_composition.validation.config import ValidationConfig
from kvid_composition.validation.house_error import HouseSchemaError
from kvid_composition.validation.house_schema import HouseSchema
from kvid_composition.workspace.finding import find_settings, load_settings
from kvid_composition.workspace.loaded import LoadedSettings
from kvid_composition.workspace.schema_files import read_house_schema

__all__ = [
    "ConfigOption",
    "IgnoreOption",
    "IsolatedOption",
    "Overrides",
    "SchemaOption",
    "SelectOption",
    "configure_source",
    "place_source",
    "show_settings",
    "take_settings",
]

SelectOption: TypeAlias = Annotated[
    list[str] | None,
    Option(
        "--select",
        metavar="RULE",
        help="Report only these rules: codes, names or families, with commas or repeated.",
        autocompletion=complete_rules,
    ),
]
IgnoreOption: TypeAlias = Annotated[
    list[str] | None,
    Option(
        "--ignore",
        metavar="RULE",
        help="Do not report these rules; stronger than --select.",
        autocompletion=complete_rules,
    ),
]
SchemaOption: TypeAlias = Annotated[
    list[str] | None,
    Option(
        "--schema",
        metavar="FILE",
        help="Hold every document against this JSON Schema as well; can be repeated.",
    ),
]
ConfigOption: TypeAlias = Annotated[
    str | None,
    Option(
        "--config",
        metavar="FILE",
        help="Take the configuration from this file instead of looking for one.",
    ),
]
IsolatedOption: TypeAlias = Annotated[
    bool, Option("--isolated", help="Use no configuration but these options.")
]

# What stands before the path in `REV:path`: a stage of the index, or a revision, which has colons
# in braces only. Source: gitrevisions(7).
_REVISION: Final = re.compile(r":[0-3]:|(?:[^:{]|\{[^}]*\})*:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """What the options of a call say; None where an option was not given.

    Attributes:
        select: rules, also several in one text, with commas.
        ignore: the same.
        schemas: files of house schemas, from the working directory.
        fail_on: the mildest severity that fails.
        baseline: the file of the known issues, from the working directory.
    """

    select: Sequence[str] | None = None
    ignore: Sequence[str] | None = None
    schemas: Sequence[str] | None = None
    fail_on: FailOn | None = None
    baseline: str | None = None


_NO_OVERRIDES: Final = Overrides()
_HERE: Final = Path()


def take_settings(
    *,
    config: str | None = None,
    isolated: bool = False,
    overrides: Overrides = _NO_OVERRIDES,
    start: Path = _HERE,
    color: ColorChoice = "auto",
) -> LoadedSettings:
    """Give the settings of a call: of the nearest file, and what options say in place of it.

    Args:
        config: the one file to take settings from, however it is called.
        isolated: settings of no file are to hold.
        overrides: what the options say. Each replaces what a file says under the same name.
        start: the folder that the nearest file is looked for from.
        color: whether to colour what is printed.

    Raises:
        CommandEnd: REFUSED, after everything that is wrong with a file or with an option has been
            printed with its code and place.
    """
    if config is not None and isolated:
        raise fail("USAGE", "--config and --isolated do not go together", color)
    try:
        loaded = _load(config, start, isolated=isolated)
    except SettingsError as error:
        for code, text in error.describe():
            print_error(code, text, color)
        raise CommandEnd(ExitCode.REFUSED) from error
    return _override(loaded, overrides, color)


def _load(config: str | None, start: Path, *, isolated: bool) -> LoadedSettings:
    if config is not None:
        return load_settings(Path(config))
    found = None if isolated else find_settings(start)
    return found or LoadedSettings.of_nothing(_find_here())


def _find_here() -> Path:
    try:
        return Path.cwd()
    # The working directory has been deleted: nothing is in it, and no pattern will match.
    except OSError:
        return Path()


def _override(loaded: LoadedSettings, overrides: Overrides, color: ColorChoice) -> LoadedSettings:
    given = [
        field.name for field in fields(overrides) if getattr(overrides, field.name) is not None
    ]
    changes: dict[str, Any] = {
        name: _READERS[name](getattr(overrides, name), color) for name in given
    }
    options = {_name_key(name): _name_option(name) for name in given}
    try:
        settings = replace(loaded.settings, **changes)
    except UnknownRuleError as error:
        raise fail("UNKNOWN_RULE", str(error), color) from error
    files = loaded.schema_files if overrides.schemas is None else map(Path, overrides.schemas)
    origins = {**loaded.origins, **options}
    return replace(loaded, settings=settings, origins=origins, schema_files=tuple(files))


def _name_key(name: str) -> str:
    return name.replace("_", "-")


def _name_option(name: str) -> str:
    return "--schema" if name == "schemas" else f"--{_name_key(name)}"


def _read_rules(option: str) -> Callable[[Sequence[str], ColorChoice], tuple[str, ...]]:
    def read(texts: Sequence[str], color: ColorChoice) -> tuple[str, ...]:
        references: list[str] = []
        for text in texts:
            parts = [part for part in map(str.strip, text.split(",")) if part]
            # An empty variable of a script must not turn "only these rules" into "all rules".
            if not parts:
                raise fail("USAGE", f"{option} names no rule", color)
            references += parts
        return tuple(references)

    return read


def _read_schemas(names: Sequence[str], color: ColorChoice) -> tuple[HouseSchema, ...]:
    def read(name: str) -> HouseSchema:
        try:
            return read_house_schema(Path(name), name)
        except HouseSchemaError as error:
            raise fail(error.code, str(error), color) from error

    return tuple(map(read, names))


def _take_fail_on(value: FailOn, _color: ColorChoice) -> FailOn:
    return value


def _read_baseline(name: str, color: ColorChoice) -> str:
    if not name:
        raise fail("USAGE", "--baseline names no file", color)
    # Settings take it from the folder of their file, and an option from the working directory.
    return str(_find_here() / name)


_READERS: Final[dict[str, Callable[[Any, ColorChoice], Any]]] = {
    "select": _read_rules("--select"),
    "ignore": _read_rules("--ignore"),
    "schemas": _read_schemas,
    "fail_on": _take_fail_on,
    "baseline": _read_baseline,
}


def configure_source(loaded: LoadedSettings, source: Source) -> ValidationConfig:
    """Give the configuration for a document, which the place of its file decides."""
    return loaded.configure(place_source(loaded, source))


def place_source(loaded: LoadedSettings, source: Source) -> Path | None:
    """Give the file that a document is, or is a version of.

    A path of `REV:path` is from the top of the repository, and where nobody can see that, from the
    folder of the settings; one that begins with a dot is from the working directory. The standard
    input has no name, so that no pattern means it: None.
    """
    if source.is_stdin or source.path is not None:
        return source.path
    revision = _REVISION.match(source.name)
    if not revision:
        return None
    inner = source.name[revision.end() :]
    if inner.startswith(("./", "../")):
        return Path(inner)
    return (find_top(_find_here()) or loaded.folder) / inner


def show_settings(loaded: LoadedSettings, color: ColorChoice = "auto") -> None:
    """Print the settings that hold, and who says so."""
    from kvid_composition.reporting.settings_text import render_settings  # noqa: PLC0415  seldom

    lines = render_settings(loaded.settings, loaded.origins)
    print_lines(lines, color=decide_color(color, sys.stdout))

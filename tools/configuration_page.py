"""The page of the configuration, printed from the table of its keys."""

from collections.abc import Iterable
from typing import Final

from kvid_composition.checking.settings_keys import KEYS, LIMIT_KEYS, SettingsKey

__all__ = ["write_configuration"]

_ABOUT: Final = """\
What a team wants of `validate`, `repair`, the pytest plugin and the tools for
[agents](../how-to/agents.md), written down once. It stands in a `pyproject.toml`, in the table
`[tool.kvid-composition]`, or in a `kvid-composition.toml`, where the same keys stand at the top:"""
_EXAMPLE: Final = """\
```toml
[tool.kvid-composition]
ignore = ["unused-asset"]
fail-on = "warning"
schemas = ["rules/brand.json"]

[tool.kvid-composition.severity]
items-overlap = "error"

[tool.kvid-composition.per-file-ignores]
"drafts/" = ["REF", "empty-track"]

[tool.kvid-composition.limits]
depth = 32
```"""
_ABOUT_FINDING: Final = """\
The nearest file counts, upwards from the working directory (for agents, from their root), and it
counts alone. In one folder `kvid-composition.toml` comes before `pyproject.toml`, and a
`pyproject.toml` without the table is passed by. One that is no TOML ends the search with an error,
since nobody can tell whether it has the table. `--config FILE` names a file instead, and
`--isolated` uses none.

An option of the command line replaces what the file says under the same name: `--select`,
`--ignore`, `--schema`, `--fail-on`, `--baseline`. `--show-config` shows what holds in the end and
who says so, as TOML that can be used again:

```console
$ printf 'ignore = ["MED"]\\nseverity = { POR = "info" }\\n' > kvid-composition.toml
$ kvid-composition validate --show-config --fail-on warning
# select: all rules  # default
ignore = ["MED"]  # kvid-composition.toml
schemas = []  # default
fail-on = "warning"  # --fail-on
# baseline: none  # default

[severity]  # kvid-composition.toml
POR = "info"

[per-file-ignores]  # default

[limits]  # default
text-bytes = 67_108_864
depth = 64
nodes = 10_000_000
integer-digits = 309
issues = 10_000
patch-operations = 10_000
```"""
_ABOUT_ERRORS: Final = """\
A configuration that cannot be followed is an error (exit code 2), with everything that is wrong and
its place:

```console
$ printf 'selct = ["REF"]\\nignore = ["nope"]\\n' > kvid-composition.toml
$ kvid-composition validate sound.json; echo "exit $?"
error UNKNOWN_KEY: kvid-composition.toml:1:1: selct: there is no such key; did you mean select?
error UNKNOWN_RULE: kvid-composition.toml:2:1: ignore: no rule is called 'nope'
exit 2
```

The codes are `INVALID_TOML`, `UNKNOWN_KEY`, `WRONG_TYPE`, `WRONG_VALUE`, `UNKNOWN_RULE`,
`UNREADABLE_SETTINGS`, `NO_SETTINGS` (a `pyproject.toml` was named that has no table), and those of
a [house schema](../how-to/house-schema.md#what-is-refused), which begin with `SCHEMA_`."""
_ABOUT_KEYS: Final = """\
Rules are named by code (`TIM105`), by name (`items-overlap`), or by the letters of their family
(`TIM`). Files are named from the folder of the configuration."""
_ABOUT_PATTERNS: Final = """\
Patterns for files mean what they mean in a `.gitignore`, seen from the folder of the configuration:

| pattern | means |
|---|---|
| `old.json`, `*.old.json` | files of such a name in any folder |
| `drafts/` | everything in a folder of that name, anywhere |
| `drafts` | the same, and files of that name |
| `/drafts/`, `ads/drafts` | only there: a slash before or within a pattern ties it to the folder |
| `ads/**/old.json` | at any depth below `ads`, and in it |
| `take[0-9]?.json` | one digit, and any one character |
| `\\*.json` | a backslash takes the meaning from the character behind it |

Case counts. What several patterns say about a file adds up. Unlike in a `.gitignore`, `!` takes
nothing back and is refused, and `#` begins no comment. A file outside of the folder and the
standard input (`-`) are meant by no pattern. The path of `REV:path` is taken from the folder, which
mostly is the top of the repository; that of `REV:./path` from the working directory."""
_ABOUT_LIMITS: Final = """\
What is over a limit is reported ([DOC105](rules/DOC105.md), [DOC106](rules/DOC106.md)), and not
looked into. `depth` can be raised to 200 and `integer-digits` to 4,300."""


def write_configuration(note: str) -> str:
    """Write the page of the configuration."""
    sections = [
        "# Configuration",
        note,
        _ABOUT,
        _EXAMPLE,
        "## Keys",
        _ABOUT_KEYS,
        _write_table(KEYS),
        "## Patterns for files",
        _ABOUT_PATTERNS,
        "## Limits",
        _ABOUT_LIMITS,
        _write_table(LIMIT_KEYS),
        "## Which file counts",
        _ABOUT_FINDING,
        "## What is wrong with a configuration",
        _ABOUT_ERRORS,
    ]
    return "\n\n".join(sections) + "\n"


def _write_table(keys: Iterable[SettingsKey]) -> str:
    rows = (
        (f"`{key.name}`", key.takes, key.default, key.about, f"`{key.example}`") for key in keys
    )
    lines = [("key", "takes", "default", "what for", "example"), ("---",) * 5, *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

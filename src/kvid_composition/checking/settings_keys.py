"""The keys of a configuration: what each takes, and what it is for."""

from dataclasses import dataclass, fields
from typing import Final

from kvid_composition.document.limits import DEFAULT_LIMITS, Limits

__all__ = ["KEYS", "LARGEST_LIMITS", "LIMIT_KEYS", "SettingsKey"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsKey:
    """One key of a configuration.

    Attributes:
        name: the key.
        takes: what it takes, as a phrase.
        default: what holds without it, as TOML or as a phrase.
        about: what it is for, as a sentence.
        example: a line of TOML that gives it.
    """

    name: str
    takes: str
    default: str
    about: str
    example: str


KEYS: Final = (
    SettingsKey(
        name="select",
        takes="a list of rules",
        default="all rules",
        about="The only rules that report, each by code, by name or by the letters of its family.",
        example='select = ["REF", "TIM", "items-overlap"]',
    ),
    SettingsKey(
        name="ignore",
        takes="a list of rules",
        default="[]",
        about="Rules that do not report; stronger than `select`.",
        example='ignore = ["unused-asset", "MED110"]',
    ),
    SettingsKey(
        name="severity",
        takes='a table from rules to "error", "warning" or "info"',
        default="{}",
        about="Other severities for some rules; of several that cover a rule the last one counts.",
        example='severity = { POR = "info", items-overlap = "error" }',
    ),
    SettingsKey(
        name="per-file-ignores",
        takes="a table from patterns for files to lists of rules",
        default="{}",
        about="Rules that do not report in the files that a pattern means, besides `ignore`.",
        example='per-file-ignores = { "drafts/" = ["REF111", "TIM110"] }',
    ),
    SettingsKey(
        name="limits",
        takes="a table from limits to whole numbers",
        default="{}",
        about="How large a document may be; see below.",
        example="limits = { depth = 32, issues = 500 }",
    ),
    SettingsKey(
        name="schemas",
        takes="a list of files",
        default="[]",
        about="A team's own JSON Schemas, each of which every document is held against.",
        example='schemas = ["brand.json"]',
    ),
    SettingsKey(
        name="fail-on",
        takes='"error", "warning", "info" or "never"',
        default='"error"',
        about="The mildest severity that makes the exit code of `validate` 1.",
        example='fail-on = "warning"',
    ),
    SettingsKey(
        name="baseline",
        takes="a file",
        default="none",
        about="The file of the issues that are known and not to be reported.",
        example='baseline = "known-issues.json"',
    ),
)
"""Every key, in the order in which they are shown."""

_ABOUT_LIMITS: Final = {
    "text_bytes": "Largest document as text, in bytes of UTF-8.",
    "depth": "Deepest nesting of objects and arrays.",
    "nodes": "Most values in one document.",
    "integer_digits": "Longest integer, in decimal digits.",
    "issues": "Most issues in one report; the worst are kept, the others counted.",
    "patch_operations": "Most operations of one JSON Patch.",
}

# What is beyond takes the memory or the stack of a machine before it is noticed.
LARGEST_LIMITS: Final = {"depth": 200, "integer_digits": 4_300}
"""How far some limits can be raised; the others up to what JavaScript counts exactly."""

LIMIT_KEYS: Final = tuple(
    SettingsKey(
        name=field.name.replace("_", "-"),
        takes="a whole number above 0",
        default=f"{getattr(DEFAULT_LIMITS, field.name):_}",
        about=_ABOUT_LIMITS[field.name],
        example=f"{field.name.replace('_', '-')} = {getattr(DEFAULT_LIMITS, field.name):_}",
    )
    for field in fields(Limits)
)
"""The keys of the table `limits`."""

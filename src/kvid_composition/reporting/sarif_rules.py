"""Rules in SARIF: what each code means, and what to do about it."""

from collections.abc import Iterable, Iterator
from typing import Final

from kvid_composition.document.values import JsonObject
from kvid_composition.validation.catalogue import FAMILIES, RULES
from kvid_composition.validation.issues import Severity
from kvid_composition.validation.rule import Rule

__all__ = ["LEVELS", "write_descriptors"]

LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
"""What SARIF calls the severities."""

# What GitHub's code scanning calls them for rules that are not about security.
_PROBLEMS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "recommendation",
}
_RULES: Final = {rule.code: rule for rule in RULES}


def write_descriptors(
    named: Iterable[tuple[str, str]], documentation: str = ""
) -> Iterator[JsonObject]:
    """Write the descriptors of rules, given by code and name.

    Args:
        named: the rules; of one that is not in the catalogue nothing more can be said.
        documentation: the URI below which their pages lie; empty writes no links.
    """
    for code, name in named:
        rule = _RULES.get(code)
        yield _write_rule(rule, documentation) if rule else {"id": code, "name": name}


def _write_rule(rule: Rule, documentation: str) -> JsonObject:
    family = FAMILIES[rule.family].partition(":")[0].lower()
    link: JsonObject = {}
    if documentation:
        link["helpUri"] = f"{documentation.rstrip('/')}/{rule.code}.md"
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.summary} {rule.explanation}"},
        **link,
        "help": {"text": _write_help(rule, ""), "markdown": _write_help(rule, "**")},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [family], "problem.severity": _PROBLEMS[rule.severity]},
    }


def _write_help(rule: Rule, strong: str) -> str:
    parts = [rule.explanation, f"{strong}What to do:{strong} {rule.advice}"]
    if rule.fix:
        summary = f"{rule.fix.summary[:1].upper()}{rule.fix.summary[1:]}"
        parts.append(f"{strong}Repair ({rule.fix.safety}):{strong} {summary}.")
    parts.append(f"{strong}More:{strong} `kvid-composition explain {rule.code}`")
    return "\n\n".join(parts)

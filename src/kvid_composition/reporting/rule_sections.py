"""What is said about a rule, section by section: the one source of `explain` and of the docs."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from kvid_composition.checking.run import CheckedFile
from kvid_composition.document.edits import apply_edits
from kvid_composition.document.limits import NO_LIMITS
from kvid_composition.document.writer import TextStyle, WriteError, write_json
from kvid_composition.model.index import CompositionIndex
from kvid_composition.reporting.issue_list import render_issues
from kvid_composition.reporting.styled import join_text
from kvid_composition.validation.catalogue import find_related
from kvid_composition.validation.config import ValidationConfig
from kvid_composition.validation.house_schema import HouseSchema
from kvid_composition.validation.issues import Report, Severity
from kvid_composition.validation.rule import Fix, Rule
from kvid_composition.validation.validate import validate_composition, validate_composition_text

__all__ = ["Block", "Code", "Prose", "Rules", "Section", "describe_rule"]

_FILE: Final = "composition.json"
_SCHEMA: Final = "house.schema.json"

# Escapes show what a letter hides: two spellings of one, a lone half of a pair.
_INDENTED: Final = TextStyle(ascii_only=True)
_COMPACT: Final = TextStyle(indent=None, ascii_only=True)
_MOST_LINES: Final = 80

_CONTEXT_LINES: Final = 2

_OTHER_SEVERITY: Final = {
    Severity.ERROR: "warning",
    Severity.WARNING: "info",
    Severity.INFO: "warning",
}


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Lines that stay as they are.

    Attributes:
        text: without a line break at its end.
        language: what Markdown calls it.
    """

    text: str
    language: Literal["diff", "json", "sh", "text", "toml"]


@dataclass(frozen=True, slots=True)
class Rules:
    """Other rules that are referred to."""

    rules: tuple[Rule, ...]


Block: TypeAlias = Prose | Code | Rules


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under a title of its own."""

    title: str
    blocks: tuple[Block, ...]


def describe_rule(rule: Rule) -> tuple[Section, ...]:
    """Say everything about a rule that its title, severity and summary do not say."""
    return tuple(_describe(rule))


def _describe(rule: Rule) -> Iterator[Section]:
    yield Section("Why it matters", (Prose(rule.explanation),))
    yield Section("What to do", (Prose(rule.advice),))
    yield _show_example(rule)
    if rule.fix:
        yield _show_fix(rule, rule.fix)
    yield _tell_how_to_set(rule)
    related = find_related(rule)
    if related:
        yield Section("See also", (Rules(related),))


def _show_example(rule: Rule) -> Section:
    blocks: list[Block] = [
        Code(_write_example(rule.example), "json" if _is_document(rule.example) else "text")
    ]
    if rule.example_schema is not None:
        blocks += (
            Prose("With this house schema:"),
            Code(_write_example(rule.example_schema), "json"),
        )
    blocks += Prose("It gives:"), Code(_show_issue(rule), "text")
    return Section("Smallest example", tuple(blocks))


def _show_issue(rule: Rule) -> str:
    schemas: tuple[HouseSchema, ...] = ()
    if rule.example_schema is not None:
        schemas = (HouseSchema.from_document(_SCHEMA, rule.example_schema),)
    config = ValidationConfig(select=(rule.code,), schemas=schemas)
    report = _check_example(rule.example, config)
    return "\n".join(map(join_text, render_issues(CheckedFile(_FILE, report), report.issues)))


def _check_example(example: Any, config: ValidationConfig) -> Report:
    if isinstance(example, str | bytes):
        return validate_composition_text(example, config=config)
    if _is_document(example):
        return validate_composition_text(_write_example(example), config=config)
    return validate_composition(example, config=config)


def _show_fix(rule: Rule, fix: Fix) -> Section:
    """Show what a fix does, and what it makes of the example where it mends that."""
    option = "" if fix.safety == "safe" else " --unsafe"
    blocks: list[Block] = [
        Prose(f"{fix.summary[:1].upper()}{fix.summary[1:]}."),
        Code(f"kvid-composition repair{option} FILE", "sh"),
    ]
    mended = _mend_example(rule, fix)
    if mended is not rule.example:
        changes = _compare(_write_example(rule.example), _write_example(mended))
        blocks.append(Code(changes, "diff"))
    return Section(f"Fix ({fix.safety})", tuple(blocks))


def _mend_example(rule: Rule, fix: Fix) -> Any:
    """Apply the fix to the example; where it does not fit that, nothing changes."""
    index = CompositionIndex(document=rule.example, tables={})
    findings = list(rule.find(index)) if rule.find else []
    remedy = next(iter(fix.plan(index, findings)), None)
    return apply_edits(rule.example, remedy.edits) if remedy else rule.example


def _compare(before: str, after: str) -> str:
    """Show the lines that differ, with a few around them."""
    rows = difflib.unified_diff(
        before.splitlines(), after.splitlines(), n=_CONTEXT_LINES, lineterm=""
    )
    # The first three say what is compared, and where the first difference is.
    shown = ["..." if row.startswith("@@") else row for row in list(rows)[3:]]
    return "\n".join(shown)


def _tell_how_to_set(rule: Rule) -> Section:
    once = Code(f"kvid-composition validate --ignore {rule.code} FILE", "sh")
    settings = Code(
        "[tool.kvid-composition]\n"
        f'ignore = ["{rule.code}"]\n\n'
        "[tool.kvid-composition.per-file-ignores]\n"
        f'"drafts/**" = ["{rule.code}"]\n\n'
        "[tool.kvid-composition.severity]\n"
        f'{rule.code} = "{_OTHER_SEVERITY[rule.severity]}"',
        "toml",
    )
    always = Prose(
        "For a project, in pyproject.toml: never, not in some files, or with another severity."
    )
    return Section("To ignore it", (Prose("Once:"), once, always, settings))


def _is_document(example: Any) -> bool:
    """Tell whether an example is a value that JSON can say."""
    if isinstance(example, str | bytes):
        return False
    try:
        # An example may be over a limit: then that is what it shows.
        write_json(example, _COMPACT, NO_LIMITS)
    except WriteError:
        return False
    return True


def _write_example(example: Any) -> str:
    """Write an example as JSON if it is a document that can be; as it is read if it is a text."""
    if isinstance(example, bytes):
        return example.decode(errors="backslashreplace")
    if isinstance(example, str):
        return example
    if not _is_document(example):
        return repr(example)
    text = write_json(example, _INDENTED, NO_LIMITS)
    short = text if text.count("\n") <= _MOST_LINES else write_json(example, _COMPACT, NO_LIMITS)
    return short.rstrip("\n")

"""What a rule is: a code, the reasons for it, a smallest counter-example, a condition, a fix."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from kvid_composition.document.edits import Edit, RemoveValue, SetValue
from kvid_composition.document.pointer import Path
from kvid_composition.document.values import JsonObject, JsonValue
from kvid_composition.model.index import CompositionIndex
from kvid_composition.validation.issues import Severity

__all__ = [
    "Find",
    "Finding",
    "Fix",
    "Plan",
    "Remedy",
    "Rule",
    "define_rule",
    "name_key_of_id",
    "plan_removal",
    "remove_value",
    "set_value",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One suspect that turned out to be at fault: what an issue is made of.

    Attributes:
        path: the place.
        message: what is wrong, as a sentence.
        hint: what to do; empty where the rule's own advice says it all.
        related: other places.
        reference: the id referred to, where a reference is at fault.
        identity: what tells it from the other findings of its rule, where place and reference
            depend on an order that means nothing for the fault.
    """

    path: Path
    message: str
    hint: str = ""
    related: tuple[Path, ...] = ()
    reference: str | None = None
    identity: tuple[str, ...] = ()


Find: TypeAlias = Callable[[CompositionIndex], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Remedy:
    """The edits that mend one finding.

    Attributes:
        edits: applied in order, to the document of the index.
        is_safe: they cannot change what is seen or heard of a document that worked.
    """

    edits: tuple[Edit, ...]
    is_safe: bool


Plan: TypeAlias = Callable[[CompositionIndex, Finding], Remedy | None]
"""Plans the remedy for one finding; None where this one cannot be mended without asking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """How to mend what a rule found.

    Attributes:
        summary: what it does, in a few words.
        safety: whether its remedies are safe; "depends" where some are.
        plan: gives the remedy for one finding.
    """

    summary: str
    safety: Literal["safe", "unsafe", "depends"]
    plan: Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the catalogue, with everything that is known about it.

    Attributes:
        code: family and number, stable for ever.
        name: the code's name, in kebab case; rules can be named by either.
        severity: what it is unless the configuration says otherwise.
        summary: the condition, as one sentence.
        explanation: why it matters.
        advice: what to do; the hint of an issue that has none of its own.
        example: the smallest document that gives exactly this one issue; text or bytes where only
            text can have the fault.
        find: the condition; None for what is found before there is a document with an index.
        fix: how to mend it, where that can be told.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    explanation: str
    advice: str
    example: Any
    find: Find | None = None
    fix: Fix | None = None

    @property
    def family(self) -> str:
        """The letters of the code."""
        return self.code[:3]


def define_rule(
    *,
    code: str,
    name: str,
    severity: Severity,
    summary: str,
    explanation: str,
    advice: str,
    example: Any,
    fix: Fix | None = None,
) -> Callable[[Find], Rule]:
    """Make a rule of the function below it: its condition.

    The function looks for suspects with one cheap expression over the index (a set operation, the
    least value of a column) and makes findings only for them.
    """

    def make(find: Find) -> Rule:
        return Rule(
            code=code,
            name=name,
            severity=severity,
            summary=summary,
            explanation=explanation,
            advice=advice,
            example=example,
            find=find,
            fix=fix,
        )

    return make


def set_value(path: Path, value: JsonValue, *, is_safe: bool) -> Remedy:
    """Make the remedy that puts a value in place."""
    return Remedy((SetValue(path, value),), is_safe)


def name_key_of_id(finding: Finding, entities: Mapping[str, JsonObject]) -> Remedy | None:
    """Make the remedy that refers to an entity by its key, where a reference has its `id` instead.

    None where not exactly one entity has the id referred to.
    """
    keys = [key for key, entity in entities.items() if entity.get("id") == finding.reference]
    return set_value(finding.path, keys[0], is_safe=True) if len(keys) == 1 else None


def plan_removal(_index: CompositionIndex, finding: Finding) -> Remedy:
    """Plan to take out what was found, which changes what is there: never safe."""
    return remove_value(finding.path, is_safe=False)


def remove_value(path: Path, *, is_safe: bool) -> Remedy:
    """Make the remedy that takes a value out."""
    return Remedy((RemoveValue(path),), is_safe)

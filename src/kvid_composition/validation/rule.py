"""What a rule is: a code, the reasons for it, a smallest counter-example, a condition, a fix."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
    "find_keys_of_ids",
    "plan_each",
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
        edits: applied in order, to the document of the index. What they take out of an array goes
            from the rear, so that each path also leads to the same place in that document.
        is_safe: they cannot change what is seen or heard of a document that worked.
        summary: what they do, as the end of a sentence that starts with "it".
    """

    edits: tuple[Edit, ...]
    is_safe: bool
    summary: str


Plan: TypeAlias = Callable[[CompositionIndex, Sequence[Finding]], Iterable[Remedy | None]]
"""Plans the remedies for findings of one rule, in their order; None where asking is needed.

All of them are good together. Each is good alone as well, but that only the first of several does
what each would have to: else the edits of all could be far more than the document.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """How to mend what a rule found.

    Attributes:
        summary: what it does, in a few words.
        safety: whether its remedies are safe; "depends" where some are.
        plan: gives the remedies for findings of the rule.
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
        find: the condition; None for what is found before there is a document with an index, or by
            a house schema.
        fix: how to mend it, where that can be told.
        see_also: codes of earlier rules that have to do with it; these name it in turn.
        example_schema: the house schema by which the example gives its issue, where one is needed.
        compares: the top-level members whose ids are all looked at, so that it may think otherwise
            of one entity because of any other. All other rules look only at an entity, at the root,
            at what an entity names, and at what stands on its track.
        suggests: only the hints of its findings compare ids, and there is none without a finding.
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
    see_also: tuple[str, ...] = ()
    example_schema: JsonObject | None = None
    compares: tuple[str, ...] = ()
    suggests: bool = False

    @property
    def family(self) -> str:
        """The letters of the code."""
        return self.code[:3]


def define_rule(  # noqa: PLR0913  what a rule is, all by keyword
    *,
    code: str,
    name: str,
    severity: Severity,
    summary: str,
    explanation: str,
    advice: str,
    example: Any,
    fix: Fix | None = None,
    see_also: tuple[str, ...] = (),
    compares: tuple[str, ...] = (),
    suggests: bool = False,
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
            see_also=see_also,
            compares=compares,
            suggests=suggests,
        )

    return make


def plan_each(plan: Callable[[CompositionIndex, Finding], Remedy | None]) -> Plan:
    """Make a plan of what plans the remedy for one finding, whatever the others are."""

    def plan_all(index: CompositionIndex, findings: Sequence[Finding]) -> Iterator[Remedy | None]:
        return (plan(index, finding) for finding in findings)

    return plan_all


def set_value(path: Path, value: JsonValue, summary: str, *, is_safe: bool) -> Remedy:
    """Make the remedy that puts a value in place."""
    return Remedy((SetValue(path, value),), is_safe, summary)


def find_keys_of_ids(entities: Mapping[str, JsonObject]) -> dict[str, str]:
    """Give the key of each `id` that exactly one entity has, for references that name the id."""
    keys: dict[str, str] = {}
    repeated: set[str] = set()
    for key, entity in entities.items():
        id_ = entity.get("id")
        if isinstance(id_, str) and keys.setdefault(id_, key) != key:
            repeated.add(id_)
    return {id_: key for id_, key in keys.items() if id_ not in repeated}


def plan_removal(_index: CompositionIndex, finding: Finding) -> Remedy:
    """Plan to take out what was found, which changes what is there: never safe."""
    return remove_value(finding.path, "removes it", is_safe=False)


def remove_value(path: Path, summary: str, *, is_safe: bool) -> Remedy:
    """Make the remedy that takes a value out."""
    return Remedy((RemoveValue(path),), is_safe, summary)

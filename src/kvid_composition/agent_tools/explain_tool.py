"""`explain` for agents: why a rule matters, and what to do about it."""

from collections.abc import Mapping
from typing import Any, Final

from kvid_composition.agent_tools.answer import Answer, Budget, Text
from kvid_composition.agent_tools.arguments import TEXT, Parameter
from kvid_composition.agent_tools.schemas import explain_answer_schema
from kvid_composition.agent_tools.tool import Tool, Workplace
from kvid_composition.document.values import JsonObject
from kvid_composition.reporting.rule_page import render_rule
from kvid_composition.reporting.rule_table import write_rule
from kvid_composition.reporting.styled import join_text
from kvid_composition.validation.catalogue import FAMILIES, RULES, find_rule
from kvid_composition.validation.rule import Rule

__all__ = ["EXPLAIN"]


def _explain(place: Workplace, arguments: Mapping[str, Any]) -> Answer:
    asked = arguments["rule"]
    family = asked.upper()
    members = [rule for rule in RULES if rule.family == family]
    rules = members if family in FAMILIES else [find_rule(asked)]
    budget = Budget(place.most_bytes)
    budget.spend({"rules": [], "omitted": len(rules)})
    kept, omitted = budget.list_fitting(map(_write, rules))
    text = Text(place.most_bytes)
    text.add_all(f"{rule.code} {rule.name}: {rule.summary} {rule.advice}" for rule in rules)
    return Answer({"rules": kept, "omitted": omitted}, str(text))


def _write(rule: Rule) -> JsonObject:
    page = "\n".join(map(join_text, render_rule(rule)))
    return {**write_rule(rule), "page": page}


EXPLAIN: Final = Tool(
    name="explain",
    title="Explain a rule",
    description=(
        "Explain a rule that `validate` reported: why it matters, what to do, whether `repair` can "
        "mend it, and the smallest document that breaks it. Give a code (REF101), a name "
        f"(items-overlap), or a family ({', '.join(FAMILIES)}) for all its rules."
    ),
    parameters=(
        Parameter(
            name="rule",
            kind=TEXT,
            description="Code, name or family of rules.",
            is_required=True,
        ),
    ),
    describe_answer=explain_answer_schema,
    run=_explain,
)

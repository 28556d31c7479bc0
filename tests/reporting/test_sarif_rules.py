"""Rules in SARIF: all that the catalogue knows, in the shapes of the schema."""

from typing import Any

import pytest

from kvid_composition import RULES
from kvid_composition.reporting.sarif_rules import write_descriptors
from kvid_composition.validation.rule import Rule
from tests.reporting.sarif_logs import check_log


def write(code: str, name: str = "n", documentation: str = "") -> dict[str, Any]:
    (descriptor,) = write_descriptors([(code, name)], documentation)
    return {**descriptor}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_help(rule: Rule) -> None:
    descriptor = write(rule.code)
    assert (descriptor["id"], descriptor["name"]) == (rule.code, rule.name)
    assert rule.advice in descriptor["help"]["text"]
    assert rule.explanation in descriptor["help"]["markdown"]
    assert descriptor["shortDescription"]["text"] == rule.summary
    assert ("Repair" in descriptor["help"]["text"]) is (rule.fix is not None)


def test_all_rules_fit_the_schema() -> None:
    named = [(rule.code, rule.name) for rule in RULES]
    rules = list(write_descriptors(named, "https://example.com/rules"))
    driver = {"name": "kvid-composition", "rules": rules}
    check_log({"version": "2.1.0", "runs": [{"tool": {"driver": driver}}]})


def test_an_info_is_a_note_and_a_recommendation() -> None:
    descriptor = write("TIM107")
    assert descriptor["defaultConfiguration"] == {"level": "note"}
    assert descriptor["properties"] == {"tags": ["time"], "problem.severity": "recommendation"}


@pytest.mark.parametrize(
    "documentation", ["https://example.com/rules", "https://example.com/rules/"]
)
def test_a_rule_links_to_its_page_where_there_is_one(documentation: str) -> None:
    descriptor = write("TIM107", documentation=documentation)
    assert descriptor["helpUri"] == "https://example.com/rules/TIM107.md"
    assert "helpUri" not in write("TIM107")


def test_of_a_rule_of_elsewhere_code_and_name_are_known() -> None:
    assert write("HOUSE1", "our-own") == {"id": "HOUSE1", "name": "our-own"}

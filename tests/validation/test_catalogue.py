"""Rules by code, name and family; the configuration that names them."""

import pytest

from kvid_composition import (
    RULES,
    KvidCompositionError,
    Severity,
    UnknownRuleError,
    ValidationConfig,
    find_rule,
)
from kvid_composition.validation.catalogue import FAMILIES, select_rules

CATALOGUE = {
    "DOC": 11,
    "STR": 5,
    "REF": 13,
    "TIM": 10,
    "MED": 10,
    "POR": 4,
    "HSE": 2,
}


def test_the_catalogue_has_all_rules_of_each_family_in_order() -> None:
    expected = [
        f"{family}{100 + n}" for family, count in CATALOGUE.items() for n in range(1, count + 1)
    ]
    assert [rule.code for rule in RULES] == expected


def test_names_are_distinct() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_every_family_has_a_title() -> None:
    assert list(FAMILIES) == list(CATALOGUE)


@pytest.mark.parametrize("reference", ["TIM105", "tim105", "items-overlap", "Items-Overlap"])
def test_a_rule_is_found_by_code_or_name(reference: str) -> None:
    assert find_rule(reference).code == "TIM105"


def test_an_unknown_rule_gets_a_suggestion() -> None:
    with pytest.raises(UnknownRuleError, match="did you mean TIM105") as caught:
        find_rule("TIM1O5")
    assert caught.value.suggestion == "TIM105"
    assert isinstance(caught.value, KvidCompositionError)


def test_an_unknown_rule_that_is_near_nothing_gets_none() -> None:
    with pytest.raises(UnknownRuleError) as caught:
        find_rule("xyz")
    assert caught.value.suggestion is None


def test_a_family_selects_all_its_rules() -> None:
    assert select_rules("por") == {"POR101", "POR102", "POR103", "POR104"}


def test_a_configuration_refuses_unknown_rules_at_once() -> None:
    with pytest.raises(UnknownRuleError):
        ValidationConfig(select=["NOPE"])
    with pytest.raises(UnknownRuleError):
        ValidationConfig(ignore=["NOPE"])
    with pytest.raises(UnknownRuleError):
        ValidationConfig(severities={"NOPE": "error"})


def test_a_configuration_refuses_an_unknown_severity() -> None:
    with pytest.raises(ValueError, match="fatal"):
        ValidationConfig(severities={"REF": "fatal"})


def test_ignoring_is_stronger_than_selecting() -> None:
    config = ValidationConfig(select=["POR"], ignore=["POR101"])
    assert config.reported == {"POR102", "POR103", "POR104"}


def test_a_later_severity_wins() -> None:
    config = ValidationConfig(severities={"POR": Severity.ERROR, "POR101": "info"})
    assert config.severity_by_code["POR101"] is Severity.INFO
    assert config.severity_by_code["POR102"] is Severity.ERROR


def test_severities_are_ranked_from_the_worst() -> None:
    ranks = [severity.rank for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)]
    assert ranks == [0, 1, 2]

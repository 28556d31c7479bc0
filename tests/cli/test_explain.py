"""`explain`: one rule, one family, or a suggestion."""

import pytest

from kvid_composition import RULES
from kvid_composition.validation.catalogue import FAMILIES
from tests.cli.harness import NAUGHTY, invoke


@pytest.mark.parametrize("reference", ["REF101", "ref101", "track-item-missing"])
def test_a_rule_is_found_by_code_or_name(reference: str) -> None:
    result = invoke("explain", reference)
    assert result.exit_code == 0
    assert result.stdout.startswith("REF101 track-item-missing\nerror, family REF: References\n")


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_lists_its_rules(family: str) -> None:
    rows = invoke("explain", family.lower()).stdout.splitlines()
    codes = [row.split()[0] for row in rows if row.startswith(family)]
    assert codes == [rule.code for rule in RULES if rule.family == family]


@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_every_rule_can_be_explained_within_80_columns_of_prose(code: str) -> None:
    rows = invoke("explain", code).stdout.splitlines()
    assert all(len(row) <= 80 or " " not in row.strip() for row in rows if '": ' not in row)


def test_an_unknown_rule_ends_with_2_and_a_suggestion() -> None:
    result = invoke("explain", "item-overlap")
    assert (result.exit_code, result.stdout) == (2, "")
    expected = "error UNKNOWN_RULE: no rule is called 'item-overlap'; did you mean items-overlap?\n"
    assert result.stderr == expected


def test_an_unknown_rule_is_quoted_harmlessly() -> None:
    assert invoke("explain", NAUGHTY).stderr.strip().isprintable()


def test_colour_can_be_asked_for() -> None:
    assert "\x1b[1mREF101\x1b[0m" in invoke("explain", "REF101", "--color", "always").stdout

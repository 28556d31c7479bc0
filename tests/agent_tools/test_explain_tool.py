"""`explain` for agents: every rule, by code, name or family."""

from pathlib import Path
from typing import Any

import pytest

from kvid_composition.validation.catalogue import FAMILIES, RULES
from tests.agent_tools.calls import call, open_place, refuse


@pytest.mark.parametrize("asked", ["REF101", "ref101", "track-item-missing"])
def test_a_rule_is_explained_by_code_and_by_name(tmp_path: Path, asked: str) -> None:
    answer = call(open_place(tmp_path), "explain", rule=asked)
    content: Any = answer.content
    (rule,) = content["rules"]
    assert rule["code"] == "REF101"
    assert "Smallest example" in rule["page"]
    assert answer.text.startswith("REF101 track-item-missing: ")


def test_every_rule_is_explained(tmp_path: Path) -> None:
    place = open_place(tmp_path)
    for rule in RULES:
        content: Any = call(place, "explain", rule=rule.code).content
        assert [each["code"] for each in content["rules"]] == [rule.code]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_gives_all_its_rules(tmp_path: Path, family: str) -> None:
    content: Any = call(open_place(tmp_path), "explain", rule=family.lower()).content
    codes = [rule.code for rule in RULES if rule.family == family]
    assert len(content["rules"]) + content["omitted"] == len(codes)
    assert [each["code"] for each in content["rules"]] == codes[: len(content["rules"])]


def test_a_family_that_is_too_much_is_bounded(tmp_path: Path) -> None:
    place = open_place(tmp_path, most_bytes=4_000)
    content: Any = call(place, "explain", rule="TIM").content
    assert content["omitted"] > 0


@pytest.mark.parametrize("asked", ["", "nothing at all", "\x1b" * 100_000])
def test_what_is_no_rule_is_refused(tmp_path: Path, asked: str) -> None:
    error = refuse(open_place(tmp_path), "explain", rule=asked)
    assert error.code == "UNKNOWN_RULE"
    assert error.hint.startswith(("Did you mean", "validate names"))

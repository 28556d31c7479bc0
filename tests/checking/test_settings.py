"""Settings: the configuration of each file."""

from typing import Any

import pytest

from kvid_composition import Limits, Severity, UnknownRuleError, ValidationConfig
from kvid_composition.checking.file_patterns import FilePatternError
from kvid_composition.checking.settings import DEFAULT_SETTINGS, FAIL_ON, Settings
from kvid_composition.validation.house_schema import HouseSchema


def test_without_settings_the_configuration_is_the_usual_one() -> None:
    assert DEFAULT_SETTINGS.configure("a.json") == ValidationConfig()


def test_a_configuration_has_everything_that_the_settings_say() -> None:
    schema = HouseSchema.from_document("brand.json", {"const": 1})
    config = Settings(
        select=("REF", "POR", "HSE"),
        ignore=("POR101",),
        severities={"REF": Severity.INFO},
        limits=Limits(depth=9),
        schemas=(schema,),
    ).configure()
    assert {"REF101", "POR102", "HSE101"} <= config.reported
    assert not {"POR101", "TIM101"} & config.reported
    assert config.severity_by_code["REF101"] is Severity.INFO
    assert (config.limits.depth, config.schemas) == (9, (schema,))


SOME = Settings(
    ignore=("MED110",),
    per_file_ignores={"drafts/": ("REF111",), "*.old.json": ("TIM", "REF111"), "/x": ("POR",)},
)


def test_what_a_pattern_says_is_ignored_besides() -> None:
    reported = SOME.configure("drafts/a.json").reported
    assert not {"REF111", "MED110"} & reported
    assert "TIM101" in reported


def test_what_several_patterns_say_adds_up() -> None:
    reported = SOME.configure("drafts/a.old.json").reported
    assert not {"REF111", "MED110", "TIM101", "TIM110"} & reported
    assert "POR101" in reported


@pytest.mark.parametrize("path", [None, "a.json", "other/x/a.json"])
def test_a_file_that_no_pattern_means_has_the_general_configuration(path: str | None) -> None:
    assert SOME.configure(path).reported == ValidationConfig(ignore=["MED110"]).reported


def test_files_with_the_same_ignores_share_one_configuration() -> None:
    configs = {id(SOME.configure(f"drafts/{number}.json")) for number in range(1000)}
    configs |= {id(SOME.configure(f"{number}.json")) for number in range(1000)}
    assert len(configs) == 2


@pytest.mark.parametrize("key", ["select", "ignore"])
def test_an_unknown_rule_is_refused_at_once(key: str) -> None:
    members: dict[str, Any] = {key: ("NOPE",)}
    with pytest.raises(UnknownRuleError):
        Settings(**members)


def test_an_unknown_rule_of_a_pattern_is_refused_before_a_file_matches() -> None:
    with pytest.raises(UnknownRuleError):
        Settings(per_file_ignores={"a": ("NOPE",)})


def test_a_text_that_is_no_pattern_is_refused_before_a_file_is_read() -> None:
    with pytest.raises(FilePatternError):
        Settings(per_file_ignores={"!a": ("REF",)})


def test_there_are_four_thresholds() -> None:
    assert FAIL_ON == ("error", "warning", "info", "never")

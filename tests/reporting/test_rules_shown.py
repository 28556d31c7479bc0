"""Rules as a table and as pages."""

import json
import re
from dataclasses import replace

import pytest

from kvid_composition import RULES, ValidationConfig, find_rule, repair_composition
from kvid_composition.checking.settings_reader import read_settings
from kvid_composition.document.edits import SetValue
from kvid_composition.document.writer import TextStyle, write_json
from kvid_composition.model.index import CompositionIndex
from kvid_composition.reporting.rule_page import render_rule, write_rule_page
from kvid_composition.reporting.rule_table import render_rules, write_markdown, write_rules
from kvid_composition.reporting.styled import join_text
from kvid_composition.validation.catalogue import FAMILIES
from kvid_composition.validation.house_schema import HouseSchema
from kvid_composition.validation.rule import Finding, Fix, Remedy, Rule


def render_page(rule: Rule, columns: int | None = None) -> list[str]:
    return [join_text(line) for line in render_rule(rule, columns)]


def render_table(columns: int | None = None) -> list[str]:
    return [join_text(line) for line in render_rules(RULES, columns)]


def test_the_table_has_a_row_for_each_rule() -> None:
    rows = {row.split()[0]: row for row in render_table() if row}
    for rule in RULES:
        assert rule.name in rows[rule.code]
        assert rows[rule.code].endswith(rule.summary)


def test_the_table_has_each_family_once() -> None:
    rows = render_table()
    assert [row for row in rows if row in FAMILIES.values()] == list(FAMILIES.values())


def test_summaries_are_folded_in_their_column() -> None:
    rows = render_table(80)
    row = next(k for k, row in enumerate(rows) if row.startswith("TIM102"))
    assert rows[row + 1].index("number") == rows[row].index("A duration")


def test_on_a_narrow_terminal_summaries_use_the_whole_width() -> None:
    rows = render_table(60)
    row = next(k for k, row in enumerate(rows) if row.startswith("TIM102"))
    assert rows[row + 1].startswith("    ") and not rows[row + 1].startswith("     ")  # noqa: PT018


def test_markdown_has_a_row_for_each_rule() -> None:
    rows = [row for row in write_markdown(RULES).splitlines() if row.startswith("| ")]
    assert len(rows) == len(RULES) + len(FAMILIES)


def test_markdown_escapes_what_is_its_own() -> None:
    assert "A key is \\_\\_proto\\_\\_." in write_markdown([find_rule("DOC109")])


def test_markdown_links_codes_to_their_pages_where_there_are_pages() -> None:
    rules = [find_rule("DOC109")]
    assert "| [DOC109](rules/DOC109.md) |" in write_markdown(rules, "rules")
    assert "| DOC109 |" in write_markdown(rules)


def test_the_json_of_rules_is_json() -> None:
    written = json.loads(json.dumps(write_rules(RULES)))
    assert [rule["code"] for rule in written["rules"]] == [rule.code for rule in RULES]


def test_the_json_of_a_rule_tells_its_fix() -> None:
    written = write_rules([find_rule("TIM101"), find_rule("DOC101")])["rules"]
    assert [rule["fix"] and rule["fix"]["safety"] for rule in written] == ["safe", None]  # type: ignore[index,call-overload,union-attr]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_page_is_complete_and_harmless(rule: Rule) -> None:
    page = render_page(rule, 80)
    text = " ".join(" ".join(page).split())
    for part in (rule.code, rule.name, rule.severity, rule.summary, rule.explanation, rule.advice):
        assert part in text
    assert all(row.isprintable() for row in page)


def test_a_page_tells_the_fix_and_its_safety() -> None:
    page = render_page(find_rule("TIM101"))
    assert page[page.index("Fix (safe)") + 1] == "    Sets the duration to 1 frame."


def test_a_page_without_a_fix_does_not_speak_of_one() -> None:
    assert not any(row.startswith("Fix") for row in render_page(find_rule("TIM104")))


def read_example(code: str) -> list[str]:
    page = render_page(find_rule(code))
    start = page.index("Smallest example") + 1
    return [row[4:] for row in page[start : page.index("", start)]]


def test_a_document_is_shown_as_json() -> None:
    assert json.loads("\n".join(read_example("REF101"))) == find_rule("REF101").example


def test_a_value_of_python_is_shown_as_python() -> None:
    assert read_example("DOC107") == [repr(find_rule("DOC107").example)]


def test_a_text_is_shown_as_text() -> None:
    assert read_example("DOC101") == [find_rule("DOC101").example]


def test_a_document_that_is_over_a_limit_is_shown_as_json_all_the_same() -> None:
    assert json.loads("\n".join(read_example("DOC105"))) == find_rule("DOC105").example


def test_bytes_are_shown_as_text_with_their_marks_escaped() -> None:
    assert read_example("DOC102")[0].startswith('\\ufeff{"fps"')


def test_letters_that_look_alike_are_told_apart() -> None:
    assert all(row.isascii() for row in read_example("POR102"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_page_shows_the_one_issue_that_its_example_gives(rule: Rule) -> None:
    page = render_page(rule)
    start = page.index("    It gives:") + 2
    shown = page[start : page.index("", start)]
    assert shown[0].startswith("    composition.json:")
    assert f"{rule.severity.value:7} {rule.code} {rule.name}: " in shown[0]
    assert [row.split()[0] for row in shown[1:]] == ["at", "hint:"]


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.fix], ids=lambda rule: rule.code)
def test_a_page_shows_what_the_fix_makes_of_the_example(rule: Rule) -> None:
    assert rule.fix is not None
    (diff,) = re.findall(r"```diff\n(.*?)\n```", write_rule_page(rule), re.DOTALL)
    before = [row[1:] for row in diff.splitlines() if row[0] in " -"]
    after = [row[1:] for row in diff.splitlines() if row[0] in " +"]
    assert before != after
    assert set(before) <= set(read_example(rule.code))


def test_a_page_asks_for_unsafe_only_where_the_fix_may_be() -> None:
    assert "    kvid-composition repair FILE" in render_page(find_rule("TIM101"))
    assert "    kvid-composition repair --unsafe FILE" in render_page(find_rule("REF102"))
    assert "    kvid-composition repair --unsafe FILE" in render_page(find_rule("REF104"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_page_of_markdown_says_what_the_terminal_says(rule: Rule) -> None:
    plain = write_rule_page(rule).replace("\\_", "_").replace(f"*{rule.severity}*", rule.severity)
    for row in render_page(rule):
        for word in row.split():
            assert word in plain


def test_a_page_names_the_rules_that_have_to_do_with_it_and_they_name_it() -> None:
    assert "- [REF106](REF106.md) item-on-two-tracks" in write_rule_page(find_rule("TIM105"))
    assert "- [TIM105](TIM105.md) items-overlap" in write_rule_page(find_rule("REF106"))
    assert "See also" not in write_rule_page(find_rule("DOC111"))


def find_one(_index: CompositionIndex) -> list[Finding]:
    return [Finding(path=("a",), message="")]


def find_nothing(_index: CompositionIndex) -> list[Finding]:
    return []


def test_differences_that_are_far_apart_are_shown_with_a_gap() -> None:
    before = {"a": 1, **{f"x{number}": 0 for number in range(9)}, "z": 1}
    rule = replace(
        find_rule("POR103"),
        example=before,
        find=find_one,
        fix=Fix(
            summary="",
            safety="safe",
            plan=lambda _index, _findings: [
                Remedy((SetValue(("a",), 2), SetValue(("z",), 2)), is_safe=True, summary="")
            ],
        ),
    )
    (diff,) = re.findall(r"```diff\n(.*?)\n```", write_rule_page(rule), re.DOTALL)
    assert diff.splitlines()[:3] == [" {", '-  "a": 1,', '+  "a": 2,']
    assert "..." in diff.splitlines()


def test_a_fix_that_does_not_fit_the_example_shows_no_difference() -> None:
    rule = replace(find_rule("POR103"), find=find_nothing)
    assert "```diff" not in write_rule_page(rule)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_settings_of_a_page_do_what_it_says(rule: Rule) -> None:
    (text,) = re.findall(r"```toml\n(.*?)```", write_rule_page(rule), re.DOTALL)
    found = read_settings(text, file="pyproject.toml", load_schema=refuse, is_project=True)
    assert found is not None
    settings, _ = found
    assert settings.ignore == (rule.code,)
    assert settings.per_file_ignores == {"drafts/**": (rule.code,)}
    assert list(settings.severities) == [rule.code]
    assert settings.severities[rule.code] is not rule.severity


def refuse(name: str) -> HouseSchema:
    raise AssertionError(name)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.fix], ids=lambda rule: rule.code)
def test_a_page_shows_what_repair_does(rule: Rule) -> None:
    config = ValidationConfig(select=[rule.code])
    repaired = repair_composition(rule.example, unsafe=True, config=config).document
    written = write_json(repaired, TextStyle(ascii_only=True)).splitlines()
    (diff,) = re.findall(r"```diff\n(.*?)\n```", write_rule_page(rule), re.DOTALL)
    added = [row[1:] for row in diff.splitlines() if row[0] in " +"]
    assert set(added) <= set(written)

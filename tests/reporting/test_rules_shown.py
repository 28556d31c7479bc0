"""Rules as a table and as pages."""

import json

import pytest

from kvid_composition import RULES, find_rule
from kvid_composition.reporting.rule_page import render_rule
from kvid_composition.reporting.rule_table import render_rules, write_markdown, write_rules
from kvid_composition.reporting.styled import join_text
from kvid_composition.validation.catalogue import FAMILIES
from kvid_composition.validation.rule import Rule


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


def test_bytes_are_shown_as_text_with_their_marks_escaped() -> None:
    assert read_example("DOC102")[0].startswith('\\ufeff{"fps"')


def test_letters_that_look_alike_are_told_apart() -> None:
    assert all(row.isascii() for row in read_example("POR102"))

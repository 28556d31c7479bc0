"""Each rule reports its fault, at its place, and nothing else."""

from typing import Any

import pytest

from benchmarks.compositions import make_composition
from kvid_composition import (
    RULES,
    ValidationConfig,
    validate_composition,
    validate_composition_text,
)
from kvid_composition.document.edits import apply_edits
from kvid_composition.document.values import detach
from kvid_composition.model.index import CompositionIndex
from kvid_composition.validation.house_schema import HouseSchema
from kvid_composition.validation.issues import Report
from kvid_composition.validation.rule import Rule
from tests.documents import sound_document
from tests.strategies.faults import PLANTERS, plant_fault

Document = dict[str, Any]


def _name(rule: Rule) -> str:
    return rule.code


def validate_any(example: Any, config: ValidationConfig | None = None) -> Report:
    if type(example) in {str, bytes}:
        return validate_composition_text(example, config=config)
    return validate_composition(example, config=config)


def _configure(rule: Rule) -> ValidationConfig | None:
    """Give the configuration by which a rule's example has its issue; None: it needs none."""
    if rule.example_schema is None:
        return None
    schema = HouseSchema.from_document("brand.json", rule.example_schema)
    return ValidationConfig(schemas=(schema,))


@pytest.mark.parametrize("rule", RULES, ids=_name)
def test_the_counter_example_of_a_rule_gives_exactly_its_one_issue(rule: Rule) -> None:
    report = validate_any(rule.example, _configure(rule))
    assert [issue.code for issue in report.issues] == [rule.code]


@pytest.mark.parametrize("title", PLANTERS)
def test_a_fault_planted_alone_gives_exactly_its_code_at_its_place(title: str) -> None:
    fault = plant_fault(title, sound_document())
    report = validate_any(fault.document if fault.text is None else fault.text, fault.config)
    assert [(i.code, i.path) for i in report.issues] == [(fault.code, fault.pointer)]


@pytest.mark.parametrize("title", PLANTERS)
def test_a_fault_planted_among_hundreds_of_items_gives_exactly_its_code(title: str) -> None:
    fault = plant_fault(title, make_composition(900))
    report = validate_any(fault.document if fault.text is None else fault.text, fault.config)
    assert [(i.code, i.path) for i in report.issues] == [(fault.code, fault.pointer)]


def test_every_rule_has_a_planted_fault() -> None:
    assert {title[:6] for title in PLANTERS} == {rule.code for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=_name)
def test_a_rule_says_all_that_there_is_to_say(rule: Rule) -> None:
    for text in (rule.summary, rule.explanation, rule.advice):
        assert text.endswith(".")
    assert rule.name == rule.name.lower()
    assert " " not in rule.name


def _mend(rule: Rule, document: Document) -> tuple[Document, list[bool]]:
    """Apply the rule's fix to every finding, last place first; tell which remedies are safe."""
    index = CompositionIndex(document=document, tables={})
    assert rule.find is not None
    assert rule.fix is not None
    safe: list[bool] = []
    mended: Any = document
    findings = list(rule.find(index))
    for remedy in reversed(list(rule.fix.plan(index, findings))):
        assert remedy is not None
        safe.append(remedy.is_safe)
        mended = apply_edits(mended, remedy.edits)
    return mended, safe


FIXABLE = [rule for rule in RULES if rule.fix is not None]


@pytest.mark.parametrize("rule", FIXABLE, ids=_name)
def test_a_fix_removes_the_issue_and_adds_no_error(rule: Rule) -> None:
    mended, _ = _mend(rule, rule.example)
    report = validate_composition(mended)
    assert rule.code not in {issue.code for issue in report.issues}
    assert report.ok


@pytest.mark.parametrize("rule", FIXABLE, ids=_name)
def test_a_fix_is_as_safe_as_it_says(rule: Rule) -> None:
    assert rule.fix is not None
    _, safe = _mend(rule, rule.example)
    expected = {"safe": [True], "unsafe": [False], "depends": [False]}[rule.fix.safety]
    assert safe == expected


@pytest.mark.parametrize("rule", FIXABLE, ids=_name)
def test_a_fix_leaves_the_document_given_as_it_is(rule: Rule) -> None:
    before = detach(rule.example)
    _mend(rule, rule.example)
    assert rule.example == before


def test_a_listed_id_is_replaced_by_the_key_under_which_its_item_stands() -> None:
    document = sound_document()
    document["tracks"][4]["items"] = ["bg"]
    document["items"]["sol1"]["id"] = "bg"
    rule = next(rule for rule in RULES if rule.code == "REF101")
    mended, safe = _mend(rule, document)
    assert mended["tracks"][4]["items"] == ["sol1"]
    assert safe == [True]


def test_an_asset_id_is_replaced_by_the_key_under_which_its_asset_stands() -> None:
    document = sound_document()
    document["items"]["img1"]["assetId"] = "logo"
    document["assets"]["aI"]["id"] = "logo"
    rule = next(rule for rule in RULES if rule.code == "REF102")
    mended, safe = _mend(rule, document)
    assert mended["items"]["img1"]["assetId"] == "aI"
    assert safe == [True]


def test_a_renamed_track_gets_an_id_that_no_track_has() -> None:
    document = sound_document()
    for row, name in enumerate(["x", "x", "x-2"]):
        document["tracks"][row]["id"] = name
    rule = next(rule for rule in RULES if rule.code == "REF104")
    mended, _ = _mend(rule, document)
    assert [track["id"] for track in mended["tracks"][:3]] == ["x", "x-3", "x-2"]


def test_removing_an_item_takes_it_off_every_track() -> None:
    document = sound_document()
    document["items"]["img1"]["assetId"] = "nothing"
    document["tracks"][0]["items"] += ["img1", "img1"]
    rule = next(rule for rule in RULES if rule.code == "REF102")
    mended, _ = _mend(rule, document)
    assert all("img1" not in track["items"] for track in mended["tracks"])
    assert "img1" not in mended["items"]


def test_a_source_that_fills_no_frame_cannot_be_mended_by_trimming() -> None:
    document = sound_document()
    document["items"]["vid1"]["videoStartFromInSeconds"] = 11
    rule = next(rule for rule in RULES if rule.code == "TIM109")
    index = CompositionIndex(document=document, tables={})
    assert rule.find is not None
    assert rule.fix is not None
    assert list(rule.fix.plan(index, list(rule.find(index)))) == [None]


def test_an_asset_without_a_url_to_take_it_from_gets_no_filename() -> None:
    document = sound_document()
    del document["assets"]["aC"]["filename"]
    rule = next(rule for rule in RULES if rule.code == "MED105")
    index = CompositionIndex(document=document, tables={})
    assert rule.find is not None
    assert rule.fix is not None
    assert list(rule.fix.plan(index, list(rule.find(index)))) == [None]

"""What would mend which issue."""

from dataclasses import replace
from typing import Any

import pytest

from kvid_composition import RULES, Composition, ValidationConfig, detach, validate_composition
from kvid_composition.document.edits import RemoveValue, SetValue, apply_edits
from kvid_composition.model.index import CompositionIndex
from kvid_composition.validation.remedies import plan_fixes, plan_remedies
from kvid_composition.validation.rules.examples import sketch_composition, sketch_item

Document = dict[str, Any]


def remedies(document: object) -> dict[str, Any]:
    """Plan for all issues of a document; by pointer."""
    issues = validate_composition(document).issues
    return {issue.path: remedy for issue, remedy in plan_remedies(document, issues).items()}


def test_each_issue_that_can_be_mended_has_its_remedy() -> None:
    document: Any = sketch_composition(
        items={"a": sketch_item(opacity=2, id="b")},
        tracks=[{"id": "main", "items": ["a", "gone"]}],
    )
    planned = remedies(document)
    assert {path: remedy.edits for path, remedy in planned.items()} == {
        "/items/a/opacity": (SetValue(("items", "a", "opacity"), 1),),
        "/items/a/id": (SetValue(("items", "a", "id"), "a"),),
        "/tracks/0/items/1": (RemoveValue(("tracks", 0, "items", 1)),),
    }
    assert all(remedy.is_safe for remedy in planned.values())


def test_an_issue_that_nothing_mends_has_none() -> None:
    document: Any = sketch_composition(compositionWidth=641)
    assert [issue.code for issue in validate_composition(document).issues] == ["MED106"]
    assert remedies(document) == {}


def test_only_the_issues_that_are_named_have_one() -> None:
    document: Any = sketch_composition(items={"a": sketch_item(opacity=2, id="b")})
    first, _ = validate_composition(document).issues
    assert list(plan_remedies(document, [first])) == [first]


def test_an_issue_of_another_document_has_none() -> None:
    document: Any = sketch_composition(items={"a": sketch_item(opacity=2)})
    (issue,) = validate_composition(document).issues
    assert plan_remedies(sketch_composition(), [issue]) == {}
    assert plan_remedies(document, [replace(issue, path="/items/b/opacity")]) == {}


def test_a_model_is_taken_as_its_document() -> None:
    document: Any = sketch_composition(items={"a": sketch_item(opacity=2)})
    model = Composition.from_document(document)
    assert len(plan_remedies(model, validate_composition(model).issues)) == 1


@pytest.mark.parametrize("value", [None, [], {1}, "", float("nan")])
def test_what_is_no_composition_has_no_remedies(value: object) -> None:
    document: Any = sketch_composition(items={"a": sketch_item(opacity=2)})
    assert plan_remedies(value, validate_composition(document).issues) == {}


def test_nothing_is_planned_inside_what_is_unsound() -> None:
    document: Any = sketch_composition(items={"a": sketch_item(opacity="full")})
    assert remedies(document) == {}


def test_the_limits_of_the_configuration_hold() -> None:
    document: Any = sketch_composition(items={"a": sketch_item(opacity=2)})
    issues = validate_composition(document).issues
    small = ValidationConfig(limits=replace(ValidationConfig().limits, nodes=3))
    assert plan_remedies(document, issues, config=small) == {}


def test_a_remedy_passes_by_objects_with_foreign_keys() -> None:
    document: Any = sketch_composition(
        items={"a": sketch_item(opacity=2), "b": sketch_item(opacity=2)}
    )
    document["items"]["b"]["id"] = "b"
    document["items"]["a"][5] = "five"
    assert "/items/a/opacity" not in remedies(document)
    assert "/items/b/opacity" in remedies(document)


def test_whatever_is_inside_an_object_with_foreign_keys_is_passed_by_as_well() -> None:
    document: Any = sketch_composition(items={"a": sketch_item(opacity=2)})
    document["items"]["a"][5] = document["items"][5] = "five"
    assert remedies(document) == {}


def test_half_of_a_pair_in_a_key_is_no_obstacle() -> None:
    document: Any = sketch_composition(items={"a": sketch_item(opacity=2, **{"\ud800": 1})})
    assert list(remedies(document)) == ["/items/a/opacity"]


def test_an_object_with_foreign_keys_can_be_taken_out_as_a_whole() -> None:
    document: Any = sketch_composition(items={"a": sketch_item(), "b": sketch_item(id="b")})
    document["items"]["b"][5] = "five"
    (remedy,) = remedies(document).values()
    mended: Any = apply_edits(document, remedy.edits)
    assert list(mended["items"]) == ["a"]


def test_no_rule_without_a_fix_plans_anything() -> None:
    document: Any = sketch_composition()
    index = CompositionIndex(document=document, tables={})
    (rule,) = (rule for rule in RULES if rule.code == "TIM104")
    assert plan_fixes(document, index, rule, []) == []


@pytest.mark.parametrize("rule", [r for r in RULES if r.fix], ids=lambda rule: rule.code)
def test_the_counter_example_of_a_rule_is_mended_and_stays_what_it_is(rule: Any) -> None:
    before = detach(rule.example)
    (remedy,) = remedies(rule.example).values()
    codes = {issue.code for issue in validate_composition(rule.example).issues}
    mended = validate_composition(apply_edits(rule.example, remedy.edits))
    assert rule.code in codes
    assert rule.code not in {issue.code for issue in mended.issues}
    assert rule.example == before

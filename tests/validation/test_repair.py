"""Repair: what is mended, what is left, and what came with it."""

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from kvid_composition import (
    RULES,
    AppliedFix,
    Composition,
    Limits,
    Repair,
    Report,
    Severity,
    ValidationConfig,
    apply_json_patch,
    detach,
    repair_composition,
    validate_composition,
)
from kvid_composition.document.edits import apply_edits
from kvid_composition.document.values import are_same_text
from kvid_composition.model.entity import Entity
from kvid_composition.testing.hostile.compositions import make_hostile_composition
from kvid_composition.validation import repair as repair_module
from kvid_composition.validation.house_schema import HouseSchema
from kvid_composition.validation.repair import plan_unsafe_remedies
from kvid_composition.validation.rules.examples import (
    sketch_asset,
    sketch_composition,
    sketch_item,
)
from tests.documents import sound_document

Document = dict[str, Any]


def told(repair: Repair) -> list[tuple[str, str]]:
    return [(fix.code, fix.path) for fix in repair.applied]


def left(repair: Repair) -> list[str]:
    return [issue.code for issue in repair.remaining]


SMALL = ValidationConfig(limits=Limits(nodes=20_000))
SAFE = {"REF101", "REF103", "REF110", "TIM101", "TIM107", "MED105", "MED109", "POR103"}
FIXABLE = [rule for rule in RULES if rule.fix]


@pytest.mark.parametrize("rule", FIXABLE, ids=lambda rule: rule.code)
def test_what_has_a_safe_fix_is_mended_unasked_and_the_rest_is_left(rule: Any) -> None:
    repair = repair_composition(rule.example)
    assert left(repair) == ([] if rule.code in SAFE else [rule.code])
    assert all(fix.is_safe for fix in repair.applied)


@pytest.mark.parametrize("rule", FIXABLE, ids=lambda rule: rule.code)
def test_what_has_an_unsafe_fix_is_mended_when_asked(rule: Any) -> None:
    repair = repair_composition(rule.example, unsafe=True)
    assert rule.code not in left(repair)
    assert repair.report.ok


@pytest.mark.parametrize("rule", [r for r in RULES if not r.fix], ids=lambda rule: rule.code)
def test_what_has_no_fix_stays_the_very_same_document(rule: Any) -> None:
    repair = repair_composition(rule.example, unsafe=True)
    assert repair.document is rule.example
    assert repair.applied == ()
    assert not repair.changed


def test_a_sound_document_stays_the_very_same() -> None:
    document: Any = sound_document()
    repair = repair_composition(document, unsafe=True)
    assert repair.document is document
    assert repair.report == Report()


def test_it_is_told_what_was_wrong_and_what_was_done() -> None:
    document: Any = sketch_composition(items={"a": sketch_item(opacity=7)})
    (fix,) = repair_composition(document).applied
    assert replace(fix, edits=()) == AppliedFix(
        code="MED109",
        name="opacity-out-of-range",
        path="/items/a/opacity",
        entity=Entity("item", "a"),
        message="The opacity of item 'a' is 7.",
        summary="sets it to 1",
        is_safe=True,
        edits=(),
    )


def test_fixes_are_told_in_the_order_of_the_document() -> None:
    items = {"b": sketch_item(id="x", opacity=2), "a": sketch_item(opacity=2)}
    tracks = [{"id": "main", "items": ["b", "no"]}, {"id": "more", "items": ["a"]}]
    document: Any = sketch_composition(items=items, tracks=tracks)
    assert told(repair_composition(document)) == [
        ("REF101", "/tracks/0/items/1"),
        ("REF103", "/items/b/id"),
        ("MED109", "/items/b/opacity"),
        ("MED109", "/items/a/opacity"),
    ]


def test_the_patches_of_all_fixes_make_the_result() -> None:
    document: Any = sound_document()
    document["tracks"][0]["items"][:0] = ["gone", "too"]
    document["items"]["vid1"]["durationInFrames"] = 0
    document["deletedAssets"] = [{"assetId": "aV"}, {"assetId": "aI"}]
    del document["durationInFrames"]
    repair = repair_composition(document)
    written: Any = repair.to_dict()
    operations = [step for fix in written["applied"] for step in fix["patch"]]
    assert {step["op"] for step in operations} == {"add", "remove"}
    assert are_same_text(apply_json_patch(document, operations), repair.document)
    assert are_same_text(apply_edits(document, repair.edits), repair.document)


def test_an_entry_that_is_replaced_is_replaced_in_the_patch_as_well() -> None:
    document: Any = sketch_composition(
        items={"a": sketch_item(id="b")}, tracks=[{"id": "main", "items": ["b"]}]
    )
    written: Any = repair_composition(document).to_dict()
    assert written["applied"][0]["patch"] == [
        {"op": "replace", "path": "/tracks/0/items/0", "value": "a"}
    ]


def test_the_input_stays_as_it_is_and_shares_what_has_not_changed() -> None:
    document: Any = sound_document()
    document["items"]["vid1"]["opacity"] = 5
    before = detach(document)
    repaired = repair_composition(document).document
    assert are_same_text(document, before)
    assert repaired["assets"] is document["assets"]
    assert repaired["items"]["vid2"] is document["items"]["vid2"]
    assert repaired["items"]["vid1"] is not document["items"]["vid1"]


def test_a_model_is_repaired_as_its_document() -> None:
    model = Composition.from_document(sketch_composition(items={"a": sketch_item(opacity=2)}))
    repair = repair_composition(model)
    assert repair.document["items"]["a"]["opacity"] == 1


@pytest.mark.parametrize("value", [None, True, 5, "text", b"", [], {}, {1}, float("nan"), object])
def test_what_is_no_composition_stays_the_very_same(value: object) -> None:
    assert repair_composition(value, unsafe=True).document is value


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_in_it_nothing_is_raised(seed: int) -> None:
    document = make_hostile_composition(Random(seed)).document
    repair = repair_composition(document, unsafe=True, config=SMALL)
    assert type(repair) is Repair


def test_references_by_id_are_mended_before_the_id_is_gone() -> None:
    document: Any = sketch_composition(
        items={"a": sketch_item(id="b", type="image", assetId="photo")},
        tracks=[{"id": "main", "items": ["b"]}],
        assets={"pic": sketch_asset(id="photo")},
    )
    repair = repair_composition(document)
    assert left(repair) == []
    assert repair.document["tracks"][0]["items"] == ["a"]
    assert repair.document["items"]["a"]["assetId"] == "pic"
    assert [fix.code for fix in repair.applied] == ["REF101", "REF102", "REF103", "REF103"]


def test_what_an_unsafe_fix_empties_is_removed_as_well() -> None:
    document: Any = sketch_composition(
        tracks=[{"id": "main", "items": ["a"]}, {"id": "more", "items": ["a"]}]
    )
    repair = repair_composition(document, unsafe=True)
    assert told(repair) == [("REF106", "/tracks/1/items/0"), ("REF112", "/tracks/1")]
    assert left(repair) == []


def test_the_length_is_stored_once_all_else_is_settled() -> None:
    document: Any = sketch_composition(
        items={"a": sketch_item(type="video", assetId="pic", durationInFrames=100)},
        assets={"pic": sketch_asset(type="video", durationInSeconds=1)},
    )
    del document["durationInFrames"]
    assert repair_composition(document).document["durationInFrames"] == 100
    assert repair_composition(document, unsafe=True).document["durationInFrames"] == 30


def test_a_warning_that_comes_with_a_fix_is_listed_with_it() -> None:
    items = {
        "a": sketch_item(),
        "b": sketch_item(id="b", **{"from": 29}, durationInFrames=0),
        "c": sketch_item(id="c", opacity=3, **{"from": 30}, durationInFrames=0),
    }
    tracks = [{"id": "main", "items": ["a", "b"]}, {"id": "more", "items": ["c"]}]
    repair = repair_composition(sketch_composition(items=items, tracks=tracks))
    caused = {fix.path: [issue.code for issue in fix.caused] for fix in repair.applied}
    assert caused == {
        "/items/b/durationInFrames": ["TIM105"],
        "/items/c/opacity": [],
        "/items/c/durationInFrames": ["TIM106"],
    }
    assert sorted(left(repair)) == ["TIM105", "TIM106"]


def test_a_warning_that_comes_and_goes_is_not_listed() -> None:
    document: Any = sketch_composition(
        tracks=[{"id": "main", "items": ["a"]}, {"id": "x", "items": ["g"]}]
    )
    safe, unsafe = (repair_composition(document, unsafe=unsafe) for unsafe in (False, True))
    assert [issue.code for issue in safe.applied[0].caused] == ["REF112"]
    assert [fix.caused for fix in unsafe.applied] == [(), ()]


def test_a_warning_of_a_rule_that_does_not_report_is_not_listed() -> None:
    document: Any = sketch_composition(
        tracks=[{"id": "main", "items": ["a"]}, {"id": "x", "items": ["g"]}]
    )
    (fix,) = repair_composition(document, config=ValidationConfig(ignore=["REF112"])).applied
    assert fix.caused == ()


def test_only_what_the_configuration_reports_is_mended() -> None:
    document: Any = sketch_composition(items={"a": sketch_item(opacity=2, id="b")})
    one = repair_composition(document, config=ValidationConfig(select=["MED109"]))
    other = repair_composition(document, config=ValidationConfig(ignore=["MED109"]))
    assert told(one) == [("MED109", "/items/a/opacity")]
    assert told(other) == [("REF103", "/items/a/id")]
    assert left(one) == left(other) == []


def overlapping(*starts: int) -> Document:
    """Give items without a length on one track, some of which would then overlap."""
    names = [f"i{k}" for k in range(len(starts))]
    items: Document = {
        name: sketch_item(id=name, **{"from": start}, durationInFrames=0)
        for name, start in zip(names, starts, strict=True)
    }
    return sketch_composition(items=items, tracks=[{"id": "main", "items": names}])


OVERLAPS_ARE_ERRORS = ValidationConfig(severities={"TIM105": Severity.ERROR})


def test_a_fix_that_would_add_an_error_is_left_out() -> None:
    # Of those that start together all but the first would overlap.
    document: Any = overlapping(0, 5, 5, 9, 12, 12, 12)
    repair = repair_composition(document, config=OVERLAPS_ARE_ERRORS)
    assert [fix.entity.id for fix in repair.applied] == ["i0", "i1", "i3", "i4"]
    assert left(repair) == ["TIM101", "TIM101", "TIM101"]


def test_an_error_counts_though_nobody_wants_it_to_be_reported() -> None:
    config = ValidationConfig(select=["TIM101"], severities={"TIM105": Severity.ERROR})
    assert left(repair_composition(overlapping(0, 0), config=config)) == ["TIM101"]


def test_after_too_many_tries_fixes_that_might_add_an_error_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(repair_module, "_MOST_TRIES", 2)
    repair = repair_composition(overlapping(0, 5, 5, 9), config=OVERLAPS_ARE_ERRORS)
    assert all(issue.code == "TIM101" for issue in repair.remaining)
    assert repair.remaining


def test_what_is_left_out_gets_another_chance() -> None:
    # While the second is listed here it would overlap; an unsafe fix takes it off.
    document: Any = overlapping(0, 0)
    document["tracks"].insert(0, {"id": "front", "items": ["i1"]})
    repair = repair_composition(document, unsafe=True, config=OVERLAPS_ARE_ERRORS)
    assert [fix.code for fix in repair.applied] == ["TIM101", "REF106", "TIM101"]
    assert left(repair) == []


def test_two_rules_that_undo_each_other_come_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repair_module, "_MOST_PASSES", 0)
    document: Any = sketch_composition(items={"a": sketch_item(opacity=2)})
    assert left(repair_composition(document)) == ["MED109"]


def test_what_is_unsound_stays_and_the_rest_is_mended() -> None:
    document: Any = sketch_composition(
        items={"a": sketch_item(opacity=2, width="wide", note={1, 2})},
        tracks=[{"id": 5, "items": ["a", None, "gone"]}],
    )
    repair = repair_composition(document)
    assert told(repair) == [("REF101", "/tracks/0/items/2"), ("MED109", "/items/a/opacity")]
    assert repair.document["items"]["a"]["note"] is document["items"]["a"]["note"]
    assert repair.document["tracks"] == [{"id": 5, "items": ["a", None]}]


def test_an_object_with_foreign_keys_is_not_touched() -> None:
    document: Any = sketch_composition(items={"a": sketch_item(opacity=2)})
    document["items"]["a"][5] = 1
    assert repair_composition(document).document is document


def test_a_few_issues_to_be_shown_are_no_reason_to_mend_less() -> None:
    document: Any = overlapping(0, 1, 2)
    document["items"]["i0"] |= {"width": "a", "height": "b", "opacity": 2}
    config = ValidationConfig(limits=Limits(issues=1))
    repair = repair_composition(document, config=config)
    assert len(repair.applied) == 4
    assert repair.report == validate_composition(repair.document, config=config)


def test_an_asset_that_is_used_again_is_taken_off_the_deleted_ones() -> None:
    document: Any = sketch_composition(
        items={"a": sketch_item(type="image", assetId="photo")},
        assets={"pic": sketch_asset(id="photo")},
        deletedAssets=[{"assetId": "pic"}, {"assetId": "photo"}, {"assetId": "pic"}],
    )
    repair = repair_composition(document)
    assert left(repair) == []
    assert repair.document["deletedAssets"] == [{"assetId": "photo"}]


def test_what_one_fix_does_another_does_not_do_again() -> None:
    # The first item uses the asset already, so that its entry among the deleted ones is at fault.
    items = {
        "a": sketch_item(type="image", assetId="pic"),
        "b": sketch_item(id="b", type="image", assetId="photo"),
    }
    document: Any = sketch_composition(
        items=items,
        tracks=[{"id": "main", "items": ["a"]}, {"id": "more", "items": ["b"]}],
        assets={"pic": sketch_asset(id="photo")},
        deletedAssets=[{"assetId": "pic"}],
    )
    repair = repair_composition(document)
    assert [fix.code for fix in repair.applied] == ["REF102", "REF103"]
    assert left(repair) == []


def spoil(*tracks: dict[str, Any]) -> Document:
    """Give tracks of one id behind one that is sound."""
    made: list[dict[str, Any]] = [{"id": "t", "items": [], **track} for track in tracks]
    return sketch_composition(tracks=[{"id": "main", "items": ["a"]}, *made])


NOT_EMPTY = ValidationConfig(ignore=["REF112"])


def test_a_track_is_renamed_though_something_is_wrong_in_it() -> None:
    document = spoil({}, {"hidden": "no"}, {"hidden": "no", "name": 5})
    repair = repair_composition(document, unsafe=True, config=NOT_EMPTY)
    assert told(repair) == [("REF104", "/tracks/2/id"), ("REF104", "/tracks/3/id")]
    assert [track["id"] for track in repair.document["tracks"]] == ["main", "t", "t-2", "t-3"]
    assert [issue.path for issue in repair.remaining] == [
        *("/tracks/2/hidden", "/tracks/3/hidden", "/tracks/3/name")
    ]


def test_what_was_wrong_with_a_track_did_not_come_with_its_new_name() -> None:
    document = spoil({"id": "t\u202e"}, {"id": "t\u202e"})
    repair = repair_composition(document, unsafe=True, config=NOT_EMPTY)
    assert [fix.caused for fix in repair.applied] == [()]
    assert left(repair) == ["POR104", "POR104"]


def want_of_tracks(**properties: Any) -> HouseSchema:
    schema = {"properties": {"tracks": {"items": {"properties": properties}}}}
    return HouseSchema.from_document("brand.json", schema)


def test_what_came_with_a_fix_is_listed_with_it_though_its_track_is_renamed_later() -> None:
    config = ValidationConfig(
        select=["REF101", "REF104", "HSE101"],
        severities={"HSE101": Severity.WARNING},
        schemas=(want_of_tracks(items={"minItems": 1}),),
    )
    document = spoil({"items": [5]}, {"items": ["no"]})
    repair = repair_composition(document, unsafe=True, config=config)
    caused = {fix.code: [issue.entity.id for issue in fix.caused] for fix in repair.applied}
    assert caused == {"REF101": ["t-2"], "REF104": []}


def test_a_name_that_adds_an_error_is_not_given() -> None:
    config = replace(NOT_EMPTY, schemas=(want_of_tracks(id={"enum": ["main", "t"]}),))
    assert left(repair_composition(spoil({}, {}), unsafe=True, config=config)) == ["REF104"]


def test_of_unsafe_fixes_those_are_offered_that_would_be_applied() -> None:
    schema = want_of_tracks(id={"enum": ["main", "t", "t-3"]})
    config = replace(NOT_EMPTY, schemas=(schema,))
    document = spoil({}, {}, {"hidden": "no"})
    issues = validate_composition(document, config=config).issues
    offered = plan_unsafe_remedies(document, issues, config=config)
    assert [remedy.summary for remedy in offered.values()] == ["renames it to 't-3'"]
    repaired = repair_composition(document, unsafe=True, config=config).document
    assert plan_unsafe_remedies(repaired, issues, config=config) == {}


def test_many_fixes_that_are_refused_keep_none_back_that_is_harmless() -> None:
    # A schema that allows few names refuses the others.
    document = spoil(*[dict[str, Any]() for _ in range(150)])
    names = ["main", "t", *(f"t-{number}" for number in range(2, 150, 2))]
    config = replace(NOT_EMPTY, schemas=(want_of_tracks(id={"enum": names}),))
    repair = repair_composition(document, unsafe=True, config=config)
    assert sum(fix.code == "REF104" for fix in repair.applied) == 74


def test_the_sentence_names_all_that_a_fix_does() -> None:
    document: Any = sketch_composition(
        items={"a": sketch_item(type="image", assetId="photo")},
        assets={"pic": sketch_asset(id="photo")},
        deletedAssets=[{"assetId": "pic"}],
    )
    summary = repair_composition(document).applied[0].summary
    assert summary.endswith("and drops its entry of deletedAssets")

"""What depends on an unsound part stays silent; nothing else does."""

import json
from typing import Any

import pytest

from kvid_composition import Report, validate_composition, validate_composition_text
from kvid_composition.document.values import detach
from kvid_composition.testing.hostile.traps import ApartText
from kvid_composition.validation.rules.examples import (
    sketch_asset,
    sketch_composition,
    sketch_item,
)
from tests.documents import sound_document
from tests.strategies.damages import DAMAGES, damage, list_places

Places = list[tuple[str, str]]


def _list(report: Report) -> Places:
    return [(issue.code, issue.path) for issue in report.issues]


def _places(document: Any) -> Places:
    return _list(validate_composition(document))


def _places_in_text(text: str) -> Places:
    return _list(validate_composition_text(text))


def _full_document() -> dict[str, Any]:
    deleted = {"assetId": "gone", "remoteUrl": None, "statusAtDeletion": {"a": 1}}
    return {**sound_document(), "deletedAssets": [deleted]}


@pytest.mark.parametrize("name", [*DAMAGES, "twice"])
def test_a_part_that_is_made_unsound_gives_one_issue_wherever_it_stands(name: str) -> None:
    document = _full_document()
    faults = (damage(document, place, name) for place in list_places(document))
    wrong: list[Any] = []
    for fault in filter(None, faults):
        expected = [(fault.code, fault.pointer)]
        found = _places(fault.document) if fault.text is None else _places_in_text(str(fault.text))
        wrong += [] if found == expected else [(expected, found)]
    assert wrong == []


def test_each_damage_can_be_done_somewhere() -> None:
    document = _full_document()
    places = list(list_places(document))
    assert len(places) > 250
    for name in [*DAMAGES, "twice"]:
        assert sum(damage(document, place, name) is not None for place in places) > 5


@pytest.mark.parametrize("field", ["id", "name", "muted", "note"])
def test_a_fault_elsewhere_in_a_track_does_not_hide_an_unplaced_item(field: str) -> None:
    document = sketch_composition(items={"a": sketch_item(), "b": sketch_item(id="b")})
    tracks: Any = document["tracks"]
    tracks[0][field] = {1}
    assert _places(document) == [("DOC107", f"/tracks/0/{field}"), ("REF107", "/items/b")]


@pytest.mark.parametrize(
    ("tracks", "place"),
    [
        ({1}, "/tracks"),
        ([{1}], "/tracks/0"),
        ([{"id": "main", "items": {1}}], "/tracks/0/items"),
        ([{"id": "main", "items": [{1}]}], "/tracks/0/items/0"),
        ([{"id": "main", "items": [{"a": {1}}]}], "/tracks/0/items/0/a"),
    ],
)
def test_a_list_that_is_not_known_in_full_makes_no_item_unplaced(tracks: Any, place: str) -> None:
    places = _places(sketch_composition(tracks=tracks))
    assert ("DOC107", place) in places
    assert {code for code, _ in places} <= {"DOC107", "STR102"}


def test_nothing_is_to_render_though_a_track_has_a_fault_elsewhere() -> None:
    document = sketch_composition(tracks=[{"id": 5, "items": []}], items={})
    assert _places(document) == [
        ("TIM110", ""),
        ("REF112", "/tracks/0"),
        ("STR102", "/tracks/0/id"),
    ]


@pytest.mark.parametrize("field", ["fps", "durationInFrames"])
def test_an_unsafe_integer_does_not_hide_the_error_that_it_is(field: str) -> None:
    report = validate_composition(sketch_composition(**{field: -(2**60)}))
    error = {"fps": "STR103", "durationInFrames": "TIM101"}[field]
    assert _list(report) == [("DOC110", f"/{field}"), (error, f"/{field}")]
    assert not report.ok


def test_an_unsafe_integer_in_a_field_of_another_type_is_of_the_wrong_type() -> None:
    document = sketch_composition(tracks=[{"id": "main", "items": ["a", 2**60]}])
    assert _places(document) == [
        ("DOC110", "/tracks/0/items/1"),
        ("STR102", "/tracks/0/items/1"),
    ]


@pytest.mark.parametrize("number", [2**60, -(2**53), 10**309 - 1])
def test_an_unsafe_integer_in_an_unknown_field_is_one_issue(number: int) -> None:
    document = sketch_composition(items={"a": sketch_item(note=number)})
    assert _places(document) == [("DOC110", "/items/a/note")]


NUMBERS = ("from", "durationInFrames", "opacity", "playbackRate", "videoStartFromInSeconds")


@pytest.mark.parametrize("number", [2**60, 10**308, 10**309 - 1, -(10**309) + 1])
@pytest.mark.parametrize("field", [*NUMBERS, "cropLeft", "fadeInDurationInSeconds", "width"])
def test_an_integer_beyond_a_double_breaks_no_rule(field: str, number: int) -> None:
    for other in NUMBERS:
        item = sketch_item(type="video", assetId="pic", **{other: 0.5, field: number})
        item[other] = number
        asset = sketch_asset(type="video", durationInSeconds=number)
        report = validate_composition(
            sketch_composition(items={"a": item}, assets={"pic": asset}, fps=number)
        )
        assert ("DOC110", "/fps") in _list(report)
        assert all(len(issue.message) < 250 for issue in report.issues)


def test_what_an_unsafe_integer_means_is_judged_as_javascript_reads_it() -> None:
    # 2**60 + 1 is odd; the double that JavaScript makes of it is not.
    document = sketch_composition(compositionWidth=2**60 + 1)
    assert _places(document) == [("DOC110", "/compositionWidth")]


@pytest.mark.parametrize("key", [1, None, b"a", ApartText("a")])
def test_a_map_that_lost_keys_makes_no_reference_wrong(key: object) -> None:
    items: Any = {key: sketch_item(type="image", assetId="pic")}
    assets: Any = {key: sketch_asset()}
    document = sketch_composition(items=items, assets={"pic": sketch_asset()})
    assert _places(document) == [("DOC107", "/items")]
    document = sketch_composition(
        items={"a": sketch_item(type="image", assetId="pic")}, assets=assets
    )
    assert _places(document) == [("DOC107", "/assets")]


def test_what_is_known_of_a_map_that_lost_keys_is_looked_at() -> None:
    items: Any = {1: sketch_item(), "a": sketch_item(opacity=7), "b": sketch_item(id="b")}
    assert _places(sketch_composition(items=items)) == [
        ("DOC107", "/items"),
        ("MED109", "/items/a/opacity"),
        ("REF107", "/items/b"),
    ]


def test_an_item_that_lost_a_key_may_use_any_asset() -> None:
    item: Any = sketch_item(type="image")
    item[ApartText("assetId")] = "pic"
    document = sketch_composition(items={"a": item}, assets={"pic": sketch_asset()})
    assert _places(document) == [("DOC107", "/items/a")]


def test_an_item_that_lost_a_key_has_the_asset_that_it_names() -> None:
    item: Any = {**sketch_item(type="image", assetId="pic"), 1: 2}
    assets = {"pic": sketch_asset(), "spare": sketch_asset(id="spare")}
    document = sketch_composition(items={"a": item}, assets=assets)
    assert _places(document) == [("DOC107", "/items/a"), ("REF111", "/assets/spare")]


def test_an_object_of_the_wrong_type_with_a_foreign_key_is_one_issue() -> None:
    assert _places(sketch_composition(fps={1: 2})) == [("DOC107", "/fps")]


def test_a_root_that_lost_keys_lacks_nothing() -> None:
    document: Any = {1: 2, **sketch_composition()}
    for key in ("tracks", "durationInFrames"):
        del document[key]
    assert _places(document) == [("DOC107", "")]


def test_a_root_that_lost_keys_still_has_what_it_has() -> None:
    document: Any = {1: 2, **sketch_composition(tracks=[], items={})}
    assert _places(document) == [("DOC107", ""), ("TIM110", "")]


def test_a_track_that_lost_a_key_still_has_its_list() -> None:
    track: Any = {"id": "main", "items": ["a"], 1: 2}
    items = {"a": sketch_item(), "b": sketch_item(id="b")}
    document = sketch_composition(tracks=[track], items=items)
    assert _places(document) == [("DOC107", "/tracks/0"), ("REF107", "/items/b")]


def test_a_withheld_part_inside_an_opened_one_is_passed_by() -> None:
    # The entry of the track is an object that lost its key, and then is withheld itself.
    tracks: Any = [{"id": "main", "items": ["a", {1: 2}]}, {1: {3: 4}}]
    assert _places(sketch_composition(tracks=tracks)) == [
        ("DOC107", "/tracks/0/items/1"),
        ("DOC107", "/tracks/1"),
    ]


def _say_twice(document: Any, key: str, first: object) -> str:
    text = json.dumps(document)
    return text.replace(f'"{key}": ', f'"{key}": {json.dumps(first)}, "{key}": ', 1)


def test_a_field_that_is_said_twice_is_not_looked_at() -> None:
    document = sketch_composition(fps=0)
    assert _places_in_text(_say_twice(document, "fps", 25)) == [("DOC103", "/fps")]


def test_what_depends_on_a_map_that_is_said_twice_stays_silent() -> None:
    document = sketch_composition(assets={"pic": sketch_asset()})
    text = json.dumps(document)[:-1] + ', "items": {"b": {"id": 5, "type": "image"}}}'
    assert _places_in_text(text) == [("DOC103", "/items")]


def test_a_value_that_is_no_json_under_a_key_said_twice_is_one_issue() -> None:
    text = json.dumps(sketch_composition())[:-1] + ', "fps": NaN}'
    assert _places_in_text(text) == [("DOC103", "/fps")]


def test_a_key_said_twice_inside_a_value_that_is_dropped_leads_nowhere() -> None:
    text = json.dumps(sketch_composition())
    first = '[{"id": 1, "id": 2}, 5, {"a": [0, {"b": 1, "b": 2}]}]'
    text = text.replace('"tracks": ', f'"tracks": {first}, "tracks": ')
    assert set(_places_in_text(text)) == {
        ("DOC103", "/tracks/0/id"),
        ("DOC103", "/tracks/2/a/1/b"),
        ("DOC103", "/tracks"),
    }
    text = '{"tracks": {"a": {"b": 1, "b": 2}}, "tracks": []}'
    assert ("DOC103", "/tracks/a/b") in _places_in_text(text)


def test_a_withheld_item_is_not_unplaced_too() -> None:
    document = sketch_composition(items={"a": sketch_item(), "b": 5})
    assert _places(document) == [("STR102", "/items/b")]


def test_a_withheld_asset_is_not_unused_too() -> None:
    assert _places(sketch_composition(assets={"p": None})) == [("STR102", "/assets/p")]


def test_a_caption_asset_whose_type_is_withheld_may_do_without_a_file() -> None:
    asset: dict[str, Any] = {"id": "pic", "type": 5, "filename": "a.json", "captions": []}
    document = sketch_composition(
        items={"a": sketch_item(type="captions", assetId="pic")}, assets={"pic": asset}
    )
    assert _places(document) == [("STR102", "/assets/pic/type")]
    del asset["captions"]
    assert _places(document) == [("MED101", "/assets/pic"), ("STR102", "/assets/pic/type")]


def test_a_forbidden_key_is_neither_unplaced_nor_unused() -> None:
    document = sketch_composition(items={"a": sketch_item(), "__proto__": sketch_item()})
    assert _places(document) == [("DOC109", "/items/__proto__")]
    document = sketch_composition(assets={"__proto__": sketch_asset()})
    assert _places(document) == [("DOC109", "/assets/__proto__")]


def test_a_lone_surrogate_never_reaches_a_report() -> None:
    document = sketch_composition(tracks=[{"id": "\ud800", "items": ["a", "\udfff"]}])
    document["\ud83c"] = {"\ud83d": "\ud83e"}
    text = json.dumps(document)[:-1] + ', "\ud83c": {"a": 1, "a": 2}, "\ud83c": 1}'
    for report in (validate_composition(document), validate_composition_text(text)):
        assert {issue.code for issue in report.issues} >= {"DOC108"}
        json.dumps(report.to_dict(), ensure_ascii=False).encode()
        assert {issue.entity.id for issue in report.issues} == {None}


def test_a_key_said_twice_that_is_a_lone_surrogate_is_reported_at_its_object() -> None:
    text = json.dumps(sketch_composition(note={}))
    text = text.replace('"note": {}', '"note": {"\\ud800": {"a": 1, "a": 2}}')
    assert _places_in_text(text) == [("DOC103", "/note"), ("DOC108", "/note")]


def test_withholding_leaves_the_document_as_it_is() -> None:
    document: Any = sketch_composition(fps=2**60, items={"a": 5, 1: 2})
    before = detach(document)
    validate_composition(document)
    assert document == before

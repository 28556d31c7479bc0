"""Validation as a whole: what is reported, in which order, with which place."""

import json
from typing import Any

import pytest

from benchmarks.compositions import make_composition
from kvid_composition import (
    Composition,
    InvalidCompositionError,
    Issue,
    KvidCompositionError,
    Limits,
    Report,
    Severity,
    ValidationConfig,
    validate_composition,
    validate_composition_text,
)
from tests.documents import SAMPLES, SEED_EXAMPLE, read_sample, sound_document


def _codes(document: Any, **options: Any) -> list[str]:
    config = ValidationConfig(**options)
    return [issue.code for issue in validate_composition(document, config=config).issues]


def _places(document: Any) -> list[tuple[str, str]]:
    return [(issue.code, issue.path) for issue in validate_composition(document).issues]


def _only_issue(document: Any) -> Issue:
    (issue,) = validate_composition(document).issues
    return issue


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_a_sample_has_no_error(path: Any) -> None:
    assert validate_composition_text(path.read_bytes()).ok


def test_the_example_of_the_api_page_has_no_error() -> None:
    report = validate_composition(SEED_EXAMPLE)
    assert report.ok
    assert [issue.code for issue in report.issues] == ["TIM107", "MED105"]


def test_a_sound_document_has_no_issue() -> None:
    assert validate_composition(sound_document()) == Report()


def test_a_model_is_checked_as_its_document() -> None:
    model = Composition.from_document({**SEED_EXAMPLE, "durationInFrames": 1})
    assert [issue.code for issue in validate_composition(model).issues] == ["MED105", "TIM106"]


def test_a_model_that_was_forced_into_a_wrong_state_is_reported() -> None:
    model = Composition.empty()
    model.items["loop"] = model  # type: ignore[assignment]
    assert _only_issue(model).code == "DOC107"


def test_structural_errors_do_not_hide_the_rest() -> None:
    document = sound_document()
    document["fps"] = "30"
    document["items"]["vid1"]["opacity"] = None
    document["items"]["vid2"]["assetId"] = "nothing"
    document["tracks"][0]["items"].append("nobody")
    document["assets"]["aI"]["remoteUrl"] = "file:///logo.png"
    assert _places(document) == [
        ("STR102", "/fps"),
        ("REF101", "/tracks/0/items/2"),
        ("STR102", "/items/vid1/opacity"),
        ("REF102", "/items/vid2/assetId"),
        ("MED102", "/assets/aI/remoteUrl"),
    ]


def test_values_that_are_no_json_do_not_hide_the_rest() -> None:
    document: dict[Any, Any] = sound_document()
    document["items"]["vid1"][3] = "a key that is no text"
    document["items"]["img1"] = {1, 2}
    document["tracks"][0]["items"].append(b"bytes")
    document["tracks"][1]["items"].append("nobody")
    assert _places(document) == [
        ("DOC107", "/tracks/0/items/2"),
        ("REF101", "/tracks/1/items/2"),
        ("DOC107", "/items/vid1"),
        ("DOC107", "/items/img1"),
    ]


def test_a_broken_member_is_not_taken_for_an_absent_one() -> None:
    document = sound_document()
    document["items"]["img1"]["assetId"] = 5
    document["assets"]["aV"]["remoteUrl"] = 5
    document["assets"]["aV"]["filename"] = None
    document["durationInFrames"] = "210"
    assert sorted(_codes(document)) == ["STR102"] * 4


@pytest.mark.parametrize("key", ["items", "assets", "tracks"])
def test_a_broken_map_is_not_taken_for_an_empty_one(key: str) -> None:
    assert _places({**sound_document(), key: 5}) == [("STR102", f"/{key}")]


def test_a_broken_list_of_a_track_is_not_taken_for_an_empty_one() -> None:
    document = sound_document()
    document["tracks"][0]["items"] = {"txt1": 0}
    assert _places(document) == [("STR102", "/tracks/0/items")]


def test_an_entity_that_is_no_object_is_there_all_the_same() -> None:
    document = sound_document()
    document["items"]["vid1"] = "a text"
    document["assets"]["aV"] = None
    assert _places(document) == [("STR102", "/items/vid1"), ("STR102", "/assets/aV")]


def test_issues_stand_in_the_order_of_the_document() -> None:
    document = sound_document()
    document["assets"]["aI"]["remoteUrl"] = "x"
    document["items"]["sol1"]["opacity"] = 2
    document["items"]["vid1"]["width"] = -1
    document["items"]["vid1"]["height"] = -1
    document["tracks"][2]["items"].append("nobody")
    document["compositionWidth"] = 641
    document["fps"] = 0
    paths = [path for _, path in _places(document)]
    assert paths == [
        "/fps",
        "/compositionWidth",
        "/tracks/2/items/2",
        "/items/vid1/height",
        "/items/vid1/width",
        "/items/sol1/opacity",
        "/assets/aI/remoteUrl",
    ]


def test_an_issue_of_a_text_has_line_and_column() -> None:
    document = sound_document()
    document["items"]["vid1"]["opacity"] = 7
    text = json.dumps(document, indent=2, ensure_ascii=False)
    (issue,) = validate_composition_text(text).issues
    assert issue.line is not None
    assert issue.column is not None
    assert text.splitlines()[issue.line - 1][issue.column - 1 :] == "7,"


def test_an_issue_of_a_value_has_neither_line_nor_column() -> None:
    document = {**sound_document(), "fps": 0}
    issue = _only_issue(document)
    assert (issue.line, issue.column) == (None, None)


def test_a_byte_order_mark_does_not_hide_the_rest() -> None:
    text = "\ufeff" + json.dumps({**sound_document(), "fps": 0})
    assert [i.code for i in validate_composition_text(text).issues] == ["DOC102", "STR103"]


def test_a_repeated_key_does_not_hide_the_rest() -> None:
    text = json.dumps({**sound_document(), "compositionWidth": 0})[:-1] + ', "fps": 0}'
    report = validate_composition_text(text)
    assert [(i.code, i.path) for i in report.issues] == [
        ("DOC103", "/fps"),
        ("STR103", "/compositionWidth"),
    ]


def test_a_text_that_is_no_json_is_one_issue() -> None:
    (issue,) = validate_composition_text('{\n  "fps": 30,\n}').issues
    assert (issue.code, issue.line, issue.path) == ("DOC101", 2, "")


@pytest.mark.parametrize("data", [None, 5, {}, ["{}"]])
def test_what_is_no_text_is_one_issue(data: Any) -> None:
    (issue,) = validate_composition_text(data).issues
    assert issue.code == "DOC107"


def test_a_text_over_the_limit_is_not_read() -> None:
    config = ValidationConfig(limits=Limits(text_bytes=10))
    (issue,) = validate_composition_text(json.dumps(SEED_EXAMPLE), config=config).issues
    assert issue.code == "DOC106"


def test_a_document_over_the_limit_is_not_looked_at_further() -> None:
    config = ValidationConfig(limits=Limits(nodes=20))
    report = validate_composition({**SEED_EXAMPLE, "fps": 0}, config=config)
    assert [issue.code for issue in report.issues] == ["DOC106"]


def test_a_low_limit_of_depth_holds_for_entities_too() -> None:
    config = ValidationConfig(limits=Limits(depth=2))
    report = validate_composition(SEED_EXAMPLE, config=config)
    assert {issue.code for issue in report.errors} == {"DOC105"}


def test_an_integer_as_root_is_of_the_wrong_type() -> None:
    assert [issue.code for issue in validate_composition(2**60).errors] == ["STR102"]


def test_an_unknown_item_type_may_have_an_asset_of_its_own_kind() -> None:
    document = read_sample("synthetic-kvid-direct")
    document["items"]["it_5"]["assetId"] = {"any": "thing"}
    assert "REF102" not in _codes(document)
    document["items"]["it_5"]["assetId"] = "nothing"
    assert "REF102" in _codes(document)


def test_a_reference_that_is_nearly_right_gets_a_suggestion() -> None:
    document = sound_document()
    document["items"]["img1"]["assetId"] = "AI"
    document["tracks"][0]["items"].append("vid-1")
    first, second = validate_composition(document).issues[:2]
    assert first.hint == "Did you mean 'vid1'?"
    assert second.hint == "Did you mean 'aI'?"


def test_suggestions_end_after_a_hundred() -> None:
    document = sound_document()
    document["tracks"][0]["items"] += ["VID1"] * 0 + [f"vid1{'.' * n}" for n in range(1, 150)]
    hints = [i.hint for i in validate_composition(document).issues if i.code == "REF101"]
    assert hints.count("Did you mean 'vid1'?") == 100


def test_a_message_quotes_at_most_eighty_characters_of_a_value() -> None:
    document = sound_document()
    document["tracks"][0]["items"].append("x" * 5000)
    assert len(_only_issue(document).message) < 120


def test_no_control_character_gets_into_a_message() -> None:
    document = sound_document()
    document["tracks"][0]["items"].append("a\x1b[31m\n\u202e")
    assert _only_issue(document).message == "There is no item 'a\\u001b[31m\\u000a\\u202e'."


def test_an_issue_names_its_entity() -> None:
    document = sound_document()
    document["items"]["vid1"]["opacity"] = 7
    document["assets"]["aI"]["remoteUrl"] = "x"
    document["tracks"][0]["items"].append("nobody")
    document["compositionWidth"] = 641
    entities = [(i.entity.kind, i.entity.id) for i in validate_composition(document).issues]
    assert entities == [
        ("composition", None),
        ("track", "trTxt"),
        ("item", "vid1"),
        ("asset", "aI"),
    ]


def test_a_track_without_a_sound_id_is_still_a_track() -> None:
    document = sound_document()
    document["tracks"][0]["id"] = 5
    issue = _only_issue(document)
    assert (issue.entity.kind, issue.entity.id) == ("track", None)


def test_the_fingerprint_does_not_depend_on_the_order_of_tracks() -> None:
    document = sound_document()
    document["tracks"][0]["items"].append("nobody")
    before = _only_issue(document).fingerprint
    document["tracks"].reverse()
    document["tracks"][-1]["items"].reverse()
    assert _only_issue(document).fingerprint == before


def test_the_fingerprint_tells_what_is_referred_to() -> None:
    document = sound_document()
    document["tracks"][0]["items"] += ["nobody", "nothing"]
    first, second = validate_composition(document).issues
    assert first.fingerprint != second.fingerprint


def test_two_missing_fields_of_one_object_have_two_fingerprints() -> None:
    document = sound_document()
    del document["items"]["sol1"]["from"], document["items"]["sol1"]["durationInFrames"]
    first, second = validate_composition(document).issues
    assert first.path == second.path
    assert first.fingerprint != second.fingerprint


def test_a_rule_that_is_not_selected_does_not_report() -> None:
    document = {**sound_document(), "fps": 0, "compositionWidth": 641}
    assert _codes(document, select=["MED"]) == ["MED106"]


def test_a_rule_that_is_ignored_does_not_report() -> None:
    document = {**sound_document(), "fps": 0, "compositionWidth": 641}
    assert _codes(document, ignore=["odd-dimensions"]) == ["STR103"]


def test_a_severity_can_be_overridden() -> None:
    config = ValidationConfig(severities={"MED106": "error"})
    report = validate_composition({**sound_document(), "compositionWidth": 641}, config=config)
    assert report.errors[0].severity is Severity.ERROR


def test_a_report_without_errors_raises_nothing() -> None:
    validate_composition(SEED_EXAMPLE).raise_for_errors()


def test_a_report_with_errors_raises_with_itself() -> None:
    report = validate_composition({**sound_document(), "fps": 0, "tracks": 5})
    with pytest.raises(InvalidCompositionError, match=r"STR103 at /fps.*1 more") as caught:
        report.raise_for_errors()
    assert caught.value.report is report
    assert isinstance(caught.value, KvidCompositionError)


def test_a_report_sorts_its_issues_by_severity() -> None:
    document = {**SEED_EXAMPLE, "fps": 0}
    report = validate_composition(document)
    assert [i.code for i in report.errors] == ["STR103"]
    assert [i.code for i in report.warnings] == ["MED105"]
    assert [i.code for i in report.infos] == ["TIM107"]
    assert not report.ok


def test_a_report_is_plain_json() -> None:
    report = validate_composition({**sound_document(), "fps": 0})
    written = json.loads(json.dumps(report.to_dict()))
    assert written["summary"] == {"error": 1, "warning": 0, "info": 0}
    assert written["issues"][0]["path"] == "/fps"


def test_overlap_is_reported_once_an_item_with_the_first_that_it_hits() -> None:
    document = sound_document()
    for number, start in enumerate([0, 50, 60, 200]):
        name = f"over{number}"
        solid = {"id": name, "type": "solid", "from": start, "durationInFrames": 100}
        document["items"][name] = solid
    track = {"id": "over", "items": ["over3", "over2", "over1", "over0"]}
    document["tracks"].append(track)
    document["durationInFrames"] = 400
    issues = validate_composition(document).issues
    assert [(i.path, i.related) for i in issues] == [
        ("/items/over1", ("/items/over0",)),
        ("/items/over2", ("/items/over0",)),
    ]


def test_items_that_touch_do_not_overlap() -> None:
    document = sound_document()
    document["items"]["vid2"]["from"] = document["items"]["vid1"]["durationInFrames"]
    assert _codes(document) == []


def test_an_item_listed_three_times_is_reported_twice() -> None:
    document = sound_document()
    document["tracks"].append({"id": "more", "items": ["img1", "img1"]})
    assert _places(document) == [
        ("REF106", "/tracks/5/items/0"),
        ("REF105", "/tracks/5/items/1"),
    ]


def test_fades_of_picture_and_sound_are_counted_apart() -> None:
    document = sound_document()
    document["items"]["vid1"] |= {
        "fadeInDurationInSeconds": 5,
        "audioFadeInDurationInSeconds": 5,
    }
    assert _places(document) == [("TIM108", "/items/vid1")] * 2
    first, second = validate_composition(document).issues
    assert first.fingerprint != second.fingerprint


def test_a_source_that_ends_within_a_frame_of_its_item_is_long_enough() -> None:
    document = sound_document()
    document["items"]["vid1"]["durationInFrames"] = 120
    document["items"]["vid2"]["from"] = 200
    document["assets"]["aV"]["durationInSeconds"] = 10.0
    document["items"]["vid2"] |= {"durationInFrames": 91, "videoStartFromInSeconds": 4}
    document["durationInFrames"] = 300
    assert _codes(document) == []
    document["items"]["vid2"]["durationInFrames"] = 92
    assert _codes(document) == ["TIM109"]


def test_a_caption_asset_that_holds_its_captions_needs_no_url() -> None:
    document = sound_document()
    del document["assets"]["aC"]["captions"]
    assert _places(document) == [("MED101", "/assets/aC")]


def test_a_url_has_one_fault_at_a_time() -> None:
    document = sound_document()
    document["assets"]["aI"]["remoteUrl"] = "http://user:secret@localhost/a b.png"
    assert _codes(document) == ["MED102"]


@pytest.mark.parametrize(
    "path",
    [
        *(("assets", "aI", field) for field in ("remoteUrl", "id", "size", "width", "type")),
        *(("items", "img1", field) for field in ("assetId", "id", "type", "opacity")),
        *(("tracks", 0, "id"), ("tracks", 0, "items", 0), ("fps",), ("tracks",)),
    ],
)
def test_no_secret_of_a_url_is_echoed_wherever_the_url_stands(path: Any) -> None:
    document: Any = sound_document()
    holder = document
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = "https://user:secret@example.com/a.png"
    report = validate_composition(document)
    assert "secret" not in " ".join(f"{i.message} {i.hint}" for i in report.issues)


def test_no_secret_of_a_url_that_is_a_key_said_twice_is_echoed() -> None:
    text = '{"https://user:secret@h/": 1, "https://user:secret@h/": 2}'
    messages = [issue.message for issue in validate_composition_text(text).issues]
    assert "The key 'https://***@h/' is already in this object." in messages


def test_an_unknown_type_is_checked_in_its_common_fields() -> None:
    document = read_sample("synthetic-kvid-direct")
    document["items"]["it_5"]["opacity"] = "1"
    assert ("STR102", "/items/it_5/opacity") in _places(document)


def test_overlapping_items_of_broken_times_are_passed_by() -> None:
    document = sound_document()
    del document["items"]["vid1"]["from"]
    document["items"]["vid2"]["durationInFrames"] = "90"
    assert [code for code, _ in _places(document)] == ["STR101", "STR102"]


def test_a_broken_playback_rate_is_not_taken_for_the_default() -> None:
    document = sound_document()
    document["items"]["vid1"] |= {"playbackRate": "0.1", "durationInFrames": 1000}
    document["items"]["vid2"]["from"] = 2000
    document["durationInFrames"] = 3000
    assert _codes(document) == ["STR102"]


def test_what_stands_under_a_forbidden_key_is_looked_at_too() -> None:
    document = {**sound_document(), "__proto__": {"a": float("nan")}}
    assert _places(document) == [("DOC109", "/__proto__"), ("DOC104", "/__proto__/a")]


def test_a_lone_surrogate_in_an_item_key_does_not_make_its_asset_unused() -> None:
    document = sound_document()
    document["items"]["\ud800"] = document["items"].pop("img1") | {"id": "x"}
    document["tracks"][1]["items"].remove("img1")
    assert _places(document) == [("DOC108", "/items")]


def test_an_item_without_a_type_is_checked_in_its_common_fields() -> None:
    document = make_composition(600)
    for item in document["items"].values():
        del item["type"]
        item["width"] = -1
    codes = {issue.code for issue in validate_composition(document).errors}
    assert codes == {"STR101", "STR103"}


def test_hundreds_of_crops_and_fades_are_checked_by_columns() -> None:
    document = make_composition(900)
    for item in document["items"].values():
        if item["type"] == "image":
            item |= {"cropLeft": 0.2, "cropRight": 0.2, "fadeInDurationInSeconds": 0.5}
    first = next(i for i in document["items"].values() if i["type"] == "image")
    first |= {"cropRight": 0.8, "fadeInDurationInSeconds": 500}
    assert {code for code, _ in _places(document)} == {"MED107", "TIM108"}


def test_a_duration_below_one_frame_is_not_called_fractional_too() -> None:
    document = sound_document()
    document["items"]["img1"]["durationInFrames"] = 0.5
    assert _codes(document) == ["TIM101"]

"""Compositions by hand, from documents and back."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from kvid_composition import (
    MISSING,
    Composition,
    IdentityError,
    ImageAsset,
    ImageItem,
    KvidCompositionError,
    SolidItem,
    StructureError,
    TextItem,
    Track,
    UnknownItem,
    VideoItem,
    validate_composition,
)
from tests.documents import SAMPLES, SEED_EXAMPLE, read_sample, sound_document

NAMES = sorted(path.stem for path in SAMPLES.glob("*.json"))


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_comes_back_as_the_same_text(name: str) -> None:
    document = read_sample(name)
    assert json.dumps(Composition.from_document(document).to_document()) == json.dumps(document)


def test_the_example_of_the_api_page_comes_back_as_the_same_text() -> None:
    written = Composition.from_document(SEED_EXAMPLE).to_document()
    assert json.dumps(written) == json.dumps(SEED_EXAMPLE)


def test_fields_are_read_in_snake_case() -> None:
    composition = Composition.from_document(sound_document())
    item = composition.items["vid2"]
    assert isinstance(item, VideoItem)
    assert (item.from_frame, item.duration_in_frames, item.playback_rate) == (120, 90, 2)


def test_an_absent_field_is_missing_and_null_is_none() -> None:
    composition = Composition.from_document(read_sample("synthetic-kvid-direct"))
    text = composition.items["it_4"]
    assert isinstance(text, TextItem)
    assert text.background is None
    assert composition.items["it_2"].is_dragging_in_timeline is False
    assert composition.assets["as_1"].size is MISSING


def test_an_item_of_an_unknown_type_keeps_all_its_fields() -> None:
    composition = Composition.from_document(read_sample("synthetic-kvid-direct"))
    chart = composition.items["it_5"]
    assert isinstance(chart, UnknownItem)
    assert chart.type == "chart"
    assert "data" in chart.to_document()


def test_a_key_spelled_like_a_python_name_stays_an_unknown_member() -> None:
    document: dict[str, Any] = {**SEED_EXAMPLE, "duration_in_frames": 3}
    composition = Composition.from_document(document)
    assert composition.duration_in_frames is MISSING
    assert composition.to_document() == document


def test_a_composition_is_built_in_a_few_lines() -> None:
    composition = (
        Composition.empty(fps=25, width=1080, height=1920)
        .with_track(Track(id="main", items=[]))
        .with_asset(ImageAsset(id="logo", filename="a.png", remote_url="https://example.com/a.png"))
        .with_item(ImageItem(id="i", from_frame=0, duration_in_frames=50, asset_id="logo"), "main")
    )
    assert composition.to_document() == {
        "fps": 25,
        "compositionWidth": 1080,
        "compositionHeight": 1920,
        "tracks": [{"id": "main", "items": ["i"]}],
        "items": {
            "i": {"id": "i", "type": "image", "from": 0, "durationInFrames": 50, "assetId": "logo"}
        },
        "assets": {
            "logo": {
                "id": "logo",
                "type": "image",
                "remoteUrl": "https://example.com/a.png",
                "filename": "a.png",
            }
        },
    }


def test_what_is_built_by_hand_is_sound() -> None:
    composition = (
        Composition.empty()
        .with_track(Track(id="main", items=()))
        .with_item(SolidItem(id="s", from_frame=0, duration_in_frames=30, color="#000"), "main")
    )
    assert [issue.code for issue in validate_composition(composition).issues] == ["TIM107"]


def test_adding_gives_a_new_value_and_leaves_the_old_one() -> None:
    empty = Composition.empty()
    empty.with_track(Track(id="main", items=[]))
    assert empty == Composition.empty()


def test_an_empty_composition_is_the_one_that_the_api_makes() -> None:
    assert Composition.empty().to_document() == {
        "fps": 30,
        "compositionWidth": 1920,
        "compositionHeight": 1080,
        "tracks": [],
        "items": {},
        "assets": {},
    }


def test_a_new_track_stands_behind_all_others() -> None:
    composition = Composition.from_document(sound_document()).with_track(Track(id="t", items=[]))
    assert composition.tracks[-1].id == "t"


def test_a_track_id_that_is_taken_is_refused() -> None:
    composition = Composition.empty().with_track(Track(id="t", items=[]))
    with pytest.raises(IdentityError, match="track 't' exists already"):
        composition.with_track(Track(id="t", items=[]))


def test_an_item_id_that_is_taken_is_refused() -> None:
    composition = Composition.from_document(sound_document())
    with pytest.raises(IdentityError) as caught:
        composition.with_item(composition.items["vid1"], "trVid")
    assert (caught.value.entity, caught.value.id) == ("item", "vid1")


def test_an_asset_id_that_is_taken_is_refused() -> None:
    composition = Composition.from_document(sound_document())
    with pytest.raises(IdentityError, match="asset 'aI' exists already"):
        composition.with_asset(composition.assets["aI"])


def test_a_track_that_is_not_there_is_refused() -> None:
    item = SolidItem(id="s", from_frame=0, duration_in_frames=30)
    with pytest.raises(IdentityError, match="track 'nope' does not exist"):
        Composition.empty().with_item(item, "nope")


def test_a_model_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Composition.empty().fps = 25  # type: ignore[misc]


def test_a_number_keeps_being_an_integer_or_a_float() -> None:
    composition = Composition.from_document({**SEED_EXAMPLE, "fps": 30.0})
    assert type(composition.fps) is float
    assert type(composition.composition_width) is int


def test_models_of_equal_documents_are_equal() -> None:
    assert Composition.from_document({**SEED_EXAMPLE, "fps": 30.0}) == Composition.from_document(
        SEED_EXAMPLE
    )


def test_a_model_is_no_other_thing() -> None:
    assert Composition.empty() != Composition.empty().to_document()


def test_an_unknown_item_cannot_be_built_with_a_known_type() -> None:
    with pytest.raises(ValidationError, match="no known type"):
        UnknownItem(id="i", type="video", from_frame=0, duration_in_frames=1)


def test_a_wrong_shape_raises_with_all_its_faults() -> None:
    document: dict[str, Any] = {**SEED_EXAMPLE, "fps": 0, "items": {"a": {"type": "text"}}}
    with pytest.raises(StructureError) as caught:
        Composition.from_document(document)
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("STR103", ("fps",)),
        ("STR101", ("items", "a")),
        ("STR101", ("items", "a")),
        ("STR101", ("items", "a")),
    ]
    assert "and 3 more" in str(caught.value)
    assert isinstance(caught.value, KvidCompositionError)


def test_a_value_that_only_pretends_to_be_json_is_refused_before_it_is_read() -> None:
    class Pretender(dict[str, Any]):
        def __getitem__(self, key: str) -> Any:
            raise RuntimeError

    with pytest.raises(StructureError) as caught:
        Composition.from_document({**SEED_EXAMPLE, "items": {"a": Pretender()}})
    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == ("DOC107", ("items", "a"))


def test_a_huge_integer_can_be_read() -> None:
    document: dict[str, Any] = {**SEED_EXAMPLE, "revision": 2**60}
    assert Composition.from_document(document).to_document() == document


@pytest.mark.parametrize("field", ["fps", "compositionWidth"])
def test_an_integer_beyond_a_double_is_out_of_range_and_no_more(field: str) -> None:
    with pytest.raises(StructureError) as caught:
        Composition.from_document({**SEED_EXAMPLE, field: -(10**309) + 1})
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [("STR103", (field,))]


@pytest.mark.parametrize("value", [None, True, 5, "zoom-in", [1, {"a": None}], {"from": 1}])
def test_a_field_that_no_document_explains_holds_any_value(value: Any) -> None:
    picture = {
        "id": "a",
        "type": "image",
        "from": 0,
        "durationInFrames": 1,
        **dict.fromkeys(("brightness", "cameraMotion", "motionIntensity"), value),
    }
    deleted = [{"assetId": "gone", "statusAtDeletion": value}]
    document: dict[str, Any] = {
        **SEED_EXAMPLE,
        "items": {"a": picture},
        "deletedAssets": deleted,
    }
    assert Composition.from_document(document).to_document() == document


def test_an_id_in_an_error_shows_no_secret_and_is_short() -> None:
    for id_ in ("https://user:s3cret@h/", "x" * 5000):
        with pytest.raises(IdentityError) as caught:
            Composition.empty().with_item(
                SolidItem(id="a", from_frame=0, duration_in_frames=1), id_
            )
        assert "s3cret" not in str(caught.value)
        assert len(str(caught.value)) < 150

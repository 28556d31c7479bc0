"""The check-only validator: suspicion over columns, the verdict by the models."""

from typing import Any

import pytest

from benchmarks.compositions import make_composition
from kvid_composition.document.scan import survey_document
from kvid_composition.model.check import find_structure_faults
from tests.documents import sound_document


def _find(document: Any) -> list[tuple[str, str]]:
    faults = find_structure_faults(document, survey_document(document).tables)
    return [(fault.code, "/".join(map(str, fault.path))) for fault in faults]


def test_a_sound_document_has_no_fault() -> None:
    assert _find(sound_document()) == []


@pytest.mark.parametrize("document", [None, 5, "text", [], True])
def test_what_is_no_object_is_one_fault(document: Any) -> None:
    assert _find(document) == [("STR102", "")]


@pytest.mark.parametrize(
    ("key", "value", "place"),
    [
        ("tracks", {}, "tracks"),
        ("tracks", [None], "tracks/0"),
        ("items", [], "items"),
        ("items", {"a": []}, "items/a"),
        ("assets", None, "assets"),
        ("assets", {"a": "b"}, "assets/a"),
        ("deletedAssets", {}, "deletedAssets"),
        ("deletedAssets", [1], "deletedAssets/0"),
    ],
)
def test_a_container_of_the_wrong_type_is_one_fault(key: str, value: Any, place: str) -> None:
    assert _find({**sound_document(), key: value}) == [("STR102", place)]


@pytest.mark.parametrize(
    ("item", "field", "value", "code"),
    [
        ("vid1", "playbackRate", 0, "STR103"),
        ("vid1", "playbackRate", "1", "STR102"),
        ("vid1", "videoStartFromInSeconds", -0.5, "STR103"),
        ("vid1", "isDraggingInTimeline", 0, "STR102"),
        ("txt1", "fontSize", -1, "STR103"),
        ("txt1", "align", None, "STR102"),
        ("txt1", "background", 5, "STR102"),
        ("txt1", "fontStyle", "bold", "STR102"),
        ("cap1", "captionStartInSeconds", -1, "STR103"),
        ("img1", "borderRadius", -2, "STR103"),
        ("img1", "from", True, "STR102"),
    ],
)
def test_a_wrong_field_is_one_fault(item: str, field: str, value: Any, code: str) -> None:
    document = sound_document()
    document["items"][item][field] = value
    assert _find(document) == [(code, f"items/{item}/{field}")]


@pytest.mark.parametrize("value", [400, "400", 400.5])
def test_a_font_weight_is_a_text_or_a_number(value: Any) -> None:
    document = sound_document()
    document["items"]["txt1"]["fontStyle"]["weight"] = value
    assert _find(document) == []


def test_a_nested_field_is_named_in_full() -> None:
    document = sound_document()
    document["items"]["txt1"]["fontStyle"]["weight"] = True
    document["assets"]["aC"]["captions"][2]["startMs"] = "0"
    document["assets"]["aC"]["captions"][1] = None
    assert _find(document) == [
        ("STR102", "items/txt1/fontStyle/weight"),
        ("STR102", "assets/aC/captions/1"),
        ("STR102", "assets/aC/captions/2/startMs"),
    ]


@pytest.mark.parametrize(("size", "codes"), [(1920.0, []), (0, ["STR103"]), (1.5, ["STR103"])])
def test_a_width_is_whole_and_at_least_one(size: float, codes: list[str]) -> None:
    assert [code for code, _ in _find({**sound_document(), "compositionWidth": size})] == codes


def test_one_wrong_item_among_thousands_is_found() -> None:
    document = make_composition(3000)
    document["items"]["item-001234"]["width"] = -1
    del document["items"]["item-002345"]["from"]
    document["items"]["item-000007"]["type"] = ["image"]
    assert sorted(_find(document)) == [
        ("STR101", "items/item-002345"),
        ("STR102", "items/item-000007/type"),
        ("STR103", "items/item-001234/width"),
    ]


def test_thousands_that_all_lack_a_field_are_all_found() -> None:
    document = make_composition(700)
    for item in document["items"].values():
        del item["durationInFrames"]
    assert len(_find(document)) == 700

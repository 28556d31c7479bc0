"""Repairing a document that was read from a text."""

import json
from typing import Any

import pytest

from kvid_composition import Report, ValidationConfig, validate_composition_text
from kvid_composition.checking.documents import Document, Refusal, interpret_bytes
from kvid_composition.checking.repairing import RepairedFile, repair_document
from kvid_composition.validation.house_schema import HouseSchema
from kvid_composition.validation.rules.examples import sketch_composition, sketch_item


def read(text: str | bytes) -> Document:
    data = text if isinstance(text, bytes) else text.encode()
    document = interpret_bytes("a.json", data)
    assert isinstance(document, Document)
    return document


def repair(text: str | bytes, **options: Any) -> RepairedFile:
    file = repair_document(read(text), **options)
    assert isinstance(file, RepairedFile)
    return file


def write(**item: Any) -> str:
    return json.dumps(sketch_composition(items={"a": sketch_item(**item)}), indent=2)


def test_what_no_fix_touches_keeps_its_very_text() -> None:
    text = write(opacity=7, left=1.5).replace("1.5", "1.50").replace("\n", "\r\n")
    file = repair(text)
    assert file.new_text == text.replace('"opacity": 7', '"opacity": 1')
    assert file.new_data == file.new_text.encode()
    assert file.report == Report()


def test_a_sound_text_stays_the_very_same() -> None:
    text = write()
    file = repair(text)
    assert (file.new_text, file.splices, file.path) == (text, (), "a.json")


def test_what_is_left_is_told_with_its_place_in_the_text_after() -> None:
    tracks = [{"id": "main", "items": ["gone", "a"]}]
    document = sketch_composition(tracks=tracks, items={"a": sketch_item(**{"from": -1})})
    text = json.dumps(document, indent=2)
    before = text[: text.index('"from"')].count("\n") + 1
    (issue,) = repair(text).report.issues
    assert (issue.code, issue.line, issue.column) == ("TIM104", before - 1, 15)


def test_what_unsafe_fixes_would_do_about_the_rest_is_told() -> None:
    file = repair(write(**{"from": 0.5}, isDraggingInTimeline=True))
    assert {issue.code: remedy.summary for issue, remedy in file.unsafe.items()} == {
        "TIM103": "rounds it to 0",
        "TIM106": "sets durationInFrames to 31",
    }


def test_what_an_unsafe_fix_would_break_is_not_offered() -> None:
    tracks = [{"id": "t", "items": ["a"]}, {"id": "t", "items": ["b"], "hidden": "no"}]
    items = {"a": sketch_item(), "b": sketch_item(id="b")}
    text = json.dumps(sketch_composition(tracks=tracks, items=items))
    assert [issue.code for issue in repair(text).unsafe] == ["REF104"]
    one_name = {"properties": {"tracks": {"items": {"properties": {"id": {"const": "t"}}}}}}
    config = ValidationConfig(schemas=(HouseSchema.from_document("brand.json", one_name),))
    assert not repair(text, config=config).unsafe


def test_unsafe_fixes_are_applied_when_asked() -> None:
    file = repair(write(**{"from": 0.5}), unsafe=True)
    assert json.loads(file.new_text)["items"]["a"]["from"] == 0
    assert not file.unsafe


def test_a_byte_order_mark_stays_and_is_told() -> None:
    file = repair(b"\xef\xbb\xbf" + write(opacity=7).encode())
    assert file.new_data == b"\xef\xbb\xbf" + write(opacity=1).encode()
    assert [issue.code for issue in file.report.issues] == ["DOC102"]


def test_the_configuration_says_what_is_mended_and_told() -> None:
    config = ValidationConfig(ignore=["MED109", "TIM103"])
    file = repair(write(**{"from": 0.5}, opacity=7), config=config)
    assert not file.repair.changed
    assert [issue.code for issue in file.report.issues] == ["TIM106"]
    assert file.report == validate_composition_text(file.text, config=config)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ('{\n "fps": 1, "fps": 2}', "DOC103", "a.json:2:12"),
        ('{"_mergeConflicts": []}', "DOC111", "a.json:1:21"),
    ],
)
def test_what_people_have_to_decide_first_is_refused(text: str, code: str, place: str) -> None:
    refusal = repair_document(read(text))
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.place) == (code, place)


def test_a_text_that_is_no_object_is_repaired_in_nothing() -> None:
    file = repair("[]")
    assert file.new_text == "[]"
    assert [issue.code for issue in file.report.issues] == ["STR102"]

"""What is to be changed in a text to mend the issues that were found in it."""

import json
from typing import Any

import pytest

from kvid_composition import Issue, validate_composition, validate_composition_text
from kvid_composition.checking.correction import Correction
from kvid_composition.checking.corrections import plan_corrections
from kvid_composition.validation.rules.examples import sketch_composition, sketch_item


def correct(text: str) -> dict[str, Correction]:
    """Plan for all issues of a text; by code."""
    issues = validate_composition_text(text).issues
    planned = plan_corrections(text, json.loads(text), issues)
    return {issue.code: correction for issue, correction in planned.items()}


def apply(text: str, correction: Correction) -> str:
    for change in reversed(correction.changes):
        text = text[: change.start.offset] + change.text + text[change.end.offset :]
    return text


TEXT = """{
  "fps": 30, "compositionWidth": 1920, "compositionHeight": 1080, "durationInFrames": 30,
  "tracks": [{"id": "main", "items": [
    "a",
    "gone"
  ]}],
  "items": {"a": {"id": "a", "type": "solid", "from": 0.0, "durationInFrames": 30,
    "opacity": 1.50}},
  "assets": {}
}
"""


def test_a_place_is_told_by_line_and_column() -> None:
    (change,) = correct(TEXT)["MED109"].changes
    assert (change.start.line, change.start.column, change.text) == (8, 16, "1")
    assert (change.end.line, change.end.column) == (8, 20)


def test_a_correction_says_what_it_does_and_whether_that_is_safe() -> None:
    correction = correct(TEXT)["REF101"]
    assert (correction.summary, correction.is_safe) == ("drops the entry 'gone'", True)


def test_each_correction_alone_mends_its_issue_and_leaves_the_rest_of_the_text() -> None:
    planned = correct(TEXT)
    assert planned.keys() == {"REF101", "MED109"}
    assert apply(TEXT, planned["REF101"]) == TEXT.replace(',\n    "gone"', "")
    assert apply(TEXT, planned["MED109"]) == TEXT.replace("1.50", "1")


def test_what_a_fix_changes_in_several_places_is_one_correction() -> None:
    items = {"a": sketch_item(type="image", assetId="gone"), "b": sketch_item(id="b")}
    tracks = [{"id": "main", "items": ["a"]}, {"id": "more", "items": ["b"]}]
    text = json.dumps(sketch_composition(items=items, tracks=tracks))
    correction = correct(text)["REF102"]
    assert not correction.is_safe
    assert [change.text for change in correction.changes] == ["", ""]
    mended: Any = json.loads(apply(text, correction))
    assert (list(mended["items"]), mended["tracks"][0]["items"]) == (["b"], [])


def test_where_nothing_can_be_mended_there_is_no_correction() -> None:
    assert correct(json.dumps(sketch_composition(compositionWidth=641))) == {}


def test_a_text_that_says_a_key_twice_is_not_corrected() -> None:
    assert correct(TEXT.replace('"fps"', '"fps": 1, "fps"')) == {}


@pytest.mark.parametrize("number", [300])
def test_many_issues_take_one_pass(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"i{k}" for k in range(number)]
    items = {name: sketch_item(id=name, opacity=2) for name in names}
    tracks = [{"id": name, "items": [name]} for name in names]
    document = sketch_composition(items=items, tracks=tracks)
    text = json.dumps(document, indent=1)
    issues: tuple[Issue, ...] = validate_composition(document).issues
    planned = plan_corrections(text, document, issues)
    assert len(planned) == number
    assert all(apply(text, each).count('"opacity": 2') == number - 1 for each in planned.values())

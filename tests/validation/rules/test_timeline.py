"""TIM: times of items, and the length that is stored."""

from typing import Any

import pytest

from kvid_composition import find_rule, validate_composition
from kvid_composition.model.check import find_structure_faults
from kvid_composition.model.index import CompositionIndex
from kvid_composition.validation.rule import Remedy
from kvid_composition.validation.rules.examples import (
    sketch_asset,
    sketch_composition,
    sketch_item,
)
from kvid_composition.validation.soundness import (
    withhold_structure_faults,
    withhold_value_faults,
)


def _places(document: Any) -> list[tuple[str, str]]:
    return [(issue.code, issue.path) for issue in validate_composition(document).issues]


def _without_length(**members: Any) -> dict[str, Any]:
    document = sketch_composition(**members)
    del document["durationInFrames"]
    return document


def _plan(code: str, document: Any) -> Remedy | None:
    """Plan the fix of the one finding that a rule has."""
    shape = find_structure_faults(document)
    sound = withhold_structure_faults(withhold_value_faults(document, []), shape)
    index = CompositionIndex(document=sound.document, withheld=sound.withheld, tables={})
    rule = find_rule(code)
    assert rule.find is not None
    assert rule.fix is not None
    (remedy,) = rule.fix.plan(index, list(rule.find(index)))
    return remedy


def _starting_at(start: float, **members: Any) -> dict[str, Any]:
    return {"a": sketch_item(**members) | {"from": start}}


def test_a_stored_length_is_missing_though_the_last_item_ends_before_frame_0() -> None:
    document = _without_length(items=_starting_at(-30))
    assert _places(document) == [("TIM107", ""), ("TIM104", "/items/a/from")]
    assert _plan("TIM107", document) is None


def test_a_stored_length_is_not_missing_where_nothing_is_to_render() -> None:
    assert _places(_without_length(tracks=[], items={})) == [("TIM110", "")]


def test_a_missing_length_is_computed_from_the_placed_items() -> None:
    remedy = _plan("TIM107", _without_length(items=_starting_at(0.5)))
    assert remedy is not None
    assert remedy.is_safe
    assert remedy.edits[0].value == 31  # type: ignore[union-attr]


def test_a_length_is_not_computed_without_the_time_of_a_placed_item() -> None:
    items = {"a": sketch_item(), "b": sketch_item(id="b", durationInFrames="long")}
    document = _without_length(items=items, tracks=[{"id": "main", "items": ["a", "b"]}])
    report = validate_composition(document)
    assert [issue.message for issue in report.infos] == ["There is no durationInFrames."]
    assert _plan("TIM107", document) is None


def test_a_length_beyond_a_double_is_not_stored() -> None:
    items = _starting_at(1.7e308, durationInFrames=1.7e308)
    assert _plan("TIM107", _without_length(items=items)) is None
    assert _plan("TIM106", sketch_composition(items=items)) is None


@pytest.mark.parametrize("code", ["TIM101", "TIM102", "TIM103", "TIM104", "TIM106", "TIM107"])
@pytest.mark.parametrize("number", [1.7e308, -1.7e308, 2**900, 1e300 + 0.5])
def test_no_message_says_inf_or_quotes_hundreds_of_digits(number: float, code: str) -> None:
    items = _starting_at(number, durationInFrames=number)
    for document in (sketch_composition(items=items), _without_length(items=items)):
        messages = [issue.message for issue in validate_composition(document).issues]
        assert all(len(message) < 150 for message in messages)
        assert not any("inf" in message for message in messages)


def test_what_sums_of_doubles_are_off_by_does_not_make_the_stored_length_too_short() -> None:
    items = _starting_at(1.1, durationInFrames=2.2)
    document = sketch_composition(items=items, durationInFrames=3.3)
    assert "TIM106" not in {code for code, _ in _places(document)}


def test_what_sums_of_doubles_are_off_by_does_not_lengthen_the_computed_length() -> None:
    items = _starting_at(7 * 1.1, durationInFrames=1.3)
    assert 7 * 1.1 + 1.3 > 9
    remedy = _plan("TIM107", _without_length(items=items))
    assert remedy is not None
    assert remedy.edits[0].value == 9  # type: ignore[union-attr]


def _play(**members: Any) -> dict[str, Any]:
    item = sketch_item(type="video", assetId="pic", **members)
    asset = sketch_asset(type="video", durationInSeconds=0.5)
    return sketch_composition(items={"a": item}, assets={"pic": asset})


@pytest.mark.parametrize("field", ["videoStartFromInSeconds", "playbackRate"])
def test_a_source_does_not_run_out_where_offset_or_speed_are_withheld(field: str) -> None:
    assert _places(_play(**{field: "x"})) == [("STR102", f"/items/a/{field}")]
    assert _places(_play()) == [("TIM109", "/items/a")]


def test_a_source_does_not_run_out_where_the_item_lost_a_key() -> None:
    document: Any = _play()
    document["items"]["a"][1] = 2
    assert _places(document) == [("DOC107", "/items/a")]


def test_a_message_about_a_source_rounds_what_it_fills() -> None:
    (issue,) = validate_composition(_play(videoStartFromInSeconds=1 / 3)).issues
    assert issue.message == "The source of item 'a' fills 5.0 of its 30 frames."


def test_a_message_about_fades_has_no_dust() -> None:
    fades = {"fadeInDurationInSeconds": 0.7, "fadeOutDurationInSeconds": 0.7000000001}
    (issue,) = validate_composition(sketch_composition(items={"a": sketch_item(**fades)})).issues
    assert issue.message == "The fades of the picture of item 'a' take 1.4 s of its 1.0 s."


def test_only_placed_items_that_are_there_are_to_render() -> None:
    document = sketch_composition(items={})
    assert _places(document) == [("TIM110", ""), ("REF101", "/tracks/0/items/0")]


def test_listed_items_may_be_there_while_the_map_is_withheld() -> None:
    assert _places(sketch_composition(items=5)) == [("STR102", "/items")]

"""A look over any value, up to the index that rules are asked with."""

from typing import Any

import pytest

from kvid_composition import Composition, ValidationConfig
from kvid_composition.model.items import SolidItem
from kvid_composition.validation.examination import examine_document, write_model
from kvid_composition.validation.rules.examples import sketch_composition, sketch_item

CONFIG = ValidationConfig()


def test_a_sound_document_has_its_index_and_no_faults() -> None:
    document = sketch_composition()
    examination = examine_document(document, CONFIG)
    assert examination.faults == ()
    assert examination.index is not None
    assert examination.index.document is document


def test_the_index_has_no_unsound_parts() -> None:
    examination = examine_document(sketch_composition(items={"a": sketch_item(width="w")}), CONFIG)
    assert [coded.code for coded in examination.faults] == ["STR102"]
    assert examination.index is not None
    assert "width" not in examination.index.items["a"]
    assert ("items", "a", "width") in examination.index.withheld


@pytest.mark.parametrize("value", [None, [], {1}, float("nan")])
def test_what_is_no_object_has_no_index(value: object) -> None:
    examination = examine_document(value, CONFIG)
    assert examination.index is None
    assert list(examination.iterate_findings(CONFIG)) == list(examination.faults) != []


def test_findings_are_those_that_the_configuration_wants() -> None:
    document: Any = sketch_composition(items={"a": sketch_item(opacity=2, id="b")})
    examination = examine_document(document, CONFIG)
    only = ValidationConfig(select=["MED109"])
    assert [coded.code for coded in examination.iterate_findings(only)] == ["MED109"]


def test_what_a_text_says_twice_is_withheld() -> None:
    examination = examine_document(sketch_composition(fps="?"), CONFIG, {("fps",)})
    assert examination.faults == ()
    assert examination.index is not None
    assert examination.index.fps is None


def test_a_model_is_written_and_anything_else_is_itself() -> None:
    document = sketch_composition()
    assert write_model(Composition.from_document(document)) == document
    assert write_model(document) is document


def test_a_model_that_was_forced_into_a_wrong_state_is_itself() -> None:
    class _Forced(SolidItem):
        def to_document(self) -> Any:
            raise TypeError

    forced = _Forced(id="a", from_frame=0, duration_in_frames=1)
    assert write_model(forced) is forced

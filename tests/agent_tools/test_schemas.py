"""Schemas of answers: the library's own, and what a bounded answer leaves out."""

from collections.abc import Callable
from typing import Any

import pytest

from kvid_composition.agent_tools.schemas import (
    diff_answer_schema,
    merge_answer_schema,
    preflight_answer_schema,
    repair_answer_schema,
    report_answer_schema,
)
from kvid_composition.diffing.diff_schema import diff_schema
from kvid_composition.document.values import JsonObject
from kvid_composition.merging.merge_result_schema import merge_result_schema
from kvid_composition.preflight.preflight_schema import preflight_schema
from kvid_composition.validation.repair_schema import repair_schema
from kvid_composition.validation.report_schema import report_schema


@pytest.mark.parametrize(
    ("answer", "own", "added"),
    [
        (report_answer_schema, report_schema, set[str]()),
        (diff_answer_schema, diff_schema, {"omitted"}),
        (preflight_answer_schema, preflight_schema, {"omitted", "withheld"}),
        (
            merge_answer_schema,
            merge_result_schema,
            {"omitted", "withheld", "patch", "written_to"},
        ),
        (repair_answer_schema, repair_schema, {"omitted", "withheld", "patch", "written_to"}),
    ],
)
def test_an_answer_has_all_that_the_library_writes_and_what_it_leaves_out(
    answer: Callable[[], JsonObject], own: Callable[[], JsonObject], added: set[str]
) -> None:
    described: Any = answer()
    derived: Any = own()
    assert described["properties"].keys() - derived["properties"].keys() == added
    assert set(described["required"]) == {*derived["required"], *added}
    assert described["$defs"].keys() == derived["$defs"].keys()
    assert "$id" not in described


def test_options_are_chosen_by_name_and_have_no_patch() -> None:
    schema: Any = merge_answer_schema()
    assert schema["$defs"]["Option"]["required"] == ["name", "effect"]

"""The schema of a preflight: it takes what is written and nothing less."""

import json
from typing import Any

import jsonschema
import pytest

from kvid_composition.patching.operations import MergeComposition, Operation, UpdateItem
from kvid_composition.preflight.preflight import preflight_operation
from kvid_composition.preflight.preflight_schema import preflight_schema
from tests.documents import sound_document


def _find_faults(written: Any) -> list[str]:
    validator: Any = jsonschema.Draft202012Validator(preflight_schema())
    return [error.message for error in validator.iter_errors(written)]


def _write(operation: Operation) -> Any:
    return json.loads(json.dumps(preflight_operation(sound_document(), operation).to_dict()))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(preflight_schema())


def test_each_schema_is_a_new_value() -> None:
    assert preflight_schema() == preflight_schema()
    assert preflight_schema()["$defs"] is not preflight_schema()["$defs"]


@pytest.mark.parametrize(
    "operation",
    [
        UpdateItem("img1", {"opacity": 0.5}),
        MergeComposition({"items": {"img1": {"opacity": 0.5}}}),
        MergeComposition({"tracks": []}),
    ],
    ids=["safe", "breaks, with a better one", "breaks"],
)
def test_what_is_written_fits(operation: Operation) -> None:
    assert _find_faults(_write(operation)) == []


MEMBERS = (
    *("ok", "verdict", "summary", "operation", "report", "new_issues", "diff", "lost"),
    *("thumbnail_before", "thumbnail_after", "bytes_sent", "bytes_needed", "better"),
)


@pytest.mark.parametrize("key", MEMBERS)
def test_every_member_is_required(key: str) -> None:
    written = _write(UpdateItem("img1", {"opacity": 0.5}))
    del written[key]
    assert _find_faults(written) == [f"'{key}' is a required property"]


WRONG: list[tuple[str, Any]] = [
    ("verdict", "fine"),
    ("operation", "rename"),
    ("better", {"operation": "merge"}),
    ("bytes_sent", -1),
    ("lost", [5]),
    ("diff", {}),
    ("report", {}),
    ("new_issues", [{}]),
]


@pytest.mark.parametrize(("key", "value"), WRONG)
def test_what_is_of_another_shape_does_not_fit(key: str, value: Any) -> None:
    written = _write(UpdateItem("img1", {"opacity": 0.5}))
    assert _find_faults({**written, key: value}) != []

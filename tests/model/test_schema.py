"""The JSON Schemas: written files and models say the same."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kvid_composition import composition_schema, validate_composition
from kvid_composition.patching.operations import parse_operation, write_operation
from kvid_composition.patching.request_schema import patch_request_schema
from kvid_composition.validation.report_schema import report_schema
from tests.documents import SAMPLES, SEED_EXAMPLE, read_sample, sound_document
from tests.strategies.faults import PLANTERS, plant_fault

# Its type stubs are not complete.
Validator: Any = jsonschema.Draft202012Validator

WRITTEN: dict[str, Callable[[], dict[str, Any]]] = {
    "composition": composition_schema,
    "patch-request": patch_request_schema,
    "report": report_schema,
}
FILES = Path(__file__).parents[2] / "schemas"


@pytest.mark.parametrize("name", WRITTEN)
def test_the_written_schema_is_what_the_models_say(name: str) -> None:
    written = json.loads((FILES / f"{name}.schema.json").read_text("utf-8"))
    assert written == WRITTEN[name]()


@pytest.mark.parametrize("name", WRITTEN)
def test_a_schema_is_a_json_schema_2020_12(name: str) -> None:
    schema = WRITTEN[name]()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Validator.check_schema(schema)


@pytest.mark.parametrize("name", WRITTEN)
def test_a_schema_has_no_discriminator(name: str) -> None:
    assert '"discriminator"' not in json.dumps(WRITTEN[name]())


def test_changing_a_schema_that_was_given_changes_no_other() -> None:
    composition_schema()["properties"].clear()  # type: ignore[union-attr]
    assert composition_schema()["properties"]


CORPUS: dict[str, Any] = {path.stem: read_sample(path.stem) for path in SAMPLES.glob("*.json")} | {
    "the API page's example": SEED_EXAMPLE,
    "nothing": {},
    "no object": [],
}


@pytest.mark.parametrize("name", CORPUS)
def test_schema_and_models_agree_on_the_corpus(name: str) -> None:
    _assert_agreement(CORPUS[name])


STRUCTURAL = {"STR101", "STR102", "STR103"}
# A schema sees a key and a number as any JSON parser does; these faults are not of shape.
UNSEEN = {"DOC104", "DOC105", "DOC106", "DOC107", "DOC108", "DOC109", "DOC110", "DOC111"}


@pytest.mark.parametrize("title", [t for t in PLANTERS if t[:6] not in UNSEEN])
def test_schema_and_models_agree_on_planted_faults(title: str) -> None:
    fault = plant_fault(title, sound_document())
    if fault.text is None:
        _assert_agreement(fault.document)


def _assert_agreement(document: Any) -> None:
    codes = {issue.code for issue in validate_composition(document).issues}
    accepted = Validator(composition_schema()).is_valid(document)
    assert accepted == codes.isdisjoint(STRUCTURAL)


BODIES: list[dict[str, Any]] = [
    {"operation": "replace", "data": {"composition": SEED_EXAMPLE}},
    {"operation": "merge", "data": {"composition": {"fps": 25}}},
    {"operation": "add_item", "data": {"trackId": "t", "item": SEED_EXAMPLE["items"]["item-1"]}},
    {"operation": "update_item", "data": {"itemId": "i", "updates": {"opacity": 0.5}}},
    {"operation": "delete_item", "data": {"itemId": "i"}},
    {"operation": "add_track", "data": {"track": {"id": "t", "items": []}}},
    {"operation": "add_asset", "data": {"asset": SEED_EXAMPLE["assets"]["asset-1"]}},
]


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body["operation"])
def test_the_request_schema_accepts_each_operation_as_it_is_written(body: dict[str, Any]) -> None:
    written = write_operation(parse_operation(body))
    assert written == body
    Validator(patch_request_schema()).validate({"email": "a@example.com", **written})


@pytest.mark.parametrize(
    "body",
    [
        {"operation": "rename", "data": {}},
        {"operation": "merge"},
        {"operation": "replace", "data": {"composition": {"fps": 25}}},
        {"operation": "merge", "data": {"composition": {"fps": "25"}}},
    ],
)
def test_the_request_schema_refuses_malformed_bodies(body: dict[str, Any]) -> None:
    assert not Validator(patch_request_schema()).is_valid(body)


@pytest.mark.parametrize("title", PLANTERS)
def test_a_report_is_written_as_its_schema_says(title: str) -> None:
    fault = plant_fault(title, sound_document())
    report = validate_composition(fault.document, config=fault.config)
    Validator(report_schema()).validate(report.to_dict())

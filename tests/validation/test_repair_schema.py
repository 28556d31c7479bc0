"""The schema of a repair says what is written."""

from typing import Any

import jsonschema
import pytest

from kvid_composition import RULES, repair_composition
from kvid_composition.validation.repair_schema import repair_schema
from kvid_composition.validation.rules.examples import sketch_composition

EXAMPLES = [rule for rule in RULES if rule.fix]


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.code)
def test_every_repair_keeps_to_its_schema(rule: Any) -> None:
    written = repair_composition(rule.example, unsafe=True).to_dict()
    assert written["changed"] is True
    jsonschema.validate(written, repair_schema())


def test_an_issue_that_came_with_a_fix_is_written_whole() -> None:
    tracks = [{"id": "main", "items": ["a"]}, {"id": "more", "items": ["gone"]}]
    written: Any = repair_composition(sketch_composition(tracks=tracks)).to_dict()
    assert [issue["code"] for issue in written["applied"][0]["caused"]] == ["REF112"]
    jsonschema.validate(written, repair_schema())


def test_the_schema_is_one() -> None:
    schema: Any = repair_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert set(schema["$defs"]) == {"AppliedFix", "Entity", "Issue", "Report", "Severity"}


def test_a_repair_without_what_was_done_is_none() -> None:
    written = repair_composition(sketch_composition()).to_dict()
    del written["applied"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(written, repair_schema())

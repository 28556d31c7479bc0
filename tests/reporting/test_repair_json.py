"""Repairs of files as JSON."""

import json
from typing import Any

import jsonschema
import pytest

from kvid_composition.checking.documents import Document, Refusal, interpret_bytes
from kvid_composition.checking.repairing import RepairedFile, repair_document
from kvid_composition.reporting.repair_json import repair_run_schema, write_repairs
from kvid_composition.validation.rules.examples import sketch_composition, sketch_item


def repair(path: str, **members: Any) -> RepairedFile:
    document = interpret_bytes(path, json.dumps(sketch_composition(**members)).encode())
    assert isinstance(document, Document)
    file = repair_document(document)
    assert isinstance(file, RepairedFile)
    return file


FILES = [
    repair("a.json", items={"a": sketch_item(opacity=2)}),
    repair("b.json", compositionWidth=641),
]
REFUSED = [Refusal("DOC101", "c.json:1:1", "the text is empty")]


def test_each_file_says_what_was_done_and_what_is_left() -> None:
    written: Any = write_repairs(FILES, REFUSED)
    assert [(file["path"], file["changed"]) for file in written["files"]] == [
        ("a.json", True),
        ("b.json", False),
    ]
    assert [fix["code"] for fix in written["files"][0]["applied"]] == ["MED109"]
    assert [issue["line"] for issue in written["files"][1]["report"]["issues"]] == [1]


def test_what_could_not_be_repaired_is_told_with_its_code() -> None:
    written: Any = write_repairs(FILES, REFUSED)
    assert written["refused"] == [
        {"code": "DOC101", "place": "c.json:1:1", "reason": "the text is empty"}
    ]


def test_the_summary_counts_all() -> None:
    assert write_repairs(FILES, REFUSED)["summary"] == {
        "files": 2,
        "changed": 1,
        "applied": 1,
        "refused": 1,
        "error": 0,
        "warning": 1,
        "info": 0,
    }


def test_documents_are_written_only_when_asked_for() -> None:
    plain: Any = write_repairs(FILES)
    whole: Any = write_repairs(FILES, with_documents=True)
    assert "document" not in plain["files"][0]
    assert whole["files"][0]["document"]["items"]["a"]["opacity"] == 1


@pytest.mark.parametrize("with_documents", [True, False])
def test_it_keeps_to_its_schema(with_documents: bool) -> None:
    schema: Any = repair_run_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(write_repairs(FILES, REFUSED, with_documents=with_documents), schema)


def test_a_run_without_a_summary_is_none() -> None:
    written = write_repairs(FILES)
    del written["summary"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(written, repair_run_schema())

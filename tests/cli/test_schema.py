"""`schema`: the schemas, printed or written."""

import json
from pathlib import Path

import jsonschema
import pytest

from kvid_composition import composition_schema
from kvid_composition.checking.baseline_schema import baseline_schema
from kvid_composition.diffing.diff_schema import diff_schema
from kvid_composition.merging.merge_result_schema import merge_result_schema
from kvid_composition.patching.request_schema import patch_request_schema
from kvid_composition.preflight.preflight_schema import preflight_schema
from kvid_composition.reporting.repair_json import repair_run_schema
from kvid_composition.reporting.run_schema import run_schema
from kvid_composition.validation.repair_schema import repair_schema
from kvid_composition.validation.report_schema import report_schema
from tests.cli.harness import invoke

SCHEMAS = {
    "composition": composition_schema,
    "patch-request": patch_request_schema,
    "report": report_schema,
    "repair": repair_schema,
    "repair-run": repair_run_schema,
    "run": run_schema,
    "baseline": baseline_schema,
    "diff": diff_schema,
    "preflight": preflight_schema,
    "merge-result": merge_result_schema,
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_printed_as_the_library_gives_it(name: str) -> None:
    result = invoke("schema", name)
    assert result.exit_code == 0
    assert json.loads(result.stdout) == SCHEMAS[name]()
    assert result.stdout.startswith('{\n  "$schema"')


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_in_the_repository_is_current(name: str) -> None:
    written = Path(__file__).parents[2] / "schemas" / f"{name}.schema.json"
    assert written.read_text("utf-8") == invoke("schema", name).stdout


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(invoke("schema", name).stdout))


def test_the_composition_is_what_one_asks_for_mostly() -> None:
    assert invoke("schema").stdout == invoke("schema", "composition").stdout


def test_all_are_written_to_a_directory_that_is_made(tmp_path: Path) -> None:
    result = invoke("schema", "--write", tmp_path / "new" / "schemas")
    assert (result.exit_code, result.stdout) == (0, "")
    for name, make in SCHEMAS.items():
        text = (tmp_path / "new" / "schemas" / f"{name}.schema.json").read_text("utf-8")
        assert text == invoke("schema", name).stdout
        assert json.loads(text) == make()


def test_a_directory_that_cannot_be_made_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = invoke("schema", "--write", tmp_path / "file")
    assert result.exit_code == 2
    assert result.stderr == f"error UNWRITABLE_OUTPUT: {tmp_path}/file: File exists\n"


def test_an_unknown_schema_ends_with_2() -> None:
    assert invoke("schema", "track").exit_code == 2

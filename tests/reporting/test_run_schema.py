"""The schema of a run says what is written, and refuses what is not."""

from collections.abc import Iterator
from typing import Any, cast

import jsonschema
import pytest

from kvid_composition.checking.known_issues import BaselineUse, KnownIssue, StaleEntry
from kvid_composition.checking.run import Run, Unreadable
from kvid_composition.reporting.json_report import write_run
from kvid_composition.reporting.run_schema import run_schema
from tests.checking.runs import make_file, make_issue, make_run
from tests.reporting.naughty import STRINGS, make_naughty_run

VALIDATOR: Any = jsonschema.Draft202012Validator(run_schema())
STALE = StaleEntry(path="a", issue=KnownIssue("REF101", "0"), count=2)
WHOLE = Run(
    (make_file("a", "error", info=2), make_file("b")),
    (Unreadable("c", "there is no such file"),),
    BaselineUse(hidden=3, stale=(STALE,)),
)


@pytest.mark.parametrize("run", [make_run(), WHOLE, make_naughty_run(STRINGS["lone surrogate"])])
@pytest.mark.parametrize("most", [None, 1])
def test_what_is_written_fits(run: Run, most: int | None) -> None:
    VALIDATOR.validate(write_run(run, most=most))


def walk_objects(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        record = cast("dict[str, Any]", value)
        yield record
        for part in record.values():
            yield from walk_objects(part)
    if isinstance(value, list):
        for part in cast("list[object]", value):
            yield from walk_objects(part)


def test_every_member_that_is_written_is_required_but_for_the_baseline() -> None:
    run = make_run(*WHOLE.files, unreadable=("c",))
    written: Any = write_run(Run(run.files, run.unreadable, WHOLE.baseline))
    missed: list[str] = []
    for record in list(walk_objects(written)):
        for key in list(record):
            value = record.pop(key)
            if VALIDATOR.is_valid(written):
                missed.append(key)
            record[key] = value
    assert missed == ["baseline"]


def test_an_issue_is_the_one_of_the_schema_of_reports_with_its_repair() -> None:
    schema: Any = run_schema()
    keys = [*make_issue().to_dict(), "repair"]
    assert list(schema["$defs"]["Issue"]["properties"]) == keys

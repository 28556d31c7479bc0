"""From findings to a report: order, and what is kept where there is too much."""

import math
from typing import Any

import pytest

from kvid_composition import (
    InvalidCompositionError,
    Limits,
    Report,
    ValidationConfig,
    validate_composition,
)
from kvid_composition.validation.issues import IssueCounts
from kvid_composition.validation.reporter import CodedFinding, make_report
from kvid_composition.validation.rule import Finding

DOCUMENT: dict[str, Any] = {"fps": 0, "items": {"b": {}, "a": {}}}


def report(*findings: tuple[str, tuple[str | int, ...]], most: int, **options: Any) -> Report:
    coded = [CodedFinding(code, Finding(path=path, message="")) for code, path in findings]
    settings = ValidationConfig(limits=Limits(issues=most), **options)
    return make_report(DOCUMENT, iter(coded), settings, omitted={"REF112": 5})


def paths(result: Report) -> list[str]:
    return [issue.path for issue in result.issues]


INFO, WARNING, ERROR = "TIM107", "REF107", "STR103"


def test_the_worst_are_kept_in_the_order_of_the_document() -> None:
    result = report((INFO, ()), (WARNING, ("items", "b")), (ERROR, ("items", "a")), most=2)
    assert paths(result) == ["/items/b", "/items/a"]


def test_of_equally_bad_ones_the_first_in_the_document_are_kept() -> None:
    result = report((ERROR, ("items", "a")), (ERROR, ("items", "b")), (ERROR, ("fps",)), most=2)
    assert paths(result) == ["/fps", "/items/b"]


def test_what_is_left_out_is_counted_by_severity() -> None:
    result = report((INFO, ()), (WARNING, ()), (WARNING, ()), (ERROR, ()), most=2)
    assert result.omitted == IssueCounts(error=0, warning=1, info=6)
    assert result.omitted.total == 7
    assert result.count() == {"error": 1, "warning": 2, "info": 6}
    assert result.to_dict()["omitted"] == 7


def test_what_is_not_to_be_reported_is_not_counted() -> None:
    result = report((INFO, ()), (ERROR, ()), most=9, select=["STR"])
    assert result.count() == {"error": 1, "warning": 0, "info": 0}
    assert result.omitted == IssueCounts()


def test_a_severity_that_is_overridden_decides_what_is_kept() -> None:
    result = report(
        (ERROR, ("fps",)), (INFO, ()), most=1, severities={ERROR: "info", INFO: "error"}
    )
    assert paths(result) == [""]


def test_a_report_that_keeps_nothing_is_not_ok_where_there_are_errors() -> None:
    result = report((ERROR, ()), (ERROR, ()), most=0)
    assert result.issues == ()
    assert not result.ok
    with pytest.raises(InvalidCompositionError, match=r"^2 errors$"):
        result.raise_for_errors()


def test_an_error_that_is_omitted_is_counted_in_the_message() -> None:
    with pytest.raises(InvalidCompositionError, match=r"\(and 2 more errors\)"):
        report(*[(ERROR, ())] * 3, most=1).raise_for_errors()


def test_issues_of_a_list_stand_in_its_order() -> None:
    issues = validate_composition([[math.nan], math.nan, {"a": [math.nan] * 11}]).issues
    assert [issue.path for issue in issues] == [
        "",
        "/0/0",
        "/1",
        *(f"/2/a/{position}" for position in range(11)),
    ]

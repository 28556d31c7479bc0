"""JUnit XML as junitparser reads it, with the types that it leaves open."""

from dataclasses import dataclass
from typing import Any

from junitparser import JUnitXml

__all__ = ["Case", "Suite", "read_suites"]


@dataclass
class Case:
    """A case; `outcomes` has what is below it: kind, type, message, text."""

    name: str
    classname: str
    is_passed: bool
    outcomes: list[tuple[str, str, str, str | None]]


@dataclass
class Suite:
    name: str
    tests: int
    failures: int
    errors: int
    skipped: int
    cases: list[Case]


def read_suites(text: str) -> list[Suite]:
    """Read a report, and count it again."""
    read: Any = JUnitXml.fromstring
    report = read(text.encode())
    assert type(report) is JUnitXml
    return _read_report(report)


def _read_report(report: Any) -> list[Suite]:
    claimed = _count(report)
    report.update_statistics()
    assert claimed == _count(report)
    return [_read_suite(suite) for suite in report]


def _count(report: Any) -> tuple[int, int, int, int]:
    return report.tests, report.failures, report.errors, report.skipped


def _read_suite(suite: Any) -> Suite:
    return Suite(suite.name, *_count(suite), [_read_case(case) for case in suite])


def _read_case(case: Any) -> Case:
    outcomes = [
        (type(outcome).__name__, outcome.type, outcome.message, outcome.text)
        for outcome in case.result
    ]
    return Case(case.name, case.classname, case.is_passed, outcomes)

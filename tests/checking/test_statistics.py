"""Statistics: issues by rule, the most frequent first."""

from kvid_composition.checking.correction import Correction
from kvid_composition.checking.run import CheckedFile
from kvid_composition.checking.statistics import RuleCount, Statistics, count_rules
from kvid_composition.validation.issues import IssueCounts, Report
from tests.checking.runs import make_issue, make_run


def count(code: str, number: int, repairable: int = 0) -> RuleCount:
    return RuleCount(code=code, name=code.lower(), count=number, repairable=repairable)


def make_file(*codes: str, omitted: int = 0) -> CheckedFile:
    issues = (
        make_issue(code=code, name=code.lower(), line=line) for line, code in enumerate(codes)
    )
    return CheckedFile("x", Report(tuple(issues), IssueCounts(warning=omitted)))


def test_rules_are_counted_over_all_files_the_most_frequent_first() -> None:
    run = make_run(make_file("A", "B", "B"), make_file("B", "C"))
    assert count_rules(run).rules == (count("B", 3), count("A", 1), count("C", 1))


def test_what_can_be_repaired_safely_is_counted() -> None:
    file = make_file("A", "A", "A")
    fixes = {
        issue: Correction(summary="", is_safe=is_safe, changes=())
        for issue, is_safe in zip(file.report.issues, (True, False), strict=False)
    }
    run = make_run(CheckedFile("x", file.report, corrections=fixes))
    assert count_rules(run).rules == (count("A", 3, repairable=1),)


def test_what_reports_omit_is_not_told_apart() -> None:
    statistics = count_rules(make_run(make_file("A", omitted=3), make_file(omitted=4)))
    assert statistics == Statistics(rules=(count("A", 1),), uncounted=7)


def test_counts_are_plain_json() -> None:
    assert Statistics(rules=(count("A", 2, repairable=1),), uncounted=3).to_dict() == {
        "rules": [{"code": "A", "name": "a", "count": 2, "repairable": 1}],
        "uncounted": 3,
    }

"""New issues: told apart by their fingerprints."""

from dataclasses import replace

from kvid_composition import Issue, Report, Severity
from kvid_composition.preflight.new_issues import has_errors, list_new_issues

ISSUE = Issue(
    code="TIM105",
    name="items-overlap",
    severity=Severity.WARNING,
    path="/items/a",
    message="",
    hint="",
    fingerprint="1",
)


def test_an_issue_is_new_by_its_fingerprint() -> None:
    other = replace(ISSUE, fingerprint="2")
    assert list_new_issues(Report((ISSUE,)), Report((ISSUE, other))) == (other,)


def test_an_issue_that_has_moved_is_not_new() -> None:
    moved = replace(ISSUE, path="/items/b", message="other")
    assert list_new_issues(Report((ISSUE,)), Report((moved,))) == ()


def test_only_an_error_is_one() -> None:
    assert not has_errors([ISSUE, replace(ISSUE, severity=Severity.INFO)])
    assert has_errors([ISSUE, replace(ISSUE, severity=Severity.ERROR)])

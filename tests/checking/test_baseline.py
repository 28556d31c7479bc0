"""Baselines: what is known is hidden, and only that; what is gone is stale."""

from typing import Any

from kvid_composition import RULES
from kvid_composition.checking.baseline import (
    Baseline,
    accept_issues,
    hide_known,
    sum_up_baseline,
)
from kvid_composition.checking.known_issues import BaselineUse, KnownIssue, StaleEntry
from kvid_composition.checking.run import CheckedFile
from kvid_composition.validation.issues import IssueCounts, Report
from tests.checking.runs import make_issue

ALL = frozenset(rule.code for rule in RULES)
A, B = KnownIssue("REF101", "a"), KnownIssue("TIM105", "b")


def make_file(*names: str, omitted: int = 0, **members: Any) -> CheckedFile:
    """Make a file with an issue for each name: its fingerprint, `b` of another rule."""
    issues = (
        make_issue(code="TIM105" if name == "b" else "REF101", fingerprint=name, line=line)
        for line, name in enumerate(names, 1)
    )
    return CheckedFile("x.json", Report(tuple(issues), IssueCounts(error=omitted)), **members)


def list_lines(file: CheckedFile) -> list[int | None]:
    return [issue.line for issue in file.report.issues]


def test_what_is_known_is_hidden_and_the_rest_stays() -> None:
    file = hide_known(make_file("a", "c", "b"), {A: 1, B: 1}, ALL)
    assert list_lines(file) == [2]
    assert file.hidden == {A: 1, B: 1}
    assert file.stale == {}


def test_of_equal_faults_as_many_are_hidden_as_are_known() -> None:
    file = hide_known(make_file("a", "a", "a"), {A: 2}, ALL)
    assert list_lines(file) == [3]
    assert file.hidden == {A: 2}


def test_what_is_known_and_gone_is_stale() -> None:
    file = hide_known(make_file("a"), {A: 2, B: 1}, ALL)
    assert list_lines(file) == []
    assert file.stale == {A: 1, B: 1}


def test_what_was_not_asked_for_is_not_stale() -> None:
    assert hide_known(make_file(), {A: 1, B: 1}, {"TIM105"}).stale == {B: 1}


def test_a_rule_of_another_version_is_not_stale() -> None:
    assert hide_known(make_file(), {KnownIssue("NEW101", "a"): 1}, ALL).stale == {}


def test_what_is_only_counted_is_neither_hidden_nor_stale() -> None:
    file = hide_known(make_file("a", omitted=3), {A: 1, B: 1}, ALL)
    assert file.report.omitted == IssueCounts(error=3)
    assert (file.hidden, file.stale) == ({A: 1}, {})


def test_hiding_leaves_the_file_as_it_was() -> None:
    file = make_file("a")
    hide_known(file, {A: 1}, ALL)
    assert list_lines(file) == [1]


def test_to_accept_hides_everything() -> None:
    file = accept_issues(make_file("a", "a", "b", omitted=2), {}, ALL)
    assert file.report == Report((), IssueCounts(error=2))
    assert file.hidden == {A: 2, B: 1}


def test_to_accept_tells_what_is_no_longer_there() -> None:
    assert accept_issues(make_file("a"), {A: 3, B: 1}, ALL).stale == {A: 2, B: 1}


def test_a_baseline_is_revised_to_what_its_files_hide() -> None:
    baseline = Baseline({"x": {A: 3, B: 1}})
    file = accept_issues(make_file("a"), baseline.list_known("x"), ALL)
    assert baseline.revise({"x": file}) == Baseline({"x": {A: 1}})


def test_a_revision_keeps_the_files_that_were_not_checked() -> None:
    baseline = Baseline({"x": {A: 1}, "y": {B: 1}})
    assert baseline.revise({"x": accept_issues(make_file(), {A: 1}, ALL)}).files == {"y": {B: 1}}


def test_a_revision_keeps_the_rules_that_were_not_asked() -> None:
    baseline = Baseline({"x": {A: 2, B: 1}})
    file = accept_issues(make_file("b", "b"), baseline.list_known("x"), {"TIM105"})
    assert baseline.revise({"x": file}).files == {"x": {A: 2, B: 2}}


def test_a_revision_drops_files_that_are_gone() -> None:
    assert Baseline({"x": {A: 1}, "y": {B: 1}}).revise({}, ["x"]).files == {"y": {B: 1}}


def test_a_revision_leaves_the_baseline_as_it_was() -> None:
    baseline = Baseline({"x": {A: 1}})
    baseline.revise({"x": accept_issues(make_file("b"), {A: 1}, ALL)}, ["x"])
    assert baseline == Baseline({"x": {A: 1}})


def test_a_file_without_a_path_has_nothing_known() -> None:
    assert Baseline({"x": {A: 1}}).list_known(None) == {}


def test_a_baseline_is_written_sorted() -> None:
    c = KnownIssue("REF101", "c")
    written = Baseline({"y": {B: 1, c: 2, A: 1}, "x": {A: 1}}).to_dict()
    assert str(written) == (
        "{'version': 1, 'files': {'x': {'REF101': {'a': 1}}, "
        "'y': {'REF101': {'a': 1, 'c': 2}, 'TIM105': {'b': 1}}}}"
    )


def test_a_run_sums_up_what_was_hidden_and_what_is_stale() -> None:
    files = [make_file(hidden={A: 2, B: 1}), make_file(hidden={A: 1}, stale={B: 1, A: 4})]
    use = sum_up_baseline(Baseline({"old": {B: 5}}), files, ["old"])
    assert use == BaselineUse(
        hidden=4,
        stale=(
            StaleEntry(path="x.json", issue=A, count=4),
            StaleEntry(path="x.json", issue=B, count=1),
            StaleEntry(path="old", issue=B, count=5),
        ),
    )

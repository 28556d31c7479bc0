"""Ignores: what a configuration would have to say to silence a run."""

from kvid_composition.checking.ignores import add_ignores
from tests.checking.runs import make_issue


def test_each_file_gets_a_pattern_with_its_codes() -> None:
    issues = [make_issue(code="TIM105"), make_issue(code="REF101"), make_issue(code="TIM105")]
    assert add_ignores({}, {"b.json": issues, "a/c.json": issues[:1], "sound.json": []}) == {
        "/a/c.json": ("TIM105",),
        "/b.json": ("REF101", "TIM105"),
    }


def test_patterns_are_sorted() -> None:
    ignores = add_ignores({"/c": ["REF"]}, {"d": [make_issue()], "b": [make_issue()]})
    assert list(ignores) == ["/b", "/c", "/d"]


def test_what_is_ignored_already_is_kept_as_it_stands() -> None:
    existing = {"old/*.json": ["items-overlap", "REF"], "/a.json": ["TIM105", "MED"]}
    ignores = add_ignores(existing, {"a.json": [make_issue(), make_issue(code="TIM105")]})
    assert ignores == {
        "/a.json": ("TIM105", "MED", "REF101"),
        "old/*.json": ("items-overlap", "REF"),
    }


def test_a_name_with_the_signs_of_a_pattern_means_itself() -> None:
    assert list(add_ignores({}, {"a[1]*.json": [make_issue()]})) == ["/a\\[1]\\*.json"]

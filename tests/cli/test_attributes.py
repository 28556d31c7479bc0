"""Attributes: our lines come and go, and nothing else changes by a byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.cli.attributes import (
    add_patterns,
    find_pattern_fault,
    list_patterns,
    remove_patterns,
)

MARK = "# Made by 'kvid-composition git enable', unmade by 'kvid-composition git disable'.\n"
GIVEN = " diff=kvid-composition merge=kvid-composition"


def test_a_file_is_made_where_there_is_none() -> None:
    assert add_patterns(None, ["a.json", "b/*.json"]) == (f"{MARK}a.json{GIVEN}\nb/*.json{GIVEN}\n")


def test_lines_of_others_stay_before_ours() -> None:
    text = "*.png binary\n"
    assert add_patterns(text, ["a.json"]) == f"{text}{MARK}a.json{GIVEN}\n"


def test_what_is_there_is_not_added_again() -> None:
    once = add_patterns("x\n", ["a.json", "a.json"])
    assert add_patterns(once, ["a.json"]) == once


def test_a_pattern_joins_the_others_where_they_are() -> None:
    text = add_patterns("x\n", ["a.json"]) + "y\n"
    assert add_patterns(text, ["b.json"]) == f"x\n{MARK}a.json{GIVEN}\nb.json{GIVEN}\ny\n"


def test_a_pattern_goes_and_the_others_stay() -> None:
    text = add_patterns("x\n", ["a.json", "b.json"]) + "y\n"
    assert remove_patterns(text, ["a.json", "c.json"]) == f"x\n{MARK}b.json{GIVEN}\ny\n"


def test_with_the_last_pattern_the_mark_goes() -> None:
    assert remove_patterns(add_patterns("x\n", ["a.json"]) + "y\n", ["a.json"]) == "x\ny\n"


@pytest.mark.parametrize("patterns", [None, ["a.json"]])
def test_a_file_of_nothing_but_ours_goes(patterns: list[str] | None) -> None:
    assert remove_patterns(add_patterns(None, ["a.json"]), patterns) is None


def test_a_line_that_somebody_wrote_themselves_stays() -> None:
    text = f"mine.json{GIVEN}\n"
    assert remove_patterns(text, None) == text
    assert remove_patterns(add_patterns(text, ["a.json"]), None) == text


def test_lines_below_ours_are_not_ours() -> None:
    text = f"{add_patterns(None, ['a.json'])}b.json diff=other\n"
    assert list_patterns(text) == ("a.json",)
    assert remove_patterns(text, None) == "b.json diff=other\n"


def test_where_there_is_no_file_there_is_nothing_to_remove() -> None:
    assert remove_patterns(None, None) is None
    assert list_patterns(None) == ()


def test_a_mark_whose_lines_were_deleted_by_hand_goes() -> None:
    assert list_patterns(MARK) == ()
    assert remove_patterns(f"x\n{MARK}", None) == "x\n"


def test_lines_that_git_gave_other_line_ends_are_still_ours() -> None:
    text = add_patterns(None, ["a.json"]).replace("\n", "\r\n")
    assert list_patterns(text) == ("a.json",)
    assert remove_patterns(text, None) is None


@pytest.mark.parametrize(
    ("pattern", "written"),
    [
        ("내 영상.json", '"내 영상.json"'),
        ("내영상.json", "내영상.json"),
        ("#x", '"#x"'),
        ("[a]x", '"[a]x"'),
        ('a"b', '"a\\"b"'),
        ("a\\*", '"a\\\\*"'),
        ("a[b]!", "a[b]!"),
    ],
)
def test_a_pattern_is_quoted_where_it_would_be_something_else(pattern: str, written: str) -> None:
    assert list_patterns(add_patterns(None, [pattern])) == (written,)
    assert remove_patterns(add_patterns(None, [pattern]), [pattern]) is None


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        (" ", "an empty pattern means no file"),
        ("!a", "git knows no attributes for what a pattern does not match"),
        ("a\nb", "a control character cannot be in a pattern"),
        ("*.json", None),
    ],
)
def test_what_git_would_not_understand_is_found(pattern: str, fault: str | None) -> None:
    assert find_pattern_fault(pattern) == fault


TEXTS = st.none() | st.lists(st.sampled_from(["a", " ", "#", "\n", "\r", '"', "\udcff"])).map(
    "".join
)
PATTERNS = st.lists(st.sampled_from(["a.json", "b c.json", "#", 'x"']), min_size=1)


@given(TEXTS, PATTERNS)
def test_what_was_added_and_removed_was_never_there(text: str | None, patterns: list[str]) -> None:
    assert remove_patterns(add_patterns(text, patterns), None) == text
    assert remove_patterns(add_patterns(text, patterns), patterns) == text


@given(TEXTS, PATTERNS, PATTERNS)
def test_adding_twice_is_adding_once(
    text: str | None, patterns: list[str], more: list[str]
) -> None:
    once = add_patterns(text, [*patterns, *more])
    assert add_patterns(add_patterns(text, patterns), more) == once
    assert add_patterns(once, patterns) == once

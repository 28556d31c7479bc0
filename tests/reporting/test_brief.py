"""Values in few words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition import MISSING
from kvid_composition.reporting.brief import (
    contrast_values,
    list_leaves,
    shorten_text,
    show_value,
)
from tests.reporting.hostile import NAUGHTY


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a", "'a'"),
        (1, "1"),
        (1.0, "1.0"),
        (True, "true"),
        (None, "null"),
        (MISSING, "(absent)"),
        ([], "[]"),
        ({"a": [1, "b"]}, '{"a": [1, "b"]}'),
        (10**50, "a huge integer"),
        ("x" * 41, f"'{'x' * 40}…'"),
        (["x" * 50, 2], "an array of 2"),
        ({str(k): k for k in range(1000)}, "an object of 1,000"),
    ],
)
def test_a_value_is_shown_in_few_words(value: Any, shown: str) -> None:
    assert show_value(value) == shown


@pytest.mark.parametrize("value", [NAUGHTY, [NAUGHTY], {NAUGHTY: 1}])
def test_a_hostile_value_is_harmless(value: Any) -> None:
    assert show_value(value).isprintable()
    assert all(text.isprintable() for text in contrast_values(value, "x" * 100))


def test_credentials_are_not_shown() -> None:
    url = "https://user:secret@example.com/a.png"
    shown = (show_value(url), show_value([url]), shorten_text(url), *contrast_values(url, "x" * 90))
    assert not any("secret" in text for text in shown)


def test_prose_with_a_colon_and_an_at_sign_is_left_alone() -> None:
    assert show_value("Contact: me@example.com") == "'Contact: me@example.com'"


def test_a_shortened_text_is_one_line() -> None:
    assert shorten_text("Summer\n  sale\t!") == "Summer sale !"


def test_a_long_text_is_cut_where_it_is_shown_to_be() -> None:
    assert shorten_text("x" * 100) == "x" * 40 + "…"


def test_short_texts_are_shown_whole() -> None:
    assert contrast_values("Hello", "Hallo") == ("'Hello'", "'Hallo'")


def test_of_long_texts_the_place_of_the_difference_is_shown() -> None:
    before = f"{'a' * 100} summer sale {'b' * 100}"
    after = f"{'a' * 100} winter sale {'b' * 100}"
    old, new = contrast_values(before, after)
    assert old == f"'…{'a' * 11} summer sale {'b' * 16}…'"
    assert new == f"'…{'a' * 11} winter sale {'b' * 16}…'"


def test_a_text_that_was_continued_shows_its_end() -> None:
    old, new = contrast_values("a" * 50, "a" * 50 + "!")
    assert (old, new) == (f"'…{'a' * 12}'", f"'…{'a' * 12}!'")


def test_texts_that_differ_in_credentials_only_are_shown_alike() -> None:
    urls = [f"https://me:{secret}@example.com/{'x' * 50}" for secret in ("one", "two")]
    old, new = contrast_values(*urls)
    assert old == new
    assert "one" not in old


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_different_texts_never_look_the_same(start: str, before: str, after: str) -> None:
    old, new = contrast_values(start + before, start + after)
    assert (old == new) == (before == after) or "//" in start + before + after


def test_a_change_of_kind_shows_both() -> None:
    assert contrast_values("x" * 50, 1) == (f"'{'x' * 40}…'", "1")


def test_leaves_have_the_names_of_what_they_are_in() -> None:
    before: Any = {"variant": "normal", "weight": "400"}
    after: Any = {"variant": "normal", "weight": "700", "new": 1}
    assert list(list_leaves("fontStyle", before, after)) == [
        ("fontStyle.weight", "400", "700"),
        ("fontStyle.new", MISSING, 1),
    ]


def test_numbers_spelled_in_another_way_count_only_where_nothing_else_differs() -> None:
    assert list(list_leaves("k", {"a": 1, "b": 2}, {"a": 1.0, "b": 3})) == [("k.b", 2, 3)]
    assert list(list_leaves("k", {"a": 1, "b": 2}, {"a": 1.0, "b": 2})) == [("k.a", 1, 1.0)]


def test_leaves_end_at_a_depth() -> None:
    before: Any = {"a": {"b": {"c": {"d": 1}}}}
    after: Any = {"a": {"b": {"c": {"d": 2}}}}
    assert list(list_leaves("k", before, after)) == [("k.a.b.c", {"d": 1}, {"d": 2})]


def test_arrays_are_leaves() -> None:
    assert list(list_leaves("k", [1], [1, 2])) == [("k", [1], [1, 2])]

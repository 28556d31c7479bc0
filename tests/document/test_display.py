"""Values in messages: short, on one line, and harmless to a terminal."""

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.document.display import (
    describe_number,
    describe_value,
    escape_text,
    quote_text,
)
from kvid_composition.testing.drawn.plain_json import json_texts, json_values

any_texts = st.text() | json_texts()


@given(any_texts)
def test_no_character_is_left_that_could_steer_a_terminal_or_hide(text: str) -> None:
    categories = {unicodedata.category(character) for character in escape_text(text)}
    assert categories.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})


@given(any_texts)
def test_every_other_character_stays_as_it_is(text: str) -> None:
    harmless = "".join(c for c in text if unicodedata.category(c) not in _STEERING)
    assert escape_text(harmless) == harmless


_STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("plain", "plain"),
        ("\x1b[31m", "\\u001b[31m"),
        ("a\nb\tc", "a\\u000ab\\u0009c"),
        ("\x9b", "\\u009b"),
        ("\u202e", "\\u202e"),
        ("\u2028", "\\u2028"),
        ("\ud800", "\\ud800"),
        ("\U000e0001", "\\ue0001"),
        ("\ud55c \U0001f600", "\ud55c \U0001f600"),
    ],
)
def test_a_character_is_escaped_as_its_code_point(text: str, escaped: str) -> None:
    assert escape_text(text) == escaped


@given(any_texts, st.integers(0, 20))
def test_a_quotation_shows_at_most_so_many_characters(text: str, longest: int) -> None:
    quoted = quote_text(text, longest)
    assert quoted == f"'{escape_text(text[:longest])}{'' if len(text) <= longest else '…'}'"


def test_a_quotation_of_a_long_text_ends_with_dots() -> None:
    assert quote_text("x" * 80) == f"'{'x' * 80}'"
    assert quote_text("x" * 81) == f"'{'x' * 80}…'"


SECRETS = [
    ("https://user:s3cret@example.com/a.png", "https://***@example.com/a.png"),
    ("see HTTPS://user:s3cret@h and ftp://s3cret@h/", "see HTTPS://***@h and ftp://***@h/"),
    ("//user:s3cret@h", "//***@h"),
    ("http:user:s3cret@h", "http:***@h"),
    ("https:\\\\user:s3cret@h", "https:\\\\***@h"),
    ("s3://us@er:s3cret@bucket/key", "s3://***@bucket/key"),
    ("postgres://me:s3cret@db:5432/x?y=a@b", "postgres://***@db:5432/x?y=a@b"),
]


@pytest.mark.parametrize(("text", "shown"), SECRETS)
def test_no_user_info_of_a_url_is_quoted(text: str, shown: str) -> None:
    assert quote_text(text) == f"'{shown}'"
    assert describe_value(text) == f"the text '{shown}'"


@pytest.mark.parametrize("text", ["a@b", "track:1@2", "me@example.com", "https://h/a@b", "a/b@c"])
def test_an_at_sign_alone_is_no_user_info(text: str) -> None:
    assert quote_text(text) == f"'{text}'"


@pytest.mark.parametrize("length", [50, 70, 79, 80, 81, 300, 450, 5000])
def test_user_info_that_is_cut_is_not_quoted_either(length: int) -> None:
    text = f"https://user:{'s3cret' * (length // 6)}@example.com/"
    for whole in (text, f"{'x' * 60} {text}"):
        assert "s3c" not in quote_text(whole)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (30, "30"),
        (29.97, "29.97"),
        (-0.5, "-0.5"),
        (361.0, "361.0"),
        (1e300, "1e+300"),
        (1e308 * 10, "over 1e308"),
        (-1e308 * 10, "under -1e308"),
        (10**400, "a huge integer"),
    ],
)
def test_a_number_is_written_as_it_is_or_in_words(number: float, written: str) -> None:
    assert describe_number(number) == written


@pytest.mark.parametrize(
    ("value", "description"),
    [
        ("red", "the text 'red'"),
        ({"a": 1}, "an object"),
        ([1], "an array"),
        (None, "null"),
        (True, "true"),
        (2.5, "2.5"),
        (-0.0, "-0.0"),
        (7, "7"),
        (-(10**79), f"-1{'0' * 79}"),
        (10**80, "a huge integer"),
        (-(10**5000), "a huge integer"),
    ],
    ids=range(11),
)
def test_a_value_is_described_in_the_words_of_json(value: Any, description: str) -> None:
    assert describe_value(value) == description


@given(json_values())
def test_a_description_is_short_and_on_one_line(value: Any) -> None:
    description = describe_value(value)
    assert len(description) <= len("the text ''…") + 80 * len("\\u10ffff")
    assert escape_text(description) == description


@given(st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9))
def test_a_short_scalar_is_described_as_itself(value: Any) -> None:
    assert json.loads(describe_value(value)) == value


def test_a_command_of_a_ci_service_is_broken_up() -> None:
    assert escape_text("x ##[stop-commands]y") == r"x ##\u005bstop-commands]y"

"""Going past the values of a text."""

import pytest

from kvid_composition.document.tokens import ELEMENT, MEMBER, skip_blank, skip_value


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("1e2,", 3),
        ('"a\\"]" ]', 6),
        ('{"a": [1, {}]} x', 14),
        ("[]", 2),
        ("nul", -1),
        ("", -1),
        ('"open', -1),
    ],
)
def test_the_end_of_a_value_is_behind_its_last_sign(text: str, end: int) -> None:
    assert skip_value(text, 0) == end


def test_a_value_is_gone_past_though_it_is_nested_deeper_than_the_parser_goes() -> None:
    text = "[" * 100_000 + '"]"' + "]" * 100_000
    assert skip_value(f"{text},", 0) == len(text)


def test_a_deep_value_with_a_string_that_never_ends_has_no_end() -> None:
    assert skip_value("[" * 100_000 + '"', 0) == -1


def test_a_deep_value_that_is_never_closed_has_no_end() -> None:
    assert skip_value("[" * 100_000, 0) == -1


def test_an_integer_that_python_refuses_to_read_has_an_end() -> None:
    assert skip_value("-" + "9" * 5000 + "]", 0) == 5001


def test_only_the_white_space_of_json_is_blank() -> None:
    assert skip_blank(" \t\r\n\u00a0x", 0) == 4


def test_a_key_is_found_behind_a_brace_and_behind_a_comma() -> None:
    for text in ('{ "a,\\"" : 1', ' , "a,\\"":1'):
        match = MEMBER.match(text)
        assert match
        assert (match[1], text[match.end() :]) == ('"a,\\""', "1")


def test_an_element_is_found_behind_a_bracket_and_behind_a_comma_but_not_before_the_end() -> None:
    assert [bool(ELEMENT.match(text)) for text in ("[ 1", " ,2", "[ ]")] == [True, True, False]

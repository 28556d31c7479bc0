"""Answers: as much as fits, in the order of what matters, and the rest is counted."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.agent_tools.answer import LEAST_BYTES, Budget, Text, measure_value

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def write(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def test_a_value_is_measured_as_it_is_sent() -> None:
    assert measure_value({"a": [1, "안"], "b": None}) == len(write({"a": [1, "안"], "b": None}))


@pytest.mark.parametrize("value", ["\ud800", {"\udfff": 1}, float("inf"), float("nan")])
def test_what_cannot_be_sent_has_no_size(value: Any) -> None:
    assert measure_value(value) is None


def test_a_value_that_fits_is_given_and_takes_room() -> None:
    budget = Budget(LEAST_BYTES)
    assert budget.take("x" * 2000) == "x" * 2000
    assert budget.take("x" * 2000) is None
    assert budget.take("x" * 900) == "x" * 900


def test_a_value_may_have_to_leave_half() -> None:
    assert Budget(LEAST_BYTES).take("x" * 2000, half=True) is None
    assert Budget(LEAST_BYTES).take("x" * 1000, half=True) == "x" * 1000


def test_what_cannot_be_sent_is_not_given() -> None:
    budget = Budget(LEAST_BYTES)
    assert budget.take("\ud800") is None
    assert budget.list_fitting(["\ud800", "a"]) == (["a"], 1)


def test_what_does_not_fit_of_a_list_is_counted() -> None:
    kept, omitted = Budget(LEAST_BYTES).list_fitting(["x" * 1000] * 5)
    assert (len(kept), omitted) == (2, 3)


def test_a_large_entry_does_not_keep_the_next_ones_out() -> None:
    values = ["a", "x" * 5000, "b"]
    assert Budget(LEAST_BYTES).list_fitting(values) == (["a", "b"], 1)


def test_an_entry_that_does_not_fit_may_be_shortened() -> None:
    shortened = Budget(LEAST_BYTES).list_fitting(["x" * 5000], shorten=lambda value: value[:10])
    assert shortened == (["x" * 10], 0)


def test_an_entry_that_does_not_fit_shortened_either_is_counted() -> None:
    kept = Budget(LEAST_BYTES).list_fitting(["x" * 9000], shorten=lambda value: value[:5000])
    assert kept == ([], 1)


def test_a_list_may_have_to_leave_half() -> None:
    budget = Budget(LEAST_BYTES)
    kept, _ = budget.list_fitting(["x" * 100] * 100, half=True)
    rest, _ = budget.list_fitting(["x" * 100] * 100)
    assert (len(kept), len(rest)) == (14, 15)


@given(st.lists(VALUES), st.lists(VALUES), VALUES, st.integers(LEAST_BYTES, 2 * LEAST_BYTES))
def test_whatever_is_put_in_fits(
    first: list[Any], second: list[Any], value: Any, most: int
) -> None:
    budget, text = Budget(most), Text(most)
    budget.spend({"a": [], "b": [], "c": None})
    content: dict[str, Any] = {"c": budget.take(value, half=True)}
    content["a"], omitted = budget.list_fitting(first * 50, half=True)
    content["b"], _ = budget.list_fitting(second * 50)
    text.add_all(map(str, first * 50))
    assert len(content["a"]) + omitted == len(first) * 50
    assert len(write(content)) + len(write(str(text))) <= most


def test_a_text_has_as_many_lines_as_fit() -> None:
    text = Text(LEAST_BYTES)
    text.add_all(["x" * 99] * 100)
    assert str(text).splitlines() == ["x" * 99] * 9


def test_a_line_is_escaped_and_cut() -> None:
    text = Text(LEAST_BYTES)
    text.add("\x1b[31m\n\u202e\ud800")
    text.add("a" * 1000)
    assert str(text) == "\\u001b[31m\\u000a\\u202e\\ud800\n" + "a" * 300 + "…"


def test_a_value_in_a_text_is_whole_or_not_there() -> None:
    text = Text(LEAST_BYTES)
    text.add_json("large", "x" * 2000)
    text.add_json("small", {"a": "안\x1b"})
    assert str(text) == 'small: {"a": "\\uc548\\u001b"}'


def test_an_integer_that_python_does_not_write_has_no_size() -> None:
    assert measure_value(10**5000) is None

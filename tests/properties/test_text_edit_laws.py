"""The laws of edits of a text: `tests/strategies/text_edit_laws.py` says what they are."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz import fuzz
from tests.strategies.text_edit_laws import try_text_edits


@given(st.integers(0, 2**32 - 1))
def test_an_edited_text_says_the_edited_value_and_all_else_is_the_same_text(seed: int) -> None:
    try_text_edits(Random(seed))


def test_the_laws_hold_for_thousands_of_texts() -> None:
    tally = fuzz((try_text_edits,), seed=10_000, cases=2_000)
    assert {seed: repr(error) for seed, error in tally.failures.items()} == {}

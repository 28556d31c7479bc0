"""Examples that satisfy a condition: any, or the smallest that Hypothesis comes to."""

from collections.abc import Callable
from typing import TypeVar

from hypothesis import Phase, find, settings
from hypothesis import strategies as st

__all__ = ["find_any", "find_smallest"]

_T = TypeVar("_T")

_ANY = settings(phases=[Phase.generate], database=None, max_examples=2000)
# The same in every run: where shrinking ends depends on where it begins.
_SMALLEST = settings(database=None, derandomize=True, max_examples=2000)


def find_any(strategy: st.SearchStrategy[_T], condition: Callable[[_T], bool]) -> _T:
    """Find an example, without shrinking it."""
    return find(strategy, condition, settings=_ANY)


def find_smallest(strategy: st.SearchStrategy[_T], condition: Callable[[_T], bool]) -> _T:
    """Find an example and shrink it."""
    return find(strategy, condition, settings=_SMALLEST)

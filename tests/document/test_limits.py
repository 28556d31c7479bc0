"""The bounds are the promised ones, and cannot be changed in place."""

import sys
from dataclasses import FrozenInstanceError, fields

import pytest

from kvid_composition.document.limits import (
    DEFAULT_LIMITS,
    MESSAGE_CHARACTERS,
    NO_LIMITS,
    Limits,
)


def test_the_defaults_are_the_promised_ones() -> None:
    assert DEFAULT_LIMITS.text_bytes == 64 * 2**20
    assert DEFAULT_LIMITS.depth == 64
    assert DEFAULT_LIMITS.nodes == 10_000_000
    assert DEFAULT_LIMITS.issues == 10_000
    assert MESSAGE_CHARACTERS == 80


def test_the_longest_integer_is_as_long_as_the_largest_double() -> None:
    assert len(str(int(1.7976931348623157e308))) == DEFAULT_LIMITS.integer_digits


def test_no_limits_are_beyond_whatever_a_machine_holds() -> None:
    assert min(getattr(NO_LIMITS, field.name) for field in fields(Limits)) == sys.maxsize


def test_limits_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        DEFAULT_LIMITS.depth = 1  # type: ignore[misc]


def test_every_limit_can_be_given_by_name_and_only_so() -> None:
    names = [field.name for field in fields(Limits)]
    limits = Limits(**dict.fromkeys(names, 7))
    assert {getattr(limits, name) for name in names} == {7}
    with pytest.raises(TypeError):
        Limits(7)  # type: ignore[call-arg]

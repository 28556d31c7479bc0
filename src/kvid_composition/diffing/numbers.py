"""Numbers of a timeline: sums of fractions come out as the fraction that was meant."""

from typing import Any, Final, TypeGuard

from kvid_composition.model.fields import Number

__all__ = ["is_number", "is_whole", "settle_number"]

# A millionth of a frame or of a second is nothing that anybody set.
_DIGITS: Final = 6


# Beyond it doubles skip whole numbers, and sums and products may end in an overflow.
_LARGEST: Final = 2**53


def is_number(value: Any) -> TypeGuard[Number]:
    """Tell whether a value is a JSON number that a timeline can be calculated with."""
    return (type(value) is int or type(value) is float) and -_LARGEST <= value <= _LARGEST


def is_whole(value: Any) -> bool:
    """Tell whether a value is a whole number; `30.0` is one."""
    return is_number(value) and value % 1 == 0


def settle_number(value: Number) -> Number:
    """Round away what adding and subtracting doubles leaves behind; integers stay as they are."""
    return value if type(value) is int else round(value, _DIGITS)

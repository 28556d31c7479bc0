"""Cells: how many columns of a terminal characters take."""

import unicodedata

__all__ = ["measure_character", "measure_text"]

# Marks stand on the character before them, also where they reorder nothing (combining class 0).
_MARKS = frozenset(("Mn", "Me"))
# A syllable of Hangul written as its letters: the vowel and the final stand on the initial.
_FIRST_VOWEL, _LAST_FINAL = "\u1160", "\u11ff"


def measure_text(text: str) -> int:
    """Count the columns that a text takes: East Asian wide characters take two, marks none."""
    if text.isascii():
        return len(text)
    return sum(map(measure_character, text))


def measure_character(character: str) -> int:
    """Count the columns that one character adds: 0, 1 or 2. Source: UAX #11, and Unicode's Mn, Me.

    Of what a terminal does not show as it is, `escape_text` makes text that can be measured.
    """
    if unicodedata.category(character) in _MARKS:
        return 0
    if _FIRST_VOWEL <= character <= _LAST_FINAL:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1

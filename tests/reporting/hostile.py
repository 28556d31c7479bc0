"""A text that nobody wants to see on a terminal."""

__all__ = ["NAUGHTY"]

NAUGHTY = "a\x1b[2J\x07\r\u202eb\u2028\x9b31m"
"""What would clear the screen, ring, overwrite the line, turn the text around, colour it."""

"""A reader of GitHub's workflow commands, written after what the documentation says of them.

A line is `::name key=value,key=value::message`. In a value `%25`, `%0D`, `%0A`, `%3A` and `%2C`
stand for `%`, carriage return, line feed, `:` and `,`; in a message the first three do.
"""

from dataclasses import dataclass
from typing import Final

__all__ = ["Command", "read_commands"]

_IN_MESSAGE: Final = {"%25": "%", "%0D": "\r", "%0A": "\n"}
_IN_PROPERTY: Final = {**_IN_MESSAGE, "%3A": ":", "%2C": ","}


@dataclass
class Command:
    name: str
    properties: dict[str, str]
    message: str


def read_commands(text: str) -> list[Command]:
    """Read every line that a runner takes for a command; the others are shown as they are."""
    # A runner reads lines as .NET does: they end at CR LF, CR or LF.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [_read_line(line.lstrip()) for line in lines if line.lstrip().startswith("::")]


def _read_line(line: str) -> Command:
    head, _, message = line[2:].partition("::")
    name, _, written = head.partition(" ")
    pairs = (pair.split("=", 1) for pair in written.split(",") if pair)
    properties = {key.strip(): _decode(value, _IN_PROPERTY) for key, value in pairs}
    return Command(name, properties, _decode(message, _IN_MESSAGE))


def _decode(text: str, escapes: dict[str, str]) -> str:
    decoded, position = "", 0
    while position < len(text):
        meant = escapes.get(text[position : position + 3].upper())
        decoded += meant or text[position]
        position += 3 if meant else 1
    return decoded

"""Parameters of commands, as data: a command says what it takes without importing what reads it.

That is typer, and typer imports pydantic: together they take longer than the rest of most calls.
`loading` translates for typer; the straight way needs no translation.
"""

from collections.abc import Callable, Iterator
from typing import TypedDict, Unpack

__all__ = ["Argument", "Option", "Parameter"]


class Settings(TypedDict, total=False):
    """What typer is told of a parameter, under the names that typer has for it.

    Attributes:
        help: what it is for.
        metavar: what stands for its value in help.
        hidden: help does not list it, since the text of the command tells of it.
        min: the least number.
        autocompletion: gives what may be meant by the beginning of a value, each with its help.
    """

    help: str
    metavar: str
    hidden: bool
    min: int
    autocompletion: Callable[[str], Iterator[tuple[str, str]]]


class Parameter:
    """A parameter of a command: metadata in the annotation of the function's own."""

    __slots__ = ("names", "settings")

    def __init__(self, *names: str, **settings: Unpack[Settings]) -> None:
        self.names = names
        self.settings = settings


class Argument(Parameter):
    """A parameter that is told by its place; it has no names."""

    __slots__ = ()


class Option(Parameter):
    """A parameter that is told by one of its names: `--name`, `-n`; else by that in Python."""

    __slots__ = ()

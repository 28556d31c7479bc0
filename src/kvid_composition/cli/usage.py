"""Wrong usage: a line that typer refuses, explained in the manner of the commands' refusals."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import typer

from kvid_composition.document.display import quote_text

__all__ = ["explain_usage"]


def explain_usage(error: typer.TyperException) -> str:
    """Say what is wrong with a line; of one word among a few also which, and which was meant."""
    parameter: Any = getattr(error, "param", None)
    choices = _list_choices(parameter)
    if not choices:
        return error.format_message()
    named = f"{_name_parameter(parameter)} is {_join_words(choices)}"
    given = _find_given(error)
    if given is None:
        return f"{named}, and is missing"
    # To compare takes time with the square of the length, and no word is that long.
    near = get_close_matches(given[:80].lower(), choices, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"{named}, not {quote_text(given)}{hint}"


def _list_choices(parameter: Any) -> Sequence[str]:
    """List the words that a parameter can be; none where it can be anything."""
    return tuple(getattr(getattr(parameter, "type_descriptor", None), "choices", None) or ())


def _name_parameter(parameter: Any) -> str:
    """Name a parameter as help does: `SHELL`, `--format`."""
    name: str = parameter.opts[0]
    return name if name.startswith("-") else parameter.metavar


def _find_given(error: BaseException) -> str | None:
    """Find the word that was given; None where none was."""
    cause: Any = error.__cause__
    return None if cause is None else str(cause.errors()[0]["input"])


def _join_words(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"

"""Asking: the open conflicts of a document, one after another, on a terminal."""

import sys
from typing import Final

from kvid_composition.cli.picks import PickError, match_option
from kvid_composition.cli.terminal import (
    ColorChoice,
    decide_color,
    measure_columns,
    print_lines,
    write_output,
)
from kvid_composition.document.values import JsonObject
from kvid_composition.merging.conflict import Conflict
from kvid_composition.merging.marked import pick_options, read_conflicts
from kvid_composition.merging.merge_error import ResolutionError
from kvid_composition.reporting.merge_text import list_short_ids, render_conflict
from kvid_composition.reporting.names import Names
from kvid_composition.reporting.styled import BLANK, Line, Style, style_text

__all__ = ["ask_about_conflicts"]

_LEAVE: Final = ""
_END: Final = ("q", "quit")


def ask_about_conflicts(document: JsonObject, color: ColorChoice) -> JsonObject:
    """Ask about each open conflict, and give the document with what was decided.

    An answer can solve other conflicts, and those that are left can look different after it.
    """
    passed: set[str] = set()
    while conflict := _find_next(document, passed):
        _show(conflict, document, color)
        answer = _ask(conflict, color)
        if answer is None:
            break
        if answer == _LEAVE:
            passed.add(conflict.id)
            continue
        try:
            document = pick_options(document, {conflict.id: answer})
        except ResolutionError as error:
            passed.add(conflict.id)
            _say(f"It stays open: {error.reason}.", Style.WARNING, color)
    return document


def _find_next(document: JsonObject, passed: set[str]) -> Conflict | None:
    conflicts = read_conflicts(document)
    return next((conflict for conflict in conflicts if conflict.id not in passed), None)


def _show(conflict: Conflict, document: JsonObject, color: ColorChoice) -> None:
    conflicts = read_conflicts(document)
    short = list_short_ids(conflicts)[conflict.id]
    lines = [BLANK, *render_conflict(conflict, Names(document), len(short), measure_columns())]
    print_lines(lines, color=decide_color(color, sys.stdout))


def _ask(conflict: Conflict, color: ColorChoice) -> str | None:
    """Ask until there is an answer: an option, nothing to leave it open; None ends."""
    while True:
        names = ", ".join(option.name for option in conflict.options)
        write_output(f"    Pick {names}; Enter leaves it open, q saves and ends: ")
        typed = sys.stdin.readline()
        # Without a line break the input has ended.
        answer = typed.strip().lower()
        if not typed or answer in _END:
            return None
        if answer == _LEAVE:
            return _LEAVE
        try:
            return _complete(conflict, answer)
        except PickError as error:
            _say(f"    {error.message}", Style.WARNING, color)


def _complete(conflict: Conflict, answer: str) -> str:
    """Give the option of which the answer is the beginning."""
    begun = [option.name for option in conflict.options if option.name.startswith(answer)]
    return begun[0] if len(begun) == 1 else match_option(conflict, answer)


def _say(text: str, style: Style, color: ColorChoice) -> None:
    line: Line = (style_text(text, style),)
    print_lines([line], color=decide_color(color, sys.stdout))

"""`preflight`: what a PATCH would do and destroy, before it is sent."""

import sys
from typing import Annotated, Literal

from kvid_composition.cli.documents import read_pair
from kvid_composition.cli.exits import CommandEnd, ExitCode
from kvid_composition.cli.options import ColorOption
from kvid_composition.cli.parameters import Argument, Option
from kvid_composition.cli.terminal import (
    decide_color,
    fail,
    measure_columns,
    print_lines,
    print_report,
)
from kvid_composition.patching.operations import OperationError
from kvid_composition.preflight.preflight import preflight_operation
from kvid_composition.reporting.preflight_text import render_preflight

__all__ = ["check_operation"]


def check_operation(
    current: Annotated[str, Argument(metavar="CURRENT", hidden=True)],
    body: Annotated[str, Argument(metavar="BODY", hidden=True)],
    *,
    format: Annotated[  # noqa: A002  the option's name
        Literal["text", "json"], Option("--format", "-f", help="How to write the result.")
    ] = "text",
    color: ColorOption = "auto",
) -> None:
    """Tell what a PATCH would lose or break, before it is sent.

    CURRENT is the composition as it is, BODY the JSON that is to be sent: {"operation": ...,
    "data": {...}}. Both are files, REV:path for a file in git, or - for the standard input, one of
    them. Nothing is sent.

    Exit code: 0 safe, 1 it loses or breaks something, 2 an input cannot be read or is no PATCH.

    \b
    Examples:
      kvid-composition preflight current.json body.json
      jq .composition project.json | kvid-composition preflight - body.json
      kvid-composition preflight current.json body.json -f json
    """  # noqa: D301  \b keeps the line breaks of the examples
    pair = read_pair(current, body, color=color)
    try:
        preflight = preflight_operation(*pair.values)
    except OperationError as error:
        place = f"{pair.after.name}: at {error.pointer or 'the root'}"
        raise fail(error.code, f"{place}: {error.reason}", color) from error
    if format == "json":
        print_report(preflight.to_dict(), color)
    else:
        lines = render_preflight(preflight, pair.before.value, columns=measure_columns())
        print_lines(lines, color=decide_color(color, sys.stdout))
    raise CommandEnd(ExitCode.DONE if preflight.verdict == "safe" else ExitCode.FOUND)

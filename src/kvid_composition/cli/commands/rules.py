"""`rules`: the table of all rules."""

import sys
from typing import Annotated, Literal, assert_never

from kvid_composition.cli.options import ColorOption
from kvid_composition.cli.parameters import Option
from kvid_composition.cli.terminal import (
    decide_color,
    measure_columns,
    print_lines,
    write_output,
)
from kvid_composition.document.writer import TextStyle, write_json
from kvid_composition.reporting.rule_table import render_rules, write_markdown, write_rules
from kvid_composition.validation.catalogue import RULES

__all__ = ["list_rules"]


def list_rules(
    *,
    format: Annotated[  # noqa: A002  the option's name
        Literal["text", "json", "markdown"],
        Option("--format", "-f", help="How to write the table."),
    ] = "text",
    color: ColorOption = "auto",
) -> None:
    """List all rules by family.

    Exit code: 0.

    \b
    Examples:
      kvid-composition rules
      kvid-composition rules --format markdown > rules.md
    """  # noqa: D301  \b keeps the line breaks of the examples
    match format:
        case "text":
            lines = render_rules(RULES, measure_columns())
            print_lines(lines, color=decide_color(color, sys.stdout))
        case "json":
            write_output(write_json(write_rules(RULES), TextStyle(ascii_only=True)))
        case "markdown":
            write_output(write_markdown(RULES))
        case _:
            assert_never(format)

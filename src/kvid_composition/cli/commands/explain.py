"""`explain`: one rule in full, or a family of rules."""

import sys
from typing import Annotated

from kvid_composition.cli.completion import complete_rules
from kvid_composition.cli.options import ColorOption
from kvid_composition.cli.parameters import Argument
from kvid_composition.cli.terminal import decide_color, fail, fit_prose, print_lines
from kvid_composition.reporting.rule_page import render_rule
from kvid_composition.reporting.rule_table import render_rules
from kvid_composition.validation.catalogue import FAMILIES, RULES, UnknownRuleError, find_rule

__all__ = ["explain_rule"]


def explain_rule(
    rule: Annotated[
        str,
        Argument(metavar="RULE", hidden=True, autocompletion=complete_rules),
    ],
    *,
    color: ColorOption = "auto",
) -> None:
    """Explain a rule: why it matters, and what to do.

    RULE is a code, a name, or the letters of a family, which lists its rules.

    Exit code: 0, or 2 where there is no such rule.

    \b
    Examples:
      kvid-composition explain REF101
      kvid-composition explain items-overlap
      kvid-composition explain TIM
    """  # noqa: D301  \b keeps the line breaks of the examples
    if rule.upper() in FAMILIES:
        members = [member for member in RULES if member.family == rule.upper()]
        lines = render_rules(members, fit_prose())
    else:
        try:
            lines = render_rule(find_rule(rule), fit_prose())
        except UnknownRuleError as error:
            raise fail("UNKNOWN_RULE", str(error), color) from error
    print_lines(lines, color=decide_color(color, sys.stdout))

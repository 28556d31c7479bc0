"""`demo`: the main job in one page, on documents that come with the package."""

import sys

from kvid_composition.cli.options import ColorOption
from kvid_composition.cli.terminal import decide_color, fit_prose, print_lines

__all__ = ["tell_demo"]


def tell_demo(*, color: ColorOption = "auto") -> None:
    """Take a short tour: check, understand, save without loss.

    Nothing is read or written but documents that come with the package, and it never waits.

    Exit code: 0.

    \b
    Example:
      kvid-composition demo
    """  # noqa: D301  \b keeps the line breaks of the example
    # Every other command would pay for reading the bundle.
    from kvid_composition.cli.tour import tell_story  # noqa: PLC0415

    print_lines(tell_story(fit_prose()), color=decide_color(color, sys.stdout))

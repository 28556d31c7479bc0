"""`git disable`: git takes compositions for plain text again."""

from kvid_composition.cli.drivers import disable_drivers
from kvid_composition.cli.enabling import (
    GlobalOption,
    PatternsArgument,
    check_patterns,
    name_scope,
    print_patterns,
    refusing_failures,
)
from kvid_composition.cli.options import ColorOption
from kvid_composition.cli.terminal import write_output

__all__ = ["disable_git"]


def disable_git(
    patterns: PatternsArgument = None,
    *,
    is_global: GlobalOption = False,
    color: ColorOption = "auto",
) -> None:
    """Let git take compositions for plain text again.

    This takes away exactly what 'git enable' added, for each PATTERN, or for all of them.

    Exit code: 0, or 2 where git refuses.

    \b
    Examples:
      kvid-composition git disable
      kvid-composition git disable 'videos/*.json'
      kvid-composition git disable --global
    """  # noqa: D301  \b keeps the line breaks of the examples
    check_patterns(patterns or (), color)
    with refusing_failures(color):
        left = disable_drivers(name_scope(is_global=is_global), patterns or None).patterns
    where = "in all repositories of this user" if is_global else "in this repository"
    if left:
        write_output(f"Git still compares and merges these as compositions {where}:\n")
        print_patterns(left)
    else:
        write_output(f"Git takes compositions for plain text again {where}.\n")

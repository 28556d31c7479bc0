"""`git enable`: git compares and merges compositions from now on."""

from kvid_composition.cli.drivers import PATTERNS, enable_drivers
from kvid_composition.cli.enabling import (
    GlobalOption,
    PatternsArgument,
    check_patterns,
    name_scope,
    print_patterns,
    refusing_failures,
)
from kvid_composition.cli.options import ColorOption
from kvid_composition.cli.terminal import print_note, write_output

__all__ = ["enable_git"]


def enable_git(
    patterns: PatternsArgument = None,
    *,
    is_global: GlobalOption = False,
    color: ColorOption = "auto",
) -> None:
    """Let git compare and merge compositions, item by item.

    PATTERN says which files are compositions, as in .gitattributes; without one these are
    composition.json and *.composition.json, wherever they are. What is enabled already stays so.

    This adds marked lines to .gitattributes, which is to be committed, and the commands to the
    configuration of this clone, which no commit holds: everybody enables once. With --global both
    are files of the user.

    Exit code: 0, or 2 where git refuses.

    \b
    Examples:
      kvid-composition git enable
      kvid-composition git enable 'videos/*.json'
      kvid-composition git enable --global
    """  # noqa: D301  \b keeps the line breaks of the examples
    check_patterns(patterns or (), color)
    with refusing_failures(color):
        enabling = enable_drivers(name_scope(is_global=is_global), patterns or PATTERNS)
    where = "in all repositories of this user" if is_global else "in this repository"
    write_output(f"Git compares and merges these as compositions {where}:\n")
    print_patterns(enabling.patterns)
    if not is_global:
        print_note(
            f"commit {enabling.attributes.name}; everybody else runs"
            " 'kvid-composition git enable' once"
        )

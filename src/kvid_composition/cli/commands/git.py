"""`git`: the commands that make git compare and merge compositions, and those that it calls."""

import typer

from kvid_composition.cli.exits import ExitCode
from kvid_composition.cli.groups import GitGroup
from kvid_composition.cli.terminal import write_output

__all__ = ["git_group"]

git_group = typer.Typer(
    name="git",
    cls=GitGroup,
    add_completion=False,
    # Both would import rich, at the cost of as much time as checking takes.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@git_group.callback(invoke_without_command=True)
def start_git(context: typer.Context) -> None:
    """Let git compare and merge compositions, item by item.

    'git enable' is all that is needed. The others are what git calls then: diff for 'git diff',
    textconv for 'git log -p' and 'git show', merge for 'git merge', 'git rebase' and the like.

    Exit code: that of the command; 2 where none is named.

    \b
    Examples:
      kvid-composition git enable
      kvid-composition git enable --global
      kvid-composition git enable 'videos/*.json'
      kvid-composition git disable
    """  # noqa: D301  \b keeps the line breaks of the examples
    if context.invoked_subcommand is None:
        write_output(f"{context.get_help()}\n")
        raise typer.Exit(ExitCode.REFUSED)

"""`completion`: the script that lets a shell complete commands, options and rules."""

from typing import Annotated, Literal

from kvid_composition.cli.completion import write_completion
from kvid_composition.cli.parameters import Argument
from kvid_composition.cli.terminal import write_output

__all__ = ["print_completion"]


def print_completion(
    shell: Annotated[
        Literal["bash", "zsh", "fish", "powershell"], Argument(metavar="SHELL", hidden=True)
    ],
) -> None:
    """Print what lets a shell complete commands, options and rules.

    SHELL is bash, zsh, fish or powershell. What is printed belongs into a file that the shell reads
    when it starts; for zsh, that is any file that ~/.zshrc takes in with 'source', below its
    'compinit'.

    Exit code: 0, or 2 where SHELL is another one.

    \b
    Examples:
      kvid-composition completion bash >> ~/.bashrc
      kvid-composition completion zsh > ~/.kvid-composition.zsh
      kvid-composition completion fish >> ~/.config/fish/config.fish
      kvid-composition completion powershell >> $PROFILE
    """  # noqa: D301  \b keeps the line breaks of the examples
    write_output(write_completion(shell))

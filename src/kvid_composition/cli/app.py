"""The application: the commands put together, and the one place where they run."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated

import typer

from kvid_composition.cli.completion import PROGRAM, is_shell_asking, prepare_completion
from kvid_composition.cli.exits import CommandEnd, ExitCode
from kvid_composition.cli.groups import CommandGroup
from kvid_composition.cli.terminal import prepare_streams, print_error, write_output

__all__ = ["app", "run"]

app = typer.Typer(
    name=PROGRAM,
    cls=CommandGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    # There is a command for it.
    add_completion=False,
    # Both would import rich, at the cost of as much time as checking takes.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _print_version(*, asked: bool) -> None:
    if asked:
        from importlib.metadata import version  # noqa: PLC0415  costs more than all else here

        write_output(f"{PROGRAM} {version(PROGRAM)}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001  its callback does all
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Check video compositions before they break a preview, and patches before they lose work.

    \b
    Start here:
      kvid-composition demo                  a short tour
      kvid-composition validate FILE         what is wrong, where, and what to do
      kvid-composition repair FILE           mend what can be mended without a loss
      kvid-composition diff A B              what changed, in the words of an editor
      kvid-composition preflight FILE BODY   what a PATCH would destroy
      kvid-composition explain REF101        more about one rule

    \b
    Exit code: 0 done, 1 something was found, 2 wrong usage or an input that cannot
    be read. Each command's --help says more.
    """  # noqa: D301  \b keeps the line breaks of the examples
    if context.invoked_subcommand is None:
        write_output(f"{context.get_help()}\n")
        raise typer.Exit(ExitCode.REFUSED)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code.

    Args:
        arguments: what follows the program's name; None takes them from the process.
    """
    try:
        prepare_streams()
        if is_shell_asking():
            return _answer_shell()
        outcome = app(arguments, prog_name=PROGRAM, standalone_mode=False)
    except typer.TyperException as error:
        # Most calls are not wrong.
        from kvid_composition.cli.usage import explain_usage  # noqa: PLC0415

        print_error("USAGE", f"{explain_usage(error)} ({PROGRAM} --help says more)")
        return ExitCode.REFUSED
    except CommandEnd as end:
        return end.code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    return int(outcome or ExitCode.DONE)


def _answer_shell() -> int:
    """Let typer answer a shell, which ends the process; where that fails, nothing is said.

    A line may be wrong long before it is whole, and no error may come between its letters.
    """
    with suppress(Exception):
        prepare_completion()
        app((), prog_name=PROGRAM, standalone_mode=False)
    return ExitCode.REFUSED

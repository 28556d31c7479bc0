"""The application: the commands put together, and the one place where they run."""

from collections.abc import Sequence
from typing import Annotated, Final

import typer

from kvid_composition.cli.exits import ExitCode
from kvid_composition.cli.loading import CommandGroup
from kvid_composition.cli.terminal import prepare_streams, print_error, write_output

__all__ = ["app", "run"]

_PROGRAM: Final = "kvid-composition"

app = typer.Typer(
    name=_PROGRAM,
    cls=CommandGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    # Both would import rich, at the cost of as much time as checking takes.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _print_version(*, asked: bool) -> None:
    if asked:
        from importlib.metadata import version  # noqa: PLC0415  costs more than all else here

        write_output(f"{_PROGRAM} {version(_PROGRAM)}\n")
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
      kvid-composition diff A B              what changed, in the words of an editor
      kvid-composition preflight FILE BODY   what a PATCH would destroy
      kvid-composition explain REF101        more about one rule
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
        outcome = app(arguments, prog_name=_PROGRAM, standalone_mode=False)
    except typer.TyperException as error:
        print_error("USAGE", f"{error.format_message()} ({_PROGRAM} --help says more)")
        return ExitCode.REFUSED
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    return int(outcome or ExitCode.DONE)

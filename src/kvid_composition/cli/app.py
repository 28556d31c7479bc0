"""The application: the commands put together, and the one place where they run."""

from collections.abc import Sequence
from typing import Annotated, Final

import typer

from kvid_composition.cli.commands.demo import tell_demo
from kvid_composition.cli.commands.explain import explain_rule
from kvid_composition.cli.commands.rules import list_rules
from kvid_composition.cli.commands.schema import print_schema
from kvid_composition.cli.commands.thumbnail import print_thumbnail
from kvid_composition.cli.commands.validate import validate_paths
from kvid_composition.cli.exits import ExitCode
from kvid_composition.cli.terminal import prepare_streams, print_error, write_output

__all__ = ["app", "run"]

_PROGRAM: Final = "kvid-composition"

app = typer.Typer(
    name=_PROGRAM,
    context_settings={"help_option_names": ["-h", "--help"]},
    # Both would import rich, at the cost of as much time as checking takes.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

app.command("validate")(validate_paths)
app.command("explain")(explain_rule)
app.command("rules")(list_rules)
app.command("thumbnail")(print_thumbnail)
app.command("schema")(print_schema)
app.command("demo")(tell_demo)


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

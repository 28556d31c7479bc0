"""`repair`: mend what can be mended, and say what was done and what is left."""

from typing import Annotated, Literal

from kvid_composition.cli.configuring import (
    ConfigOption,
    IgnoreOption,
    IsolatedOption,
    Overrides,
    SchemaOption,
    SelectOption,
    take_settings,
)
from kvid_composition.cli.exits import CommandEnd
from kvid_composition.cli.options import ColorOption
from kvid_composition.cli.parameters import Argument, Option
from kvid_composition.cli.repairing import RepairCall, run_repair
from kvid_composition.cli.terminal import fail

__all__ = ["repair_paths"]


def repair_paths(  # noqa: PLR0913  its options
    paths: Annotated[list[str], Argument(metavar="PATH", hidden=True)],
    *,
    output: Annotated[
        str | None,
        Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the one document to FILE instead; - is the standard output.",
        ),
    ] = None,
    unsafe: Annotated[
        bool,
        Option("--unsafe", help="Apply fixes as well that may change what is seen or heard."),
    ] = False,
    diff: Annotated[
        bool, Option("--diff", help="Show what would change in the text; write nothing.")
    ] = False,
    check: Annotated[
        bool, Option("--check", help="Write nothing; exit 1 if anything would change.")
    ] = False,
    format: Annotated[  # noqa: A002  the option's name
        Literal["text", "json"], Option("--format", "-f", help="How to write what was done.")
    ] = "text",
    quiet: Annotated[
        bool, Option("--quiet", "-q", help="Do not say what was done and what is left.")
    ] = False,
    color: ColorOption = "auto",
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    schema: SchemaOption = None,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
) -> None:
    """Mend what can be mended in compositions; say what is left.

    PATH is a file, a directory (all *.json in it and below), or a pattern such as '**/*.json': what
    changes is rewritten, whole or not at all, and what no fix touches keeps its very text. One
    document from the standard input (-) or from git (REV:path) goes to the standard output.

    Only what is safe is mended, unless you say --unsafe: 'kvid-composition rules' lists the fixes.
    No fix adds an error; a warning that comes with one is named.

    Exit code: 0 done, 1 with --check where anything would change, 2 wrong usage, a wrong
    configuration, or something that cannot be read, repaired or written (the rest is still done).

    \b
    Examples:
      kvid-composition repair project.json
      kvid-composition repair compositions/ --check
      kvid-composition repair project.json --unsafe --diff
      curl -s "$URL" | kvid-composition repair - > project.json
    """  # noqa: D301  \b keeps the line breaks of the examples
    if not all(paths):
        raise fail("USAGE", "a PATH is empty", color)
    if output == "":
        raise fail("USAGE", "--output names no file", color)
    if diff and format == "json":
        raise fail("USAGE", "--diff and --format json do not go together", color)
    if output is not None and (diff or check):
        option = "--diff" if diff else "--check"
        raise fail("USAGE", f"{option} writes nothing, so there is no --output", color)
    overrides = Overrides(select=select, ignore=ignore, schemas=schema)
    loaded = take_settings(config=config, isolated=isolated, overrides=overrides, color=color)
    call = RepairCall(
        paths=paths,
        loaded=loaded,
        output=output,
        unsafe=unsafe,
        checks=check,
        shows_diff=diff,
        as_json=format == "json",
        quiet=quiet,
        color=color,
    )
    raise CommandEnd(run_repair(call))

"""`validate`: is this composition sound, and if not, where, and what is to be done."""

from itertools import combinations
from typing import Annotated, Final

from kvid_composition.checking.settings import FailOn
from kvid_composition.cli.baselines import BaselineFile, open_baseline
from kvid_composition.cli.configuring import (
    ConfigOption,
    IgnoreOption,
    IsolatedOption,
    Overrides,
    SchemaOption,
    SelectOption,
    show_settings,
    take_settings,
)
from kvid_composition.cli.exits import CommandEnd
from kvid_composition.cli.jobs import read_jobs
from kvid_composition.cli.options import ColorOption
from kvid_composition.cli.outputs import plan_outputs
from kvid_composition.cli.parameters import Argument, Option
from kvid_composition.cli.terminal import ColorChoice, fail
from kvid_composition.cli.validating import Call, run_call
from kvid_composition.reporting.formats import FormatName
from kvid_composition.workspace.loaded import LoadedSettings

__all__ = ["validate_paths"]

# What statistics can be written in.
_COUNTED: Final = ("text", "concise", "json")

# Options of which no two go together: each wants the standard output, or the issues, for itself.
_EXCLUSIVE: Final = (
    {"--show-config", "--print-ignores", "--statistics", "--update-baseline"},
    *(
        {instead, written}
        for instead in ("--show-config", "--print-ignores")
        for written in ("--format", "--output-file", "--output")
    ),
)


def validate_paths(  # noqa: PLR0913  its options
    paths: Annotated[list[str] | None, Argument(metavar="PATH", hidden=True)] = None,
    *,
    format: Annotated[  # noqa: A002  the option's name
        FormatName | None,
        Option("--format", "-f", help="How to write the results; text unless you say so."),
    ] = None,
    output_file: Annotated[
        str | None,
        Option(metavar="FILE", help="Write them to FILE, whole or not at all."),
    ] = None,
    output: Annotated[
        list[str] | None,
        Option(
            metavar="FORMAT=FILE",
            help="Write them in another format to FILE as well; can be repeated.",
        ),
    ] = None,
    max_issues: Annotated[
        int | None,
        Option(
            min=0,
            metavar="N",
            help="Show at most N issues, the worst; 0 shows all.  [default: 1000]",
        ),
    ] = None,
    jobs: Annotated[
        str,
        Option(
            "--jobs",
            "-j",
            metavar="N",
            help="Check in N processes where that is faster; auto or 0: one for each core.",
        ),
    ] = "1",
    quiet: Annotated[
        bool, Option("--quiet", "-q", help="Print issues only: no summary, no progress.")
    ] = False,
    color: ColorOption = "auto",
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    fail_on: Annotated[
        FailOn | None,
        Option(help="The mildest severity that makes the exit code 1.  [default: error]"),
    ] = None,
    schema: SchemaOption = None,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
    show_config: Annotated[
        bool, Option("--show-config", help="Show what is configured and where; no check.")
    ] = False,
    baseline: Annotated[
        str | None,
        Option(metavar="FILE", help="Report only what this file does not know already."),
    ] = None,
    update_baseline: Annotated[
        bool,
        Option(
            "--update-baseline",
            help="Let the baseline know all that is found, and forget what is gone; exit 0.",
        ),
    ] = False,
    statistics: Annotated[
        bool,
        Option("--statistics", help="Count the issues of each rule instead (text, concise, json)."),
    ] = False,
    print_ignores: Annotated[
        bool,
        Option(
            "--print-ignores",
            help="Print the per-file ignores that would silence all instead; exit 0.",
        ),
    ] = False,
) -> None:
    """Check compositions: what is wrong, where, and what to do.

    PATH is a file, a directory (all *.json in it and below), a pattern such as '**/*.json',
    REV:path for a file in git as for 'git show' (:path is the staged one), or - for the standard
    input.

    Options are taken from [tool.kvid-composition] of the nearest pyproject.toml, or from the
    nearest kvid-composition.toml, unless they are given here.

    Exit code: 0 no finding at or above --fail-on, 1 some, 2 wrong usage, a wrong configuration, or
    something that cannot be read or written (the rest is still reported).

    \b
    Examples:
      kvid-composition validate project.json
      kvid-composition validate compositions/ --fail-on warning
      kvid-composition validate '**/*.json' --ignore REF111,MED110
      kvid-composition validate . -f github --output sarif=report.sarif
      kvid-composition validate . --baseline known.json --update-baseline
      kvid-composition validate archive/ --jobs auto --output json=report.json
      curl -s "$URL" | kvid-composition validate - --format json
    """  # noqa: D301  \b keeps the line breaks of the examples
    given = {
        "--show-config": show_config,
        "--print-ignores": print_ignores,
        "--statistics": statistics,
        "--update-baseline": update_baseline,
        "--format": format is not None,
        "--output-file": output_file is not None,
        "--output": bool(output),
    }
    _refuse_together([option for option, is_given in given.items() if is_given], color)
    outputs = plan_outputs(format, output_file, output or (), color)
    if statistics and outputs[0].format not in _COUNTED:
        raise fail("USAGE", f"--statistics cannot be written as {outputs[0].format}", color)
    overrides = Overrides(
        select=select, ignore=ignore, schemas=schema, fail_on=fail_on, baseline=baseline
    )
    loaded = take_settings(config=config, isolated=isolated, overrides=overrides, color=color)
    if show_config:
        show_settings(loaded, color)
        return
    if not paths or not all(paths):
        raise fail("USAGE", "a PATH is empty" if paths else "a PATH is needed", color)
    call = Call(
        paths=paths,
        outputs=outputs,
        loaded=loaded,
        baseline=_take_baseline(loaded, updates=update_baseline, color=color),
        updates_baseline=update_baseline,
        max_issues=max_issues,
        counts_rules=statistics,
        prints_ignores=print_ignores,
        jobs=_take_jobs(jobs, color),
        quiet=quiet,
        color=color,
    )
    raise CommandEnd(run_call(call))


def _refuse_together(given: list[str], color: ColorChoice) -> None:
    for pair in combinations(given, 2):
        if any(group.issuperset(pair) for group in _EXCLUSIVE):
            raise fail("USAGE", f"{pair[0]} and {pair[1]} do not go together", color)


def _take_jobs(text: str, color: ColorChoice) -> int:
    try:
        return read_jobs(text)
    except ValueError as error:
        raise fail("USAGE", f"--jobs: {error}", color) from error


def _take_baseline(
    loaded: LoadedSettings, *, updates: bool, color: ColorChoice
) -> BaselineFile | None:
    if loaded.baseline is not None:
        return open_baseline(loaded.baseline, may_be_new=updates, color=color)
    if updates:
        hint = "--update-baseline needs --baseline FILE, or a baseline in the configuration"
        raise fail("USAGE", hint, color)
    return None

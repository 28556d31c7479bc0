"""`validate`: is this composition sound, and if not, where, and what is to be done."""

import sys
from collections.abc import Sequence
from typing import Annotated, Literal

import typer

from kvid_composition.checking.run import CheckedFile, Run, Unreadable
from kvid_composition.cli.exits import ExitCode
from kvid_composition.cli.inputs import Found, find_sources, read_source
from kvid_composition.cli.options import ColorOption
from kvid_composition.cli.progress import track_progress
from kvid_composition.cli.terminal import (
    ColorChoice,
    decide_color,
    fail,
    measure_columns,
    print_error,
    print_lines,
    print_report,
)
from kvid_composition.document.limits import DEFAULT_LIMITS, Limits
from kvid_composition.reporting.json_report import write_run
from kvid_composition.reporting.styled import BLANK
from kvid_composition.reporting.text import render_run, summarize_run
from kvid_composition.validation.catalogue import UnknownRuleError
from kvid_composition.validation.config import ValidationConfig
from kvid_composition.validation.issues import Severity
from kvid_composition.validation.validate import validate_composition_text

__all__ = ["validate_paths"]


def validate_paths(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", hidden=True),
    ],
    *,
    format: Annotated[  # noqa: A002  the option's name
        Literal["text", "json"], typer.Option("--format", "-f", help="How to write the results.")
    ] = "text",
    select: Annotated[
        list[str] | None,
        typer.Option(
            metavar="RULE",
            help="Report only these rules: codes, names or families, with commas or repeated.",
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="RULE", help="Do not report these rules; stronger than --select."),
    ] = None,
    fail_on: Annotated[
        Literal["error", "warning", "info", "never"],
        typer.Option(help="The mildest severity that makes the exit code 1."),
    ] = "error",
    max_issues: Annotated[
        int, typer.Option(min=0, metavar="N", help="Show at most N issues, the worst; 0 shows all.")
    ] = 1000,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print issues only: no summary, no progress.")
    ] = False,
    color: ColorOption = "auto",
) -> None:
    """Check compositions: what is wrong, where, and what to do.

    PATH is a file, a directory (all *.json in it and below), a pattern such as '**/*.json',
    REV:path for a file in git as for 'git show' (:path is the staged one), or - for the standard
    input.

    Exit code: 0 no finding at or above --fail-on, 1 some, 2 wrong usage or an input that cannot be
    read (the others are still reported).

    \b
    Examples:
      kvid-composition validate project.json
      kvid-composition validate compositions/ --fail-on warning
      kvid-composition validate '**/*.json' --ignore REF111,MED110
      curl -s "$URL" | kvid-composition validate - --format json
    """  # noqa: D301  \b keeps the line breaks of the examples
    if not all(paths):
        raise fail("USAGE", "a PATH is empty", color)
    config = _configure(select, ignore, max_issues, color)
    run = _check_all(find_sources(paths), config, quiet=quiet, color=color)
    for path in run.unreadable:
        print_error("UNREADABLE_INPUT", f"{path.path}: {path.reason}", color)
    most = max_issues or None
    if format == "json":
        print_report(write_run(run, most=most), color)
    else:
        lines = list(render_run(run, most=most, columns=measure_columns()))
        if not quiet:
            summary = summarize_run(run, is_partial=bool(select or ignore))
            lines += [BLANK, summary] if run.total else [summary]
        print_lines(lines, color=decide_color(color, sys.stdout))
    raise typer.Exit(_decide_exit(run, fail_on))


def _configure(
    select: list[str] | None, ignore: list[str] | None, max_issues: int, color: ColorChoice
) -> ValidationConfig:
    most = max(max_issues, DEFAULT_LIMITS.issues) if max_issues else sys.maxsize
    try:
        return ValidationConfig(
            select=_split_references("--select", select, color),
            ignore=_split_references("--ignore", ignore, color),
            limits=Limits(issues=most),
        )
    except UnknownRuleError as error:
        raise fail("UNKNOWN_RULE", str(error), color) from error


def _split_references(option: str, texts: list[str] | None, color: ColorChoice) -> tuple[str, ...]:
    references: list[str] = []
    for text in texts or ():
        parts = [part for part in map(str.strip, text.split(",")) if part]
        # An empty variable of a script must not turn "only these rules" into "all rules".
        if not parts:
            raise fail("USAGE", f"{option} names no rule", color)
        references += parts
    return tuple(references)


def _check_all(
    sources: Sequence[Found], config: ValidationConfig, *, quiet: bool, color: ColorChoice
) -> Run:
    checked = [
        _check_source(source, config)
        for source in track_progress(sources, quiet=quiet, color=color)
    ]
    return Run(
        files=tuple(file for file in checked if isinstance(file, CheckedFile)),
        unreadable=tuple(path for path in checked if isinstance(path, Unreadable)),
    )


def _check_source(source: Found, config: ValidationConfig) -> CheckedFile | Unreadable:
    if isinstance(source, Unreadable):
        return source
    data = read_source(source)
    if isinstance(data, Unreadable):
        return data
    return CheckedFile(source.name, validate_composition_text(data, config=config))


def _decide_exit(run: Run, fail_on: str) -> ExitCode:
    if run.unreadable:
        return ExitCode.REFUSED
    threshold = None if fail_on == "never" else Severity(fail_on)
    return ExitCode.FOUND if run.fails(threshold) else ExitCode.DONE

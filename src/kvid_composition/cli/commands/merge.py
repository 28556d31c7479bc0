"""`merge`: two versions that grew from one, made one again."""

import sys
from pathlib import Path
from typing import Annotated, Literal

from kvid_composition.cli.exits import CommandEnd, ExitCode
from kvid_composition.cli.inputs import make_source
from kvid_composition.cli.merges import Merged, MergeRefusedError, merge_sources
from kvid_composition.cli.options import ColorOption
from kvid_composition.cli.parameters import Argument, Option
from kvid_composition.cli.results import write_result
from kvid_composition.cli.terminal import (
    ColorChoice,
    decide_color,
    fail,
    measure_columns,
    print_aside,
    print_lines,
    print_note,
    print_report,
)
from kvid_composition.reporting.merge_text import render_merge

__all__ = ["merge_documents"]


def merge_documents(
    base: Annotated[str, Argument(metavar="BASE", hidden=True)],
    ours: Annotated[str, Argument(metavar="OURS", hidden=True)],
    theirs: Annotated[str, Argument(metavar="THEIRS", hidden=True)],
    *,
    output: Annotated[
        str | None,
        Option("--output", "-o", metavar="FILE", help="Write the merged document to a file."),
    ] = None,
    strategy: Annotated[
        str | None,
        Option(
            metavar="STRATEGY",
            help="How to decide conflicts: manual, ours, theirs, base, or a JSON object or file.",
        ),
    ] = None,
    format: Annotated[  # noqa: A002  the option's name
        Literal["text", "json"], Option("--format", "-f", help="How to write what was done.")
    ] = "text",
    color: ColorOption = "auto",
) -> None:
    """Merge two versions of a composition that grew from one.

    BASE is what both grew from, OURS and THEIRS what became of it. All are files, REV:path for a
    file in git, or - for the standard input, one of them. An empty BASE says that there was none.

    The merged document keeps the style of OURS. It goes to the standard output, and what was done
    to stderr; with --output, what was done goes to the standard output. --format json has both in
    one. What only the two sides can decide stands in the document under "_mergeConflicts":
    'resolve' decides it. A strategy decides beforehand, but only what is in conflict.

    Exit code: 0 merged, 1 conflicts are open, 2 wrong usage or an input that cannot be merged.

    \b
    Examples:
      kvid-composition merge base.json mine.json yours.json -o merged.json
      kvid-composition merge main~3:a.json main:a.json a.json > merged.json
      kvid-composition merge base.json mine.json yours.json --strategy theirs
      kvid-composition merge a.json b.json c.json --strategy '{"fps": "rescale"}'
    """  # noqa: D301  \b keeps the line breaks of the examples
    if [base, ours, theirs].count("-") > 1:
        raise fail("USAGE", "only one of the three can be -, the standard input", color)
    sources = make_source(base), make_source(ours), make_source(theirs)
    try:
        merged = merge_sources(sources, strategy)
    except MergeRefusedError as error:
        raise fail(error.code, error.message, color) from error
    target = None if output in {None, "-"} else Path(str(output))
    if target is not None or format == "text":
        write_result(merged.write(), target, color)
    _report(merged, target, color, as_json=format == "json")
    raise CommandEnd(ExitCode.DONE if merged.result.clean else ExitCode.FOUND)


def _report(merged: Merged, target: Path | None, color: ColorChoice, *, as_json: bool) -> None:
    """Say what was done, where the document does not go."""
    if as_json:
        print_report(merged.result.to_dict(), color)
        return
    if target is None:
        lines = render_merge(merged.result, columns=measure_columns(sys.stderr))
        print_aside(lines, color)
    else:
        lines = render_merge(merged.result, columns=measure_columns())
        print_lines(lines, color=decide_color(color, sys.stdout))
    if not merged.result.clean:
        where = "FILE" if target is None else str(target)
        print_note(f"'kvid-composition resolve {where}' decides what is open")

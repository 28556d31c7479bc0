"""`diff`: what changed between two versions, in the words of an editor or as a patch."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, TypeAlias, assert_never

from kvid_composition.cli.documents import Pair, read_pair, write_text
from kvid_composition.cli.exits import CommandEnd, ExitCode
from kvid_composition.cli.options import ColorOption
from kvid_composition.cli.parameters import Argument, Option
from kvid_composition.cli.terminal import (
    ColorChoice,
    decide_color,
    fail,
    measure_columns,
    print_lines,
    print_note,
    print_report,
    write_document,
)
from kvid_composition.diffing.composition_diff import CompositionDiff
from kvid_composition.diffing.diff import diff_compositions
from kvid_composition.document.values import JsonValue, are_same_text
from kvid_composition.model.aspects import Impact
from kvid_composition.patching.merge_patch import NotRepresentableError, make_merge_patch
from kvid_composition.patching.patch_maker import make_json_patch
from kvid_composition.reporting.change_words import Versions
from kvid_composition.reporting.diff_markdown import write_diff_markdown
from kvid_composition.reporting.diff_text import render_diff
from kvid_composition.reporting.names import Names
from kvid_composition.reporting.styled import Line, Span, Style, fold_line
from kvid_composition.reporting.wording import count_nouns

__all__ = ["print_diff"]

_Format: TypeAlias = Literal["text", "json", "json-patch", "merge-patch", "markdown"]
_Impact: TypeAlias = Literal["cosmetic", "visible", "structural"]

# GitHub takes comments of 65,536 characters; the sentence and the names need some.
_LONGEST_TABLE: Final = 60_000


def print_diff(  # noqa: PLR0913  a command has as many parameters as options
    before: Annotated[str, Argument(metavar="A", hidden=True)],
    after: Annotated[str, Argument(metavar="B", hidden=True)],
    *,
    format: Annotated[  # noqa: A002  the option's name
        _Format,
        Option("--format", "-f", help="How to write what changed."),
    ] = "text",
    exact: Annotated[
        bool, Option("--exact", help="Count also what means the same: 30 and 30.0.")
    ] = False,
    group: Annotated[
        bool, Option("--group/--no-group", help="Show equal shifts of a track as one ripple.")
    ] = True,
    impact: Annotated[
        _Impact | None, Option(help="Show only changes that matter at least so much.")
    ] = None,
    fail_on: Annotated[
        Literal["cosmetic", "visible", "structural", "never"] | None,
        Option(help="The mildest impact that makes the exit code 1; else any that is shown."),
    ] = None,
    max_changes: Annotated[
        int,
        Option(min=0, metavar="N", help="Show at most N changes as text or Markdown; 0 shows all."),
    ] = 1000,
    quiet: Annotated[
        bool, Option("--quiet", "-q", help="Print nothing: the exit code says it.")
    ] = False,
    color: ColorOption = "auto",
) -> None:
    """Tell what changed between two versions, as an editor would.

    A and B are files, REV:path for a file in git as for 'git show' (:path is the staged one), or -
    for the standard input, one of them.

    Impact: cosmetic is seen by nobody (names); visible changes picture or sound; structural are
    tracks, items and assets that come and go, fps and canvas.

    Exit code: 0 no difference, 1 some, 2 wrong usage or an input that cannot be read.

    \b
    Examples:
      kvid-composition diff old.json new.json
      kvid-composition diff HEAD:project.json project.json
      kvid-composition diff main:project.json project.json -f markdown
      kvid-composition diff old.json new.json -f json-patch > patch.json
    """  # noqa: D301  \b keeps the line breaks of the examples
    is_patch = format in {"json-patch", "merge-patch"}
    if is_patch and impact:
        raise fail("USAGE", "a patch says all that differs: leave out --impact", color)
    pair = read_pair(before, after, color=color, quiet=quiet)
    # What a patch says is exact.
    diff = diff_compositions(*pair.values, exact=exact or is_patch, group=group)
    shown = _pick_changes(diff, impact)
    if not quiet:
        _print_result(_Result(pair, diff, shown, max_changes or None), format, color)
    raise CommandEnd(_decide_exit(shown, fail_on))


@dataclass(frozen=True, slots=True)
class _Result:
    """What is to be printed.

    Attributes:
        pair: the two documents.
        diff: all that differs.
        shown: what of it matters enough.
        most: how many changes people get to see.
    """

    pair: Pair
    diff: CompositionDiff
    shown: CompositionDiff
    most: int | None

    @property
    def versions(self) -> Versions:
        """The names in both documents."""
        return Versions(*map(Names, self.pair.values))


def _pick_changes(diff: CompositionDiff, least: _Impact | None) -> CompositionDiff:
    rank = Impact(least or "cosmetic").rank
    return CompositionDiff(tuple(c for c in diff.changes if c.impact.rank >= rank), diff.facts)


def _decide_exit(shown: CompositionDiff, fail_on: str | None) -> ExitCode:
    if shown.impact is None or fail_on == "never":
        return ExitCode.DONE
    is_found = shown.impact.rank >= Impact(fail_on or "cosmetic").rank
    return ExitCode.FOUND if is_found else ExitCode.DONE


def _print_result(result: _Result, format: _Format, color: ColorChoice) -> None:  # noqa: A002
    match format:
        case "text":
            print_lines(_render_text(result), color=decide_color(color, sys.stdout))
            _note_exact_differences(result)
        case "json":
            print_report({"files": {**result.pair.names}, **result.shown.to_dict()}, color)
        case "json-patch":
            patch: Any = make_json_patch(*result.pair.values)
            write_document(write_text(patch))
        case "merge-patch":
            write_document(write_text(_make_merge_patch(result.pair, color)))
        case "markdown":
            write_document(_write_markdown(result))
        case _:
            assert_never(format)


def _render_text(result: _Result) -> Iterable[Line]:
    columns = measure_columns()
    if result.shown:
        return render_diff(result.shown, result.versions, most=result.most, columns=columns)
    return fold_line((Span(_say_nothing_differs(result), Style.GOOD),), columns, 0)


def _say_nothing_differs(result: _Result) -> str:
    milder = len(result.diff.changes)
    if milder:
        return f"No difference that matters so much; {count_nouns(milder, 'milder one')}."
    if are_same_text(*result.pair.values):
        return "No difference."
    return "No difference that matters."


def _note_exact_differences(result: _Result) -> None:
    """Say what else differs, so that nobody takes equal documents for the same text."""
    if result.diff or are_same_text(*result.pair.values):
        return
    exact = len(diff_compositions(*result.pair.values, exact=True).changes)
    what = f"{count_nouns(exact, 'exact difference')} (--exact)" if exact else "the order of keys"
    print_note(f"the documents are equal but for {what}")


def _make_merge_patch(pair: Pair, color: ColorChoice) -> JsonValue:
    try:
        return make_merge_patch(*pair.values)
    except NotRepresentableError as error:
        raise fail("NOT_REPRESENTABLE", str(error), color) from error


def _write_markdown(result: _Result) -> str:
    names = result.pair.names
    return write_diff_markdown(
        result.shown,
        result.versions,
        (names["before"], names["after"]),
        most=result.most,
        longest=_LONGEST_TABLE if result.most else None,
    )

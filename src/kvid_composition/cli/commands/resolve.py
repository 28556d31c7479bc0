"""`resolve`: what a merge has left open, listed, asked about, and decided."""

import shlex
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, Any, Literal

from kvid_composition.cli.asking import ask_about_conflicts
from kvid_composition.cli.documents import Document, read_document
from kvid_composition.cli.exits import CommandEnd, ExitCode
from kvid_composition.cli.git_calls import GitError, run_git
from kvid_composition.cli.inputs import make_source
from kvid_composition.cli.options import ColorOption
from kvid_composition.cli.parameters import Argument, Option
from kvid_composition.cli.picks import PickError, read_picks
from kvid_composition.cli.results import write_like, write_result
from kvid_composition.cli.terminal import (
    ColorChoice,
    decide_color,
    fail,
    is_terminal,
    measure_columns,
    print_aside,
    print_lines,
    print_note,
    print_report,
)
from kvid_composition.document.values import JsonObject, is_object
from kvid_composition.merging.conflict import Conflict
from kvid_composition.merging.marked import pick_options, read_conflicts
from kvid_composition.merging.merge_error import MergeInputError, ResolutionError
from kvid_composition.reporting.merge_text import render_conflicts, summarize_open
from kvid_composition.reporting.names import Names
from kvid_composition.reporting.styled import BLANK

__all__ = ["resolve_document"]


def resolve_document(
    file: Annotated[str, Argument(metavar="FILE", hidden=True)],
    *,
    pick: Annotated[
        list[str] | None,
        Option(metavar="ID=OPTION", help="Decide a conflict; may be given many times."),
    ] = None,
    output: Annotated[
        str | None,
        Option("--output", "-o", metavar="FILE", help="Write the result to another file."),
    ] = None,
    format: Annotated[  # noqa: A002  the option's name
        Literal["text", "json"], Option("--format", "-f", help="How to list what is open.")
    ] = "text",
    color: ColorOption = "auto",
) -> None:
    """Decide what a merge has left open, or list it.

    FILE is a composition with "_mergeConflicts", as 'merge' and 'git merge' leave it. On a terminal
    there is a question about each conflict, unless picks are given. What is decided leaves the
    file; it is replaced at once, or stays as it was.

    ID may be shortened as long as it is clear. 'all' stands for every conflict that has the OPTION
    and is not named itself, a kind such as 'field' for those of that kind. Where one side deleted
    something, 'ours' and 'theirs' stand for what that side did.

    Exit code: 0 nothing is open, 1 something is, 2 wrong usage or a file that cannot be read.

    \b
    Examples:
      kvid-composition resolve project.json
      kvid-composition resolve project.json --pick f100=theirs --pick 68b5=keep
      kvid-composition resolve project.json --pick all=ours
    """  # noqa: D301  \b keeps the line breaks of the examples
    document = read_document(file, color=color)
    is_asked = not pick and format == "text" and is_terminal(sys.stdin) and is_terminal(sys.stdout)
    if output is None and make_source(file).path is None and (pick or is_asked):
        raise fail("USAGE", f"{file}: only a file can be changed; name another by --output", color)
    with _refusing_failures(document, color):
        decided = _decide(document.value, pick or (), color, is_asked=is_asked)
        conflicts = read_conflicts(decided)
    if output is not None or decided is not document.value:
        target = None if output == "-" else Path(output or file)
        write_result(write_like(document, decided), target, color)
    if format == "json":
        print_report({"open": [conflict.to_dict() for conflict in conflicts]}, color)
    else:
        _print_open(conflicts, decided, color, is_listed=not is_asked, aside=output == "-")
    if not conflicts:
        _note_git(output or file, is_decided=decided is not document.value)
    raise CommandEnd(ExitCode.FOUND if conflicts else ExitCode.DONE)


@contextmanager
def _refusing_failures(document: Document, color: ColorChoice) -> Generator[None, None, None]:
    try:
        yield
    except PickError as error:
        raise fail("UNKNOWN_PICK", error.message, color) from error
    except ResolutionError as error:
        raise fail("UNKNOWN_PICK", str(error), color) from error
    except MergeInputError as error:
        place = f"{document.name}: at {error.pointer or 'the root'}"
        raise fail("NOT_MERGEABLE", f"{place}: {error.reason}", color) from error


def _decide(
    document: Any, picks: Sequence[str], color: ColorChoice, *, is_asked: bool
) -> JsonObject:
    """Decide what was picked, or what is answered; without either give the document itself."""
    if not is_object(document):
        raise MergeInputError("ours", "", "a composition is an object")
    conflicts = read_conflicts(document)
    if picks:
        return pick_options(document, read_picks(picks, conflicts))
    return ask_about_conflicts(document, color) if is_asked else document


def _print_open(
    conflicts: Sequence[Conflict],
    document: JsonObject,
    color: ColorChoice,
    *,
    is_listed: bool,
    aside: bool,
) -> None:
    stream = sys.stderr if aside else sys.stdout
    lines = [summarize_open(len(conflicts))]
    if not is_listed:
        lines.insert(0, BLANK)
    elif conflicts:
        names, columns = Names(document), measure_columns(stream)
        lines += [BLANK, *render_conflicts(conflicts, names, columns=columns)]
    if aside:
        print_aside(lines, color)
    else:
        print_lines(lines, color=decide_color(color, stream))


def _note_git(file: str, *, is_decided: bool) -> None:
    """Say what comes next where git waits for the file."""
    with suppress(GitError):
        unmerged = run_git("ls-files", "--unmerged", "--", file).stdout
        if unmerged and is_decided:
            print_note(f"to tell git: git add {shlex.quote(file)}")
        # A merge that failed leaves the file as ours has it, and nothing open in it.
        elif (
            unmerged and b" %b 2\t" % run_git("hash-object", "--", file).stdout.strip() in unmerged
        ):
            print_note(f"git has conflicts in {file}, which is what ours has: was it merged?")

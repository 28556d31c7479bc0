"""`git diff`: what has changed about one file, in the words of an editor, for git to show."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Final

from kvid_composition.cli.comparison import (
    NOWHERE,
    Comparison,
    read_comparison,
    read_plain_diff,
    render_header,
)
from kvid_composition.cli.documents import Document, Refusal, take_document
from kvid_composition.cli.exits import CommandEnd
from kvid_composition.cli.git_calls import GitError, ask_git_for_color
from kvid_composition.cli.inputs import Source
from kvid_composition.cli.parameters import Argument
from kvid_composition.cli.terminal import (
    fail,
    measure_columns,
    print_error,
    print_lines,
    write_bytes,
)
from kvid_composition.diffing.diff import diff_compositions
from kvid_composition.reporting.change_words import Versions
from kvid_composition.reporting.diff_text import render_diff
from kvid_composition.reporting.names import Names
from kvid_composition.reporting.styled import Line, Span, style_text

__all__ = ["print_git_diff"]

_MOST_CHANGES: Final = 1000


def print_git_diff(
    arguments: Annotated[list[str], Argument(metavar="ARGUMENT", hidden=True)],
) -> None:
    """Tell what has changed about one file. Git calls this for 'git diff'.

    The ARGUMENTs are what git gives an external diff: PATH OLD-FILE OLD-HEX OLD-MODE NEW-FILE
    NEW-HEX NEW-MODE, and more for a file that was renamed. Where one of the two is no composition,
    they are compared as text.

    Exit code: 0, as git wants it; 2 with another number of arguments.

    \b
    Example:
      kvid-composition git diff a.json old f00d1e5 100644 new c0ffee5 100644
    """  # noqa: D301  \b keeps the line breaks of the example
    comparison = read_comparison(arguments)
    if comparison is None:
        raise fail("USAGE", "git calls this command, with 1, 7 or 9 arguments")
    # Over any other exit code git ends without comparing the other files.
    with suppress(CommandEnd):
        _print_comparison(comparison, color=not os.environ.get("NO_COLOR") and ask_git_for_color())


def _print_comparison(comparison: Comparison, *, color: bool) -> None:
    print_lines(render_header(comparison), color=color)
    if comparison.files is None:
        return
    before = _read_side(comparison.path, "before", comparison.files[0])
    after = _read_side(comparison.new_path, "after", comparison.files[1])
    if isinstance(before, Document) and isinstance(after, Document):
        # Only the name or the mode may have changed.
        if before.text != after.text:
            print_lines(_render_changes(before.value, after.value), color=color)
    else:
        refusals = [side for side in (before, after) if isinstance(side, Refusal)]
        _print_plainly(comparison.files, refusals, color=color)


def _read_side(path: str, when: str, file: str) -> Document | Refusal:
    if file == NOWHERE:
        return Document(path, "", {"tracks": [], "items": {}, "assets": {}})
    return take_document(Source(f"{path} {when}", Path(file)))


def _render_changes(before: Any, after: Any) -> Iterable[Line]:
    diff = diff_compositions(before, after)
    if not diff:
        return [(Span("No difference that matters: it is only written in another way."),)]
    versions = Versions(Names(before), Names(after))
    return render_diff(diff, versions, most=_MOST_CHANGES, columns=measure_columns())


def _print_plainly(files: tuple[str, str], refusals: Iterable[Refusal], *, color: bool) -> None:
    reasons = "; ".join(map(str, refusals))
    print_lines([(style_text(f"Compared as text, since {reasons}"),)], color=color)
    try:
        write_bytes(read_plain_diff(files, color=color))
    except GitError as error:
        print_error("GIT_REFUSED", f"git says: {error.reason}")

"""`git merge`: the merge driver, which makes one composition of the three that git gives it."""

import os
import shlex
import sys
from pathlib import Path
from typing import Annotated, Final

from kvid_composition.cli.attributes import DRIVER
from kvid_composition.cli.exits import CommandEnd, ExitCode
from kvid_composition.cli.files import write_file
from kvid_composition.cli.git_calls import GitError, find_setting
from kvid_composition.cli.inputs import Source
from kvid_composition.cli.merges import Merged, MergeRefusedError, merge_sources
from kvid_composition.cli.parameters import Argument
from kvid_composition.cli.terminal import measure_columns, print_aside, print_error, print_note
from kvid_composition.reporting.merge_text import render_brief_merge

__all__ = ["merge_for_git"]

_STRATEGY: Final = f"{DRIVER}.strategy"
_AS_TEXT: Final = f"merge.{DRIVER}.driver=git merge-file -L ours -L base -L theirs %A %O %B"


def merge_for_git(
    base: Annotated[str, Argument(metavar="O", hidden=True)],
    ours: Annotated[str, Argument(metavar="A", hidden=True)],
    theirs: Annotated[str, Argument(metavar="B", hidden=True)],
    marker_size: Annotated[str, Argument(metavar="L", hidden=True)],
    path: Annotated[str, Argument(metavar="P", hidden=True)],
) -> None:
    """Merge what git gives. Git calls this for 'git merge', 'git rebase' and the like.

    The arguments are those of a merge driver: %O, %A, %B, %L and %P. The result takes the place of
    %A. What is in conflict stands in it under "_mergeConflicts", so that it stays valid JSON. Git
    tells no driver of -X; instead there is a setting, as for 'merge --strategy':

    \b
      git config kvid-composition.strategy theirs

    Exit code: 0 merged, 1 conflicts are open, 2 with another number of arguments, 129 nothing could
    be merged and %A is as it was.

    \b
    Example:
      kvid-composition git merge base.json ours.json theirs.json 7 a.json
    """  # noqa: D301  \b keeps the line as it is
    del marker_size  # There are no markers.
    try:
        merged = _merge(base, ours, theirs, path)
        text = merged.write()
        write_file(Path(ours), text.encode())
    except MergeRefusedError as error:
        raise _give_up(path, error.code, error.message) from error
    # Whatever it is: to git an exit code of 1, as Python has it for exceptions, is a conflict.
    except Exception as error:
        raise _give_up(path, "MERGE_FAILED", f"{path}: {type(error).__name__}: {error}") from error
    _report(merged, path)
    raise CommandEnd(ExitCode.DONE if merged.result.clean else ExitCode.FOUND)


def _merge(base: str, ours: str, theirs: str, path: str) -> Merged:
    """Merge; the documents are called by the path in the repository, not by git's own files.

    Raises:
        MergeRefusedError: nothing can be merged.
    """
    sources = (
        Source(f"{path} (base)", Path(base)),
        Source(f"{path} (ours)", Path(ours)),
        Source(f"{path} (theirs)", Path(theirs)),
    )
    return merge_sources(sources, _find_strategy())


def _find_strategy() -> str | None:
    # Git does not tell a driver of `-X ours`.
    try:
        return find_setting(_STRATEGY)
    except GitError as error:
        raise MergeRefusedError("GIT_REFUSED", f"git says: {error.reason}") from error


def _give_up(path: str, code: str, message: str) -> CommandEnd:
    print_error(code, message)
    place = shlex.quote(_name_from_here(path))
    print_note(
        f"{path} is not merged: it is what ours has. To merge it as text: "
        f"git -c {shlex.quote(_AS_TEXT)} checkout --merge -- {place}"
    )
    return CommandEnd(ExitCode.GAVE_UP)


def _report(merged: Merged, path: str) -> None:
    print_aside(render_brief_merge(merged.result, columns=measure_columns(sys.stderr)))
    if not merged.result.clean:
        place = shlex.quote(_name_from_here(path))
        print_note(f"to decide: kvid-composition resolve {place}, then: git add {place}")


def _name_from_here(path: str) -> str:
    """Give a path as one types it in the folder in which git was called."""
    return os.path.relpath(path, os.environ.get("GIT_PREFIX") or os.curdir)

"""One call of `repair`: documents are read, repaired and written, down to the exit code."""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kvid_composition.checking.documents import Refusal
from kvid_composition.checking.repairing import (
    BYTE_ORDER_MARK,
    RepairedFile,
    repair_document,
)
from kvid_composition.checking.run import Unreadable
from kvid_composition.checking.text_diff import DiffLine, diff_text
from kvid_composition.cli.configuring import configure_source
from kvid_composition.cli.documents import take_document
from kvid_composition.cli.exits import ExitCode
from kvid_composition.cli.files import write_file
from kvid_composition.cli.inputs import Found, Source, find_sources
from kvid_composition.cli.progress import track_progress
from kvid_composition.cli.terminal import (
    ColorChoice,
    decide_color,
    fail,
    is_terminal,
    measure_columns,
    paint_line,
    print_aside,
    print_error,
    print_lines,
    print_report,
    write_bytes,
    write_document,
    write_output,
)
from kvid_composition.document.display import escape_text
from kvid_composition.document.text_edits import TextSplice
from kvid_composition.reporting.repair_json import write_repairs
from kvid_composition.reporting.repair_text import render_repairs, summarize_repairs
from kvid_composition.reporting.styled import BLANK, Line, Span, Style, style_text
from kvid_composition.workspace.loaded import LoadedSettings

__all__ = ["RepairCall", "run_repair"]

_MOST_SHOWN: Final = 100

_DIFF_STYLES: Final = {
    "head": Style.PLACE,
    "same": Style.PLAIN,
    "old": Style.REMOVED,
    "new": Style.GOOD,
    "note": Style.FAINT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairCall:
    """What was asked for.

    Attributes:
        paths: what is to be repaired, as it was typed.
        loaded: the settings.
        output: where the one document goes; "-" is the standard output, None the file itself.
        unsafe: unsafe fixes are wanted.
        checks: nothing is to be written.
        shows_diff: the diff is wanted, and nothing is to be written.
        as_json: what was done is wanted as JSON.
        quiet: what was done is not to be told.
        color: whether to colour.
    """

    paths: Sequence[str]
    loaded: LoadedSettings
    output: str | None = None
    unsafe: bool = False
    checks: bool = False
    shows_diff: bool = False
    as_json: bool = False
    quiet: bool = False
    color: ColorChoice = "auto"

    @property
    def writes(self) -> bool:
        """Tell whether anything is to be written."""
        return not (self.checks or self.shows_diff)


@dataclass(slots=True)
class _Outcome:
    """What came of a call so far.

    Attributes:
        files: what was repaired.
        refused: what could not be read, repaired or written.
        prints_document: a document goes to the standard output.
    """

    files: list[RepairedFile] = field(default_factory=list[RepairedFile])
    refused: list[Refusal] = field(default_factory=list[Refusal])
    prints_document: bool = False


def run_repair(call: RepairCall) -> ExitCode:
    """Repair what was asked for, and say what was done and what is left.

    Raises:
        CommandEnd: REFUSED, where it cannot be begun; or the standard output cannot be written.
    """
    sources = _find_sources(call)
    outcome = _Outcome(prints_document=call.writes and _names_stdout(call, sources))
    for source in track_progress(sources, quiet=call.quiet, color=call.color):
        repaired = _repair(call, source)
        if isinstance(repaired, RepairedFile):
            repaired = _deliver(call, source, repaired) or repaired
        if isinstance(repaired, Refusal):
            outcome.refused.append(repaired)
            print_error(repaired.code, str(repaired), call.color)
        else:
            outcome.files.append(repaired)
    _report(call, outcome)
    if outcome.refused:
        return ExitCode.REFUSED
    changes = any(file.repair.changed for file in outcome.files)
    return ExitCode.FOUND if call.checks and changes else ExitCode.DONE


def _find_sources(call: RepairCall) -> list[Found]:
    """Find the documents.

    Raises:
        CommandEnd: REFUSED: there are several, and only one output for them.
    """
    found = find_sources(call.paths)
    sources = [source for source in found if not _belongs_to_settings(call, source)]
    if not call.writes:
        return sources
    nameless = [s.name for s in sources if isinstance(s, Source) and _has_no_file(s)]
    if call.output is not None and len(sources) > 1:
        raise fail("USAGE", f"--output takes one document, not {len(sources):,}", call.color)
    if nameless and len(sources) > 1:
        reason = "this can only go to the standard output, and alone"
        raise fail("USAGE", f"{nameless[0]}: {reason}", call.color)
    return sources


def _belongs_to_settings(call: RepairCall, source: Found) -> bool:
    path = source.path if isinstance(source, Source) else None
    return path is not None and call.loaded.owns(path)


def _names_stdout(call: RepairCall, sources: Sequence[Found]) -> bool:
    """Tell whether the one document has no file to go to."""
    if call.output is not None:
        return call.output == "-"
    return any(map(_has_no_file, sources))


def _has_no_file(source: Found) -> bool:
    """Tell whether a document comes from where none can be written: a stream, a pipe, git."""
    if isinstance(source, Unreadable):
        return False
    # os.path, since Path raises for a name that is too long.
    if source.path is None:
        return True
    return os.path.exists(source.path) and not os.path.isfile(source.path)  # noqa: PTH110, PTH113


def _repair(call: RepairCall, source: Found) -> RepairedFile | Refusal:
    if isinstance(source, Unreadable):
        return Refusal("UNREADABLE_INPUT", source.path, source.reason)
    document = take_document(source)
    if isinstance(document, Refusal):
        return document
    config = configure_source(call.loaded, source)
    return repair_document(document, unsafe=call.unsafe, config=config)


def _deliver(call: RepairCall, source: Found, file: RepairedFile) -> Refusal | None:
    """Write a document where it goes, if it is to be written and has to be."""
    if not call.writes or not isinstance(source, Source):
        return None
    to_stdout = _has_no_file(source) if call.output is None else call.output == "-"
    target = source.path if call.output is None else Path(call.output)
    if target is None or to_stdout:
        # Told as JSON, the document stands in what is told.
        if not call.as_json:
            _print_document(file)
        return None
    if call.output is None and not file.repair.changed:
        return None
    # Its folder would let the file be replaced, whoever has made it read-only.
    if call.output is None and not os.access(target, os.W_OK):
        return Refusal("UNWRITABLE_OUTPUT", str(target), "there is no permission to write it")
    try:
        write_file(target, file.new_data)
    # A name with a null character is no file's: that is a ValueError.
    except (OSError, ValueError) as error:
        reason = str(getattr(error, "strerror", None) or error)
        return Refusal("UNWRITABLE_OUTPUT", str(target), reason)
    return None


def _print_document(file: RepairedFile) -> None:
    if is_terminal(sys.stdout):
        write_document(file.new_text)
    else:
        write_bytes(file.new_data)


def _report(call: RepairCall, outcome: _Outcome) -> None:
    if call.shows_diff:
        write_output("".join(_write_diff(call, outcome.files)))
    elif call.as_json:
        documents = outcome.prints_document
        written = write_repairs(outcome.files, outcome.refused, with_documents=documents)
        print_report(written, call.color)
        return
    if call.quiet:
        return
    summary = summarize_repairs(outcome.files, len(outcome.refused), would=not call.writes)
    if call.shows_diff:
        print_aside([summary], call.color)
        return
    stream = sys.stderr if outcome.prints_document else sys.stdout
    columns = measure_columns(stream)
    would = not call.writes
    lines = list(render_repairs(outcome.files, would=would, most=_MOST_SHOWN, columns=columns))
    lines += [BLANK, summary] if lines else [summary]
    if outcome.prints_document:
        print_aside(lines, call.color)
    else:
        print_lines(lines, color=decide_color(call.color, sys.stdout))


def _write_diff(call: RepairCall, files: Sequence[RepairedFile]) -> Iterator[str]:
    """Write the diffs of all files, so that `patch` and `git apply` understand them in a pipe."""
    color = decide_color(call.color, sys.stdout)
    is_shown = is_terminal(sys.stdout)
    for file in files:
        if file.splices:
            name = escape_text(file.path)
            yield from (
                f"{paint_line((Span(f'{sign} {name}', Style.STRONG),), color=color)}\n"
                for sign in ("---", "+++")
            )
            for line in diff_text(*_prepare_diff(file)):
                yield f"{paint_line(_style_diff(line, is_shown=is_shown), color=color)}\n"


def _prepare_diff(file: RepairedFile) -> tuple[str, Sequence[TextSplice]]:
    """Give the text as it stands in the file, and its changes."""
    mark = len(BYTE_ORDER_MARK) if file.has_mark else 0
    moved = [TextSplice(s.start + mark, s.end + mark, s.text) for s in file.splices]
    return BYTE_ORDER_MARK[:mark] + file.text, moved


def _style_diff(line: DiffLine, *, is_shown: bool) -> Line:
    style = _DIFF_STYLES[line.kind]
    # A program needs the text as it is; a terminal must not be steered by it.
    if is_shown:
        return (style_text(line.text.removesuffix("\r"), style),)
    return (Span(line.text, style),)

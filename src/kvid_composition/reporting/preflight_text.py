"""A preflight as text for people: the verdict, what would be lost, and what to send instead."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from kvid_composition.checking.run import CheckedFile
from kvid_composition.diffing.composition_diff import CompositionDiff
from kvid_composition.document.limits import DEFAULT_LIMITS, Limits
from kvid_composition.document.pointer import parse_pointer, resolve_path
from kvid_composition.document.values import MISSING
from kvid_composition.document.writer import TextStyle, WriteError, write_json
from kvid_composition.model.entity import Entity
from kvid_composition.model.identity import read_track_id
from kvid_composition.patching.operations import Operation, write_operation
from kvid_composition.preflight.result import Preflight, Verdict
from kvid_composition.reporting.brief import show_value
from kvid_composition.reporting.change_words import Versions
from kvid_composition.reporting.diff_blocks import gather_blocks
from kvid_composition.reporting.diff_text import render_blocks
from kvid_composition.reporting.issue_list import render_issues
from kvid_composition.reporting.json_text import harden_json
from kvid_composition.reporting.names import Names
from kvid_composition.reporting.styled import BLANK, Line, Span, Style, fold_line, style_text
from kvid_composition.reporting.titles import title_entity
from kvid_composition.reporting.wording import count_nouns
from kvid_composition.validation.issues import Report

__all__ = ["render_preflight"]

_LONGEST_BODY: Final = 2000

_VERDICTS: Final[dict[Verdict, Style]] = {
    "safe": Style.GOOD,
    "loses": Style.WARNING,
    "breaks": Style.ERROR,
}
_COMPACT: Final = TextStyle(
    indent=None, item_separator=", ", key_separator=": ", final_newline=False
)
# A body has its composition some levels further in.
_LIMITS: Final = Limits(depth=2 * DEFAULT_LIMITS.depth)
_ARROW: Final = Span(" -> ", Style.FAINT)
_LOST: Final = Span("-", Style.REMOVED)


def render_preflight(
    preflight: Preflight, current: Any, *, most: int = 20, columns: int | None = None
) -> Iterator[Line]:
    """Write a preflight; parts that have nothing to say are left out.

    Args:
        preflight: what was found.
        current: the document as it is before the operation.
        most: how many losses, issues and changes to show of each.
        columns: how wide the rows may be; None folds nothing.
    """
    versions = Versions(Names(current), Names(preflight.document))
    yield from fold_line(_say_verdict(preflight), columns)
    yield from _render_losses(preflight.lost, versions.before, most, columns)
    yield from _render_new_issues(preflight, most, columns)
    yield from _render_other_changes(preflight, versions, most, columns)
    yield from _render_thumbnails(preflight, columns)
    if preflight.better is None:
        yield BLANK
        yield (Span(f"The body takes {count_nouns(preflight.bytes_sent, 'byte')}.", Style.FAINT),)
    else:
        yield from _render_better(preflight, preflight.better)


def _say_verdict(preflight: Preflight) -> Line:
    """Put the verdict before the sentence, which need not begin with it a second time."""
    verdict, sentence = preflight.verdict, preflight.summary()
    start, _, rest = sentence.partition(": ")
    said = rest if start.lower().startswith(verdict) else sentence
    return Span(verdict.upper(), _VERDICTS[verdict]), Span("  "), style_text(said)


def _render_losses(
    lost: tuple[str, ...], names: Names, most: int, columns: int | None
) -> Iterator[Line]:
    if not lost:
        return
    yield from _head(f"Lost, though nothing says that it is deleted ({len(lost):,})")
    for pointer in lost[:most]:
        title = title_entity(_find_entity(pointer, names), names)
        yield from fold_line((Span("  "), _LOST, Span(" "), *title), columns, 8)
    yield from _count_rest(len(lost) - most)


def _find_entity(pointer: str, names: Names) -> Entity:
    """Find what a pointer names: `/items/ID`, `/assets/ID`, `/tracks/POSITION`."""
    holder, step = parse_pointer(pointer)
    if holder != "tracks":
        return Entity("item" if holder == "items" else "asset", step)
    _, track = resolve_path(names.document, (holder, step))
    return Entity("track", read_track_id(track))


def _render_new_issues(preflight: Preflight, most: int, columns: int | None) -> Iterator[Line]:
    issues = sorted(preflight.new_issues, key=lambda issue: issue.severity.rank)
    if not issues:
        return
    yield from _head(f"New issues ({len(issues):,})")
    file = CheckedFile("result", Report(preflight.new_issues))
    yield from render_issues(file, issues[:most], columns)
    yield from _count_rest(len(issues) - most)


def _render_other_changes(
    preflight: Preflight, versions: Versions, most: int, columns: int | None
) -> Iterator[Line]:
    """Write the changes, but for the losses, which have been told."""
    lost = frozenset(preflight.lost)
    changes = (c for c in preflight.diff.changes if c.after is not MISSING or c.path not in lost)
    others = CompositionDiff(tuple(changes), preflight.diff.facts)
    number = len(others.changes)
    if not number:
        return
    yield from _head(f"{'Other changes' if lost else 'Changes'} ({number:,})")
    yield from render_blocks(gather_blocks(others, versions, most), columns)
    yield from _count_rest(number - most)


def _render_thumbnails(preflight: Preflight, columns: int | None) -> Iterator[Line]:
    before, after = preflight.thumbnail_before, preflight.thumbnail_after
    if before == after:
        return
    yield from _head("Thumbnail")
    old, new = Span(_show_url(before), Style.REMOVED), Span(_show_url(after), Style.ADDED)
    yield from fold_line(
        (Span("  "), Span("~", Style.CHANGED), Span(" "), old, _ARROW, new), columns
    )


def _show_url(url: str | None) -> str:
    return "none" if url is None else show_value(url)


def _render_better(preflight: Preflight, better: Operation) -> Iterator[Line]:
    what = "The same with less" if preflight.verdict == "safe" else "Send this instead"
    sizes = f"{preflight.bytes_needed:,} bytes instead of {preflight.bytes_sent:,}"
    yield from _head(f"{what} ({sizes})")
    if preflight.bytes_needed > _LONGEST_BODY:
        yield (Span("  It is too long for here; --format json has it as `better`."),)
    else:
        # Not folded: it is to be copied.
        yield Span("  "), Span(_write_body(better), Style.GOOD)


def _write_body(operation: Operation) -> str:
    body = write_operation(operation)
    try:
        return harden_json(write_json(body, _COMPACT, _LIMITS))
    except WriteError:
        # Half of an emoji, which only an escape can say.
        return write_json(body, replace(_COMPACT, ascii_only=True), _LIMITS)


def _head(title: str) -> Iterator[Line]:
    yield BLANK
    yield (Span(title, Style.TITLE),)


def _count_rest(number: int) -> Iterator[Line]:
    if number > 0:
        yield (Span(f"  ... and {number:,} more; --format json has all.", Style.FAINT),)

"""A merge as text for people: what is to be decided, what was decided, what is worth a look."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Final, TypeAlias

from kvid_composition.document.display import escape_text
from kvid_composition.document.pointer import parse_pointer
from kvid_composition.document.values import MISSING, are_equal
from kvid_composition.merging.conflict import Conflict, Option, Resolution
from kvid_composition.merging.result import MergeResult
from kvid_composition.reporting.conflict_words import SideName, word_side
from kvid_composition.reporting.names import Names
from kvid_composition.reporting.styled import BLANK, Line, Span, Style, fold_line, style_text
from kvid_composition.reporting.titles import mention_item, title_entity
from kvid_composition.reporting.wording import count_nouns

__all__ = [
    "list_short_ids",
    "render_brief_merge",
    "render_conflict",
    "render_conflicts",
    "render_merge",
]

_SIDES: Final[tuple[tuple[SideName, Style], ...]] = (
    ("base", Style.FAINT),
    ("ours", Style.GOOD),
    ("theirs", Style.MOVED),
)
_Row: TypeAlias = tuple[Span, Line]
"""A label and what it says."""

_LABEL_WIDTH: Final = 10
_NAME_WIDTH: Final = 14
_HANGING: Final = 6 + _LABEL_WIDTH + _NAME_WIDTH
_NOW: Final = Span(" (as it is now)", Style.FAINT)
_SELDOM: Final = frozenset(("merged", "deleted", "decided"))
"""Resolutions that are not shown one by one: they are no surprise, or stand in another part."""
_MOST_RELATED: Final = 5
_SHORTEST_ID: Final = 4


def render_merge(
    result: MergeResult, *, most: int = 20, columns: int | None = None
) -> Iterator[Line]:
    """Write what came of a merge; parts that have nothing to say are left out.

    Args:
        result: what came of it.
        most: how many conflicts and notes to show of each kind.
        columns: how wide the rows may be; None folds nothing.
    """
    yield from fold_line(_summarize(result), columns)
    names = Names(result.document)
    if result.conflicts:
        yield from _head(f"To be decided ({len(result.conflicts):,})")
        yield from render_conflicts(result.conflicts, names, most=most, columns=columns)
    decided = [each for each in result.resolutions if each.kind == "decided"]
    yield from _render_notes("Decided beforehand", decided, most, columns)
    yield from _render_notes("Worth a look", _list_notes(result), most, columns)
    yield from _render_inherited(result, most, columns)


def render_brief_merge(
    result: MergeResult, *, most: int = 20, columns: int | None = None
) -> Iterator[Line]:
    """Write a line for each conflict, and for each note that is worth a look.

    Args:
        result: what came of the merge.
        most: how many conflicts and notes to show of each kind.
        columns: how wide the rows may be; None folds nothing.
    """
    short = list_short_ids(result.conflicts)
    for conflict in result.conflicts[:most]:
        names = ", ".join(option.name for option in conflict.options)
        said = f" {short[conflict.id]}: {conflict.message} ({names})"
        yield from fold_line((Span("conflict", Style.ERROR), style_text(said)), columns)
    yield from _count_rest(len(result.conflicts) - most, "")
    notes = _list_notes(result)
    for note in notes[:most]:
        yield from fold_line((Span("note", Style.INFO), style_text(f": {note.message}")), columns)
    yield from _count_rest(len(notes) - most, "")


def _list_notes(result: MergeResult) -> list[Resolution]:
    return [each for each in result.resolutions if each.kind not in _SELDOM]


def _summarize(result: MergeResult) -> Line:
    """Say whether anything is open, and how much was settled."""
    done = len(result.resolutions)
    were = "was" if done == 1 else "were"
    without = f" {count_nouns(done, 'thing')} {were} settled without asking." if done else ""
    return *summarize_open(len(result.conflicts)), Span(without)


def summarize_open(number: int) -> Line:
    """Say how many conflicts are open."""
    if not number:
        return Span("CLEAN", Style.GOOD), Span("  Nothing is to be decided.")
    are = "is" if number == 1 else "are"
    said = f"  {count_nouns(number, 'conflict')} {are} to be decided."
    return Span("OPEN", Style.ERROR), Span(said)


def render_conflicts(
    conflicts: Sequence[Conflict], names: Names, *, most: int = 20, columns: int | None = None
) -> Iterator[Line]:
    """Write some conflicts, a blank line between them.

    Args:
        conflicts: all that are open.
        names: the names in the document that was merged.
        most: how many to show.
        columns: how wide the rows may be; None folds nothing.
    """
    short = list_short_ids(conflicts)
    for number, conflict in enumerate(conflicts[:most]):
        if number:
            yield BLANK
        yield from render_conflict(conflict, names, len(short[conflict.id]), columns)
    yield from _count_rest(len(conflicts) - most)


def list_short_ids(conflicts: Iterable[Conflict]) -> dict[str, str]:
    """Give for each id the shortest beginning that no other one has, of at least 4 characters."""
    ids = sorted({conflict.id for conflict in conflicts})
    # What shares most with an id stands beside it.
    around = zip(("", *ids), ids, (*ids[1:], ""), strict=False)
    return {
        id_: id_[: max(_SHORTEST_ID, *(_count_shared(id_, other) + 1 for other in (before, after)))]
        for before, id_, after in around
    }


def _count_shared(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def render_conflict(
    conflict: Conflict, names: Names, short: int, columns: int | None = None
) -> Iterator[Line]:
    """Write one conflict: what it is about, what has happened, what each has, and the options.

    Args:
        conflict: what is to be decided.
        names: the names in the document that was merged.
        short: how many characters of its id are enough to name it.
        columns: how wide the rows may be; None folds nothing.
    """
    title = title_entity(conflict.entity, names) or (Span("Composition", Style.STRONG),)
    yield from fold_line((Span("  "), *title), columns)
    start, rest = conflict.id[:short], conflict.id[short:]
    id_ = style_text(start, Style.INFO), style_text(rest, Style.FAINT)
    kind = Span(f"  {conflict.kind}: ", Style.FAINT)
    yield from fold_line((Span("    "), *id_, kind, style_text(conflict.message)), columns, 6)
    rows = (
        *_list_sides(conflict, names),
        *_list_related(conflict, names),
        *_list_options(conflict),
    )
    for label, words in rows:
        line = Span("      "), Span(label.text.ljust(_LABEL_WIDTH), label.style), *words
        yield from fold_line(line, columns, _HANGING)


def _list_sides(conflict: Conflict, names: Names) -> Iterator[_Row]:
    for side, style in _SIDES:
        words = word_side(conflict, side, names)
        if words:
            yield Span(side, style), words


def _list_related(conflict: Conflict, names: Names) -> Iterator[_Row]:
    """Name the items that are concerned as well."""
    paths = map(parse_pointer, conflict.related)
    ids = [path[1] for path in paths if path[:1] == ("items",) and len(path) > 1]
    label = Span("concerns", Style.FAINT)
    for id_ in ids[:_MOST_RELATED]:
        yield label, tuple(mention_item(id_, names))
        label = Span("")
    if len(ids) > _MOST_RELATED:
        yield label, (Span(f"and {len(ids) - _MOST_RELATED:,} more"),)


def _list_options(conflict: Conflict) -> Iterator[_Row]:
    label = Span("pick", Style.FAINT)
    for option in conflict.options:
        name = Span(escape_text(option.name).ljust(_NAME_WIDTH), Style.STRONG)
        now = (_NOW,) if _is_held(conflict, option) else ()
        yield label, (name, style_text(option.effect), *now)
        label = Span("")


def _is_held(conflict: Conflict, option: Option) -> bool:
    """Tell whether the document holds meanwhile what an option would give, as far as that is sure.

    Some conflicts leave more to an option than the one value that they are about.
    """
    if conflict.kind in {"asset.type_vs_use", "overlap"}:
        return False
    match option.name:
        case "ours" | "theirs" | "base":
            return are_equal(conflict.provisional, getattr(conflict, option.name))
        case "keep" | "restore":
            return conflict.provisional is not MISSING
        case _:
            return option.name == "keep_frames"


def _render_notes(
    title: str, notes: Sequence[Resolution], most: int, columns: int | None
) -> Iterator[Line]:
    if not notes:
        return
    yield from _head(f"{title} ({len(notes):,})")
    for note in notes[:most]:
        line = Span("  "), Span("~", Style.CHANGED), Span(" "), style_text(note.message)
        yield from fold_line(line, columns)
    yield from _count_rest(len(notes) - most)


def _render_inherited(result: MergeResult, most: int, columns: int | None) -> Iterator[Line]:
    issues = [(name, issue) for name, found in result.inherited.items() for issue in found]
    if not issues:
        return
    yield from _head(f"Broken before the merge ({len(issues):,})")
    for name, issue in issues[:most]:
        words = style_text(f"{issue.message} ({issue.path})")
        line = Span(f"  {name:<{_LABEL_WIDTH}}"), Span(f"{issue.code} ", Style.STRONG), words
        yield from fold_line(line, columns)
    yield from _count_rest(len(issues) - most)


def _head(title: str) -> Iterator[Line]:
    yield BLANK
    yield (Span(title, Style.TITLE),)


def _count_rest(number: int, hint: str = "; --format json has all") -> Iterator[Line]:
    if number > 0:
        yield (Span(f"  ... and {number:,} more{hint}.", Style.FAINT),)

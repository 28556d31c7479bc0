"""Changes in words: one line for each, in the terms of an editor.

As in `titles`, what may come from a document has a style of its own: PLACE for keys and ids,
REMOVED and ADDED for values before and after.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from kvid_composition.diffing.change import FieldsChange
from kvid_composition.diffing.changes import (
    AssetAdded,
    AssetRelinked,
    AssetRemoved,
    AssetSwapped,
    AudioChanged,
    Change,
    ContentReplaced,
    DimensionsChanged,
    FpsChanged,
    ItemAdded,
    ItemMoved,
    ItemRemoved,
    ItemReordered,
    ItemRetimed,
    ItemShifted,
    ItemSlipped,
    ItemSpeedChanged,
    ItemTransformed,
    ItemTrimmed,
    StyleChanged,
    TrackAdded,
    TrackRemoved,
    TrackReordered,
    TrackRippled,
)
from kvid_composition.diffing.facts import Fact, Split
from kvid_composition.document.values import JsonValue, Missing
from kvid_composition.model.fields import Number
from kvid_composition.reporting.brief import (
    Leaf,
    contrast_values,
    list_leaves,
    shorten_text,
    show_value,
)
from kvid_composition.reporting.names import Names
from kvid_composition.reporting.styled import Line, Span, Style
from kvid_composition.reporting.times import show_delta, show_frame, show_span
from kvid_composition.reporting.titles import mention_asset, mention_item, mention_track
from kvid_composition.reporting.wording import count_nouns

__all__ = ["Versions", "mark_change", "word_change", "word_fact"]

_MOST_LEAVES: Final = 12

_LABELS: Final[Mapping[type[FieldsChange], str]] = {
    FpsChanged: "frame rate",
    DimensionsChanged: "canvas",
    ItemSlipped: "slipped",
    ItemSpeedChanged: "speed",
    ItemRetimed: "retimed",
    ItemTransformed: "transformed",
    StyleChanged: "style",
    AudioChanged: "sound",
    AssetRelinked: "file",
}
"""What fields have to do with one another, where their own names do not say it."""


@dataclass(frozen=True, slots=True)
class Versions:
    """The names in both versions."""

    before: Names
    after: Names

    @property
    def fps(self) -> Number | None:
        """Frames per second to count in: those of the version after, where it has any."""
        return self.after.fps or self.before.fps


def mark_change(change: Change) -> Span:
    """Give the sign of a change: `+` came, `-` went, `>` is elsewhere, `~` is different."""
    match change:
        case TrackAdded() | ItemAdded() | AssetAdded():
            return Span("+", Style.ADDED)
        case TrackRemoved() | ItemRemoved() | AssetRemoved():
            return Span("-", Style.REMOVED)
        case ItemMoved() | ItemReordered() | TrackReordered() | ItemShifted() | TrackRippled():
            return Span(">", Style.MOVED)
        case _:
            return Span("~", Style.CHANGED)


def word_change(change: Change, versions: Versions) -> Line:
    """Say what has changed about an entity that has been named."""
    return tuple(_word(change, versions))


def _word(change: Change, versions: Versions) -> Iterator[Span]:
    match change:
        case TrackAdded() | ItemAdded() | AssetAdded():
            yield Span("added")
        case TrackRemoved() | ItemRemoved() | AssetRemoved():
            yield Span("removed")
        case ContentReplaced():
            yield Span(shorten_text(change.path) or "the document", Style.PLACE)
            yield Span(" replaced whole: ")
            yield from _contrast(change.before, change.after)
        case ItemMoved() | ItemReordered() | TrackReordered():
            yield from _word_place(change, versions)
        case ItemShifted() | ItemTrimmed() | TrackRippled():
            yield Span(_word_frames(change, versions.fps))
        case AssetSwapped():
            yield from _word_swap(change, versions)
        case _:
            yield from _word_fields(change)


def _word_place(
    change: ItemMoved | ItemReordered | TrackReordered, versions: Versions
) -> Iterator[Span]:
    if not isinstance(change, ItemMoved):
        what = "layer" if isinstance(change, TrackReordered) else "place"
        places = (_count_from_one(side.get("index")) for side in (change.before, change.after))
        yield Span("moved from {what} {} to {what} {}".format(*places, what=what))
        return
    yield Span("moved from ")
    yield from mention_track(change.before.get("track_id"), versions.before)
    yield Span(" to ")
    yield from mention_track(change.after.get("track_id"), versions.after)


def _count_from_one(index: JsonValue | Missing) -> str:
    return f"{index + 1:,}" if type(index) is int else "?"


def _word_frames(change: ItemShifted | ItemTrimmed | TrackRippled, fps: Number | None) -> str:
    match change:
        case ItemShifted():
            start, end = (show_value(side.get("from")) for side in (change.before, change.after))
            return f"shifted from frame {start} to {end} ({show_delta(change.delta, fps)})"
        case TrackRippled():
            items, frame = count_nouns(len(change.before), "item"), show_frame(change.frame, fps)
            shift = show_span(change.delta, fps, signed=True)
            return f"{items} from {frame} on shifted by {shift}"
        case _:
            edges = (("head", change.head), ("tail", change.tail))
            return ", ".join(_word_trim(edge, cut, fps) for edge, cut in edges if cut)


def _word_trim(edge: str, cut: Number, fps: Number | None) -> str:
    return f"{edge} {'trimmed' if cut > 0 else 'extended'} by {show_span(abs(cut), fps)}"


def _word_swap(change: AssetSwapped, versions: Versions) -> Iterator[Span]:
    """Name the files of the assets, which say more than their ids."""
    for key, before in change.before.items():
        yield Span("asset ")
        yield Span(_name_asset(before, versions.before), Style.REMOVED)
        yield Span(" -> ", Style.FAINT)
        yield Span(_name_asset(change.after.get(key), versions.after), Style.ADDED)


def _name_asset(value: JsonValue | Missing, names: Names) -> str:
    return mention_asset(value, names) if isinstance(value, str) else show_value(value)


def _word_fields(change: FieldsChange) -> Iterator[Span]:
    label = _LABELS.get(type(change))
    if label:
        yield Span(f"{label}: ")
    leaves = list(islice(_list_leaves(change), _MOST_LEAVES + 1))
    for number, (name, old, new) in enumerate(leaves[:_MOST_LEAVES]):
        if number:
            yield Span(", ")
        yield Span(shorten_text(name), Style.PLACE)
        yield Span(" ")
        yield from _contrast(old, new)
    if len(leaves) > _MOST_LEAVES:
        yield Span(", and more")


def _list_leaves(change: FieldsChange) -> Iterator[Leaf]:
    for key, before in change.before.items():
        yield from list_leaves(key, before, change.after[key])


def _contrast(before: JsonValue | Missing, after: JsonValue | Missing) -> Iterator[Span]:
    old, new = contrast_values(before, after)
    yield Span(old, Style.REMOVED)
    yield Span(" -> ", Style.FAINT)
    yield Span(new, Style.ADDED)


def word_fact(fact: Fact, versions: Versions) -> Line:
    """Say where an added item comes from."""
    if isinstance(fact, Split):
        frame = show_frame(fact.frame, versions.fps)
        return Span("what was behind "), Span(frame), Span(" in "), *_mention(fact, versions)
    return Span("a copy of "), *_mention(fact, versions)


def _mention(fact: Fact, versions: Versions) -> Iterator[Span]:
    yield from mention_item(fact.item_id, versions.before)

"""The summary: what changed, in one sentence that a person would say."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias, cast

from kvid_composition.diffing.changes import (
    Change,
    FpsChanged,
    ItemShifted,
    ItemTrimmed,
    TrackRippled,
)
from kvid_composition.document.display import describe_value
from kvid_composition.document.values import Missing
from kvid_composition.model.fields import Number

__all__ = ["PHRASES", "summarize_changes"]

_Phrase: TypeAlias = tuple[str, str]
"""What is counted, and what happened to it."""

PHRASES: Final[Mapping[str, _Phrase]] = {
    "DimensionsChanged": ("canvas", "resized"),
    "CompositionPropertyChanged": ("property", "of the composition changed"),
    "TrackAdded": ("track", "added"),
    "TrackRemoved": ("track", "removed"),
    "TrackReordered": ("track", "reordered"),
    "TrackPropertyChanged": ("track", "changed"),
    "ItemAdded": ("item", "added"),
    "ItemRemoved": ("item", "removed"),
    "ItemMoved": ("item", "moved to another track"),
    "ItemReordered": ("item", "reordered"),
    "ItemShifted": ("item", "shifted"),
    "ItemTrimmed": ("item", "trimmed"),
    "ItemSlipped": ("item", "slipped"),
    "ItemSpeedChanged": ("item", "played at another speed"),
    "ItemRetimed": ("item", "retimed"),
    "ItemTransformed": ("item", "transformed"),
    "TextChanged": ("text", "changed"),
    "StyleChanged": ("item", "restyled"),
    "AudioChanged": ("item", "with other sound"),
    "AssetSwapped": ("item", "with another asset"),
    "ItemTypeChanged": ("item", "of another type"),
    "ItemPropertyChanged": ("item", "with other properties"),
    "AssetAdded": ("asset", "added"),
    "AssetRemoved": ("asset", "removed"),
    "AssetRelinked": ("asset", "relinked"),
    "AssetPropertyChanged": ("asset", "changed"),
    "ContentReplaced": ("broken part", "replaced"),
}
_PLURALS: Final[Mapping[str, str]] = {"property": "properties", "canvas": "canvases"}


def summarize_changes(changes: Iterable[Change]) -> str:
    """Say how many of what changed, in the order of the changes.

    Equal shifts and trims are said with their frames: "7 items shifted by 30 frames".
    """
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(change.type, []).append(change)
    said = [_describe_group(kind, group) for kind, group in groups.items()]
    if not said:
        return "Nothing changed."
    sentence = ", ".join(said)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _describe_group(kind: str, group: Sequence[Change]) -> str:
    first = group[0]
    if isinstance(first, FpsChanged):
        return _describe_fps(first)
    if isinstance(first, TrackRippled):
        ripples = cast("Sequence[TrackRippled]", group)
        number = sum(len(ripple.before) for ripple in ripples)
        return f"{_count(number, 'item')} rippled{_say_common([r.delta for r in ripples])}"
    noun, happening = PHRASES[kind]
    return f"{_count(len(group), noun)} {happening}{_say_frames(group)}"


def _describe_fps(change: FpsChanged) -> str:
    before, after = (
        "nothing" if isinstance(value, Missing) else describe_value(value)
        for value in (change.before["fps"], change.after["fps"])
    )
    return f"frame rate changed from {before} to {after}"


def _say_frames(group: Sequence[Change]) -> str:
    """Say by how many frames items were shifted or trimmed, where it is the same for all."""
    if isinstance(group[0], ItemShifted):
        return _say_common([change.delta for change in cast("Sequence[ItemShifted]", group)])
    if isinstance(group[0], ItemTrimmed):
        trims = cast("Sequence[ItemTrimmed]", group)
        is_single = all(trim.edge != "both" for trim in trims)
        return _say_common([trim.head or trim.tail for trim in trims if is_single])
    return ""


def _say_common(deltas: Sequence[Number]) -> str:
    sizes = {abs(delta) for delta in deltas}
    return f" by {_count(sizes.pop(), 'frame')}" if len(sizes) == 1 else ""


def _count(number: Number, noun: str) -> str:
    plural = _PLURALS.get(noun, f"{noun}s")
    return f"{number:,} {noun if number == 1 else plural}"

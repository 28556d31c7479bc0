"""Conflicts in words: what each side has, said as an editor would.

A conflict may have been read from a file that anybody has edited, so its values can be anything.
"""

from collections.abc import Iterable, Iterator
from itertools import islice, takewhile, zip_longest
from typing import Any, Final, Literal, TypeAlias

from kvid_composition.diffing.numbers import is_number
from kvid_composition.document.values import (
    MISSING,
    JsonObject,
    JsonValue,
    Missing,
    are_equal,
    is_array,
    is_object,
)
from kvid_composition.merging.conflict import Conflict
from kvid_composition.reporting.brief import (
    contrast_values,
    list_leaves,
    shorten_text,
    show_value,
)
from kvid_composition.reporting.names import Names
from kvid_composition.reporting.styled import Line, Span, Style
from kvid_composition.reporting.times import show_frame, show_span
from kvid_composition.reporting.titles import mention_asset, mention_item, mention_track

__all__ = ["SideName", "word_side"]

SideName: TypeAlias = Literal["base", "ours", "theirs"]

_MOST: Final = 5
_START: Final = "from"
_LENGTH: Final = "durationInFrames"
_SEPARATOR: Final = Span(", ")


def word_side(conflict: Conflict, side: SideName, names: Names) -> Line:
    """Say what a side has; nothing where that is no question, as for what only base has.

    Args:
        conflict: what is to be decided.
        side: whose value.
        names: the names in the document that was merged.
    """
    return tuple(_word(conflict, side, names))


def _word(conflict: Conflict, side: SideName, names: Names) -> Iterator[Span]:
    value: Any = getattr(conflict, side)
    match conflict.kind:
        case (
            "item.delete_edit"
            | "asset.delete_edit"
            | "track.delete_edit"
            | "track.delete_vs_use"
            | "asset.delete_vs_reference"
        ):
            yield from () if side == "base" else _word_existence(conflict.base, value)
        case "item.add_add" | "asset.add_add" | "track.add_add":
            yield from () if side == "base" else _word_addition(value, names)
        case "timing" if is_object(value):
            yield from _word_times(value, names)
        case "type" if is_object(value):
            yield from _word_type(value, names)
        case "item.placement":
            yield from mention_track(value, names)
        case "order" if is_array(value):
            yield from _word_order(conflict, value, names)
        case "overlap":
            yield from _word_overlap(value, names) if is_object(value) else ()
        case _:
            yield from _word_value(conflict, side, value)


def _word_existence(base: JsonValue | Missing, value: JsonValue | Missing) -> Iterator[Span]:
    """Say what was edited, where one side has deleted an entity."""
    if value is MISSING:
        yield Span("deleted it", Style.REMOVED)
        return
    leaves = [leaf for leaf in list_leaves("", base, value) if leaf[0] != ".items"]
    if not leaves:
        yield Span("uses it")
    yield from _join(
        (
            Span(f"{shorten_text(name.removeprefix('.'))} ", Style.PLACE),
            Span(contrast_values(old, new)[0]),
            Span(" -> ", Style.FAINT),
            Span(contrast_values(old, new)[1]),
        )
        for name, old, new in leaves
    )


def _word_addition(value: JsonValue | Missing, names: Names) -> Iterator[Span]:
    """Say what was added, by what tells it from the other one."""
    if not is_object(value):
        yield Span(show_value(value))
        return
    told = ("type", "trackType", "name", "text", "filename")
    shown: list[Line] = [(Span(show_value(value[key])),) for key in told if key in value]
    asset_id = value.get("assetId")
    if isinstance(asset_id, str):
        shown.append((Span(f"asset {mention_asset(asset_id, names)}"),))
    if is_number(value.get(_START)):
        shown.append(tuple(_word_times(_pick_times(value), names)))
    yield from _join(shown or [(Span(show_value(value)),)])


def _pick_times(value: JsonObject) -> JsonObject:
    return {key: value[key] for key in (_START, _LENGTH) if key in value}


def _word_times(value: JsonObject, names: Names) -> Iterator[Span]:
    """Say when an item plays: where it starts, and how long; and what else goes with that."""
    rest = dict(value)
    parts: list[Line] = []
    if is_number(value.get(_START)):
        parts.append((Span(show_frame(rest.pop(_START), names.fps)),))
    length = value.get(_LENGTH)
    if is_number(length):
        del rest[_LENGTH]
        parts.append((Span(show_span(length, names.fps)),))
    parts += _word_fields(rest)
    yield from _join(parts)


def _word_fields(fields: JsonObject) -> Iterator[Line]:
    for key, value in fields.items():
        yield Span(f"{shorten_text(key)} ", Style.PLACE), Span(show_value(value))


def _word_type(value: JsonObject, names: Names) -> Iterator[Span]:
    asset_id = value.get("assetId", MISSING)
    yield Span(show_value(value.get("type", MISSING)))
    if isinstance(asset_id, str):
        yield Span(f" with asset {mention_asset(asset_id, names)}")


def _word_order(conflict: Conflict, ids: list[JsonValue], names: Names) -> Iterator[Span]:
    """Name what is in order, from the first on that is not the same everywhere."""
    orders = [held for held in (conflict.base, conflict.ours, conflict.theirs) if is_array(held)]
    shared = takewhile(_are_one, zip(*orders, strict=False))
    start = sum(1 for _ in shared)
    if start:
        yield Span("… ")
    yield from _join((_name_entry(id_, names),) for id_ in ids[start:])


def _are_one(entries: tuple[JsonValue, ...]) -> bool:
    return all(are_equal(entry, entries[0]) for entry in entries)


def _name_entry(id_: JsonValue, names: Names) -> Span:
    name = names.name_track(id_) if isinstance(id_, str) else None
    return Span(f"'{name}'" if name else show_value(id_), Style.PLACE)


def _word_overlap(value: JsonObject, names: Names) -> Iterator[Span]:
    yield from _join(
        (
            *mention_item(id_, names),
            Span(": "),
            *(_word_place(held, names) if is_object(held) else (Span(show_value(held)),)),
        )
        for id_, held in value.items()
    )


def _word_place(held: JsonObject, names: Names) -> Iterator[Span]:
    yield from _word_times(_pick_times(held), names)
    yield Span(", on ")
    yield from mention_track(held.get("track"), names)


def _word_value(conflict: Conflict, side: SideName, value: JsonValue | Missing) -> Iterator[Span]:
    """Write a value so that one sees where it differs from that of another side."""
    other = conflict.theirs if side == "ours" else conflict.ours
    yield Span(contrast_values(value, other)[0])
    if side != "base" and is_array(value) and is_array(conflict.base):
        pairs = zip_longest(value, conflict.base, fillvalue=MISSING)
        changed = sum(not are_equal(*pair) for pair in pairs)
        yield Span(f" ({changed:,} not as in base)", Style.FAINT)


def _join(parts: Iterable[Line]) -> Iterator[Span]:
    """Write some parts with commas between, and a hint where there are more."""
    for number, part in enumerate(islice(parts, _MOST + 1)):
        if number:
            yield _SEPARATOR
        if number == _MOST:
            yield Span("…")
            return
        yield from part

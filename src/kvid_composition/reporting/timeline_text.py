"""A composition as a timeline in lines, for tools that compare lines: every value is in one.

The order of keys does not show, nor what passes in the editor; everything else that differs does.
No line counts or aligns others, so that a change moves only its own. Lines of tracks and the like
begin at the margin: git names the last of them above what has changed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import starmap
from json import JSONEncoder
from math import inf
from typing import Any, Final, TypeGuard

from kvid_composition.diffing.numbers import is_number, settle_number
from kvid_composition.document.display import describe_value, escape_text
from kvid_composition.document.urls import redact_text
from kvid_composition.document.values import JsonObject, JsonValue, is_array, is_object
from kvid_composition.model.aspects import Aspect
from kvid_composition.model.fields import Number
from kvid_composition.model.identity import list_item_ids
from kvid_composition.model.shape import Shape
from kvid_composition.model.shape_table import ASSET_SHAPES, BASE_ASSET, BASE_ITEM, ITEM_SHAPES
from kvid_composition.reporting.names import Names
from kvid_composition.reporting.times import show_seconds

__all__ = ["write_timeline"]

_INDENT: Final = "    "

_GROUPS: Final = (
    (Aspect.REFERENCE, Aspect.LINK, Aspect.SOURCE, Aspect.SPEED),
    (Aspect.TEXT,),
    (Aspect.GEOMETRY,),
    (Aspect.STYLE,),
    (Aspect.SOUND,),
)
"""What stands together on a line, in this order; aspects that are not named come last."""
_RANKS: Final = {aspect: rank for rank, group in enumerate(_GROUPS) for aspect in group}

_COMPACT: Final = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_BARE: Final = re.compile(r"[\w.:@/+-]+")


def write_timeline(document: JsonObject) -> Iterator[str]:
    """Write a composition, which may be broken in any way.

    The settings come first, then the tracks, front first, with their items in the order of time,
    then items on no track, and the assets. Credentials in URLs are left out, and no character can
    steer a terminal.
    """
    return map(escape_text, _write_parts(document, Names(document)))


def _write_parts(document: JsonObject, names: Names) -> Iterator[str]:
    yield "Composition"
    settings = {key: value for key, value in document.items() if not _is_part(key, value)}
    yield from _write_settings(settings)
    tracks: Any = document.get("tracks")
    listed = tracks if is_array(tracks) else []
    for track in listed:
        yield from _write_track(track, names)
    placed = {id_ for track in listed for id_ in list_item_ids(track)}
    loose = [id_ for id_ in names.items if id_ not in placed]
    if loose:
        yield "Items on no track"
        yield from _write_items(loose, names)
    if names.assets:
        yield "Assets"
    for id_, asset in names.assets.items():
        yield from _write_asset(id_, asset)


def _is_part(key: str, value: JsonValue) -> bool:
    """Tell whether a member of the root has a part of the timeline to itself."""
    return is_array(value) if key == "tracks" else key in {"items", "assets"} and is_object(value)


def _write_track(track: JsonValue, names: Names) -> Iterator[str]:
    members = dict(track) if is_object(track) else {}
    said = [_name(members.pop(key)) for key in ("id", "name") if _is_text(members.get(key))]
    yield " ".join(("Track", *said)) if is_object(track) else f"Track {_write_value(track)}"
    ids = _sort_by_time(list_item_ids(track), names)
    if members.get("items") == ids:
        del members["items"]
    yield from _write_settings(members)
    yield from _write_items(ids, names)


def _sort_by_time(ids: Iterable[str], names: Names) -> list[str]:
    return sorted(ids, key=lambda id_: (*_read_times(names.items.get(id_)), id_))


def _read_times(item: JsonValue) -> tuple[Number, Number]:
    """Give the first frame of an item and the one after its last; endless where not both are."""
    start, length = (item.get(k) if is_object(item) else None for k in ("from", "durationInFrames"))
    if is_number(start) and is_number(length):
        return start, settle_number(start + length)
    return inf, inf


def _write_items(ids: Iterable[str], names: Names) -> Iterator[str]:
    for id_ in _sort_by_time(ids, names):
        item = names.items.get(id_)
        if is_object(item):
            yield from _write_item(id_, item, names)
        elif id_ in names.items:
            yield f"{_INDENT}{_name(id_)} {_write_value(item)}"
        else:
            yield f"{_INDENT}{_name(id_)} is no item"


def _write_item(id_: str, item: JsonObject, names: Names) -> Iterator[str]:
    members = dict(item)
    asset_id = members.get("assetId")
    file = names.name_asset(asset_id) if isinstance(asset_id, str) else None
    times = _take_times(members, names.fps)
    title = *times, *_take_title(id_, members, "text"), *([file] if file else [])
    yield _INDENT + " ".join(title)
    yield from _write_fields(members, _find_aspects(item, ITEM_SHAPES, BASE_ITEM))


def _take_times(members: JsonObject, fps: Number | None) -> Iterator[str]:
    start, end = _read_times(members)
    if end == inf:
        return
    del members["from"], members["durationInFrames"]
    yield f"{_write_value(start)}-{_write_value(end)}"
    if fps is not None:
        yield f"({show_seconds(start / fps)} - {show_seconds(end / fps)})"


def _write_asset(id_: str, asset: JsonValue) -> Iterator[str]:
    if not is_object(asset):
        yield f"{_INDENT}{_name(id_)} {_write_value(asset)}"
        return
    members = dict(asset)
    yield _INDENT + " ".join(_take_title(id_, members, "filename"))
    yield from _write_fields(members, _find_aspects(asset, ASSET_SHAPES, BASE_ASSET))


def _take_title(id_: str, members: JsonObject, key: str) -> Iterator[str]:
    """Say what an entity is, its id, and what it is known by, which need not be said again."""
    if _is_text(members.get("type")):
        yield _name(members.pop("type"))
    yield _name(id_)
    if members.get("id") == id_:
        del members["id"]
    if _is_text(members.get(key)):
        yield _write_value(members.pop(key))


def _find_aspects(
    entity: JsonObject, shapes: Mapping[str, Shape], other: Shape
) -> Mapping[str, Aspect]:
    kind = entity.get("type")
    return (shapes.get(kind, other) if isinstance(kind, str) else other).aspects


def _write_fields(members: JsonObject, aspects: Mapping[str, Aspect]) -> Iterator[str]:
    """Write the fields of an item or asset, those together that are about the same."""
    groups: dict[int, JsonObject] = {}
    for key in (*aspects, *sorted(members.keys() - aspects)):
        aspect = aspects.get(key)
        if key in members and aspect is not Aspect.PASSING:
            rank = len(_GROUPS) if aspect is None else _RANKS.get(aspect, len(_GROUPS))
            groups.setdefault(rank, {})[key] = members[key]
    for _, group in sorted(groups.items()):
        flat = {key: value for key, value in group.items() if not _has_rows(value)}
        if flat:
            yield 2 * _INDENT + ", ".join(starmap(_write_field, flat.items()))
        yield from _write_rows(group, 2 * _INDENT)


def _write_settings(members: JsonObject) -> Iterator[str]:
    """Write the fields of the composition or of a track, each on a line."""
    for key, value in sorted(members.items()):
        if not _has_rows(value):
            yield _INDENT + _write_field(key, value)
    yield from _write_rows(members, _INDENT)


def _write_field(key: str, value: JsonValue) -> str:
    return f"{_name(key)} {_write_value(value)}"


def _write_rows(members: JsonObject, indent: str) -> Iterator[str]:
    """Write the lists among some fields, each entry on a line."""
    for key, value in sorted(members.items()):
        if _has_rows(value):
            yield f"{indent}{_name(key)}:"
            yield from (f"{indent}{_INDENT}{_write_value(entry)}" for entry in value)


def _has_rows(value: JsonValue) -> TypeGuard[list[JsonValue]]:
    """Tell whether a value is a list of more than words and numbers."""
    return is_array(value) and any(is_object(entry) or is_array(entry) for entry in value)


def _write_value(value: Any) -> str:
    """Write a value whole, on one line, without credentials."""
    try:
        written = _COMPACT.encode(value)
    except (RecursionError, ValueError):
        # Nested more deeply, or an integer longer, than Python writes.
        written = describe_value(value)
    return redact_text(written)


def _name(text: Any) -> str:
    return text if _BARE.fullmatch(text) else _write_value(text)


def _is_text(value: object) -> bool:
    return isinstance(value, str)

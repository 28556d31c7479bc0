"""Titles: an entity in one line; what it is called, what it is, and where it stands.

Spans that may hold anything from a document have the style STRONG or PLACE; others say only what
this library says.
"""

from collections.abc import Iterator

from kvid_composition.diffing.numbers import is_number
from kvid_composition.document.values import JsonObject, is_array, is_object
from kvid_composition.model.entity import Entity
from kvid_composition.model.shape_table import ASSET_SHAPES, ITEM_SHAPES
from kvid_composition.reporting.brief import shorten_text
from kvid_composition.reporting.names import Names
from kvid_composition.reporting.styled import Line, Span, Style
from kvid_composition.reporting.times import show_frame
from kvid_composition.reporting.wording import count_nouns

__all__ = ["mention_asset", "mention_item", "mention_track", "title_entity"]


def mention_track(id_: object, names: Names, style: Style = Style.PLAIN) -> Iterator[Span]:
    """Say which track: by its name if it has one, else by its id; what is no id is no track."""
    if not isinstance(id_, str):
        yield Span("no track", style)
        return
    name = names.name_track(id_)
    yield Span("track ", style)
    yield Span(f"'{name}'", Style.PLACE) if name else _quote_id(id_)


def mention_item(id_: str, names: Names) -> Iterator[Span]:
    """Say which item, by its id and what it is known by."""
    yield _quote_id(id_)
    name = names.name_item(id_)
    if name:
        yield Span(" (")
        yield Span(name, Style.PLACE)
        yield Span(")")


def mention_asset(id_: str, names: Names) -> str:
    """Say which asset, by its id and its file."""
    name = names.name_asset(id_)
    return f"'{shorten_text(id_)}' ({name})" if name else f"'{shorten_text(id_)}'"


def title_entity(entity: Entity, names: Names) -> Line:
    """Give the title of an entity, as it is in the version whose names are given.

    The composition itself needs none.
    """
    match entity.kind:
        case "item":
            return tuple(_title_item(entity.id or "", names))
        case "track":
            return tuple(_title_track(entity.id or "", names))
        case "asset":
            return tuple(_title_asset(entity.id or "", names))
        case _:
            return ()


def _title_item(id_: str, names: Names) -> Iterator[Span]:
    item = _read(names.items, id_)
    kind = item.get("type")
    what = kind if isinstance(kind, str) and kind in ITEM_SHAPES else "item"
    yield from _name(names.name_item(id_), what, id_)
    yield Span(", on ", Style.FAINT)
    yield from mention_track(names.homes.get(id_), names, Style.FAINT)
    start = item.get("from")
    if is_number(start):
        yield Span(f", {show_frame(start, names.fps)}", Style.FAINT)


def _title_track(id_: str, names: Names) -> Iterator[Span]:
    yield from _name(names.name_track(id_), "track", id_)
    if id_ not in names.tracks:
        return
    index, track = names.tracks[id_]
    yield Span(f", layer {index + 1:,} of {len(names.tracks):,}", Style.FAINT)
    listed = track.get("items")
    if is_array(listed):
        yield Span(f", {count_nouns(len(listed), 'item')}", Style.FAINT)


def _title_asset(id_: str, names: Names) -> Iterator[Span]:
    kind = _read(names.assets, id_).get("type")
    is_known = isinstance(kind, str) and kind in ASSET_SHAPES
    yield from _name(names.name_asset(id_), f"{kind} asset" if is_known else "asset", id_)


def _name(name: str | None, what: str, id_: str) -> Iterator[Span]:
    """Give the name if there is one, and always the id, with what it is before it."""
    if name is None:
        yield Span(shorten_text(id_) or "''", Style.STRONG)
        yield Span(f"  {what}", Style.FAINT)
        return
    yield Span(name, Style.STRONG)
    yield Span(f"  {what} ", Style.FAINT)
    yield Span(shorten_text(id_) or "''", Style.PLACE)


def _read(members: JsonObject, id_: str) -> JsonObject:
    entity = members.get(id_)
    return entity if is_object(entity) else {}


def _quote_id(id_: str) -> Span:
    return Span(f"'{shorten_text(id_)}'", Style.PLACE)

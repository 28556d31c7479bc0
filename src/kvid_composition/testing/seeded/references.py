"""Loose references of a composition: ids that lead nowhere, twice, or to what does not fit.

It is the tests' own reading of what has to hold, apart from the library's rules.
"""

from collections.abc import Iterator
from typing import Any, Final

from kvid_composition.document.values import is_array, is_object
from kvid_composition.testing.seeded.fields import ASSET_TYPES, Document

__all__ = ["has_sound_references", "list_deleted", "list_loose_references"]

_KNOWN: Final = frozenset(ASSET_TYPES.values())


def list_loose_references(document: Document) -> list[str]:
    """Say of each loose reference of a composition what is wrong with it.

    Every id on a track's list is that of an item, and on no list twice; no two tracks share an id;
    items and assets stand under their own ids; an `assetId` is that of an asset of a type that
    fits; what shows a medium has one; no asset in use is listed as deleted. An item may be on no
    track, and an asset in no use.
    """
    return [*_find_all(document)]


def has_sound_references(document: Document) -> bool:
    """Tell whether a composition has no loose reference."""
    return next(_find_all(document), None) is None


def _find_all(document: Document) -> Iterator[str]:
    items, assets = document["items"], document["assets"]
    yield from _find_misplaced(document["tracks"], items)
    for name, entity in (*items.items(), *assets.items()):
        if entity.get("id") != name:
            yield f"what stands under {name!r} says that its id is {entity.get('id')!r}"
    for name, item in items.items():
        yield from _find_misfit(name, item, assets)
    used = {item.get("assetId") for item in items.values()} & assets.keys()
    for asset_id in list_deleted(document):
        if asset_id in used:
            yield f"asset {asset_id!r} is in use, and listed as deleted"


def list_deleted(document: Document) -> list[Any]:
    """List the ids of the assets that a composition notes as deleted."""
    entries = document.get("deletedAssets")
    if not is_array(entries):
        return []
    return [entry.get("assetId") for entry in entries if is_object(entry)]


def _find_misplaced(tracks: list[Document], items: Document) -> Iterator[str]:
    placed, ids = set[str](), set[str]()
    for track in tracks:
        if track["id"] in ids:
            yield f"two tracks are {track['id']!r}"
        ids.add(track["id"])
        for name in track["items"]:
            if name not in items:
                yield f"track {track['id']!r} lists {name!r}, which is no item"
            if name in placed:
                yield f"item {name!r} is listed twice"
            placed.add(name)


def _find_misfit(name: str, item: Document, assets: Document) -> Iterator[str]:
    kind, asset_id = item.get("type"), item.get("assetId")
    if not isinstance(asset_id, str):
        if kind in ASSET_TYPES:
            yield f"item {name!r} has no asset"
    elif asset_id not in assets:
        yield f"item {name!r} uses {asset_id!r}, which is no asset"
    elif not _fits(kind, assets[asset_id].get("type")):
        yield f"item {name!r} of type {kind!r} uses {asset_id!r}, an asset of another type"


def _fits(kind: Any, given: Any) -> bool:
    """Tell whether an item shows an asset of a type; nobody knows what unknown types show."""
    fitting = {ASSET_TYPES.get(kind), "video"} if kind == "audio" else {ASSET_TYPES.get(kind)}
    return kind not in ASSET_TYPES or given not in _KNOWN or given in fitting

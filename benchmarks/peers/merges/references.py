"""Broken references of a composition, as the format has it: a reading apart from our rules."""

from collections.abc import Iterator
from typing import Any, Final

from kvid_composition.document.values import is_array, is_object

__all__ = ["is_composition", "list_broken_references"]

_FITTING: Final = {
    "image": {"image"},
    "video": {"video"},
    "audio": {"audio", "video"},
    "gif": {"gif"},
    "captions": {"caption"},
}
"""By the type of an item that shows an asset, the types of assets that it can show."""
_ASSET_TYPES: Final = frozenset[str]().union(*_FITTING.values())


def list_broken_references(document: Any) -> list[str]:
    """Say of each broken reference what is wrong; of a document that is no composition, just that.

    Whatever another library has made of a composition can be asked about.
    """
    if not is_composition(document):
        return ["this is no composition any more"]
    return [*_check_tracks(document), *_check_keys(document), *_check_assets(document)]


def is_composition(document: Any) -> bool:
    """Tell whether there are tracks with lists, items and assets, whatever these refer to."""
    if not is_object(document):
        return False
    items, assets = document.get("items"), document.get("assets")
    if not is_object(items) or not is_object(assets):
        return False
    return _are_tracks(document.get("tracks")) and all(
        map(is_object, (*items.values(), *assets.values()))
    )


def _are_tracks(tracks: Any) -> bool:
    return is_array(tracks) and all(
        is_object(track) and isinstance(track.get("id"), str) and _are_ids(track.get("items"))
        for track in tracks
    )


def _are_ids(listed: Any) -> bool:
    return is_array(listed) and all(isinstance(each, str) for each in listed)


def _check_tracks(document: dict[str, Any]) -> Iterator[str]:
    seen, listed = set[str](), set[str]()
    for track in document["tracks"]:
        if track.get("id") in seen:
            yield f"two tracks are {track.get('id')}"
        seen.add(track.get("id"))
        for name in track["items"]:
            if name not in document["items"]:
                yield f"track {track.get('id')} lists {name}, which is no item"
            if name in listed:
                yield f"item {name} is listed twice"
            listed.add(name)


def _check_keys(document: dict[str, Any]) -> Iterator[str]:
    for key in ("items", "assets"):
        for name, entity in document[key].items():
            if entity.get("id") != name:
                yield f"under {name} in {key} stands {entity.get('id')}"


def _check_assets(document: dict[str, Any]) -> Iterator[str]:
    deleted = list(_list_deleted(document.get("deletedAssets")))
    for name, item in document["items"].items():
        asset_id = item.get("assetId")
        if not isinstance(asset_id, str):
            if item.get("type") in _FITTING:
                yield f"item {name} has no asset"
        elif asset_id not in document["assets"]:
            yield f"item {name} uses {asset_id}, which is no asset"
        else:
            if asset_id in deleted:
                yield f"item {name} uses {asset_id}, which is listed as deleted"
            if not _fits(item.get("type"), document["assets"][asset_id].get("type")):
                yield f"item {name} uses {asset_id}, an asset of another type"


def _list_deleted(entries: Any) -> Iterator[Any]:
    if is_array(entries):
        yield from (entry.get("assetId") for entry in entries if is_object(entry))


def _fits(kind: Any, asset_type: Any) -> bool:
    """Tell whether an asset fits an item; of types that nobody knows, nobody knows."""
    if kind not in _FITTING or asset_type not in _ASSET_TYPES:
        return True
    return asset_type in _FITTING[kind]

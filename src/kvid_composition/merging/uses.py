"""Uses: which items name which assets, and items that have to name others."""

from collections.abc import Iterable

from kvid_composition.merging.draft import Draft
from kvid_composition.merging.merge_error import InputName
from kvid_composition.merging.versions import Version, read_asset_id

__all__ = ["find_users", "send_back", "uses_asset"]


def find_users(draft: Draft, assets: Iterable[str]) -> dict[str, list[str]]:
    """Find the items that name some assets, by asset."""
    wanted = frozenset(assets)
    users: dict[str, list[str]] = {}
    if wanted:
        for id_, item in draft.items.items():
            asset = read_asset_id(item)
            if asset is not None and asset in wanted:
                users.setdefault(asset, []).append(id_)
    return {asset: users[asset] for asset in sorted(users)}


def uses_asset(version: Version, item_id: str, asset_id: str) -> bool:
    """Tell whether an item of a version names an asset."""
    return version.read_item(item_id).get("assetId") == asset_id


def send_back(draft: Draft, name: InputName, items: Iterable[str]) -> None:
    """Give items the type and asset that a version has for them; those it does not have go."""
    for id_ in items:
        if id_ in draft.version(name).items and id_ not in draft.forced.units:
            draft.forced.units[id_] = name
        else:
            draft.forced.gone.add(id_)

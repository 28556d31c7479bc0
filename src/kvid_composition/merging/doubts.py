"""Doubts: items that might be elsewhere, or not be at all, were an open clash decided otherwise."""

from kvid_composition.merging.draft import Draft
from kvid_composition.merging.uses import find_users

__all__ = ["find_doubtful"]


def find_doubtful(draft: Draft) -> dict[str, list[str]]:
    """Find the open clashes on which items depend: their own, and of their tracks and assets."""
    doubtful = draft.referee.list_by_item()
    by_asset: dict[str, list[str]] = {}
    by_track: dict[str, list[str]] = {}
    for id_, clash in draft.referee.open.items():
        if clash.entity.kind == "asset":
            by_asset.setdefault(str(clash.entity.id), []).append(id_)
        if clash.entity.kind == "track" and clash.kind != "field":
            by_track.setdefault(str(clash.entity.id), []).append(id_)
    for asset_id, users in find_users(draft, by_asset).items():
        for item_id in users:
            doubtful.setdefault(item_id, []).extend(by_asset[asset_id])
    for track_id, clashes in by_track.items():
        for item_id in draft.list_members(track_id):
            doubtful.setdefault(item_id, []).extend(clashes)
    return doubtful

"""References: items and the assets that they use, so that what is kept has what it needs."""

from kvid_composition.document.values import (
    is_array,
)
from kvid_composition.merging.draft import Draft
from kvid_composition.merging.referee import (
    ABOUT_ASSET,
    ABOUT_LIBRARY,
    Clash,
    Note,
    name_entity,
    start_sentence,
)
from kvid_composition.merging.restoring import restore_entity
from kvid_composition.merging.uses import find_users, send_back, uses_asset
from kvid_composition.merging.versions import (
    DELETED,
    Side,
    Version,
    other_side,
    read_asset_id,
)
from kvid_composition.model.entity import Entity

__all__ = ["close_assets", "drop_deleted_entries"]


def close_assets(draft: Draft) -> None:
    """Bring back the assets that are used by what is kept; or let that go, if so decided."""
    removed = {*draft.ours.assets.removed, *draft.theirs.assets.removed}
    absent = removed.difference(draft.assets)
    for asset_id, named in find_users(draft, absent).items():
        users = [id_ for id_ in named if not _dangles_already(draft, id_, asset_id)]
        if users:
            _close_asset(draft, Entity("asset", asset_id), users)


def _dangles_already(draft: Draft, item_id: str, asset_id: str) -> bool:
    """Tell whether a side has this reference without the asset: that is not the merge's doing."""
    return any(
        asset_id not in side.version.assets and uses_asset(side.version, item_id, asset_id)
        for side in (draft.ours, draft.theirs)
    )


def _close_asset(draft: Draft, entity: Entity, users: list[str]) -> None:
    asset_id = str(entity.id)
    deleter = draft.find_deleter(entity)
    asserted = [] if deleter is None else _list_asserted(draft, deleter, asset_id, users)
    if deleter is None or not asserted:
        restore_entity(draft, entity, users, ABOUT_ASSET, "the items that use it")
        return
    keeper = draft.side(other_side(deleter.name))
    if draft.referee.chose_deletion(entity):
        send_back(draft, deleter.name, users)
        return
    clash = _clash_over_reference(draft, deleter, entity, users)
    if draft.referee.decide(clash) == "delete_items":
        send_back(draft, deleter.name, users)
    else:
        draft.assets[asset_id] = keeper.version.assets[asset_id]
        draft.referee.withdraw_deletion(entity)


def _list_asserted(draft: Draft, deleter: Side, asset_id: str, users: list[str]) -> list[str]:
    """List the items that use an asset since the other side has made them, whatever is decided."""
    keeper = draft.side(other_side(deleter.name))
    return [
        id_
        for id_ in users
        if uses_asset(keeper.version, id_, asset_id)
        and not uses_asset(draft.base, id_, asset_id)
        and not draft.referee.has_questioned(Entity("item", id_), ABOUT_ASSET)
    ]


def _clash_over_reference(draft: Draft, deleter: Side, entity: Entity, users: list[str]) -> Clash:
    base, ours, theirs = draft.read_entity(entity)
    keeper = other_side(deleter.name)
    return Clash(
        kind="asset.delete_vs_reference",
        entity=entity,
        base=base,
        ours=ours,
        theirs=theirs,
        leanings={deleter.name: "delete_items", keeper: "restore"},
        related=tuple(Entity("item", id_) for id_ in users),
        message=f"{start_sentence(deleter.name)} deleted {name_entity(entity)}, {keeper} uses it.",
    )


def drop_deleted_entries(draft: Draft) -> None:
    """Take assets that are in use off the list of deleted ones."""
    entries = draft.root.get(DELETED)
    if not is_array(entries):
        return
    listed = {id_ for id_ in map(read_asset_id, entries) if id_ in draft.assets}
    dropped: set[str] = set()
    for asset_id, users in find_users(draft, listed).items():
        if any(_is_listed_in_use(side.version, asset_id) for side in (draft.ours, draft.theirs)):
            continue
        if _is_to_be_dropped(draft, Entity("asset", asset_id), users):
            dropped.add(asset_id)
    if dropped:
        draft.root[DELETED] = [entry for entry in entries if read_asset_id(entry) not in dropped]


def _is_listed_in_use(version: Version, asset_id: str) -> bool:
    """Tell whether a version has the fault itself: deleted, there, and used."""
    there = (version.assets, version.deleted_assets, version.used_assets)
    return all(asset_id in each for each in there)


def _is_to_be_dropped(draft: Draft, entity: Entity, users: list[str]) -> bool:
    """Decide on the entry of an asset that is there and used."""
    asset_id = str(entity.id)
    # None where both have put it on the list, or base had.
    lister = draft.find_only_side(lambda side: asset_id in side.version.deleted_assets)
    asserted = [] if lister is None else _list_asserted(draft, lister, asset_id, users)
    # Whether the asset stays is, or was, another question.
    is_questioned = draft.referee.has_questioned(entity, ABOUT_LIBRARY)
    if lister is None or not asserted or is_questioned:
        draft.referee.note(_note_dropped_entry(draft, entity, users))
        return True
    clash = _clash_over_reference(draft, lister, entity, users)
    if draft.referee.decide(clash) == "delete_items":
        send_back(draft, lister.name, users)
        return False
    return True


def _note_dropped_entry(draft: Draft, entity: Entity, users: list[str]) -> Note:
    items = tuple(Entity("item", id_) for id_ in users)
    return Note(
        kind="listing_dropped",
        entity=entity,
        related=items,
        cause=(
            *draft.referee.list_causes([entity], ABOUT_LIBRARY),
            *draft.referee.list_causes(items, ABOUT_ASSET),
        ),
        message=f"{start_sentence(name_entity(entity))} is in use: its entry in `deletedAssets` "
        "is dropped.",
    )

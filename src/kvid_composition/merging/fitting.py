"""Fitting: items and assets of types that do not go together any more."""

from collections.abc import Iterator
from typing import Any, Final

from kvid_composition.document.values import MISSING, are_equal, is_object
from kvid_composition.merging.draft import Draft
from kvid_composition.merging.entities import list_touched
from kvid_composition.merging.merge_error import InputName
from kvid_composition.merging.referee import ABOUT_ASSET, ABOUT_TYPE, Clash, Note, name_entity
from kvid_composition.merging.uses import find_users, send_back
from kvid_composition.merging.versions import Version, read_asset_type
from kvid_composition.model.entity import Entity
from kvid_composition.model.index import MEDIA_TYPES
from kvid_composition.model.shape_table import ASSET_SHAPES

__all__ = ["fit_types"]

_VERSIONS: Final[tuple[InputName, ...]] = ("ours", "theirs", "base")


def fit_types(draft: Draft) -> None:
    """Decide where an item has come to an asset of a type that does not fit it."""
    misfits: dict[str, list[str]] = {}
    for id_ in _list_suspects(draft):
        item = draft.items.get(id_)
        asset_id = item.get("assetId") if is_object(item) else None
        if _misfits(item, read_asset_type(draft.assets, asset_id)) and not any(
            _misfits_already(side.version, id_, asset_id) for side in (draft.ours, draft.theirs)
        ):
            misfits.setdefault(str(asset_id), []).append(id_)
    for asset_id, users in misfits.items():
        _decide_type(draft, Entity("asset", asset_id), users)


def _list_suspects(draft: Draft) -> Iterator[str]:
    """List the items that a side has touched, and those of assets that a side has touched."""
    sides = draft.ours, draft.theirs
    touched = {id_ for side in sides for id_ in list_touched(side, "item")}
    assets = {id_ for side in sides for id_ in (*side.assets.added, *side.assets.changed)}
    retyped = [id_ for id_ in assets | set(draft.forced.asset_types) if _is_retyped(draft, id_)]
    for users in find_users(draft, retyped).values():
        touched.update(users)
    yield from sorted(touched)


def _is_retyped(draft: Draft, asset_id: str) -> bool:
    types = [version.read_asset_type(asset_id) for version in draft.list_versions()]
    return not all(are_equal(types[0], other) for other in types[1:])


def _misfits(item: Any, asset_type: Any) -> bool:
    """Tell whether an item of a type that needs a medium has one of another known type."""
    kind = item.get("type") if is_object(item) else None
    if type(kind) is not str or kind not in MEDIA_TYPES:
        return False
    if type(asset_type) is not str or asset_type not in ASSET_SHAPES:
        return False
    return asset_type != MEDIA_TYPES[kind] and (kind, asset_type) != ("audio", "video")


def _misfits_already(version: Version, item_id: str, asset_id: Any) -> bool:
    item = version.read_item(item_id)
    return item.get("assetId") == asset_id and _misfits(item, version.read_asset_type(asset_id))


def _decide_type(draft: Draft, entity: Entity, users: list[str]) -> None:
    """Decide about the items that do not fit an asset: each as far as it is not asked otherwise."""
    asset_id = str(entity.id)
    winner = _find_winner(draft, asset_id)
    asserted = [] if asset_id in draft.forced.asset_types else _list_asserted(draft, entity, users)
    if asserted:
        chosen = draft.referee.decide(_clash_over_type(draft, entity, asserted), lasts=True)
        if chosen is not None:
            side = draft.theirs if chosen == "theirs" else draft.ours
            draft.forced.asset_types[asset_id] = winner = side.name
    others = tuple(Entity("item", id_) for id_ in users if id_ not in asserted)
    if others:
        draft.referee.note(
            Note(
                kind="reference_reverted",
                entity=entity,
                related=others,
                cause=(
                    *draft.referee.list_causes([entity], ABOUT_TYPE),
                    *draft.referee.list_causes(others, ABOUT_ASSET),
                ),
                message=f"Items that do not fit the type of {name_entity(entity)} go back.",
            ),
            lasts=True,
        )
    send_back(draft, winner, [id_ for id_ in users if not _fits_with(draft, winner, id_, asset_id)])


def _list_asserted(draft: Draft, entity: Entity, users: list[str]) -> list[str]:
    """List the items about which nothing else is asked that could explain why they do not fit."""
    if draft.referee.has_questioned(entity, ABOUT_TYPE):
        return []
    return [
        id_ for id_ in users if not draft.referee.has_questioned(Entity("item", id_), ABOUT_ASSET)
    ]


def _clash_over_type(draft: Draft, entity: Entity, users: list[str]) -> Clash:
    base, ours, theirs = (version.read_asset_type(entity.id) for version in draft.list_versions())
    return Clash(
        kind="asset.type_vs_use",
        entity=entity,
        place=("type",),
        base=MISSING if base is None else base,
        ours=ours,
        theirs=theirs,
        related=tuple(Entity("item", id_) for id_ in users),
        message=f"The type of {name_entity(entity)} does not fit the items that use it.",
    )


def _find_winner(draft: Draft, asset_id: str) -> InputName:
    """Find the version from which the merged asset has its type; a side rather than the base."""
    now = read_asset_type(draft.assets, asset_id)
    return next(n for n in _VERSIONS if draft.version(n).read_asset_type(asset_id) == now)


def _fits_with(draft: Draft, winner: InputName, item_id: str, asset_id: str) -> bool:
    """Tell whether an item fits the asset's type of one version."""
    asset_type = draft.version(winner).read_asset_type(asset_id)
    return not _misfits(draft.items[item_id], asset_type)

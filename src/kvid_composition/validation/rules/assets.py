"""REF, on assets: items use assets that exist, that fit, and that nobody has deleted."""

from collections.abc import Iterator, Sequence
from typing import Final

from kvid_composition.document.display import quote_text
from kvid_composition.document.edits import RemoveValue, SetValue
from kvid_composition.document.values import MISSING, is_object
from kvid_composition.model.index import MEDIA_TYPES, CompositionIndex
from kvid_composition.model.shape_table import ASSET_SHAPES
from kvid_composition.validation.issues import Severity
from kvid_composition.validation.rule import (
    Finding,
    Fix,
    Remedy,
    define_rule,
    find_keys_of_ids,
    plan_each,
    plan_removal,
    remove_value,
)
from kvid_composition.validation.rules.examples import (
    sketch_asset,
    sketch_composition,
    sketch_item,
)
from kvid_composition.validation.rules.placement import plan_removal_of_items
from kvid_composition.validation.suggest import Suggestions

__all__ = ["ASSET_RULES"]

_PICTURE: Final = {"a": sketch_item(type="image", assetId="pic")}


def _name_keys_or_remove(index: CompositionIndex, findings: Sequence[Finding]) -> Iterator[Remedy]:
    keys = find_keys_of_ids(index.assets)
    deletions = _list_deletions(index)
    removals = plan_removal_of_items(index, [str(finding.path[1]) for finding in findings])
    for finding, removal in zip(findings, removals, strict=True):
        key = keys.get(str(finding.reference))
        if key is None or not _fits(index, str(finding.path[1]), key):
            yield removal
        else:
            # An asset that is used again is not deleted.
            positions = deletions.pop(key, [])
            entries = [RemoveValue(("deletedAssets", k)) for k in reversed(positions)]
            also = " and drops its entry of deletedAssets" if entries else ""
            summary = f"names {quote_text(key)}, under which that asset stands{also}"
            yield Remedy((SetValue(finding.path, key), *entries), is_safe=True, summary=summary)


def _list_deletions(index: CompositionIndex) -> dict[str, list[int]]:
    """List for each asset its positions in `deletedAssets`."""
    positions: dict[str, list[int]] = {}
    for position, entry in enumerate(index.deleted_assets):
        asset = entry.get("assetId") if is_object(entry) else None
        if isinstance(asset, str):
            positions.setdefault(asset, []).append(position)
    return positions


def _fits(index: CompositionIndex, item: str, asset: str) -> bool:
    """Tell whether an item could use an asset without another error."""
    kind = index.asset_types.get(asset)
    fitting = MEDIA_TYPES.get(str(index.items[item].get("type")), kind)
    return kind in {fitting, None} or kind not in ASSET_SHAPES or _is_sound_of_video(fitting, kind)


def _is_sound_of_video(fitting: str | None, asset_type: str | None) -> bool:
    return (fitting, asset_type) == ("audio", "video")


@define_rule(
    code="REF102",
    name="asset-missing",
    severity=Severity.ERROR,
    summary="An item's assetId is no key of `assets`.",
    explanation="The render throws, and the preview is blank or crashes.",
    advice="Add the asset, or remove the item.",
    see_also=("REF101",),
    compares=("assets",),
    suggests=True,
    example=sketch_composition(items=_PICTURE),
    fix=Fix(
        summary="names the key under which the asset stands, or else removes the item",
        safety="depends",
        plan=_name_keys_or_remove,
    ),
)
def _find_missing_assets(index: CompositionIndex) -> Iterator[Finding]:
    missing = index.used_assets - index.assets.keys()
    if not missing or not index.is_complete("assets"):
        return
    suggestions = Suggestions(index.assets)
    for name, asset in _list_uses(index):
        if asset in missing:
            yield Finding(
                path=("items", name, "assetId"),
                message=f"Item {quote_text(name)} uses {quote_text(asset)}, which is no asset.",
                hint=suggestions.suggest(asset, otherwise=""),
                reference=asset,
            )


def _list_uses(index: CompositionIndex) -> Iterator[tuple[str, str]]:
    for uses in index.asset_uses:
        yield from zip(uses.names, uses.assets, strict=True)


def _find_misfits(index: CompositionIndex) -> Iterator[tuple[str, str, str, str]]:
    """Give item, item type, asset and asset type where the two types do not belong together."""
    types = index.asset_types
    for uses in index.asset_uses:
        if uses.type is None or uses.type not in MEDIA_TYPES:
            continue
        fitting = MEDIA_TYPES[uses.type]
        if {types.get(asset, fitting) for asset in uses.distinct} <= {fitting}:
            continue
        for name, asset in zip(uses.names, uses.assets, strict=True):
            if types.get(asset, fitting) != fitting and types[asset] in ASSET_SHAPES:
                yield name, uses.type, asset, types[asset]


@define_rule(
    code="REF108",
    name="asset-type-mismatch",
    severity=Severity.ERROR,
    summary="An item uses an asset of a type that does not fit its own.",
    explanation="A picture player given a sound file crashes or stays blank.",
    advice="Use an asset of the fitting type, or change the item's type.",
    example=sketch_composition(
        items={"a": sketch_item(type="audio", assetId="pic")}, assets={"pic": sketch_asset()}
    ),
)
def _find_type_mismatches(index: CompositionIndex) -> Iterator[Finding]:
    for name, item_type, asset, asset_type in _find_misfits(index):
        if not _is_sound_of_video(item_type, asset_type):
            yield Finding(
                path=("items", name, "assetId"),
                message=f"Item {quote_text(name)} is of type {item_type}, and its asset "
                f"{quote_text(asset)} of type {asset_type}.",
                related=(("assets", asset, "type"),),
                reference=asset,
            )


@define_rule(
    code="REF109",
    name="audio-from-video",
    severity=Severity.INFO,
    summary="An audio item plays the sound of a video asset.",
    explanation="Browsers play it; some pipelines expect a sound file.",
    advice="Nothing, if the sound of the video is meant.",
    see_also=("REF108",),
    example=sketch_composition(
        items={"a": sketch_item(type="audio", assetId="pic")},
        assets={"pic": sketch_asset(type="video")},
    ),
)
def _find_audio_from_video(index: CompositionIndex) -> Iterator[Finding]:
    for name, item_type, asset, asset_type in _find_misfits(index):
        if _is_sound_of_video(item_type, asset_type):
            yield Finding(
                path=("items", name, "assetId"),
                message=f"Audio item {quote_text(name)} plays the video {quote_text(asset)}.",
                related=(("assets", asset, "type"),),
                reference=asset,
            )


def _drop_deleted_entry(_index: CompositionIndex, finding: Finding) -> Remedy:
    summary = f"drops the entry of {quote_text(str(finding.reference))}"
    return remove_value(finding.path[:2], summary, is_safe=True)


@define_rule(
    code="REF110",
    name="deleted-asset-in-use",
    severity=Severity.ERROR,
    summary="An asset is listed as deleted, and an item still uses it.",
    explanation="The service may drop what is listed in `deletedAssets`; the item loses its media.",
    advice="Remove the entry from `deletedAssets`, or the item.",
    see_also=("REF102",),
    example=sketch_composition(
        items=_PICTURE, assets={"pic": sketch_asset()}, deletedAssets=[{"assetId": "pic"}]
    ),
    fix=Fix(
        summary="drops the entry of deletedAssets",
        safety="safe",
        plan=plan_each(_drop_deleted_entry),
    ),
)
def _find_deleted_assets_in_use(index: CompositionIndex) -> Iterator[Finding]:
    if not index.deleted_assets:
        return
    used = index.assets.keys() & index.used_assets
    for position, entry in enumerate(index.deleted_assets):
        asset = entry.get("assetId") if is_object(entry) else None
        if isinstance(asset, str) and asset in used:
            yield Finding(
                path=("deletedAssets", position, "assetId"),
                message=f"Asset {quote_text(asset)} is listed as deleted, but an item uses it.",
                related=(("assets", asset),),
                reference=asset,
            )


@define_rule(
    code="REF111",
    name="unused-asset",
    severity=Severity.INFO,
    summary="No item uses an asset.",
    explanation="Normal: the editor's library holds what may be used later.",
    advice="Remove it if it is not going to be used.",
    see_also=("REF110",),
    example=sketch_composition(assets={"pic": sketch_asset()}),
    fix=Fix(summary="removes the asset", safety="unsafe", plan=plan_each(plan_removal)),
)
def _find_unused_assets(index: CompositionIndex) -> Iterator[Finding]:
    if index.assets.keys() <= index.used_assets or not index.usage_is_known:
        return
    for name in index.assets:
        if name not in index.used_assets:
            yield Finding(path=("assets", name), message=f"No item uses asset {quote_text(name)}.")


@define_rule(
    code="REF113",
    name="media-without-asset",
    severity=Severity.ERROR,
    summary="An image, video, gif, audio or captions item has no assetId.",
    explanation="There is nothing to show or to play; the render throws.",
    advice="Give the item the id of an asset, or remove it.",
    see_also=("REF102",),
    example=sketch_composition(items={"a": sketch_item(type="image")}),
)
def _find_media_without_asset(index: CompositionIndex) -> Iterator[Finding]:
    for table in index.item_tables:
        if table.type not in MEDIA_TYPES or table.has_everywhere("assetId"):
            continue
        column = table.read_column("assetId")
        for name, asset in zip(table.names, column, strict=True):
            if asset is MISSING and not index.is_withheld("items", name, "assetId"):
                message = f"Item {quote_text(name)} is of type {table.type} and has no assetId."
                yield Finding(path=("items", name), message=message)


ASSET_RULES: Final = (
    _find_missing_assets,
    _find_type_mismatches,
    _find_audio_from_video,
    _find_deleted_assets_in_use,
    _find_unused_assets,
    _find_media_without_asset,
)

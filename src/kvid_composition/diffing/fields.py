"""The fields of one entity: which of them differ, and which changes that makes."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, TypeAlias

from kvid_composition.diffing.changes import (
    CHANGE_TYPES,
    AssetPropertyChanged,
    AssetRelinked,
    AssetSwapped,
    AudioChanged,
    Change,
    CompositionPropertyChanged,
    DimensionsChanged,
    FpsChanged,
    ItemPropertyChanged,
    ItemRetimed,
    ItemTransformed,
    ItemTypeChanged,
    StyleChanged,
    TextChanged,
    TrackPropertyChanged,
)
from kvid_composition.diffing.making import Subject, make_change
from kvid_composition.diffing.timing import TIME_ASPECTS, name_time_change
from kvid_composition.document.values import MISSING, are_equal, are_identical
from kvid_composition.model.aspects import Aspect, Impact
from kvid_composition.model.entity import Entity
from kvid_composition.model.fields import Number
from kvid_composition.model.shape_table import (
    BASE_ASSET,
    COMPOSITION,
    ITEM_SHAPES,
    TRACK,
    UNKNOWN_ITEM,
)

__all__ = [
    "compare_asset",
    "compare_item",
    "compare_root",
    "compare_track",
]

_Object: TypeAlias = Mapping[str, Any]
_Aspects: TypeAlias = Mapping[str, Aspect]
_Types: TypeAlias = Mapping[Aspect, type[Change]]

_ROOT_TYPES: Final[_Types] = {Aspect.RATE: FpsChanged, Aspect.CANVAS: DimensionsChanged}
_ASSET_TYPES: Final[_Types] = {Aspect.LINK: AssetRelinked}
_ITEM_TYPES: Final[_Types] = {
    Aspect.GEOMETRY: ItemTransformed,
    Aspect.TEXT: TextChanged,
    Aspect.STYLE: StyleChanged,
    Aspect.SOUND: AudioChanged,
    Aspect.REFERENCE: AssetSwapped,
    Aspect.TYPE: ItemTypeChanged,
}


def compare_root(before: _Object, after: _Object, *, exact: bool) -> Iterator[Change]:
    """Give the changes of top-level members; `before` and `after` lack those with entities."""
    subject = Subject(Entity("composition"), (), ())
    changed = _find_changed(before, after, COMPOSITION.aspects, exact=exact)
    changes = _make_changes(
        subject, before, after, changed, _ROOT_TYPES, CompositionPropertyChanged
    )
    types = list(CHANGE_TYPES)
    return iter(sorted(changes, key=lambda change: types.index(change.type)))


def compare_track(
    subject: Subject, before: _Object, after: _Object, *, exact: bool
) -> Iterator[Change]:
    """Give the changes of a track's own members; its list of items is not among them."""
    changed = _find_changed(before, after, TRACK.aspects, exact=exact)
    changed.pop("items", None)
    return _make_changes(subject, before, after, changed, {}, TrackPropertyChanged)


def compare_asset(
    subject: Subject, before: _Object, after: _Object, *, exact: bool
) -> Iterator[Change]:
    """Give the changes of an asset."""
    changed = _find_changed(before, after, BASE_ASSET.aspects, exact=exact)
    return _make_changes(subject, before, after, changed, _ASSET_TYPES, AssetPropertyChanged)


def compare_item(
    subject: Subject, before: _Object, after: _Object, *, exact: bool, fps: Number | None
) -> Iterator[Change]:
    """Give the changes of an item; `fps` as `name_time_change` wants it."""
    aspects = _read_common_aspects(before.get("type"), after.get("type"))
    changed = _find_changed(before, after, aspects, exact=exact)
    times = {key: aspect for key, aspect in changed.items() if aspect in TIME_ASPECTS}
    if times:
        kind = _name_time_change(before, after, times, aspects, fps)
        yield make_change(kind, subject, before, after, times, Impact.VISIBLE)
    others = {key: aspect for key, aspect in changed.items() if key not in times}
    yield from _make_changes(subject, before, after, others, _ITEM_TYPES, ItemPropertyChanged)


@cache
def _read_known_aspects(kind: str) -> _Aspects:
    # Whatever the type, `assetId` refers to an asset: the rules see it so, too.
    shape = ITEM_SHAPES.get(kind, UNKNOWN_ITEM)
    return {**shape.aspects, "assetId": Aspect.REFERENCE}


def _read_common_aspects(old: object, new: object) -> _Aspects:
    """Read the aspects of the fields of an item that may have become one of another type."""
    aspects = _read_item_aspects(old)
    return aspects if old is new else {**aspects, **_read_item_aspects(new)}


def _read_item_aspects(kind: object) -> _Aspects:
    is_known = type(kind) is str and kind in ITEM_SHAPES
    return _read_known_aspects(kind if is_known else "")


def _name_time_change(
    before: _Object, after: _Object, times: _Aspects, aspects: _Aspects, fps: Number | None
) -> type[Change]:
    changed = frozenset(times.values())
    # An item of another type may have its source under another key: nothing to be compared.
    if len(changed) < len(times):
        return ItemRetimed
    keys = {aspect: key for key, aspect in aspects.items() if aspect in TIME_ASPECTS}
    return name_time_change(before, after, changed, keys, fps)


def _find_changed(
    before: _Object, after: _Object, aspects: _Aspects, *, exact: bool
) -> dict[str, Aspect]:
    """Find the members that differ, in the order of `before`, then of `after`.

    A number that is only spelled in another way (`30`, `30.0`) says nothing new about its aspect.
    """
    changed: dict[str, Aspect] = {}
    for key in before if before.keys() == after.keys() else dict.fromkeys((*before, *after)):
        old, new = before.get(key, MISSING), after.get(key, MISSING)
        if old is new or (are_identical(old, new) if exact else are_equal(old, new)):
            continue
        aspect = Aspect.LABEL if are_equal(old, new) else aspects.get(key, Aspect.LOOK)
        if exact or aspect is not Aspect.PASSING:
            changed[key] = aspect
    return changed


def _make_changes(
    subject: Subject,
    before: _Object,
    after: _Object,
    changed: _Aspects,
    types: _Types,
    fallback: type[Change],
) -> Iterator[Change]:
    """Make a change for each type, of all the fields that belong to it."""
    groups: dict[type[Change], list[str]] = {}
    for key, aspect in changed.items():
        groups.setdefault(types.get(aspect, fallback), []).append(key)
    for kind, keys in groups.items():
        impact = max((changed[key].impact for key in keys), key=lambda each: each.rank)
        yield make_change(kind, subject, before, after, keys, impact)

"""Comparing two versions of a composition, entity by entity."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from kvid_composition.diffing.changes import Change, ContentReplaced, ItemShifted
from kvid_composition.diffing.composition_diff import CompositionDiff
from kvid_composition.diffing.entities import (
    ChangesById,
    arrange_changes,
    compare_assets,
    compare_items,
)
from kvid_composition.diffing.facts import find_facts
from kvid_composition.diffing.fields import compare_root
from kvid_composition.diffing.listing import ListedVersion, find_moves
from kvid_composition.diffing.making import Subject, make_value_change
from kvid_composition.diffing.numbers import is_number
from kvid_composition.diffing.ripple import find_ripples
from kvid_composition.diffing.tracks import compare_tracks
from kvid_composition.document.values import (
    MISSING,
    JsonObject,
    JsonValue,
    Missing,
    are_equal,
    are_identical,
    is_object,
)
from kvid_composition.model.documented import Documented, read_plain
from kvid_composition.model.entity import Entity
from kvid_composition.model.fields import Number
from kvid_composition.model.identity import ENTITY_READERS, number_tracks, pair_entities

__all__ = ["diff_compositions"]

_Pair: TypeAlias = tuple[dict[str, Any], dict[str, Any]]
"""Entities by id, in the version before and in the version after."""

_ROOT: Final = Entity("composition")


def diff_compositions(
    before: JsonValue | Documented,
    after: JsonValue | Documented,
    *,
    exact: bool = False,
    group: bool = True,
) -> CompositionDiff:
    """Give what changed from one version of a composition to another.

    Items and assets are matched by their keys, tracks by their ids; nothing is guessed. Both
    versions may be broken: where ids do not identify, the smallest part that holds the ambiguity
    is replaced whole.

    Args:
        before: a version, a document or a model; plain JSON of any shape.
        after: another one.
        exact: also tell `30` from `30.0`, and see what an editor only notes in passing
            (`isDraggingInTimeline`). Only an exact diff applies to exactly the version after.
        group: give equal shifts of all that follows on a track as one `TrackRippled`.
    """
    old, new = read_plain(before), read_plain(after)
    if is_object(old) and is_object(new):
        return _compare_objects(old, new, exact=exact, group=group)
    return CompositionDiff(tuple(_replace_part(Subject(_ROOT, (), ()), old, new, exact=exact)))


def _replace_part(
    subject: Subject, before: JsonValue | Missing, after: JsonValue | Missing, *, exact: bool
) -> Iterator[ContentReplaced]:
    """Give the change of a part whose ids do not identify anything, if there is one."""
    if not (are_identical if exact else are_equal)(before, after):
        yield make_value_change(ContentReplaced, subject, before, after)


def _compare_objects(
    before: JsonObject, after: JsonObject, *, exact: bool, group: bool
) -> CompositionDiff:
    pairs = {key: pair_entities(before, after, key) for key in ENTITY_READERS}
    tracks, items, assets = (pair or ({}, {}) for pair in pairs.values())
    compared = compare_tracks(*tracks, exact=exact)
    old = ListedVersion(items[0], number_tracks(tracks[0]), compared.placements.before)
    new = ListedVersion(items[1], number_tracks(tracks[1]), compared.placements.after)
    item_changes = compare_items(old, new, exact=exact, fps=_read_common_fps(before, after))
    for move in find_moves(old, new, compared.placements):
        item_changes.setdefault(str(move.entity.id), []).append(move)
    if group:
        _group_shifts(compared.changes, item_changes, tracks, items)
    changes = (
        *_compare_root(before, after, pairs, exact=exact),
        *arrange_changes(compared.changes, *tracks),
        *arrange_changes(item_changes, *items),
        *arrange_changes(compare_assets(*assets, exact=exact), *assets),
    )
    return CompositionDiff(changes, find_facts(changes, items[0]))


def _compare_root(
    before: JsonObject, after: JsonObject, pairs: Mapping[str, _Pair | None], *, exact: bool
) -> Iterator[Change]:
    """Give the changes of the root's own members, and of containers without identities."""
    own = ({k: v for k, v in version.items() if k not in pairs} for version in (before, after))
    yield from compare_root(*own, exact=exact)
    for key in (key for key, pair in pairs.items() if pair is None):
        subject = Subject(_ROOT, (key,), (key,))
        old, new = before.get(key, MISSING), after.get(key, MISSING)
        yield from _replace_part(subject, old, new, exact=exact)


def _group_shifts(
    track_changes: ChangesById, item_changes: ChangesById, tracks: _Pair, items: _Pair
) -> None:
    """Put one ripple in the place of the shifts that it says at once."""
    shifts = {
        id_: change
        for id_, changes in item_changes.items()
        for change in changes
        if isinstance(change, ItemShifted)
    }
    for ripple in find_ripples(*tracks, items, shifts):
        track_changes.setdefault(str(ripple.entity.id), []).append(ripple)
        for id_ in ripple.before:
            item_changes[id_].remove(shifts[id_])


def _read_common_fps(before: JsonObject, after: JsonObject) -> Number | None:
    """Read the frames per second of two versions; None where they differ or mean nothing."""
    old, new = before.get("fps"), after.get("fps")
    return new if is_number(old) and is_number(new) and old == new and new > 0 else None

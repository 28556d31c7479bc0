"""Assembly: lists in their order, and everything put into one document."""

from collections.abc import Collection
from typing import Any

from kvid_composition.diffing.numbers import is_number
from kvid_composition.document.values import JsonObject, JsonValue, is_object
from kvid_composition.merging.draft import Draft
from kvid_composition.merging.ordering import Lead, MergedOrder, merge_order
from kvid_composition.merging.referee import (
    ROOT,
    Clash,
    Note,
    name_entity,
    start_sentence,
)
from kvid_composition.merging.timing import START
from kvid_composition.merging.versions import CONTAINERS
from kvid_composition.model.entity import Entity

__all__ = ["assemble_document"]


def assemble_document(draft: Draft) -> JsonObject:
    """Give the merged document."""
    changed = draft.list_changed_tracks()
    containers: dict[str, Any] = {
        "tracks": [_finish_track(draft, id_, changed) for id_ in _order_tracks(draft)],
        "items": draft.items,
        "assets": draft.assets,
    }
    document = dict(draft.root)
    for key in CONTAINERS:
        if key in document or containers[key]:
            document[key] = containers[key]
    return document


def _order_tracks(draft: Draft) -> list[str]:
    base, ours, theirs = (list(version.tracks) for version in draft.list_versions())
    return _merge_ids(draft, ROOT, (base, ours, theirs), draft.tracks, "tracks")


def _merge_ids(
    draft: Draft,
    entity: Entity,
    lists: tuple[list[str], list[str], list[str]],
    members: dict[str, Any],
    key: str,
) -> list[str]:
    """Merge the order of a list, asking where only one side can have its way."""
    sort_by = _sort_by_start(draft) if key == "items" else _sort_by_id
    order = merge_order(lists, members.keys(), sort_by)
    if order.contested and key == "tracks":
        order = merge_order(lists, members.keys(), sort_by, lead=_decide(draft, entity, lists, key))
    elif order.contested or order.is_merged:
        _note_order(draft, entity, key, order)
    for id_ in order.separated:
        _note_separation(draft, Entity("item" if key == "items" else "track", id_))
    return order.ids


def _sort_by_id(id_: str) -> Any:
    return id_


def _sort_by_start(draft: Draft) -> Any:
    def sort_by(id_: str) -> tuple[bool, float, str]:
        item = draft.items.get(id_)
        start = item.get(START) if is_object(item) else None
        return (False, start, id_) if is_number(start) else (True, 0, id_)

    return sort_by


def _decide(
    draft: Draft, entity: Entity, lists: tuple[list[str], list[str], list[str]], key: str
) -> Lead:
    base, ours, theirs = ([*each] for each in lists)
    clash = Clash(
        kind="order",
        entity=entity,
        place=(key,),
        base=[*base],
        ours=[*ours],
        theirs=[*theirs],
        message=f"Both changed the order of the {key} of {name_entity(entity)}.",
    )
    match draft.referee.decide(clash):
        case "theirs":
            return "theirs"
        case "base":
            return "base"
        case _:
            return "ours"


def _note_order(draft: Draft, entity: Entity, key: str, order: MergedOrder) -> None:
    is_contested = bool(order.contested)
    what = "in different directions: each stands beyond what either put it beyond"
    draft.referee.note(
        Note(
            kind="order.both_moved" if is_contested else "order.merged",
            entity=entity,
            place=(key,),
            related=tuple(Entity("item", id_) for id_ in order.contested),
            message=f"Both changed the order of the {key} of {name_entity(entity)}"
            + (f", {what}." if is_contested else ": every change holds."),
        )
    )


def _note_separation(draft: Draft, entity: Entity) -> None:
    draft.referee.note(
        Note(
            kind="order.anchor",
            entity=entity,
            message=f"{start_sentence(name_entity(entity))} was put between two that the other "
            "side has separated: it stands behind the first.",
        )
    )


def _finish_track(draft: Draft, track_id: str, changed: Collection[str | None]) -> JsonObject:
    """Give a track with its list."""
    track = draft.tracks[track_id]
    is_as_ours = track_id not in changed and track_id not in draft.theirs.relisted
    if is_as_ours and track is draft.ours.version.tracks.get(track_id):
        return track
    lists = [version.lists.get(track_id, []) for version in draft.list_versions()]
    base, ours, theirs = lists
    entity = Entity("track", track_id)
    ids = _merge_ids(draft, entity, (base, ours, theirs), draft.list_members(track_id), "items")
    listed: list[JsonValue] = [*ids]
    return {**track, "items": listed} if ids or "items" in track else track

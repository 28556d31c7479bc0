"""Items, assets and tracks: whether each is there, and what its fields hold."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

from kvid_composition.document.values import (
    MISSING,
    JsonObject,
    are_equal,
    is_object,
)
from kvid_composition.merging.draft import Draft
from kvid_composition.merging.referee import (
    Clash,
    Note,
    Place,
    Referee,
    name_entity,
    start_sentence,
)
from kvid_composition.merging.registers import (
    UNSETTLED,
    Held,
    Unsettled,
    merge_members,
    pick_members,
    settle,
)
from kvid_composition.merging.timing import merge_times
from kvid_composition.merging.versions import Side, other_side, read_asset_id
from kvid_composition.model.aspects import Aspect
from kvid_composition.model.entity import Entity, EntityKind
from kvid_composition.model.shape_table import BASE_ITEM

__all__ = ["UNIT_KEYS", "clash_over_field", "list_touched", "merge_entities", "name_place"]

UNIT_KEYS: Final = ("type", "assetId")
"""What an item is: where the type is in question, its asset goes with it."""

_TRANSIENT_KEYS: Final = tuple(
    key for key, aspect in BASE_ITEM.aspects.items() if aspect is Aspect.PASSING
)

# What makes two additions under one id the same thing.
_IDENTITY: Final[Mapping[EntityKind, tuple[str, ...]]] = {
    "item": UNIT_KEYS,
    "asset": ("type",),
    "track": ("trackType",),
}


def merge_entities(draft: Draft, kind: EntityKind) -> None:
    """Merge all items, assets or tracks: existence and fields. Lists and references come later."""
    merged = draft.list_entities(kind)
    for id_ in _list_concerned(draft, kind):
        held = _merge_entity(draft, Entity(kind, id_))
        if held is MISSING:
            merged.pop(id_, None)
        else:
            merged[id_] = held


def list_touched(side: Side, kind: EntityKind) -> Iterator[str]:
    """List the items, assets or tracks that a side has added, removed or changed."""
    changes = side.list_changes(kind)
    yield from (*changes.removed, *changes.added, *changes.changed)


def _list_concerned(draft: Draft, kind: EntityKind) -> dict[str, None]:
    """List whatever is not simply as ours has it, and what ours has deleted."""
    concerned = dict.fromkeys(list_touched(draft.theirs, kind))
    concerned |= dict.fromkeys(draft.ours.list_changes(kind).removed)
    if kind == "item":
        concerned |= dict.fromkeys((*draft.forced.gone, *draft.forced.units, *draft.forced.times))
    if kind == "asset":
        concerned |= dict.fromkeys(draft.forced.asset_types)
    return concerned


def _merge_entity(draft: Draft, entity: Entity) -> Held:
    base, ours, theirs = draft.read_entity(entity)
    if ours is MISSING and theirs is MISSING:
        draft.referee.note(_note_deletion(entity))
        return MISSING
    if ours is MISSING or theirs is MISSING:
        if base is MISSING:
            return _force(draft, entity, theirs if ours is MISSING else ours)
        return _force(draft, entity, _merge_deletion(draft, entity, (base, ours, theirs)))
    return _force(draft, entity, _merge_both(draft, entity, (base, ours, theirs)))


def _note_deletion(entity: Entity) -> Note:
    return Note(
        kind="deleted", entity=entity, message=f"{start_sentence(name_entity(entity))} is deleted."
    )


def _merge_deletion(draft: Draft, entity: Entity, versions: tuple[Held, Held, Held]) -> Held:
    """Decide on an entity that one side has deleted."""
    base, ours, theirs = versions
    deleter = draft.ours if ours is MISSING else draft.theirs
    editor = draft.side(other_side(deleter.name))
    if not _is_edited(editor, entity):
        draft.referee.note(_describe_quiet_deletion(editor, entity))
        return MISSING
    clash = Clash(
        kind=_DELETIONS[entity.kind],
        entity=entity,
        base=base,
        ours=ours,
        theirs=theirs,
        leanings={deleter.name: "delete", editor.name: "keep"},
        related=tuple(_list_dependents(editor, entity)),
        message=f"{start_sentence(deleter.name)} deleted {name_entity(entity)}, "
        f"{editor.name} changed it.",
    )
    edited = theirs if ours is MISSING else ours
    return MISSING if draft.referee.decide(clash) == "delete" else edited


def _list_dependents(editor: Side, entity: Entity) -> Iterator[Entity]:
    """List the items that a side has put on a track, or has made use an asset."""
    if entity.kind == "track":
        listed = editor.version.lists[str(entity.id)]
        yield from (Entity("item", id_) for id_ in listed if editor.has_moved(id_))
    if entity.kind == "asset":
        for id_ in (*editor.items.added, *editor.items.changed):
            uses = [read_asset_id(v.items.get(id_)) for v in (editor.base, editor.version)]
            if uses[0] != entity.id == uses[1]:
                yield Entity("item", id_)


_DELETIONS: Final[Mapping[EntityKind, Any]] = {
    kind: f"{kind}.delete_edit" for kind in ("item", "asset", "track")
}


def _is_edited(side: Side, entity: Entity) -> bool:
    """Tell whether a side has changed an entity in a way that is worth keeping."""
    id_ = str(entity.id)
    if entity.kind == "item" and side.has_moved(id_):
        return True
    if not side.has_changed(entity):
        return False
    if entity.kind != "item":
        return True
    versions = side.base.items[id_], side.version.items[id_]
    old, new = (_leave_out_transient(held) for held in versions)
    return not are_equal(old, new)


def _leave_out_transient(held: Any) -> Any:
    if not is_object(held):
        return held
    return {key: value for key, value in held.items() if key not in _TRANSIENT_KEYS}


def _describe_quiet_deletion(editor: Side, entity: Entity) -> Note:
    """Note a deletion against which there is nothing, or nothing that counts."""
    id_ = str(entity.id)
    if entity.kind == "item":
        is_touched = editor.has_changed(entity) or id_ in editor.moved
        is_touched = is_touched or editor.has_reordered(id_)
    else:
        is_touched = entity.kind == "track" and (
            id_ in editor.relisted or id_ in editor.reordered_tracks
        )
    if not is_touched:
        return _note_deletion(entity)
    return Note(
        kind="delete_noted",
        entity=entity,
        message=f"{start_sentence(name_entity(entity))} is deleted, though {editor.name} "
        "changed where it stands, or touched it in passing.",
    )


def _merge_both(draft: Draft, entity: Entity, versions: tuple[Held, Held, Held]) -> Held:
    """Merge an entity that both sides have."""
    base, ours, theirs = versions
    held = _settle_but_lists(entity, versions)
    if not isinstance(held, Unsettled):
        return held
    if not is_object(ours) or not is_object(theirs):
        return clash_over_field(draft.referee, entity, (), base, ours, theirs)
    if base is MISSING and _are_strangers(entity, ours, theirs):
        return _decide_addition(draft, entity, ours, theirs)
    three = base if is_object(base) else {}, ours, theirs
    return _merge_fields(draft.referee, entity, three)


def _settle_but_lists(entity: Entity, versions: tuple[Held, Held, Held]) -> Held | Unsettled:
    """Settle an entity as a whole; the list of a track is another register."""
    if entity.kind != "track":
        return settle(*versions)
    fields = ({**held, "items": "items" in held} if is_object(held) else held for held in versions)
    base, ours, theirs = fields
    if are_equal(ours, theirs) or are_equal(base, theirs):
        return versions[1]
    return versions[2] if are_equal(base, ours) else UNSETTLED


def _are_strangers(entity: Entity, ours: JsonObject, theirs: JsonObject) -> bool:
    """Tell whether two additions under one id are not the same thing."""
    keys = _IDENTITY[entity.kind]
    return not are_equal(pick_members(ours, keys), pick_members(theirs, keys))


def _decide_addition(
    draft: Draft, entity: Entity, ours: JsonObject, theirs: JsonObject
) -> JsonObject:
    kinds: Mapping[EntityKind, Any] = {kind: f"{kind}.add_add" for kind in _DELETIONS}
    clash = Clash(
        kind=kinds[entity.kind],
        entity=entity,
        ours=ours,
        theirs=theirs,
        message=f"Both added {name_entity(entity)}, and not the same thing.",
    )
    chosen = draft.referee.decide(clash)
    if chosen == "keep_both":
        # The merge begins anew, and then that of theirs has another id.
        draft.forced.renamed.append(entity)
    return theirs if chosen == "theirs" else ours


def _merge_fields(
    referee: Referee, entity: Entity, three: tuple[JsonObject, JsonObject, JsonObject]
) -> JsonObject:
    _, ours, theirs = three
    clashes_before = referee.count_clashes()
    decided: dict[str, Held] = {}
    if entity.kind == "item":
        decided |= _merge_transient(referee, entity, three)
        decided |= _merge_unit(referee, entity, three)
        decided |= merge_times(referee, entity, three)
    if entity.kind == "track":
        decided["items"] = ours.get("items", theirs.get("items", MISSING))
    merged = merge_members(three, partial(clash_over_field, referee, entity), settled=decided)
    if referee.count_clashes() == clashes_before:
        message = f"Both changed {name_entity(entity)}: both changes hold."
        referee.note(Note(kind="merged", entity=entity, message=message))
    return merged


def _merge_transient(
    referee: Referee, entity: Entity, three: tuple[JsonObject, JsonObject, JsonObject]
) -> dict[str, Held]:
    """Merge what an editor only notes in passing: where all three differ, it is off."""
    decided: dict[str, Held] = {}
    for key in _TRANSIENT_KEYS:
        base, ours, theirs = (item.get(key, MISSING) for item in three)
        held = settle(base, ours, theirs)
        if isinstance(held, Unsettled):
            # Off in another way than in the base: what holds then is seen to be a decision.
            held = MISSING if base is False else False
            referee.note(
                Note(
                    kind="transient",
                    entity=entity,
                    place=(key,),
                    message=f"Both changed {key} of {name_entity(entity)}: it is off.",
                )
            )
        decided[key] = held
    return decided


def _merge_unit(
    referee: Referee, entity: Entity, three: tuple[JsonObject, JsonObject, JsonObject]
) -> dict[str, Held]:
    """Merge what an item is; where its type is the same everywhere, its asset is a mere field."""
    base, ours, theirs = (pick_members(item, UNIT_KEYS) for item in three)
    types = [unit.get("type", MISSING) for unit in (base, ours, theirs)]
    if all(are_equal(types[0], other) for other in types[1:]):
        return {}
    unit = settle(base, ours, theirs)
    if isinstance(unit, Unsettled):
        clash = Clash(
            kind="type",
            entity=entity,
            base=base or MISSING,
            ours=ours,
            theirs=theirs,
            message=f"Both changed what {name_entity(entity)} is.",
        )
        unit = clash.choose_held(referee.decide(clash))
    members = unit if is_object(unit) else {}
    return {key: members.get(key, MISSING) for key in UNIT_KEYS}


def clash_over_field(
    referee: Referee, entity: Entity, path: Place, base: Held, ours: Held, theirs: Held
) -> Held:
    """Decide on a member that both sides have changed to different values."""
    clash = Clash(
        kind="field",
        entity=entity,
        place=path,
        base=base,
        ours=ours,
        theirs=theirs,
        message=f"Both changed {name_place(path)}{name_entity(entity)}.",
    )
    return clash.choose_held(referee.decide(clash))


def name_place(path: Place) -> str:
    """Name a member of an entity, as the beginning of `... of item "a"`."""
    return f"{'.'.join(path)} of " if path else ""


def _force(draft: Draft, entity: Entity, held: Held) -> Held:
    """Apply what decisions about other things ask of an entity that is there."""
    forced, id_ = draft.forced, str(entity.id)
    if entity.kind == "item" and id_ in forced.gone:
        return MISSING
    if not is_object(held):
        return held
    if entity.kind == "asset" and id_ in forced.asset_types:
        source = draft.version(forced.asset_types[id_]).assets.get(id_)
        return _take_members(held, source, ("type",))
    if entity.kind == "item" and id_ in forced.units:
        source = draft.version(forced.units[id_]).items.get(id_)
        held = _take_members(held, source, UNIT_KEYS)
    if entity.kind == "item" and id_ in forced.times:
        start, length = forced.times[id_]
        times = {"from": start, "durationInFrames": length}
        held = _take_members(held, times, tuple(times))
    return held


def _take_members(held: JsonObject, source: Any, keys: tuple[str, ...]) -> JsonObject:
    """Give an object some members of another one, or their absence."""
    members = source if is_object(source) else {}
    taken = {key: members.get(key, MISSING) for key in keys}
    merged: dict[str, Any] = {**held, **taken}
    return {key: value for key, value in merged.items() if value is not MISSING}

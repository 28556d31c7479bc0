"""Placement: on which track each item is, and the tracks that stay for it."""

from kvid_composition.document.values import MISSING
from kvid_composition.merging.draft import Draft
from kvid_composition.merging.referee import ABOUT_PLACE, Clash, name_entity, start_sentence
from kvid_composition.merging.registers import Held, Unsettled, settle
from kvid_composition.merging.restoring import restore_entity
from kvid_composition.merging.versions import Side, other_side
from kvid_composition.model.entity import Entity

__all__ = ["close_tracks", "list_placed_anew", "place_items"]


def list_placed_anew(draft: Draft) -> list[str]:
    """List the ids that are not simply on the track where all three versions have them."""
    ours, theirs = draft.ours, draft.theirs
    came_or_went = (
        *(*ours.items.removed, *theirs.items.removed, *ours.items.added, *theirs.items.added),
    )
    forced = draft.forced.placements.keys() | draft.forced.gone
    return sorted({*ours.moved, *theirs.moved, *came_or_went, *forced})


def place_items(draft: Draft) -> None:
    """Decide for every id on which track it is."""
    for id_ in list_placed_anew(draft):
        if _is_simply_gone(draft, id_):
            continue
        place = _find_place(draft, id_)
        if place != draft.ours.place(id_):
            draft.move(id_, place)


def _is_simply_gone(draft: Draft, id_: str) -> bool:
    """Tell whether ours has let an item go, and theirs has done nothing about its place."""
    ours, theirs = draft.ours, draft.theirs
    is_free = id_ not in draft.items and id_ not in draft.forced.placements
    is_out = id_ not in ours.version.items and ours.place(id_) is None
    return is_free and is_out and theirs.place(id_) == theirs.place_before(id_)


def _find_place(draft: Draft, id_: str) -> str | None:
    forced = draft.forced
    if id_ in forced.gone or (id_ in forced.placements and id_ not in draft.items):
        return None
    if id_ in forced.placements:
        return forced.placements[id_]
    if id_ not in draft.items:
        return _keep_dangling(draft, id_)
    # The side that deleted an item has nothing to say about where it is kept.
    entity = Entity("item", id_)
    if draft.theirs.has_deleted(entity):
        return draft.ours.place(id_)
    if draft.ours.has_deleted(entity):
        return draft.theirs.place(id_)
    versions = draft.theirs.place_before(id_), draft.ours.place(id_), draft.theirs.place(id_)
    place = settle(*versions)
    return _decide_place(draft, id_, versions) if isinstance(place, Unsettled) else _read(place)


def _read(held: Held | Unsettled) -> str | None:
    return held if isinstance(held, str) else None


def _decide_place(draft: Draft, id_: str, versions: tuple[str | None, ...]) -> str | None:
    entity = Entity("item", id_)
    base, ours, theirs = versions
    is_new = id_ not in draft.base.items
    clash = Clash(
        kind="item.placement",
        entity=entity,
        base=MISSING if is_new else base,
        ours=ours,
        theirs=theirs,
        cause=draft.referee.list_causes([entity], ("item.add_add",)),
        message=f"Ours and theirs have {name_entity(entity)} in different places.",
    )
    return _read(clash.choose_held(draft.referee.decide(clash)))


def _keep_dangling(draft: Draft, id_: str) -> str | None:
    """Keep an id on a list without an item only where a side has it just so already."""
    versions = draft.theirs.place_before(id_), draft.ours.place(id_), draft.theirs.place(id_)
    place = settle(*versions)
    if isinstance(place, Unsettled):
        moved = [each for each in versions[1:] if each is not None]
        place = moved[0] if len(moved) == 1 else _decide_place(draft, id_, versions)
    for side in (draft.ours, draft.theirs):
        if side.place(id_) == place and id_ not in side.version.items:
            return _read(place)
    return None


def close_tracks(draft: Draft) -> None:
    """Bring back the tracks on which something is that is kept; or let it go, if so decided."""
    for track_id, users in _find_homeless(draft).items():
        entity = Entity("track", track_id)
        deleter = draft.find_deleter(entity)
        if deleter is None or not _asserts_use(draft, deleter, track_id, users):
            restore_entity(draft, entity, users, ABOUT_PLACE, "what is kept on it")
            continue
        keeper = draft.side(other_side(deleter.name))
        base, ours, theirs = draft.read_entity(entity)
        clash = Clash(
            kind="track.delete_vs_use",
            entity=entity,
            base=base,
            ours=ours,
            theirs=theirs,
            leanings={deleter.name: "delete", keeper.name: "restore"},
            related=tuple(Entity("item", id_) for id_ in users),
            message=f"{start_sentence(deleter.name)} deleted {name_entity(entity)}, "
            f"{keeper.name} put something on it.",
        )
        if draft.referee.chose_deletion(entity) or draft.referee.decide(clash) == "delete":
            _send_away(draft, deleter, users)
        else:
            draft.tracks[track_id] = keeper.version.tracks[track_id]
            draft.referee.withdraw_deletion(entity)


def _find_homeless(draft: Draft) -> dict[str, list[str]]:
    """Find what is on a track that is not there, by the track."""
    homeless: dict[str, list[str]] = {}
    for id_ in list_placed_anew(draft):
        place = draft.place(id_)
        if place is not None and place not in draft.tracks:
            homeless.setdefault(place, []).append(id_)
    return homeless


def _asserts_use(draft: Draft, deleter: Side, track_id: str, users: list[str]) -> bool:
    """Tell whether the other side has put something there, whatever else is decided."""
    keeper = draft.side(other_side(deleter.name))
    return any(
        keeper.place(id_) == track_id
        and keeper.has_moved(id_)
        and not draft.referee.has_questioned(Entity("item", id_), ABOUT_PLACE)
        for id_ in users
    )


def _send_away(draft: Draft, deleter: Side, users: list[str]) -> None:
    """Send the items of a deleted track back to where its deleter has them."""
    for id_ in users:
        if id_ in deleter.version.items:
            home = deleter.place(id_)
            draft.forced.placements[id_] = home if home in draft.tracks else None
        elif draft.referee.has_questioned(Entity("item", id_), ABOUT_PLACE):
            # Whether it is there at all is another question, which is still open.
            draft.forced.placements[id_] = None
        else:
            draft.forced.gone.add(id_)

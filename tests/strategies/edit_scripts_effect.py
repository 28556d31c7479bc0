"""The net effect of a script: the changes that a diff of its two compositions has to report.

It comes from the script's ledger, by the tests' own reading of the rules. Each expected change is
the plain JSON of the change. The moves inside lists are not among them: which of two neighbours has
moved is anybody's choice, see `edit_scripts_claims`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kvid_composition.document.pointer import format_pointer
from kvid_composition.document.values import MISSING
from kvid_composition.model.entity import Entity
from kvid_composition.testing.edits.registers import (
    EXISTENCE,
    ORDER,
    PLACEMENT,
    find_place,
    find_track,
    read_entity,
)
from kvid_composition.testing.edits.script import Entry, Script
from kvid_composition.testing.seeded.fields import Document
from tests.strategies.edit_scripts_meaning import IMPACTS, PASSING, TIME, find_meaning
from tests.strategies.edit_scripts_spelling import are_alike, are_one
from tests.strategies.edit_scripts_time import classify_time, is_number, is_whole

__all__ = ["Expected", "expect_changes", "group_ripples", "point_to"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A change that has to be reported.

    Attributes:
        types: its type, or the types of which any will do.
        written: the rest of its plain JSON, without what follows from the type and the values.
    """

    types: frozenset[str]
    written: Document

    @property
    def entity(self) -> Entity:
        """What has changed."""
        return Entity(self.written["entity"]["kind"], self.written["entity"]["id"])


def point_to(document: Document, entity: Entity) -> str | None:
    """Give the pointer to an entity, None if it is not there."""
    if read_entity(document, entity) is MISSING:
        return None
    match entity.kind:
        case "composition":
            return ""
        case "track":
            return f"/tracks/{find_track(document, str(entity.id))}"
        case "item" | "asset":
            return format_pointer((f"{entity.kind}s", str(entity.id)))


def expect_changes(script: Script, *, exact: bool) -> list[Expected]:
    """List all changes but those inside lists, in no order and each shift apart."""
    touched: dict[Entity, set[str]] = {}
    for register in script.ledger:
        touched.setdefault(Entity(register.kind, register.id), set()).add(register.field)
    return [
        change
        for entity, fields in touched.items()
        for change in _expect_of_entity(script, entity, fields, exact=exact)
    ]


def _expect_of_entity(
    script: Script, entity: Entity, fields: set[str], *, exact: bool
) -> Iterator[Expected]:
    old, new = read_entity(script.before, entity), read_entity(script.after, entity)
    if entity.kind == "item" and PLACEMENT in fields:
        yield from _expect_move(script, entity, came=old is MISSING, went=new is MISSING)
    if old is MISSING and new is MISSING:
        return
    if old is MISSING or new is MISSING:
        yield _expect_existence(script, entity, old, new)
        return
    keys = {*old, *new} if EXISTENCE in fields else fields
    # What is part of a track's identity and place has changes of its own.
    keys = keys - {EXISTENCE, PLACEMENT, ORDER} - ({"items"} if entity.kind == "track" else set())
    entries = {key: Entry(old.get(key, MISSING), new.get(key, MISSING)) for key in keys}
    yield from _expect_fields(script, entity, entries, exact=exact)


def _describe(script: Script, entity: Entity, impact: str) -> Document:
    after = point_to(script.after, entity)
    before = point_to(script.before, entity)
    return {
        "entity": {"kind": entity.kind, "id": entity.id},
        "path": before if after is None else after,
        "path_before": before,
        "impact": impact,
    }


def _expect_existence(script: Script, entity: Entity, old: Any, new: Any) -> Expected:
    written = _describe(script, entity, "structural")
    written |= {"after": new} if old is MISSING else {"before": old}
    home = script.after if old is MISSING else script.before
    if entity.kind == "track":
        written["index"] = find_track(home, str(entity.id))
    if entity.kind == "item":
        elsewhere = script.before if old is MISSING else script.after
        is_listed = find_place(elsewhere, str(entity.id))[0] is not None
        place = (None, None) if is_listed else find_place(home, str(entity.id))
        written |= {"track_id": place[0], "index": place[1]}
    name = f"{entity.kind.capitalize()}{'Added' if old is MISSING else 'Removed'}"
    return Expected(types=frozenset({name}), written=written)


def _expect_move(script: Script, entity: Entity, *, came: bool, went: bool) -> Iterator[Expected]:
    old, new = (find_place(each, str(entity.id)) for each in (script.before, script.after))
    exists_once = came != went
    told_by_existence = exists_once and (old if came else new)[0] is None
    if old[0] != new[0] and not told_by_existence:
        written = _describe(script, entity, "visible") | {
            "before": {"track_id": old[0], "index": old[1]},
            "after": {"track_id": new[0], "index": new[1]},
        }
        yield Expected(types=frozenset({"ItemMoved"}), written=written)


def _expect_fields(
    script: Script, entity: Entity, entries: Mapping[str, Entry], *, exact: bool
) -> Iterator[Expected]:
    old, new = read_entity(script.before, entity), read_entity(script.after, entity)
    grouped: dict[str, dict[str, str]] = {}
    for key, entry in entries.items():
        if are_alike(*entry) or (entity.kind == "item" and key == PASSING):
            if not exact or are_one(*entry):
                continue
            meaning, impact = f"{entity.kind.capitalize()}PropertyChanged", "cosmetic"
        else:
            meaning, impact = find_meaning(entity.kind, key, old, new)
        grouped.setdefault(meaning, {})[key] = impact
    rates = (script.before.get("fps"), script.after.get("fps"))
    for meaning, impacts in grouped.items():
        types = frozenset({meaning})
        if meaning == TIME:
            types = classify_time(old, new, frozenset(impacts), rates)
        written = _describe(script, entity, max(impacts.values(), key=IMPACTS.index))
        yield Expected(types=types, written=written | _write_sides(written, entries, impacts))


def _write_sides(written: Document, entries: Mapping[str, Entry], keys: Iterable[str]) -> Document:
    """Write both versions of the members, and point to the member if it is the only one."""
    sides: Document = {
        side: {key: entries[key][n] for key in keys if entries[key][n] is not MISSING}
        for n, side in enumerate(("before", "after"))
    }
    only = list(keys)
    if len(only) == 1:
        step = format_pointer(only)
        sides |= {"path": written["path"] + (step if sides["after"] else "")}
        sides |= {"path_before": written["path_before"] + (step if sides["before"] else "")}
    return sides


def group_ripples(script: Script, changes: list[Expected]) -> list[Expected]:
    """Make one change of the equal shifts of all items of a track from some frame on."""
    shifts = {
        str(change.entity.id): change
        for change in changes
        if change.types == frozenset({"ItemShifted"})
    }
    for track in script.before["tracks"] if len(shifts) > 1 else ():
        names = _find_rippled(script, track["id"], shifts)
        if len(names) > 1:
            entity = Entity("track", track["id"])
            rippled = Expected(
                types=frozenset({"TrackRippled"}),
                written=_describe(script, entity, "visible")
                | {
                    side: {name: shifts[name].written[side]["from"] for name in names}
                    for side in ("before", "after")
                },
            )
            grouped = {id(shifts[name]) for name in names}
            changes = [*(each for each in changes if id(each) not in grouped), rippled]
    return changes


def _find_rippled(script: Script, track_id: str, shifts: Mapping[str, Expected]) -> list[str]:
    """Find the items from the last one back to the first that shifted like all behind it."""
    old, new = (
        read_entity(each, Entity("track", track_id)) for each in (script.before, script.after)
    )
    if MISSING in (old, new):
        return []
    starts = {
        name: script.before["items"][name].get("from")
        for name in old["items"]
        if name in new["items"]
        and name in script.before["items"]
        and name in script.after["items"]
        and is_number(script.before["items"][name].get("from"))
    }
    rippled: list[str] = []
    deltas: set[Any] = set()
    for start in sorted(set(starts.values()), reverse=True):
        names = [name for name, each in starts.items() if each == start]
        deltas |= {_read_shift(shifts.get(name)) for name in names}
        if len(deltas) > 1 or None in deltas:
            break
        rippled += names
    return rippled


def _read_shift(change: Expected | None) -> Any:
    """Give by how many whole frames an item has shifted, None if by none or not by whole ones."""
    if change is None:
        return None
    start, end = change.written["before"]["from"], change.written["after"]["from"]
    return end - start if is_whole(start) and is_whole(end) else None

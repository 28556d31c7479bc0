"""Law 6: every part of a clean merge comes from an input, and both sides' agreement holds."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any, Final

from kvid_composition.document.values import MISSING, is_object
from kvid_composition.model.entity import Entity, EntityKind
from kvid_composition.testing.edits.registers import (
    ORDER,
    Register,
    find_place,
    read_entity,
    read_register,
)
from kvid_composition.testing.seeded.fields import Document
from tests.merging.laws_facts import DELETED, FRAMES, map_deleted
from tests.merging.laws_trial import Trial, are_alike, require

__all__ = ["require_no_invention"]

_STRUCTURE: Final = {
    "composition": frozenset({"tracks", "items", "assets", "durationInFrames", DELETED}),
    "track": frozenset({"items"}),
    "item": frozenset({*FRAMES, "isDraggingInTimeline"}),
    "asset": frozenset[str](),
}
"""Members that are made of more than one register, or that no input need have."""


def require_no_invention(trial: Trial) -> None:
    """Law 6: every register of a clean merge comes from an input, but for edges in time."""
    if trial.result.clean:
        invented = [*_find_invented(trial)]
        require(not invented, f"from no input: {invented}")


def _find_invented(trial: Trial) -> Iterator[str]:
    merged = trial.result.document
    sides = (trial.ours, trial.theirs)
    for entity in _list_entities((merged, *sides)):
        present = read_entity(merged, entity) is not MISSING
        if present not in [read_entity(each, entity) is not MISSING for each in sides]:
            yield f"{entity}: {'here' if present else 'gone'}"
        if present:
            yield from _find_in_entity(trial, entity)
    yield from _find_in_orders(trial)


def _list_entities(documents: Iterable[Document]) -> list[Entity]:
    entities: dict[Entity, None] = {Entity("composition"): None}
    for document in documents:
        entities |= {Entity("track", track["id"]): None for track in document["tracks"]}
        kinds: tuple[EntityKind, ...] = ("item", "asset")
        entities |= {Entity(kind, name): None for kind in kinds for name in document[f"{kind}s"]}
    return [*entities]


def _find_in_entity(trial: Trial, entity: Entity) -> Iterator[str]:
    documents = (trial.base, trial.ours, trial.theirs)
    inputs = [read_entity(each, entity) for each in documents]
    held = [each for each in inputs if each is not MISSING]
    merged = read_entity(trial.result.document, entity)
    plain = _STRUCTURE[entity.kind]
    for key in {key for each in (*held, merged) for key in each} - plain:
        values = [each.get(key, MISSING) for each in held]
        yield from _find_in_value(f"{entity}/{key}", merged.get(key, MISSING), values)
    if entity.kind == "item":
        yield from _find_in_times(entity, merged, held)
        yield from _find_in_placement(trial, entity)
    if entity.kind == "composition":
        yield from _find_in_deleted(merged, held)


def _find_in_value(place: str, value: Any, values: list[Any]) -> Iterator[str]:
    """Find what is in no input; objects are looked at member by member."""
    if any(are_alike(value, each) for each in values):
        return
    objects = [each for each in values if is_object(each)]
    if not is_object(value) or len(objects) < 2:
        yield f"{place}: {value!r} of {values!r}"
        return
    for key in {key for each in (*objects, value) for key in each}:
        inner = [each.get(key, MISSING) if is_object(each) else MISSING for each in values]
        yield from _find_in_value(f"{place}/{key}", value.get(key, MISSING), inner)


def _find_in_times(
    entity: Entity, merged: Mapping[str, Any], held: list[Mapping[str, Any]]
) -> Iterator[str]:
    """Find a start that is in no input, and a length that neither an input nor an end gives."""
    start, length = (merged.get(key, MISSING) for key in FRAMES)
    starts, lengths = ([each.get(key, MISSING) for each in held] for key in FRAMES)
    if not any(are_alike(start, each) for each in starts):
        yield f"{entity}/from: {start!r} of {starts!r}"
    if any(are_alike(length, each) for each in lengths):
        return
    numbers = [(a, b) for a, b in zip(starts, lengths, strict=True) if _are_numbers(a, b)]
    if not _are_numbers(start, length) or not any(
        abs(start + length - a - b) < 1e-6 for a, b in numbers
    ):
        yield f"{entity}/durationInFrames: {length!r} of {lengths!r}"


def _are_numbers(*values: Any) -> bool:
    return all(type(value) is int or type(value) is float for value in values)


def _find_in_placement(trial: Trial, entity: Entity) -> Iterator[str]:
    name = str(entity.id)
    documents = (trial.base, trial.ours, trial.theirs)
    places = {find_place(each, name)[0] for each in documents if name in each["items"]}
    place = find_place(trial.result.document, name)[0]
    if place not in places:
        yield f"{entity}: on {place!r}, in the inputs on {places!r}"


def _find_in_deleted(merged: Mapping[str, Any], held: list[Mapping[str, Any]]) -> Iterator[str]:
    value, values = merged.get(DELETED, MISSING), [each.get(DELETED, MISSING) for each in held]
    entries, known = map_deleted(value), [map_deleted(each) for each in values]
    if entries is None or None in known:
        yield from _find_in_value(DELETED, value, values)
        return
    for name, entry in entries.items():
        inputs = [(each or {}).get(name, MISSING) for each in known]
        yield from _find_in_value(f"{DELETED}/{name}", entry, inputs)


def _find_in_orders(trial: Trial) -> Iterator[str]:
    """Find pairs of a list that stand otherwise than on both sides."""
    merged: Document = trial.result.document
    lists = [Register("composition", None, ORDER)]
    lists += [Register("track", track["id"], ORDER) for track in merged["tracks"]]
    for register in lists:
        versions = (trial.base, trial.ours, trial.theirs, merged)
        orders = [read_register(each, register) for each in versions]
        if MISSING not in orders:
            yield from _find_in_order(register, orders)


def _find_in_order(register: Register, orders: list[list[str]]) -> Iterator[str]:
    common = set(orders[0]).intersection(*orders[1:])
    base, ours, theirs, merged = (
        {name: place for place, name in enumerate(each)} for each in orders
    )
    pairs = [(a, b) for a, b in combinations(orders[0], 2) if a in common and b in common]
    turned = {(b, a) for a, b in pairs if ours[a] > ours[b] or theirs[a] > theirs[b]}
    # What follows from both sides' turns must turn as well: c before b and b before a.
    wanted = _follow(turned, sorted(common, key=base.__getitem__))
    for a, b in pairs:
        if merged[a] > merged[b] and (b, a) not in wanted:
            yield f"{register}: {a!r} and {b!r} stand otherwise than on both sides"


def _follow(pairs: set[tuple[str, str]], names: list[str]) -> set[tuple[str, str]]:
    """Add to pairs what follows from them."""
    followed = set(pairs)
    for middle in names:
        before = [a for a in names if (a, middle) in followed]
        after = [b for b in names if (middle, b) in followed]
        followed |= {(a, b) for a in before for b in after}
    return followed

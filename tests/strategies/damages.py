"""Damages: any one part of a sound composition made unsound, wherever it stands.

Each damage gives exactly one issue: what depends on the damaged part stays silent, whatever it is.
The planted faults of `faults` are chosen by hand, one for each rule; these go everywhere.
"""

import json
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from hypothesis import strategies as st

from kvid_composition.document.pointer import Path, format_pointer
from kvid_composition.document.values import detach, is_array, is_object
from kvid_composition.model.assets import ASSET_MODELS, DeletedAsset, UnknownAsset
from kvid_composition.model.composition import Composition
from kvid_composition.model.fields import NumberKind
from kvid_composition.model.items import ITEM_MODELS, UnknownItem
from kvid_composition.model.spec_reading import read_specs
from kvid_composition.model.specs import FieldSpec
from kvid_composition.model.tracks import Track
from kvid_composition.testing.drawn.shapes import sound_compositions
from kvid_composition.testing.hostile.traps import ApartText
from tests.strategies.faults import PlantedFault

__all__ = ["DAMAGES", "Place", "damage", "damaged_compositions", "list_places"]

Document: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """A value in a document that some model declares.

    Attributes:
        path: where it stands.
        spec: what its field takes; None for a whole item or asset.
    """

    path: Path
    spec: FieldSpec | None


def list_places(document: Document) -> Iterator[Place]:
    """List every declared value of a sound document, entities and entries of lists included."""
    yield from _list_members(document, read_specs(Composition), ())
    for position, track in enumerate(document["tracks"]):
        yield from _list_members(track, read_specs(Track), ("tracks", position))
    for position, deleted in enumerate(document.get("deletedAssets", [])):
        yield from _list_members(deleted, read_specs(DeletedAsset), ("deletedAssets", position))
    for name, item in document["items"].items():
        yield Place(("items", name), None)
        specs = read_specs(ITEM_MODELS.get(item["type"], UnknownItem))
        yield from _list_members(item, specs, ("items", name))
    for name, asset in document["assets"].items():
        yield Place(("assets", name), None)
        specs = read_specs(ASSET_MODELS.get(asset["type"], UnknownAsset))
        yield from _list_members(asset, specs, ("assets", name))


def _list_members(members: Document, specs: Sequence[FieldSpec], path: Path) -> Iterator[Place]:
    for spec in specs:
        if spec.key in members:
            yield from _list_value(members[spec.key], spec, (*path, spec.key))


def _list_value(value: Any, spec: FieldSpec, path: Path) -> Iterator[Place]:
    yield Place(path, spec)
    if spec.members and is_object(value):
        yield from _list_members(value, spec.members, path)
    if spec.entries and is_array(value):
        for position, entry in enumerate(value):
            # The members of tracks and of deleted assets are listed from the root.
            inner = spec.entries if len(path) > 1 else FieldSpec(key="", types=frozenset((dict,)))
            yield from _list_value(entry, inner, (*path, position))


Damage: TypeAlias = Callable[[Document, Place], tuple[str, Path] | None]
"""Damages a document at a place; gives the code and the place of the one issue, if it can."""


def _find_holder(document: Document, path: Path) -> Any:
    holder: Any = document
    for step in path[:-1]:
        holder = holder[step]
    return holder


def _put(code: str, value: object) -> Damage:
    def put(document: Document, place: Place) -> tuple[str, Path] | None:
        _find_holder(document, place.path)[place.path[-1]] = value
        return code, place.path

    return put


def _put_json(value: Any) -> Damage:
    """Put JSON of a type that does not belong there."""

    def put(document: Document, place: Place) -> tuple[str, Path] | None:
        types = place.spec.types if place.spec else frozenset((dict,))
        if type(value) in types:
            return None
        _find_holder(document, place.path)[place.path[-1]] = value
        return "STR102", place.path

    return put


def _exceed(document: Document, place: Place) -> tuple[str, Path] | None:
    kind = place.spec and place.spec.kind
    if not isinstance(kind, NumberKind) or kind.is_free:
        return None
    _find_holder(document, place.path)[place.path[-1]] = -0.5
    return "STR103", place.path


def _remove(document: Document, place: Place) -> tuple[str, Path] | None:
    if place.spec is None or not place.spec.is_required or not is_named(place):
        return None
    del _find_holder(document, place.path)[place.path[-1]]
    return "STR101", place.path[:-1]


def is_named(place: Place) -> bool:
    """Tell whether a value is the member of an object, not an entry of an array."""
    return isinstance(place.path[-1], str)


def _rename(code: str, make_key: Callable[[str], Any]) -> Damage:
    """Put a key that is none, or that no pointer can name, in the place of a member's own."""

    def rename(document: Document, place: Place) -> tuple[str, Path] | None:
        if not is_named(place):
            return None
        holder = _find_holder(document, place.path)
        members = [
            (make_key(key) if key == place.path[-1] else key, value)
            for key, value in holder.items()
        ]
        holder.clear()
        holder.update(members)
        return code, place.path[:-1]

    return rename


_JSON: tuple[Any, ...] = (None, True, 5, "text", [], {})

DAMAGES: dict[str, Damage] = {
    **{f"json {value!r}": _put_json(value) for value in _JSON},
    "nan": _put("DOC104", math.nan),
    "huge integer": _put("DOC106", 10**400),
    "set": _put("DOC107", {1}),
    "lone surrogate": _put("DOC108", "\udc80"),
    "object with a foreign key": _put("DOC107", {1: 2}),
    "object with a lone surrogate as key": _put("DOC108", {"\ud800": 2}),
    "out of range": _exceed,
    "absent": _remove,
    "key that is no text": _rename("DOC107", lambda key: (key,)),
    "key that is nearly a text": _rename("DOC107", ApartText),
    "key that is a lone surrogate": _rename("DOC108", lambda key: f"{key}\ud800"),
}
"""What can be done to a value, by name."""

_TWICE = "@twice@"


def _repeat(document: Document, place: Place) -> str | None:
    """Write a document in which a member stands twice, the first time with another value."""
    if not is_named(place):
        return None
    holder = _find_holder(document, place.path)
    for key in list(holder):
        value = holder.pop(key)
        if key == place.path[-1]:
            holder[_TWICE] = [None]
        holder[key] = value
    return json.dumps(document).replace(json.dumps(_TWICE), json.dumps(place.path[-1]))


def damage(document: Document, place: Place, name: str) -> PlantedFault | None:
    """Damage a copy of a document; None where a damage cannot be done there.

    The name "twice" stands for a text in which a member is repeated.
    """
    damaged: Any = detach(document)
    if name == "twice":
        text = _repeat(damaged, place)
        pointer = format_pointer(place.path)
        return None if text is None else PlantedFault(code="DOC103", pointer=pointer, text=text)
    done = DAMAGES[name](damaged, place)
    if done is None:
        return None
    return PlantedFault(code=done[0], pointer=format_pointer(done[1]), document=damaged)


@st.composite
def damaged_compositions(draw: st.DrawFn) -> PlantedFault:
    """Give a sound composition with one declared value damaged."""
    document = draw(sound_compositions())
    name = draw(st.sampled_from([*DAMAGES, "twice"]))
    places = [place for place in list_places(document) if damage(document, place, name)]
    if not places:
        name, places = "nan", list(list_places(document))
    fault = damage(document, draw(st.sampled_from(places)), name)
    assert fault is not None
    return fault

"""Why a fact may be lost: the conflicts and notes that name it, and no others.

A conflict speaks for what its kind is about. That an item is in conflict about its text says
nothing of its opacity.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from kvid_composition.document.pointer import format_pointer
from kvid_composition.document.values import MISSING
from kvid_composition.merging.conflict import Conflict, Resolution
from kvid_composition.merging.result import MergeResult
from kvid_composition.model.entity import Entity
from kvid_composition.testing.edits.registers import EXISTENCE, ORDER, PLACEMENT, read_entity
from kvid_composition.testing.seeded.fields import KEYS_OF_START_IN_SOURCE, Document
from tests.merging.laws_facts import DELETED, FRAMES, Fact
from tests.merging.laws_trial import list_steps

__all__ = ["is_explained", "point_to"]

Speaker: TypeAlias = Conflict | Resolution
_Speaks: TypeAlias = Callable[[Speaker, Fact, Document], bool]

_TIMES: Final = frozenset((*FRAMES, *KEYS_OF_START_IN_SOURCE.values()))


def is_explained(fact: Fact, result: MergeResult) -> bool:
    """Tell whether a conflict or a note says that something of a script does not hold."""
    speakers: tuple[Speaker, ...] = (*result.conflicts, *result.resolutions)
    return any(
        _SPEAKERS[each.kind](each, fact, result.document)
        for each in speakers
        if each.kind in _SPEAKERS
    )


def point_to(document: Document, entity: Entity) -> str:
    """Give the pointer to an entity of a document, also where it is not there."""
    if entity.kind == "composition":
        return ""
    if entity.kind == "track":
        ids = [track["id"] for track in document["tracks"]]
        return f"/tracks/{ids.index(entity.id) if entity.id in ids else -1}"
    return format_pointer((f"{entity.kind}s", str(entity.id)))


def _names(speaker: Speaker, entity: Entity, document: Document) -> bool:
    """Tell whether a conflict or note is about an entity, or says that it has to do with it."""
    if speaker.entity == entity:
        return True
    pointer = point_to(document, entity)
    return bool(pointer) and any(
        path == pointer or path.startswith(f"{pointer}/") for path in speaker.related
    )


def _about(*fields: str) -> _Speaks:
    """Speak for these registers of what is named."""

    def speaks(speaker: Speaker, fact: Fact, document: Document) -> bool:
        return fact.register.field in fields and _names(speaker, fact.entity, document)

    return speaks


def _about_anything(speaker: Speaker, fact: Fact, document: Document) -> bool:
    return _names(speaker, fact.entity, document)


def _about_place(speaker: Speaker, fact: Fact, document: Document) -> bool:
    """Speak for the very member, what is in it, and what it is in."""
    if speaker.entity != fact.entity:
        return False
    steps = list_steps(speaker, document)
    place = (fact.register.field, *fact.inner)
    length = min(len(steps), len(place))
    return steps[:length] == place[:length]


def _about_kept(speaker: Speaker, fact: Fact, document: Document) -> bool:
    """Speak for a deletion that does not happen, and for all that is kept thereby."""
    fields = {EXISTENCE, PLACEMENT, ORDER, "assetId", DELETED}
    if fact.register.field == DELETED:
        return speaker.entity.kind == "asset" and speaker.entity.id in fact.inner
    return fact.register.field in fields and _names(speaker, fact.entity, document)


def _about_users(speaker: Speaker, fact: Fact, document: Document) -> bool:
    """Speak for the type of an asset, for what uses it, and for all of what waits for it."""
    if not _names(speaker, fact.entity, document):
        return False
    is_here = read_entity(document, fact.entity) is not MISSING
    return not is_here or fact.register.field in {"type", "assetId", EXISTENCE, PLACEMENT}


_SPEAKERS: Final[Mapping[Any, _Speaks]] = {
    "field": _about_place,
    "timing": _about(*_TIMES),
    "type": _about("type", "assetId"),
    "item.add_add": _about_anything,
    "asset.add_add": _about_anything,
    "track.add_add": _about_anything,
    "item.delete_edit": _about_kept,
    "asset.delete_edit": _about_kept,
    "track.delete_edit": _about_kept,
    "item.placement": _about(PLACEMENT),
    "track.delete_vs_use": _about_kept,
    "asset.delete_vs_reference": _about_kept,
    "asset.type_vs_use": _about_users,
    "order": _about(ORDER),
    # Notes. Those that are not here say that everything holds.
    "delete_noted": _about(EXISTENCE, PLACEMENT, ORDER, "isDraggingInTimeline"),
    "restored": _about_kept,
    "listing_dropped": _about_kept,
    "reference_reverted": _about_users,
    "transient": _about("isDraggingInTimeline"),
}
"""For each kind of conflict or note, what it speaks for."""

"""Meaning: what somebody evidently meant who sent only a part of what an operation replaces whole.

A `merge` replaces each top-level member whole, so one that sends a single item loses all others. It
was meant as: this item, over what is there. So what was sent is laid over the current document,
entity by entity, and nothing goes that was not named as deleted.
"""

from typing import Any

from kvid_composition.document.values import JsonObject, is_object
from kvid_composition.model.shape_table import BASE_ASSET, BASE_ITEM, COMPOSITION
from kvid_composition.patching.operations import MergeComposition, Operation, ReplaceComposition
from kvid_composition.preflight.layers import lacks_members, lay_entities, lay_tracks
from kvid_composition.preflight.losses import list_named

__all__ = ["guess_meaning"]


def guess_meaning(current: object, operation: Operation) -> JsonObject | None:
    """Guess the document that a sender wanted to have; None where that is not evident.

    Items and assets are laid over by key, tracks by id; an asset that is named as deleted and not
    sent goes. Other members are taken as they are sent.

    A `replace` with all members that a composition must have means that composition, even where it
    loses something: it may just as well be meant as be made on an old base. The finer operations
    mean what they say.
    """
    match operation:
        case MergeComposition(sent) | ReplaceComposition(sent) if is_object(current):
            is_part = operation.name == "merge" or lacks_members(sent, current, COMPOSITION)
            return _lay_over(current, operation, sent) if is_part else None
        case _:
            return None


def _lay_over(current: JsonObject, operation: Operation, sent: JsonObject) -> JsonObject:
    laid: dict[str, Any] = {**current, **sent}
    for key, shape in (("items", BASE_ITEM), ("assets", BASE_ASSET)):
        before, parts = current.get(key), sent.get(key)
        if is_object(before) and is_object(parts):
            deleted = list_named(operation).get(key, frozenset()) - parts.keys()
            laid[key] = lay_entities(before, parts, shape, deleted)
    if "tracks" in sent:
        laid["tracks"] = lay_tracks(current.get("tracks"), sent["tracks"])
    return laid

"""Sharing: a document that is made to hold another one's own values where the two are identical.

What then differs is found by `is`, and whatever is made of the shared document is compared with
the other one at the cost of a glance at each entity.
"""

from typing import Any

from kvid_composition.document.comparison import compare_members
from kvid_composition.document.values import MISSING, JsonObject, are_identical, is_array, is_object

__all__ = ["share_identical"]


def share_identical(current: JsonObject, target: JsonObject) -> JsonObject:
    """Give `current` with `target`'s own values wherever the two are identical.

    That is done for the top-level members and, where one of them differs, for its entries: of
    objects by key, of arrays by index. In what differs, the order of keys is `current`'s.
    """
    return {key: _share_member(value, target.get(key, MISSING)) for key, value in current.items()}


def _share_member(member: Any, other: Any) -> Any:
    if member is other:
        return other
    if is_object(member) and is_object(other):
        return _share_entries(member, other)
    if is_array(member) and is_array(other):
        # An array is compared as an object whose keys are the indices.
        entries = dict(enumerate(other))
        shared = _share_entries(dict(enumerate(member)), entries)
        return other if shared is entries else [*shared.values()]
    return other if are_identical(member, other) else member


def _share_entries(holder: dict[Any, Any], other: dict[Any, Any]) -> dict[Any, Any]:
    changes = compare_members(holder, other, exact=True)
    own = {*changes.removed, *changes.changed}
    if not own and not changes.added:
        return other
    shared = dict(zip(holder, map(other.get, holder), strict=True))
    return shared | {key: holder[key] for key in own}

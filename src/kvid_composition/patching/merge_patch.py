"""JSON Merge Patch (RFC 7396): a document of what changes, in which null means "take it away"."""

from collections.abc import Iterable
from typing import Any, Final, cast

from kvid_composition.document.comparison import compare_members
from kvid_composition.document.display import quote_text
from kvid_composition.document.errors import KvidCompositionError
from kvid_composition.document.pointer import Path, format_pointer
from kvid_composition.document.values import (
    MISSING,
    JsonObject,
    JsonValue,
    are_identical,
    is_object,
)
from kvid_composition.model.documented import Documented, read_plain

__all__ = ["NotRepresentableError", "apply_merge_patch", "make_merge_patch"]


class NotRepresentableError(KvidCompositionError):
    """A change that the form in which it is wanted cannot say.

    Attributes:
        pointer: JSON Pointer to what cannot be said, in the document that is wanted.
        reason: why, as a sentence.
    """

    def __init__(self, pointer: str, reason: str) -> None:
        place = quote_text(pointer) if pointer else "the root"
        super().__init__(f"{place}: {reason}")
        self.pointer = pointer
        self.reason = reason


def make_merge_patch(before: JsonValue | Documented, after: JsonValue | Documented) -> JsonValue:
    """Make the smallest merge patch that gives a document identical to `after`.

    Members that are identical are left out, members that are gone are null, and arrays are sent
    whole. Values are shared with `after`. Both may be any plain JSON; the root may be of any type.

    Raises:
        NotRepresentableError: a member would have to become null, which RFC 7396 takes for "take
            it away" (section 1: "Null values in the merge patch are given special meaning").
    """
    old, new = read_plain(before), read_plain(after)
    if not is_object(new):
        return cast("JsonValue", new)
    patch: JsonObject = {}
    pending: list[tuple[JsonObject, Any, JsonObject, Path]] = [(patch, old, new, ())]
    shared: list[tuple[JsonObject, str]] = []
    while pending:
        said, source, target, path = pending.pop()
        members: JsonObject = source if is_object(source) else {}
        said.update(dict.fromkeys(key for key in members if key not in target))
        for key in _list_suspects(members, target):
            value, other = target[key], members.get(key, MISSING)
            if is_object(value):
                part: JsonObject = {}
                said[key] = part
                pending.append((part, other, value, (*path, key)))
                if is_object(other):
                    shared.append((said, key))
            elif not are_identical(other, value):
                said[key] = _require_value(value, (*path, key))
    _drop_empty(shared)
    return patch


def _drop_empty(members: list[tuple[JsonObject, str]]) -> None:
    """Take away members that say nothing; each stands behind the one that it is in."""
    for holder, key in reversed(members):
        if not holder[key]:
            del holder[key]


# From this many members on, a comparison of all at once saves more than it costs.
_WIDE: Final = 64


def _list_suspects(source: JsonObject, target: JsonObject) -> Iterable[str]:
    """List the members that may have changed.

    Only wide objects are compared as a whole: on every level, that would take a time that grows
    faster than the depth.
    """
    if len(target) < _WIDE:
        return target
    changes = compare_members(source, target, exact=True)
    return (*changes.changed, *changes.added)


def _require_value(value: JsonValue, path: Path) -> JsonValue:
    if value is None:
        raise NotRepresentableError(format_pointer(path), _NO_NULL)
    return value


_NO_NULL = "a merge patch cannot set a member to null; use a JSON Patch"


def apply_merge_patch(document: JsonValue | Documented, patch: JsonValue | Documented) -> JsonValue:
    """Give the document that a merge patch makes of another one (RFC 7396, section 2).

    Unchanged parts are shared with the document, arrays and other values with the patch. Members
    keep their places; new ones follow in the order of the patch. Both are plain JSON of any type.
    """
    root: list[Any] = [read_plain(document)]
    pending: list[tuple[Any, Any, Any]] = [(root, 0, read_plain(patch))]
    while pending:
        holder, step, value = pending.pop()
        if not is_object(value):
            holder[step] = value
            continue
        target = holder[step]
        holder[step] = merged = dict(target) if is_object(target) else {}
        for key, member in value.items():
            if member is None:
                merged.pop(key, None)
            else:
                # The place is taken at once, so that new members stand in the order of the patch.
                merged.setdefault(key, None)
                pending.append((merged, key, member))
    return cast("JsonValue", root[0])

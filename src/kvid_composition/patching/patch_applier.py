"""Applying a JSON Patch (RFC 6902): all of it, or none."""

from typing import Any

from kvid_composition.document.limits import DEFAULT_LIMITS, Limits
from kvid_composition.document.pointer import PointerError, format_pointer
from kvid_composition.document.values import JsonValue, are_equal
from kvid_composition.model.documented import Documented, read_plain
from kvid_composition.patching.draft import Draft
from kvid_composition.patching.patch_error import PatchError, PatchErrorCode, PatchLimitError
from kvid_composition.patching.patch_operations import PatchOperation, read_operations
from kvid_composition.patching.scales import Scales

__all__ = ["apply_json_patch"]


def apply_json_patch(document: JsonValue | Documented, patch: Any) -> Any:
    """Give the document that a JSON Patch makes of another one; all operations apply, or none.

    Only containers on touched paths are copied. Unchanged parts are shared with the document, and
    values with the patch. `test` tells `1` from `true`, but not from `1.0` (RFC 6902, section 4.6).
    No object or array is put deeper than `Limits.depth`; what is that deep already can stay, and
    the rest of the document can be patched all the same.

    Args:
        document: plain JSON of any shape, or a model.
        patch: an array of operations, as JSON has it; any other value is refused.

    Raises:
        PatchError: the patch is malformed or does not apply; with code, operation and place.
        PatchLimitError: it asks for more than `Limits` allow: too many operations, too deep a
            nesting, too many bytes copied. It is a `LimitError` as well.
    """
    draft = Draft(read_plain(document))
    budget = _Budget(DEFAULT_LIMITS)
    for operation in read_operations(patch):
        try:
            _apply(draft, operation, budget)
        except PointerError as error:
            reason = error.reason
            raise PatchError("PATH_NOT_FOUND", operation.index, error.pointer, reason) from None
    return draft.document


class _Budget:
    """What the copies of a patch may still weigh, and how deep a value may be."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._copied = 0

    def spend(self, operation: PatchOperation, value: JsonValue, scales: Scales) -> None:
        """Check a value of the document that is going to stand elsewhere."""
        weight = scales.weigh(value)
        if operation.name == "copy":
            self._copied += weight.size
        if self._copied > self._limits.text_bytes:
            reason = f"copies of more than {self._limits.text_bytes:,} bytes are too large"
            raise _refuse(operation, "TOO_LARGE", reason, "text_bytes")
        if scales.looked_at > self._limits.nodes:
            reason = f"the patch moves more than {self._limits.nodes:,} values about"
            raise _refuse(operation, "TOO_LARGE", reason, "nodes")
        if weight.depth and len(operation.path) + weight.depth > self._limits.depth:
            reason = f"nesting deeper than {self._limits.depth} levels is too deep"
            raise _refuse(operation, "TOO_DEEP", reason, "depth")


def _refuse(
    operation: PatchOperation, code: PatchErrorCode, reason: str, limit: str = ""
) -> PatchError:
    place = format_pointer(operation.path)
    if limit:
        return PatchLimitError(code, operation.index, place, reason, limit)
    return PatchError(code, operation.index, place, reason)


def _apply(draft: Draft, operation: PatchOperation, budget: _Budget) -> None:
    match operation:
        case PatchOperation(name="add", path=path, value=value):
            draft.add(path, value)
        case PatchOperation(name="replace", path=path, value=value):
            draft.replace(path, value)
        case PatchOperation(name="remove", path=()):
            raise _refuse(operation, "ROOT_REMOVED", "without a root there is no document")
        case PatchOperation(name="remove", path=path):
            draft.remove(path)
        case PatchOperation(name="test", path=path, value=value):
            if not are_equal(draft.read(path), value):
                raise _refuse(operation, "TEST_FAILED", "something else is there")
        case PatchOperation(name="copy"):
            _copy(draft, operation, budget)
        case _:
            _move(draft, operation, budget)


def _copy(draft: Draft, operation: PatchOperation, budget: _Budget) -> None:
    value = draft.read(operation.source)
    budget.spend(operation, value, draft.scales)
    draft.disown(value)
    draft.add(operation.path, value)


def _move(draft: Draft, operation: PatchOperation, budget: _Budget) -> None:
    source, path = operation.source, operation.path
    if len(path) > len(source) and path[: len(source)] == source:
        raise _refuse(operation, "MOVE_INTO_ITSELF", "a value cannot become a part of itself")
    value = draft.read(source)
    # RFC 6902, section 4.4: moving a value onto itself is functionally nothing.
    if path != source:
        if len(path) > len(source):
            budget.spend(operation, value, draft.scales)
        draft.remove(source)
        draft.add(path, value)

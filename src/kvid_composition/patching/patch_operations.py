"""The operations of a JSON Patch, read from whatever somebody sent."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final, Literal, TypeAlias, get_args

from kvid_composition.document.display import quote_text
from kvid_composition.document.limits import DEFAULT_LIMITS, Limits
from kvid_composition.document.pointer import PointerError, format_pointer, parse_pointer
from kvid_composition.document.scan import survey_document
from kvid_composition.document.values import MISSING, JsonValue, is_array, is_object, read_members
from kvid_composition.document.walk import ValueFault, find_value_faults, name_type
from kvid_composition.patching.patch_error import PatchError, PatchLimitError

__all__ = ["PatchOperation", "read_operations"]

OperationName: TypeAlias = Literal["add", "remove", "replace", "move", "copy", "test"]

Tokens: TypeAlias = tuple[str, ...]
"""The unescaped tokens of a pointer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchOperation:
    """One operation of RFC 6902, section 4.

    Attributes:
        index: its position in the patch.
        name: what it does.
        path: its target.
        source: what it moves or copies.
        value: what it puts at the target, or expects there.
    """

    index: int
    name: OperationName
    path: Tokens
    source: Tokens = ()
    value: JsonValue = None


# What a value may be all the same: texts without a UTF-8 form, odd keys, numbers that JavaScript
# rounds. They are the document's business, not the patch's.
_BEARABLE: Final = frozenset(("DOC108", "DOC109", "DOC110"))

_NAMES: Final = frozenset(get_args(OperationName))


def read_operations(patch: Any, limits: Limits = DEFAULT_LIMITS) -> list[PatchOperation]:
    """Read all operations, before any is applied.

    Raises:
        PatchError: the patch is no array of operations; which one is at fault, and where in it.
    """
    if not is_array(patch):
        reason = f"a JSON Patch is an array of operations, not a value of type {name_type(patch)}"
        raise PatchError("INVALID_PATCH", None, "", reason)
    if len(patch) > limits.patch_operations:
        reason = f"it has {len(patch):,} operations; {limits.patch_operations:,} are allowed"
        raise PatchLimitError("TOO_MANY_OPERATIONS", None, "", reason, "patch_operations")
    return [_read_operation(index, written, limits) for index, written in enumerate(patch)]


def _read_operation(index: int, written: Any, limits: Limits) -> PatchOperation:
    if not is_object(written):
        reason = f"an operation is an object, not a value of type {name_type(written)}"
        raise PatchError("INVALID_OPERATION", index, f"/{index}", reason)
    # A look-up could compare the key with one of a foreign class, which may do anything.
    written = read_members(written)
    name = _read_text(index, written, "op")
    if name not in _NAMES:
        reason = f"{quote_text(name)} is none of add, remove, replace, move, copy, test"
        raise PatchError("UNKNOWN_OPERATION", index, f"/{index}/op", reason)
    path = _read_pointer(index, written, "path")
    if name in {"move", "copy"}:
        source = _read_pointer(index, written, "from")
        return PatchOperation(index=index, name=name, path=path, source=source)
    value = None if name == "remove" else _read_value(index, written, len(path), limits)
    return PatchOperation(index=index, name=name, path=path, value=value)


def _read_text(index: int, written: dict[Any, Any], key: str) -> Any:
    value = written.get(key, MISSING)
    if type(value) is not str:
        found = "is missing" if value is MISSING else f"is of type {name_type(value)}"
        reason = f"{key!r} must be a text, but {found}"
        raise PatchError("INVALID_OPERATION", index, f"/{index}/{key}", reason)
    return value


def _read_pointer(index: int, written: dict[Any, Any], key: str) -> Tokens:
    text = _read_text(index, written, key)
    try:
        return parse_pointer(text)
    except PointerError as error:
        raise PatchError("INVALID_POINTER", index, f"/{index}/{key}", error.reason) from None


def _read_value(index: int, written: dict[Any, Any], depth: int, limits: Limits) -> JsonValue:
    """Read the value; where it is put, it may not be deeper than a document can be."""
    value: Any = written.get("value", MISSING)
    if value is MISSING:
        reason = "'value' is missing"
        raise PatchError("INVALID_OPERATION", index, f"/{index}/value", reason)
    left = _lower_depth(limits, depth)
    if not survey_document(value, left).is_plain:
        for fault in find_value_faults(value, left):
            _refuse_value(index, fault)
    plain: JsonValue = value
    return plain


@lru_cache(maxsize=64)
def _lower_depth(limits: Limits, depth: int) -> Limits:
    # Most operations are at one of few depths: without the cache it is a fifth of applying them.
    return replace(limits, depth=max(0, limits.depth - depth))


def _refuse_value(index: int, fault: ValueFault) -> None:
    if fault.code in _BEARABLE:
        return
    pointer = format_pointer((index, "value", *fault.path))
    reason = f"this is {fault.detail}"
    match fault.code, fault.part:
        case "DOC105", _:
            raise PatchLimitError("TOO_DEEP", index, pointer, reason, "depth")
        case "DOC106", "document":
            raise PatchLimitError("TOO_LARGE", index, pointer, reason, "nodes")
        case "DOC106", _:
            raise PatchLimitError("TOO_LARGE", index, pointer, reason, "integer_digits")
        case _:
            raise PatchError("INVALID_VALUE", index, pointer, reason)

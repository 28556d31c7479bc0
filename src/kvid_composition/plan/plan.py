"""The plan: the one smallest PATCH that makes one document of another."""

from collections.abc import Collection
from typing import Any, Final

from kvid_composition.document.display import describe_value
from kvid_composition.document.pointer import format_pointer
from kvid_composition.document.values import (
    MISSING,
    JsonObject,
    are_identical,
    is_object,
)
from kvid_composition.model.documented import Documented
from kvid_composition.model.identity import ENTITY_READERS
from kvid_composition.patching.merge_patch import NotRepresentableError
from kvid_composition.patching.operations import (
    OPERATION_NAMES,
    MergeComposition,
    Operation,
    OperationError,
    ReplaceComposition,
    apply_operation,
)
from kvid_composition.patching.plain import write_composition
from kvid_composition.plan.entities import propose_operation
from kvid_composition.plan.sharing import share_identical
from kvid_composition.plan.sizes import measure_body, takes_at_least
from kvid_composition.thumbnail import derive_thumbnail

__all__ = ["plan_operation"]

_FINE: Final = frozenset(OPERATION_NAMES) - {"replace", "merge"}


def plan_operation(
    current: JsonObject | Documented,
    target: JsonObject | Documented,
    *,
    allowed: Collection[str] = ("replace", "merge"),
) -> Operation | None:
    """Give the operation with the smallest body that makes `target` of `current`.

    Applied to `current` it gives a document that is identical to `target`: also integers and
    floats, the sign of a zero, and the order of `assets` where another picture would else become
    the thumbnail. No operation expresses the order of other keys. A `merge` sends only the
    top-level members that differ; since it cannot delete one, `replace` does where one is to go.

    Args:
        current: the document that the operation will meet; like the target, it may be a model, or
            hold models.
        target: what is to come of it.
        allowed: the names of the operations to choose from; beside `replace` and `merge` the five
            finer ones.

    Returns:
        The operation, sharing its values with `target`; None where nothing needs to be sent.

    Raises:
        NotRepresentableError: no operation allowed gives `target`; with the pointer to the first
            top-level member that stands in the way.
        OperationError: UNKNOWN_OPERATION, `allowed` has a name that no operation bears.
    """
    _check_names(allowed)
    before, after = write_composition(current), write_composition(target)
    if not is_object(before) or not is_object(after):
        return _plan_replacement(before, after, allowed)
    shared = _share_members(before, after)
    differing = [key for key, value in after.items() if shared.get(key, MISSING) is not value]
    gone = [key for key in before if key not in after]
    if not differing and not gone:
        return None
    coarse = _plan_coarse(after, differing, gone, allowed)
    fine = _plan_fine(shared, after, differing, allowed)
    plan = _choose_smaller(fine, coarse)
    if plan is None:
        raise _refuse(differing, gone, allowed)
    return plan


def _check_names(allowed: Collection[str]) -> None:
    for name in allowed:
        if name not in OPERATION_NAMES:
            reason = f"{describe_value(name)} is none of {', '.join(OPERATION_NAMES)}"
            raise OperationError("UNKNOWN_OPERATION", "/operation", reason)


def _plan_replacement(before: Any, after: Any, allowed: Collection[str]) -> Operation | None:
    """Plan where one of the documents is no object, so that there are no members to compare."""
    if are_identical(before, after):
        return None
    if not is_object(after):
        raise NotRepresentableError("", "the target is no object, and every composition is one")
    if "replace" not in allowed:
        raise NotRepresentableError(
            "", "the current document is no object: only `replace` mends it"
        )
    return ReplaceComposition(after)


def _share_members(before: JsonObject, after: JsonObject) -> JsonObject:
    """Share the identical members; assets in another order are not, where the thumbnail tells."""
    shared = share_identical(before, after)
    if "assets" in before and derive_thumbnail(before) != derive_thumbnail(after):
        shared["assets"] = before["assets"]
    return shared


def _plan_coarse(
    after: JsonObject, differing: Collection[str], gone: Collection[str], allowed: Collection[str]
) -> ReplaceComposition | MergeComposition | None:
    # With nothing to delete, a merge sends no more than a replace, and has the shorter name.
    if "merge" in allowed and not gone:
        return MergeComposition({key: after[key] for key in differing})
    return ReplaceComposition(after) if "replace" in allowed else None


def _plan_fine(
    shared: JsonObject, after: JsonObject, differing: Collection[str], allowed: Collection[str]
) -> Operation | None:
    if _FINE.isdisjoint(allowed) or not ENTITY_READERS.keys() >= {*differing}:
        return None
    plan = propose_operation(shared, after, differing)
    if plan is None or plan.name not in allowed or not _leads_to(after, shared, plan):
        return None
    return plan


def _leads_to(after: JsonObject, current: JsonObject, operation: Operation) -> bool:
    try:
        result = apply_operation(current, operation)
    except OperationError:
        return False
    return are_identical(result, after) and derive_thumbnail(result) == derive_thumbnail(after)


def _choose_smaller(
    fine: Operation | None, coarse: ReplaceComposition | MergeComposition | None
) -> Operation | None:
    """Choose by bytes; of two that are equally long the finer one, which touches less."""
    if fine is None or coarse is None:
        return fine or coarse
    size = measure_body(fine)
    return fine if size is None or takes_at_least(coarse, size) else coarse


def _refuse(
    differing: Collection[str], gone: Collection[str], allowed: Collection[str]
) -> NotRepresentableError:
    pointer = format_pointer([next(iter((*gone, *differing)))])
    if gone:
        return NotRepresentableError(pointer, "only `replace` deletes a top-level member")
    names = ", ".join(name for name in OPERATION_NAMES if name in allowed)
    reason = f"{names} cannot say all that differs" if names else "no operation is allowed"
    return NotRepresentableError(pointer, reason)

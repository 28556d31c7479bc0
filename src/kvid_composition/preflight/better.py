"""Better operations: a smaller one that does the same, or a safe one that does what was meant."""

from kvid_composition.document.values import JsonObject
from kvid_composition.patching.operations import OPERATION_NAMES, Operation
from kvid_composition.plan.plan import plan_operation
from kvid_composition.plan.sizes import measure_body
from kvid_composition.preflight.losses import find_losses
from kvid_composition.preflight.meaning import guess_meaning
from kvid_composition.preflight.new_issues import has_errors, list_new_issues
from kvid_composition.validation.issues import Report
from kvid_composition.validation.validate import validate_composition

__all__ = ["mend_operation", "shorten_operation"]


def shorten_operation(
    current: JsonObject, result: JsonObject, size: int
) -> tuple[Operation | None, int]:
    """Find a smaller operation that does what a safe one does.

    Args:
        current: the document that the operation will meet.
        result: what is to come of it, without losses and new errors.
        size: the bytes of the body that is to be sent.

    Returns:
        The operation, if there is one, and the bytes that are needed; 0 where the result is what
        is there already.
    """
    plan = plan_operation(current, result, allowed=OPERATION_NAMES)
    if plan is None:
        return None, 0
    needed = measure_body(plan)
    # A plan leaves out what stays, also a `deletedAssets` that named an asset.
    if needed is None or needed >= size or find_losses(current, plan, result):
        return None, size
    return plan, needed


def mend_operation(
    current: JsonObject, operation: Operation, report: Report, size: int
) -> tuple[Operation | None, int]:
    """Find a safe operation that does what the sender of a harmful one evidently meant.

    It may be larger than the harmful one: what it sends may have to be whole.

    Args:
        current: the document that the operation will meet.
        operation: what is to be sent, and would lose or break something.
        report: what is wrong with `current`.
        size: the bytes of the body that is to be sent.

    Returns:
        The operation, if there is one, and the bytes that are needed.
    """
    plan = _plan_meaning(current, operation, report)
    needed = None if plan is None else measure_body(plan)
    return (None, size) if needed is None else (plan, needed)


def _plan_meaning(current: JsonObject, operation: Operation, report: Report) -> Operation | None:
    meant = guess_meaning(current, operation)
    if meant is None:
        return None
    plan = plan_operation(current, meant, allowed=OPERATION_NAMES)
    if plan is None or find_losses(current, plan, meant):
        return None
    later = validate_composition(meant, since=(current, report))
    return None if has_errors(list_new_issues(report, later)) else plan

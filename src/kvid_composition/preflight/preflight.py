"""Looking at an operation before it is sent: what comes of it, and what would be better."""

from collections.abc import Mapping
from typing import Any, Final

from kvid_composition.diffing.diff import diff_compositions
from kvid_composition.document.pointer import format_pointer
from kvid_composition.document.values import JsonObject
from kvid_composition.document.walk import find_value_faults
from kvid_composition.model.documented import Documented
from kvid_composition.patching.operations import (
    Operation,
    OperationError,
    apply_operation,
    parse_operation,
    write_operation,
)
from kvid_composition.patching.plain import write_composition
from kvid_composition.plan.sizes import measure_body
from kvid_composition.preflight.better import mend_operation, shorten_operation
from kvid_composition.preflight.losses import find_losses
from kvid_composition.preflight.new_issues import has_errors, list_new_issues
from kvid_composition.preflight.result import Preflight
from kvid_composition.thumbnail import derive_thumbnail
from kvid_composition.validation.issues import Report
from kvid_composition.validation.validate import validate_composition

__all__ = ["preflight_operation"]

_UNWRITABLE: Final = frozenset(("DOC105", "DOC106", "DOC107"))
"""Faults of a value that can keep it from being written: its depth, its size, its type."""


def preflight_operation(
    current: JsonObject | Documented,
    operation: Operation | Mapping[str, Any],
    *,
    report: Report | None = None,
) -> Preflight:
    """Tell what a PATCH would do to the current document, and what it would destroy.

    Args:
        current: the document that the operation will meet; it may be broken. Like the operation, it
            may be a model, or hold models.
        operation: the body of a PATCH, or an operation.
        report: what `validate_composition(current)` gave, where it is at hand: only what the
            operation touches is then looked at.

    Raises:
        OperationError: the body is malformed or cannot be written as JSON (UNKNOWN_OPERATION,
            INVALID_REQUEST), or cannot be applied to the current document (INVALID_REQUEST,
            BROKEN_DOCUMENT).
    """
    sent = _read_plainly(operation)
    size = _measure_sent(sent)
    before: JsonObject = write_composition(current)
    result = apply_operation(before, sent)
    earlier = validate_composition(before) if report is None else report
    later = earlier if result is before else validate_composition(result, since=(before, earlier))
    new_issues = list_new_issues(earlier, later)
    lost = find_losses(before, sent, result)
    if lost or has_errors(new_issues):
        better, needed = mend_operation(before, sent, earlier, size)
    else:
        better, needed = shorten_operation(before, result, size)
    return Preflight(
        operation=sent,
        document=result,
        report=later,
        new_issues=new_issues,
        diff=diff_compositions(before, result),
        lost=lost,
        thumbnail_before=derive_thumbnail(before),
        thumbnail_after=derive_thumbnail(result),
        bytes_sent=size,
        bytes_needed=needed,
        better=better,
    )


def _read_plainly(operation: Operation | Mapping[str, Any]) -> Operation:
    """Read an operation, with the document of every model that it holds."""
    body: dict[str, Any] = write_operation(parse_operation(operation))
    data = {key: write_composition(value) for key, value in body["data"].items()}
    return parse_operation({**body, "data": data})


def _measure_sent(operation: Operation) -> int:
    size = measure_body(operation)
    if size is None:
        faults = find_value_faults(write_operation(operation))
        places = [format_pointer(fault.path) for fault in faults if fault.code in _UNWRITABLE]
        reason = "the body cannot be written as JSON"
        raise OperationError("INVALID_REQUEST", next(iter(places), ""), reason)
    return size

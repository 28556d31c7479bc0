"""Rebasing an operation: it was made for one version, and is to be sent to a newer one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kvid_composition.document.values import JsonObject
from kvid_composition.merging.conflict import Conflict
from kvid_composition.merging.merge import merge_three_way
from kvid_composition.merging.result import MergeResult
from kvid_composition.merging.strategy import StrategyLike
from kvid_composition.model.documented import Documented
from kvid_composition.patching.operations import Operation, apply_operation, parse_operation
from kvid_composition.plan.plan import plan_operation

__all__ = ["Rebase", "rebase_operation"]


@dataclass(frozen=True, kw_only=True)
class Rebase:
    """What is to be sent now.

    Attributes:
        operation: the operation that adds to the newest version what mine was meant to do, and
            keeps everything that others have done. None where nothing is left to be sent, and
            where there are conflicts.
        result: the merge behind it; mine is `ours` in it, the newest version `theirs`.
    """

    operation: Operation | None
    result: MergeResult

    @property
    def clean(self) -> bool:
        """Whether nothing is to be decided."""
        return self.result.clean

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What is to be decided before anything can be sent."""
        return self.result.conflicts


def rebase_operation(
    base: JsonObject | Documented,
    operation: Operation | Mapping[str, Any],
    latest: JsonObject | Documented,
    *,
    strategy: StrategyLike = None,
) -> Rebase:
    """Give the body to be sent now for an operation that was made for an older version.

    The operation is applied to the version it was made for, and the outcome is merged with the
    newest one. What is to be sent is the smallest body that makes the merge of the newest version:
    a `replace`, a `merge`, or an operation of the same name as the given one.

    Args:
        base: the version that the operation was made for.
        operation: the body of the PATCH, or the operation.
        latest: the version that the service has now.
        strategy: see `merge_three_way`; mine is `ours`.

    Raises:
        OperationError: the operation is malformed, or cannot be applied to `base`.
        MergeInputError: ids in a version do not tell what is what.
        StrategyError: the strategy names something that does not exist.
    """
    mine = parse_operation(operation)
    result = merge_three_way(base, apply_operation(base, mine), latest, strategy=strategy)
    if not result.clean:
        return Rebase(operation=None, result=result)
    allowed = tuple(dict.fromkeys(("replace", "merge", mine.name)))
    return Rebase(operation=plan_operation(latest, result.document, allowed=allowed), result=result)

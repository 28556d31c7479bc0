"""Resolving: choosing options of conflicts, any number of them at once."""

from collections.abc import Mapping

from kvid_composition.merging.conflict import Conflict
from kvid_composition.merging.kinds import OptionName
from kvid_composition.merging.merge_error import ResolutionError
from kvid_composition.merging.result import MergeResult

__all__ = ["require_option", "resolve_conflicts"]


def resolve_conflicts(result: MergeResult, picks: Mapping[str, str]) -> MergeResult:
    """Merge once more, with options chosen for some of the conflicts.

    Choices that have been made before stay. A choice may solve other conflicts as well, and it may
    lead to new ones where what it brings back meets something else.

    Args:
        result: a merge with conflicts.
        picks: the names of the options, by the ids of the conflicts.

    Raises:
        ResolutionError: there is no such open conflict, or it has no such option.
    """
    chosen: dict[str, OptionName] = {
        id_: require_option(result.find_conflict(id_), id_, name) for id_, name in picks.items()
    }
    return result.merge_again({**result.picks, **chosen})


def require_option(conflict: Conflict | None, conflict_id: str, name: str) -> OptionName:
    """Give the name of an option that a conflict has.

    Raises:
        ResolutionError: there is no conflict, or it has no such option.
    """
    if conflict is None:
        raise ResolutionError(conflict_id, name, "no conflict with this id is open")
    option = conflict.find_option(name)
    if option is None:
        names = ", ".join(each.name for each in conflict.options)
        raise ResolutionError(conflict_id, name, f"it has no such option; there are {names}")
    return option.name
